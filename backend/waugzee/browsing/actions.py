"""Lists of the catalogue's records with what of them is one's own, and single records whole."""

import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from waugzee.browsing import queries
from waugzee.browsing.schemas import (
    Carrier,
    Catalogue,
    CatalogueArtist,
    CatalogueCompany,
    CatalogueIdentifier,
    CatalogueLabel,
    CatalogueMaster,
    CatalogueRelease,
    CatalogueTrack,
    Credit,
    Hit,
    Kind,
    OnLabel,
    Standing,
)
from waugzee.catalogue import reading
from waugzee.catalogue.kinds import KINDS
from waugzee.collection.display import format_text, label_text, plain
from waugzee.db import Transaction
from waugzee.discogs.queries import discogs_account
from waugzee.errors import NotFound
from waugzee_sync.discogs.responses import Format, Label

SINGULAR: dict[str, Kind] = {
    "artists": "artist",
    "labels": "label",
    "masters": "master",
    "releases": "release",
}
PLURAL = {one: kind for kind, one in SINGULAR.items()}
OF_NUMBER = list(KINDS)
_NUMBERS = re.compile(r" \(\d{1,4}\)(?=$|,| )")

Wanted = tuple[int, int, int]
"""A record of a list: the number of its kind, its id, how well known it is."""


async def catalogue(db: Transaction) -> Catalogue:
    rows = await reading.standing(db)
    kinds = [Standing(SINGULAR[row["kind"]], row["month"], row["records"]) for row in rows]
    return Catalogue(kinds, await reading.pending(db), await reading.is_importing(db))


async def hits_of(db: Transaction, user_id: uuid.UUID, found: Sequence[Wanted]) -> list[Hit]:
    """The lines of a list, in its order; what vanished meanwhile is left out."""
    by_kind: dict[str, list[int]] = {}
    for number, record_id, _ in found:
        by_kind.setdefault(OF_NUMBER[number], []).append(record_id)
    rows = {kind: await reading.lines(db, kind, ids) for kind, ids in by_kind.items()}
    hits = []
    masters: dict[int, int] = {}
    for number, record_id, weight in found:
        kind = OF_NUMBER[number]
        if row := rows[kind].get(record_id):
            hits.append(_hit(kind, row, weight))
            if kind == "releases" and row["master_id"]:
                masters[record_id] = row["master_id"]
    return await _marked(db, user_id, hits, masters)


async def versions_of(
    db: Transaction, user_id: uuid.UUID, master_id: int, after: tuple[int, int], limit: int
) -> list[Hit]:
    rows = await reading.versions(db, master_id, after, limit)
    hits = [_hit("releases", row, 0) for row in rows]
    return await _marked(db, user_id, hits, {row["id"]: master_id for row in rows})


def _hit(kind: str, row: Any, weight: int) -> Hit:
    hit = Hit(kind=SINGULAR[kind], id=row["id"], title=row["title"], artist=row["artist"])
    if kind in ("artists", "labels"):
        hit.title, hit.artist = plain(hit.title), plain(hit.artist)
        return hit
    hit.year = row["year"]
    hit.genre = next(iter(row["genres"]), None)
    hit.artist = _spoken(hit.artist)
    if kind == "masters":
        hit.versions = weight
        return hit
    hit.country = row["country"] or None
    hit.format = _format(row["formats"]) or None
    named = msgspec.json.decode(row["labels"], type=list[OnLabel])
    hit.label, hit.catno = label_text([Label(one.name, catno=one.catno) for one in named[:1]])
    return hit


async def _marked(
    db: Transaction, user_id: uuid.UUID, hits: list[Hit], master_of: dict[int, int]
) -> list[Hit]:
    mine = await _own(
        db,
        user_id,
        [hit.id for hit in hits if hit.kind == "release"],
        [*(hit.id for hit in hits if hit.kind == "master"), *master_of.values()],
    )
    for hit in hits:
        if hit.kind == "release":
            hit.owned = _owned(mine, hit.id, master_of.get(hit.id))
            hit.wanted = hit.id in mine.wanted
        elif hit.kind == "master":
            hit.owned = "same" if hit.id in mine.masters else None
            hit.wanted = hit.id in mine.wanted_masters
    return hits


async def _own(
    db: Transaction, user_id: uuid.UUID, releases: Sequence[int], masters: Sequence[int]
) -> queries.Own:
    account = await discogs_account(db, user_id)
    if account is not None and (account.kind == "demo" or account.simulated):
        # The simulated Discogs has releases of its own under the real one's numbers.
        return queries.Own()
    return await queries.own(db, user_id, releases, masters)


def _owned(mine: queries.Own, release_id: int, master_id: int | None) -> Literal["same", "other"] | None:
    if release_id in mine.releases:
        return "same"
    return "other" if master_id is not None and master_id in mine.masters else None


async def release(db: Transaction, user_id: uuid.UUID, release_id: int) -> CatalogueRelease:
    row = await _whole(db, "releases", release_id)
    master = row["master_id"]
    mine = await _own(db, user_id, [release_id], [master] if master else [])
    return CatalogueRelease(
        id=release_id,
        title=row["title"],
        artist=_spoken(row["artist"]),
        artists=_credits(row["artists"]),
        labels=msgspec.json.decode(row["labels"], type=list[OnLabel]),
        format=_format(row["formats"]),
        formats=msgspec.json.decode(row["formats"], type=list[Carrier]),
        genres=row["genres"],
        styles=row["styles"],
        country=row["country"] or None,
        released=row["released"] or None,
        year=row["year"],
        master_id=master,
        tracks=msgspec.json.decode(row["tracks"], type=list[CatalogueTrack]),
        identifiers=msgspec.json.decode(row["identifiers"], type=list[CatalogueIdentifier]),
        companies=msgspec.json.decode(row["companies"], type=list[CatalogueCompany]),
        series=msgspec.json.decode(row["series"], type=list[OnLabel]),
        vanished=row["vanished"],
        owned=_owned(mine, release_id, master),
        wanted=release_id in mine.wanted,
    )


async def master(db: Transaction, user_id: uuid.UUID, master_id: int) -> CatalogueMaster:
    row = await _whole(db, "masters", master_id)
    mine = await _own(db, user_id, [], [master_id])
    return CatalogueMaster(
        id=master_id,
        title=row["title"],
        artist=_spoken(row["artist"]),
        artists=_credits(row["artists"]),
        year=row["year"],
        genres=row["genres"],
        styles=row["styles"],
        main_release=row["main_release"],
        versions=await reading.version_count(db, master_id),
        vanished=row["vanished"],
        owned="same" if master_id in mine.masters else None,
        wanted=master_id in mine.wanted_masters,
    )


async def artist(db: Transaction, artist_id: int) -> CatalogueArtist:
    row = await _whole(db, "artists", artist_id)
    return CatalogueArtist(
        id=artist_id,
        name=plain(row["name"]),
        real_name=row["real_name"] or None,
        variations=row["variations"],
        aliases=_credits(row["aliases"]),
        members=_credits(row["members"]),
        groups=_credits(row["groups"]),
        vanished=row["vanished"],
    )


async def label(db: Transaction, label_id: int) -> CatalogueLabel:
    row = await _whole(db, "labels", label_id)
    parent = Credit(row["parent_id"], plain(row["parent_name"])) if row["parent_name"] else None
    return CatalogueLabel(
        id=label_id,
        name=plain(row["name"]),
        parent=parent,
        sublabels=_credits(row["sublabels"]),
        vanished=row["vanished"],
    )


async def _whole(db: Transaction, kind: str, record_id: int) -> Any:
    row = await reading.whole(db, kind, record_id) if 0 < record_id < 2**63 else None
    if row is None:
        raise NotFound(f"The catalogue has no such {SINGULAR[kind]}.")
    return row


def _credits(text: str) -> list[Credit]:
    found = msgspec.json.decode(text, type=list[Credit])
    for one in found:
        one.name = plain(one.name)
    return found


def _format(text: str) -> str:
    found: Iterable[Carrier] = msgspec.json.decode(text, type=list[Carrier])
    return format_text([Format(one.name, qty=str(one.qty), descriptions=one.descriptions) for one in found])


def _spoken(text: str) -> str:
    """Names as the cover has them, without the numbers that tell namesakes apart."""
    return _NUMBERS.sub("", text)
