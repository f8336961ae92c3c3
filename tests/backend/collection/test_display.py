"""What a shelf calls a release."""

import pytest

from waugzee.collection.display import artist_text, format_text, label_text
from waugzee_sync.discogs.responses import Artist, Format, Label


@pytest.mark.parametrize(
    ("artists", "shown"),
    [
        (None, ""),
        ([], ""),
        ([Artist("Nina Simone")], "Nina Simone"),
        ([Artist("Nirvana (2)")], "Nirvana"),
        ([Artist("Various", 194, "", ",")], "Various"),
        ([Artist("Simon", join="&"), Artist("Garfunkel")], "Simon & Garfunkel"),
        ([Artist("A", join=","), Artist("B", join="And"), Artist("C")], "A, B And C"),
        ([Artist("A", join="Feat."), Artist("B (3)")], "A Feat. B"),
        ([Artist("A", join=";"), Artist("B")], "A; B"),
        ([Artist("A", join=""), Artist("B", join=None)], "A, B"),
        ([Artist("A", join=" / "), Artist("B")], "A / B"),
        ([Artist("David Bowie", anv="Bowie")], "Bowie"),
        ([Artist("David Bowie", anv=None)], "David Bowie"),
        ([Artist("  Spaces  ")], "Spaces"),
        ([Artist("Sunn O)))")], "Sunn O)))"),
        ([Artist("Blink (182)x")], "Blink (182)x"),
        ([Artist("10,000 Maniacs (12)", anv="Maniacs (12)")], "Maniacs"),
    ],
)
def test_artists_as_they_are_printed(artists: list[Artist] | None, shown: str) -> None:
    assert artist_text(artists) == shown


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (None, (None, None)),
        ([], (None, None)),
        ([Label("Factory", catno="FACT 10")], ("Factory", "FACT 10")),
        ([Label("Factory", catno="FACT 10"), Label("Other", catno="2")], ("Factory", "FACT 10")),
        ([Label("Island (3)", catno=" ILPS 9 ")], ("Island", "ILPS 9")),
        ([Label("White", catno="none")], ("White", None)),
        ([Label("White", catno="None")], ("White", None)),
        ([Label("White", catno="")], ("White", None)),
        ([Label("White", catno=None)], ("White", None)),
        ([Label("", catno="X 1")], (None, "X 1")),
    ],
)
def test_the_first_label_and_its_number(
    labels: list[Label] | None, shown: tuple[str | None, str | None]
) -> None:
    assert label_text(labels) == shown


@pytest.mark.parametrize(
    ("formats", "shown"),
    [
        (None, ""),
        ([], ""),
        ([Format("Vinyl", "1", ["LP", "Album"])], "LP, Album"),
        ([Format("Vinyl", "2", ["LP", "Album", "Reissue"])], "2 × LP, Album, Reissue"),
        ([Format("Vinyl", "1")], "Vinyl"),
        ([Format("Vinyl", "0", ["LP"])], "LP"),
        ([Format("Vinyl", "", ["LP"])], "LP"),
        ([Format("Vinyl", None, ["LP"])], "LP"),
        ([Format("Vinyl", "9" * 64, ["LP"])], "LP"),
        ([Format("Vinyl", "-3", ["LP"])], "LP"),
        ([Format("Vinyl", "٣", ["LP"])], "LP"),
        ([Format("Vinyl", "120", ['7"'])], '120 × 7"'),
        ([Format("Vinyl", "2", ["LP"]), Format("CD", "1", ["Album"])], "2 × LP + Album"),
        ([Format("Box Set", "1", []), Format("Vinyl", "3", ['12"'])], 'Box Set + 3 × 12"'),
        ([Format("Vinyl", "1", ["LP"], "Red translucent")], "LP"),
    ],
)
def test_how_many_of_what_size_and_kind(formats: list[Format] | None, shown: str) -> None:
    assert format_text(formats) == shown
