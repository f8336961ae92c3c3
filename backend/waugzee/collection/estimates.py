"""How many sides a carrier has and how long they play, from its format: what is assumed until one knows."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from waugzee_sync.discogs.responses import Format

MINUTE = 60
MOST_SIDES = 60

GROOVED = {"Vinyl", "Shellac", "Lathe Cut", "Acetate", "Flexi-disc", "Pathé Disc", "Edison Disc", ""}
"""What a stylus plays. A format without a name is taken for vinyl: that is what people keep here."""

# Seconds of a side by size, speed and kind; the first row whose words are all among the format's holds.
SIDES: Sequence[tuple[set[str], int]] = [
    ({"78 RPM", '12"'}, 4 * MINUTE + 30),
    ({"78 RPM"}, 3 * MINUTE + 15),
    ({'7"', "EP"}, 6 * MINUTE + 30),
    ({'7"', "Mini-Album"}, 7 * MINUTE),
    ({'7"', "33 ⅓ RPM"}, 6 * MINUTE + 30),
    ({'7"'}, 3 * MINUTE + 30),
    ({'10"', "45 RPM"}, 8 * MINUTE),
    ({'10"', "Single"}, 6 * MINUTE),
    ({'10"'}, 13 * MINUTE),
    ({"Maxi-Single"}, 8 * MINUTE),
    ({"Mini-Album"}, 15 * MINUTE),
    ({"EP", "45 RPM"}, 8 * MINUTE),
    ({"EP"}, 12 * MINUTE),
    ({'12"', "Single"}, 8 * MINUTE),
    ({"LP", "45 RPM"}, 12 * MINUTE),
    ({"Album", "45 RPM"}, 12 * MINUTE),
    ({"LP"}, 20 * MINUTE),
    ({"Album"}, 20 * MINUTE),
    ({"Compilation", '12"'}, 18 * MINUTE),
    ({"Single"}, 3 * MINUTE + 30),
    ({'12"', "45 RPM"}, 8 * MINUTE),
    ({'12"'}, 12 * MINUTE),
    ({'16"'}, 15 * MINUTE),
    (set(), 20 * MINUTE),
]

# Other carriers: the name of a side, how many there are, and the seconds of each.
OTHERS: dict[str, tuple[str, int, int]] = {
    **dict.fromkeys(("Cassette", "Microcassette", "DCC", "Elcaset", "PlayTape"), ("A", 2, 22 * MINUTE)),
    "8-Track Cartridge": ("A", 4, 10 * MINUTE),
    "4-Track Cartridge": ("A", 2, 20 * MINUTE),
    **dict.fromkeys(("Reel-To-Reel", "Wire Recording"), ("A", 2, 30 * MINUTE)),
    **dict.fromkeys(("CD", "CDr", "SACD", "Minidisc", "CDV", "Hybrid"), ("CD", 1, 50 * MINUTE)),
    **dict.fromkeys(("DVD", "DVDr", "HD DVD"), ("DVD", 1, 90 * MINUTE)),
    **dict.fromkeys(("Blu-ray", "Blu-ray-R"), ("BD", 1, 90 * MINUTE)),
    **dict.fromkeys(("VHS", "Betamax", "Laserdisc", "Film Reel", "U-matic"), ("Video", 1, 60 * MINUTE)),
    **dict.fromkeys(("File", "Memory Stick"), ("File", 1, 40 * MINUTE)),
}
NO_CARRIER = {"All Media", "Box Set"}
SHORT_DISCS = {"Single", "Maxi-Single", "EP", "Mini"}


class Estimate(msgspec.Struct, frozen=True):
    """Assumed seconds by side, in order, and whether a stylus plays them.

    `mixed`: a record came with another carrier, so that its own sides are those with letters.
    """

    sides: dict[str, int]
    grooved: bool
    mixed: bool = False

    @property
    def seconds(self) -> int:
        return sum(self.sides.values())


def estimated(formats: Sequence[Format] | None) -> Estimate:
    """Estimate a release. Of a record that came with a disc, the record counts."""
    told = [one for one in formats or () if one.name.strip() not in NO_CARRIER]
    grooved = [one for one in told if is_grooved(one)]
    if grooved or not told:
        return Estimate(_lettered(list(_grooves(grooved))), True, len(grooved) < len(told))
    others = [part for one in told for part in _others(one)]
    if all(name == "A" for name, _ in others):
        return Estimate(_lettered([seconds for _, seconds in others]), False)
    numbered = {
        f"{name}{place}" if len(others) > 1 else name: seconds
        for place, (name, seconds) in enumerate(others[:MOST_SIDES], 1)
    }
    return Estimate(numbered, False)


def is_grooved(one: Format) -> bool:
    return one.name.strip() in GROOVED


def _grooves(formats: Sequence[Format]) -> Iterator[int]:
    for one in formats or [Format()]:
        words = {word.strip() for word in one.descriptions or ()}
        if one.name.strip() == "Shellac":
            words.add("78 RPM")
        seconds = next(seconds for wanted, seconds in SIDES if wanted <= words)
        yield from [seconds] * ((1 if "Single Sided" in words else 2) * discs(one))


def _others(one: Format) -> Iterator[tuple[str, int]]:
    name, sides, seconds = OTHERS.get(one.name.strip(), ("Disc", 1, 40 * MINUTE))
    if name == "CD" and SHORT_DISCS & set(one.descriptions or ()):
        seconds = 18 * MINUTE
    # A download has as many files as tracks; they are one thing to play.
    yield from [(name, seconds)] * (1 if name == "File" else sides * discs(one))


def discs(one: Format) -> int:
    """How many there are: nobody plays a box of a hundred, a longer number is a slip of who typed it."""
    return int(one.qty) if one.qty and re.fullmatch("[1-9][0-9]?", one.qty) else 1


def letter(place: int) -> str:
    """A to Z, then AA to ZZ."""
    return chr(ord("A") + place % 26) * (place // 26 + 1)


def _lettered(sides: Sequence[int]) -> dict[str, int]:
    many = sides[: min(MOST_SIDES, 52)]
    return {letter(place): seconds for place, seconds in enumerate(many)}
