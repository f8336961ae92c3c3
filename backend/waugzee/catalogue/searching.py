"""Search the catalogue: the words typed, and what one filters by, as one question to the index over words.

Hits come by tier, the well known first; within it what is named exactly so, then by how well and where the
words fit, and how well known it is. Of what fits in one tier at most `reading.WINDOW` are looked at: whoever
finds more types another word. The last word may be the beginning of one.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from waugzee.catalogue import folding, reading
from waugzee.catalogue.documents import mark
from waugzee.catalogue.folding import run_together, together, words
from waugzee.catalogue.kinds import NUMBER, TIERS
from waugzee.db import Transaction

MOST_WORDS = 12
_OF = {"artists": (0, 1), "labels": (0, 1), "masters": (0, 1), "releases": (2, 3)}


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What hits must be or have; what is none asks for nothing. Years from and up to, both included."""

    kinds: Sequence[str] = ()
    format: str | None = None
    country: str | None = None
    genre: str | None = None
    style: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    artist_id: int | None = None
    label_id: int | None = None


class Place(msgspec.Struct, frozen=True, array_like=True):
    """The last hit seen."""

    tier: int
    rank: float
    kind: int
    id: int


class Hit(msgspec.Struct, frozen=True):
    place: Place
    weight: int


class Since(msgspec.Struct, frozen=True, array_like=True):
    """The last one seen of a list by year."""

    year: int
    kind: int
    id: int


FIRST = Since(0, 0, 0)


async def by_artist(db: Transaction, artist_id: int, after: Since, limit: int) -> list[Any]:
    """Masters of an artist, and releases that have none, the oldest first."""
    asked = f"'{mark('a', artist_id)}' & ('{mark('k', 2)}' | '{mark('w', 1)}')"
    await reading.go_by_index(db)
    return await reading.works_of_artist(db, asked, (after.year, after.kind, after.id), limit)


async def on_label(db: Transaction, label_id: int, after: Since, limit: int) -> list[Any]:
    """Releases on a label, the oldest first."""
    asked = f"'{mark('l', label_id)}'"
    await reading.go_by_index(db)
    return await reading.releases_on_label(db, asked, (after.year, after.kind, after.id), limit)


async def search(db: Transaction, typed: str, filters: Filters, after: Place | None, limit: int) -> list[Hit]:
    """The hits that follow a place, at most `limit`. Without words: what the filters let through."""
    spoken = _spoken(typed)
    asked = _asked(spoken, filters)
    if not asked:
        return []
    await reading.go_by_index(db)
    hits: list[Hit] = []
    # All that is there are releases: to say so would only be one more list to go through, of all of them.
    of_releases = _asked(spoken, msgspec.structs.replace(filters, kinds=())) or asked
    for tier in _tiers(filters, after):
        place = (after.rank, after.kind, after.id) if after and after.tier == tier else (None, None, None)
        rows = await reading.hits(
            db,
            tier,
            of_releases if tier in _OF["releases"] else asked,
            folding.name(typed),
            spoken or asked,
            place,
            limit - len(hits),
        )
        hits += [Hit(Place(tier, row["rank"], row["kind"], row["id"]), row["weight"]) for row in rows]
        if len(hits) == limit:
            break
    return hits


def _tiers(filters: Filters, after: Place | None) -> list[int]:
    wanted = {tier for kind in filters.kinds or _OF for tier in _OF[kind]}
    return [tier for tier in TIERS if tier in wanted and (after is None or tier >= after.tier)]


def _asked(spoken: str, filters: Filters) -> str:
    """The question as a tsquery is written; its words hold nothing that had to be escaped."""
    parts = [f"({spoken})"] if spoken else []
    chosen = {
        "f": filters.format,
        "c": filters.country,
        "g": filters.genre,
        "s": filters.style,
        "a": filters.artist_id,
        "l": filters.label_id,
    }
    parts += [f"'{mark(letter, value)}'" for letter, value in chosen.items() if value is not None]
    if filters.kinds:
        parts.append(_any(mark("k", NUMBER[kind]) for kind in filters.kinds))
    if filters.year_from is not None or filters.year_to is not None:
        parts.append(_years(filters.year_from or 1860, filters.year_to or 2100))
    return " & ".join(parts)


def _spoken(typed: str) -> str:
    """Every word, as signs part them or blanks alone; or a number however it is parted."""
    found = words(typed)[:MOST_WORDS]
    readings = [found, together(typed)[:MOST_WORDS]]
    whole = run_together(found)
    if any(letter.isdecimal() for letter in whole):
        readings += [[whole], [whole.lstrip("0")]]
    return " | ".join(dict.fromkeys(_each(reading) for reading in readings if any(reading)))


def _each(found: Sequence[str]) -> str:
    """The last one perhaps unfinished."""
    return "(" + " & ".join([*(f"'{word}'" for word in found[:-1]), f"'{found[-1]}':*"]) + ")"


def _years(first: int, last: int) -> str:
    """Whole decades as such."""
    asked: list[str] = []
    year = first
    while year <= last:
        if year % 10 == 0 and year + 9 <= last:
            asked.append(mark("d", year // 10))
            year += 10
        else:
            asked.append(mark("y", year))
            year += 1
    return _any(asked) if asked else f"'{mark('y', 0)}'"


def _any(asked: Any) -> str:
    return "(" + " | ".join(f"'{one}'" for one in asked) + ")"
