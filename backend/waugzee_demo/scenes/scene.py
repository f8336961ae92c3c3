"""What makes a record sound like its genre: names, titles, labels, formats and sleeves of one scene."""

import random
import re

import msgspec

Words = dict[str, tuple[str, ...]]

_PLACE = re.compile(r"\{(\w+)\}")


def table(**columns: str) -> Words:
    """Word lists written as `a|b|c`."""
    return {name: tuple(column.split("|")) for name, column in columns.items()}


class Scene(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """`artists`, `titles` and `tracks` are patterns over `words`; `labels` gives each its catalogue
    number, where `#` is a digit. `seconds` and `per_side` are the range of a track's length and of the
    tracks on an LP side. `formats` weighs the names of `waugzee_demo.formats`."""

    name: str
    weight: int
    genres: tuple[str, ...]
    styles: tuple[str, ...]
    years: tuple[int, int]
    countries: tuple[str, ...]
    labels: dict[str, str]
    artists: tuple[str, ...]
    titles: tuple[str, ...]
    tracks: tuple[str, ...]
    words: Words
    formats: dict[str, int]
    designs: tuple[str, ...]
    seconds: tuple[int, int] = (150, 290)
    per_side: tuple[int, int] = (4, 6)

    def artist(self, chance: random.Random) -> str:
        return self._filled(self.artists, chance)

    def title(self, chance: random.Random) -> str:
        return self._filled(self.titles, chance)

    def track(self, chance: random.Random) -> str:
        return self._filled(self.tracks, chance)

    def _filled(self, patterns: tuple[str, ...], chance: random.Random) -> str:
        return _PLACE.sub(lambda place: chance.choice(self.words[place[1]]), chance.choice(patterns))
