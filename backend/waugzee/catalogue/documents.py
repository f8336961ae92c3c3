"""What the search keeps of a record: its words by how much they count, and what one filters by.

A word of the name counts most (A); of an artist's other names and of a release's label less (B, C); of
numbers least (D): who types one finds it anyhow. What one filters by is a word after a mark: `=k` the
kind, `=a` and `=l` artists and labels by id, `=f` formats, `=c` country, `=g` genre, `=s` style, `=y` year,
`=d` decade, `=w` a release that no master has.
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from waugzee.catalogue import folding
from waugzee.catalogue.folding import either, run_together, words
from waugzee.catalogue.kinds import NUMBER

POPULAR = {"artists": 5, "labels": 2, "masters": 5, "releases": 5}
"""From which weight on it is among the well known."""
VARIOUS = 194
"""Nobody leafs through all that "Various" is on."""
MOST_WORDS = 400
"""Some artists have more names than a page has words."""


class Document(msgspec.Struct, frozen=True):
    kind: int
    id: int
    tier: int
    weight: int
    year: int | None
    name: str
    words: str


class _Named(msgspec.Struct):
    id: int = 0
    name: str = ""
    anv: str = ""
    catno: str = ""


class _Format(msgspec.Struct):
    name: str = ""
    text: str = ""
    descriptions: list[str] = []


class _Identifier(msgspec.Struct):
    type: str = ""
    value: str = ""


_named = msgspec.json.Decoder(list[_Named]).decode
_formats = msgspec.json.Decoder(list[_Format]).decode
_identifiers = msgspec.json.Decoder(list[_Identifier]).decode


def mark(letter: str, value: object) -> str:
    """The word that a filter asks for: of a text its folded words, else the number."""
    return f"={letter}{'_'.join(words(value)) if isinstance(value, str) else value}"


class _Words:
    """Words with their places and how much each counts, as a tsvector is written."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def add(self, weight: str, found: Iterable[str]) -> None:
        for word in found:
            if word not in self._found and len(self._found) < MOST_WORDS:
                self._found[word] = f"{len(self._found) + 1}{weight}"

    def number(self, text: str) -> None:
        """A catalogue number or barcode: its parts, and all in one, also without zeros before it."""
        found = words(text)
        whole = run_together(found)
        self.add("C", found)
        self.add("C", (whole, whole.lstrip("0")) if whole.startswith("0") else (whole,))

    def marks(self, letter: str, values: Iterable[object]) -> None:
        for value in values:
            if len(one := mark(letter, value)) > 2:
                self._found.setdefault(one, "")

    def year(self, year: int | None) -> None:
        if year:
            self.marks("y", (year,))
            self.marks("d", (year // 10,))

    def written(self) -> str:
        return " ".join(f"'{word}':{at}" if at else f"'{word}'" for word, at in self._found.items() if word)


def document(kind: str, row: Any, versions: int, alone: bool = False) -> Document:
    """Of a row with the columns of COLUMNS; `versions`: of its master, `alone`: it has no master here."""
    found = _Words()
    name, weight, year = MADE[kind](row, found, versions)
    number = NUMBER[kind]
    found.marks("k", (number,))
    found.marks("w", (1,) if alone else ())
    tier = (2 if kind == "releases" else 0) + (weight < POPULAR[kind])
    return Document(number, row["id"], tier, weight, year, name, found.written())


_Made = tuple[str, int, int | None]


def _artist(row: Any, found: _Words, _: int) -> _Made:
    found.add("A", either(row["name"]))
    found.add("B", either(row["real_name"]))
    for variation in row["variations"]:
        found.add("B", either(variation))
    return folding.name(row["name"]), len(row["variations"]), None


def _label(row: Any, found: _Words, _: int) -> _Made:
    found.add("A", either(row["name"]))
    found.add("C", either(row["parent_name"]))
    return folding.name(row["name"]), len(_named(row["sublabels"])), None


def _master(row: Any, found: _Words, versions: int) -> _Made:
    _works(row, found)
    return folding.name(row["title"]), versions, row["year"]


def _release(row: Any, found: _Words, versions: int) -> _Made:
    _works(row, found)
    for label in _named(row["labels"]):
        found.add("C", either(label.name))
        if label.catno and label.catno.lower() != "none":
            found.number(label.catno)
        found.marks("l", (label.id,) if label.id else ())
    for form in _formats(row["formats"]):
        found.marks("f", (form.name, *form.descriptions))
    for identifier in _identifiers(row["identifiers"]):
        if identifier.type == "Barcode":
            found.number(identifier.value)
    found.marks("c", (row["country"],))
    return "", versions if row["is_main"] else 0, row["year"]


def _works(row: Any, found: _Words) -> None:
    """What masters and releases have alike."""
    found.add("A", either(row["title"]))
    found.add("A", either(row["artist"]))
    for artist in _named(row["artists"]):
        found.add("B", either(artist.name))
        found.marks("a", (artist.id,) if artist.id and artist.id != VARIOUS else ())
    found.marks("g", row["genres"])
    found.marks("s", row["styles"])
    found.year(row["year"])


MADE: dict[str, Callable[[Any, _Words, int], _Made]] = {
    "artists": _artist,
    "labels": _label,
    "masters": _master,
    "releases": _release,
}
COLUMNS = {
    "artists": "id, name, real_name, variations",
    "labels": "id, name, parent_name, sublabels",
    "masters": "id, title, artist, artists, genres, styles, year",
    "releases": "id, title, artist, artists, labels, formats, genres, styles, country, year, master_id,"
    " is_main, identifiers",
}
"""What is read of each kind."""
