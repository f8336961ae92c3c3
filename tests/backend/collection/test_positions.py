"""Positions and durations as people type them into Discogs."""

import pytest

from waugzee.collection.positions import has_groove, seconds_of, sides_of


@pytest.mark.parametrize(
    ("position", "side"),
    [
        *[("A1", "A"), ("B12", "B"), ("A", "A"), ("AA", "AA"), ("AA1", "AA"), ("C-2", "C"), ("Z9", "Z")],
        *[("A1a", "A"), ("A1.2", "A"), (" D4 ", "D"), ("1A", "1A"), ("2-B3", "2B"), ("02A1", "2A")],
        *[("1-1", "1"), ("2-10", "2"), ("12-03", "12"), ("1.03", "1"), ("2-4a", "2")],
        *[("CD1-3", "CD1"), ("CD3", "CD"), ("CD-4", "CD"), ("CD2.01", "CD2"), ("SACD-1", "CD")],
        *[("DVD-1", "DVD"), ("DVD2-1", "DVD2"), ("Video 1", "Video"), ("BD-3", "BD"), ("MP3 1", "File")],
        *[("LP-A1", "A"), ("LP1-A2", "1A"), ("LP 2 B1", "2B"), ('7"-B', "B"), ("12” A1", "A")],
        *[("A6 (a)", "A"), ("B6(2)", "B"), ("A..5", "A"), ("B. 1", "B"), ("A - 3", "A"), ("A:1", "A")],
        *[("A1.", "A"), ("1-5.2", "1"), ("2 - 3", "2"), ("CD1-Video", "CD1"), ("CD 2 - 3", "CD2")],
        *[("WAV-1", "File"), ("FLAC 2", "File"), ("LP-1", None), ("1/2", None), ("A/B", None)],
        *[("", None), ("7", None), ("12a", None), ("AB", None), ("Bonus", None), ("-", None), ("♪", None)],
    ],
)
def test_a_position_names_its_side(position: str, side: str | None) -> None:
    assert sides_of([position]) == [side]


def test_roman_numbers_count_movements_unless_tracks_are_on_them() -> None:
    assert sides_of(["I", "II", "III", "IV"]) == [None] * 4
    assert sides_of(["I", "II"]) == [None, None]
    assert sides_of(["H1", "I1", "I2"]) == ["H", "I", "I"]


def test_what_a_position_means_is_seen_from_the_others() -> None:
    assert sides_of(["a1", "a2 (b)", "", "aa1", "b"]) == ["A", "A", None, "AA", "B"]
    assert sides_of(["i", "ii"]) == sides_of(["a1", "lp"]) == [None] * 2
    assert sides_of(["A1", "a2"]) == ["A", None]
    assert sides_of(["Z1", "AA1", "AB1", "AC"]) == ["Z", "AA", "AB", "AC"]
    assert sides_of(["1", "2.1", "2.2"]) == [None] * 3
    # Carriers that each begin with A are told apart; those whose letters go on need not be.
    assert sides_of(["A1", "B1", '7"-A', '7"-B']) == ["1A", "1B", "2A", "2B"]
    assert sides_of(["LP-A1", "LP-B1", '7"-C', '7"-D']) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("side", "groove"),
    [
        ("A", True),
        ("AA", True),
        ("1B", True),
        ("AB", True),
        ("CD", False),
        ("2", False),
        ("CD1", False),
        ("DVD", False),
    ],
)
def test_a_stylus_plays_sides_with_letters(side: str, groove: bool) -> None:
    assert has_groove(side) is groove


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *[("3:45", 225), ("0:07", 7), ("75:00", 4500), ("1:02:03", 3723), ("(4:01)", 241), ("~2:30", 150)],
        *[("3'45\"", 225), ("3.45", 225), (" 5:00 ", 300)],
        *[("", None), (None, None), ("0:00", None), ("3:75", None), ("99:99:99", None), ("23:59:59", None)],
        *[("long", None), ("12", None), ("-3:00", None), ("9" * 64, None), ("1:2:3", None)],
    ],
)
def test_a_duration_is_read_or_unknown(text: str | None, seconds: int | None) -> None:
    assert seconds_of(text) == seconds
