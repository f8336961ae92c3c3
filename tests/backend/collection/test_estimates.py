"""What a format lets one assume."""

import pytest

from waugzee.collection.estimates import MOST_SIDES, estimated
from waugzee_sync.discogs.responses import Format


def vinyl(*words: str, qty: str = "1") -> Format:
    return Format("Vinyl", qty=qty, descriptions=list(words))


@pytest.mark.parametrize(
    ("formats", "sides", "seconds"),
    [
        ([vinyl("LP", "Album")], "AB", 2400),
        ([vinyl("LP", "Album", "Stereo", qty="2")], "ABCD", 4800),
        ([vinyl("LP", "45 RPM", qty="2")], "ABCD", 2880),
        ([vinyl('7"', "Single", "45 RPM")], "AB", 420),
        ([vinyl('7"', "EP", "45 RPM")], "AB", 780),
        ([vinyl('10"', "LP", "33 ⅓ RPM")], "AB", 1560),
        ([vinyl('12"', "Single", "45 RPM")], "AB", 960),
        ([vinyl('12"', "Single Sided", "Etched")], "A", 720),
        ([Format("Shellac", qty="1", descriptions=['10"', "78 RPM"])], "AB", 390),
        ([Format("Shellac", qty="6", descriptions=['12"'])], "ABCDEFGHIJKL", 3240),
        ([Format("Flexi-disc", descriptions=['7"', "Single Sided", "33 ⅓ RPM"])], "A", 390),
        ([], "AB", 2400),
        (None, "AB", 2400),
        ([Format()], "AB", 2400),
        ([Format("Box Set", qty="1"), vinyl("LP", qty="3")], "ABCDEF", 7200),
    ],
)
def test_a_record_has_two_sides_a_disc(formats: list[Format] | None, sides: str, seconds: int) -> None:
    estimate = estimated(formats)
    assert (list(estimate.sides), estimate.seconds, estimate.grooved) == (list(sides), seconds, True)


@pytest.mark.parametrize(
    ("one", "sides", "seconds"),
    [
        (Format("CD", qty="1"), ["CD"], 3000),
        (Format("CD", qty="12", descriptions=["Album"]), [f"CD{n}" for n in range(1, 13)], 36_000),
        (Format("CD", descriptions=["Maxi-Single"]), ["CD"], 1080),
        (Format("Cassette", qty="1"), ["A", "B"], 2640),
        (Format("DVD", qty="2"), ["DVD1", "DVD2"], 10_800),
        (Format("File", qty="14", descriptions=["FLAC"]), ["File"], 2400),
        (Format("Hologram", qty="1"), ["Disc"], 2400),
    ],
)
def test_other_carriers_have_no_groove(one: Format, sides: list[str], seconds: int) -> None:
    estimate = estimated([one])
    assert (list(estimate.sides), estimate.seconds, estimate.grooved) == (sides, seconds, False)


def test_of_a_record_that_came_with_a_disc_the_record_counts() -> None:
    estimate = estimated([vinyl("LP"), Format("CD", qty="1")])
    assert (list(estimate.sides), estimate.grooved, estimate.mixed) == (["A", "B"], True, True)


@pytest.mark.parametrize("qty", ["9" * 64, "0", "-3", "two", "", "1.5", "100", "٣"])
def test_a_quantity_that_cannot_be_is_one(qty: str) -> None:
    assert len(estimated([vinyl("LP", qty=qty)]).sides) == 2


def test_a_box_has_no_more_sides_than_there_are_letters() -> None:
    sides = list(estimated([vinyl("LP", qty="99"), vinyl("LP", qty="99")]).sides)
    assert (sides[25:28], len(sides)) == (["Z", "AA", "BB"], 52)
    assert len(estimated([Format("CD", qty="99")]).sides) == MOST_SIDES
