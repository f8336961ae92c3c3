"""`/api/catalogue`: search what Discogs' dumps have, and look at it, with what of it is one's own."""

import uuid
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import get
from litestar.params import FromPath, FromQuery, QueryParameter

from waugzee.browsing import actions
from waugzee.browsing.schemas import (
    Catalogue,
    CatalogueArtist,
    CatalogueLabel,
    CatalogueMaster,
    CatalogueRelease,
    Hits,
    Kind,
)
from waugzee.catalogue import searching
from waugzee.catalogue.searching import FIRST, Filters, Place, Since
from waugzee.db import Transaction
from waugzee.paging import Cursor, read_cursor, to_cursor
from waugzee.wire import Db, UserId

LARGEST = 2**63 - 1

Words = Annotated[str, QueryParameter(max_length=200, description="Names, titles, numbers, a barcode.")]
Word = Annotated[str | None, QueryParameter(max_length=100)]
Year = Annotated[int | None, QueryParameter(ge=1860, le=2200)]
Number = Annotated[int | None, QueryParameter(ge=1, le=LARGEST)]
Limit = Annotated[int, QueryParameter(ge=1, le=100, description="At most so many.")]
Id = FromPath[int]

NumberOfKind = Annotated[int, msgspec.Meta(ge=0, le=3)]
PositiveId = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


class _Place(msgspec.Struct, frozen=True, array_like=True):
    """The last hit of a search that was seen."""

    tier: NumberOfKind
    rank: Annotated[float, msgspec.Meta(ge=0, le=1e9)]
    kind: NumberOfKind
    id: PositiveId


class _Since(msgspec.Struct, frozen=True, array_like=True):
    """The last one seen of a list by year."""

    year: Annotated[int, msgspec.Meta(ge=0, le=9999)]
    kind: NumberOfKind
    id: PositiveId


@get("/catalogue", summary="What was imported of Discogs' dumps")
async def catalogue(db: Db) -> Catalogue:
    return await actions.catalogue(db)


@get("/catalogue/search", summary="Search it, the best known and best fitting first")
async def search_catalogue(
    db: Db,
    user_id: UserId,
    q: Words = "",
    kind: FromQuery[Kind | None] = None,
    format: Word = None,
    country: Word = None,
    genre: Word = None,
    style: Word = None,
    year_from: Year = None,
    year_to: Year = None,
    artist_id: Number = None,
    label_id: Number = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Hits:
    filters = Filters(
        kinds=[actions.PLURAL[kind]] if kind else (),
        format=format,
        country=country,
        genre=genre,
        style=style,
        year_from=year_from,
        year_to=year_to,
        artist_id=artist_id,
        label_id=label_id,
    )
    seen = read_cursor(cursor, _Place)
    after = Place(seen.tier, seen.rank, seen.kind, seen.id) if seen else None
    found = await searching.search(db, q, filters, after, limit)
    hits = await actions.hits_of(db, user_id, [(hit.place.kind, hit.place.id, hit.weight) for hit in found])
    return Hits(hits, to_cursor(found[-1].place) if len(found) == limit else None)


@get("/catalogue/releases/{release_id:int}", summary="A release, as its dump has it")
async def catalogue_release(release_id: Id, db: Db, user_id: UserId) -> CatalogueRelease:
    return await actions.release(db, user_id, release_id)


@get("/catalogue/masters/{master_id:int}", summary="A master")
async def catalogue_master(master_id: Id, db: Db, user_id: UserId) -> CatalogueMaster:
    return await actions.master(db, user_id, master_id)


@get("/catalogue/masters/{master_id:int}/versions", summary="The releases of a master, the oldest first")
async def catalogue_versions(
    master_id: Id, db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50
) -> Hits:
    await actions.master(db, user_id, master_id)
    seen = read_cursor(cursor, _Since)
    after = (seen.year, seen.id) if seen else (0, 0)
    hits = await actions.versions_of(db, user_id, master_id, after, limit)
    last = hits[-1] if len(hits) == limit else None
    return Hits(hits, to_cursor(Since(last.year or 9999, 3, last.id)) if last else None)


@get("/catalogue/artists/{artist_id:int}", summary="An artist")
async def catalogue_artist(artist_id: Id, db: Db) -> CatalogueArtist:
    return await actions.artist(db, artist_id)


@get(
    "/catalogue/artists/{artist_id:int}/works",
    summary="An artist's masters, and releases without one, the oldest first",
)
async def catalogue_works(
    artist_id: Id, db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50
) -> Hits:
    await actions.artist(db, artist_id)
    rows = await searching.by_artist(db, artist_id, _since(cursor), limit)
    return await _listed(db, user_id, rows, limit)


@get("/catalogue/labels/{label_id:int}", summary="A label")
async def catalogue_label(label_id: Id, db: Db) -> CatalogueLabel:
    return await actions.label(db, label_id)


@get("/catalogue/labels/{label_id:int}/releases", summary="The releases on a label, the oldest first")
async def catalogue_releases_on_label(
    label_id: Id, db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50
) -> Hits:
    await actions.label(db, label_id)
    rows = await searching.on_label(db, label_id, _since(cursor), limit)
    return await _listed(db, user_id, rows, limit)


def _since(cursor: str | None) -> Since:
    seen = read_cursor(cursor, _Since)
    return Since(seen.year, seen.kind, seen.id) if seen else FIRST


async def _listed(db: Transaction, user_id: uuid.UUID, rows: Sequence[Any], limit: int) -> Hits:
    hits = await actions.hits_of(db, user_id, [(row["kind"], row["id"], row["weight"]) for row in rows])
    last = rows[-1] if len(rows) == limit else None
    return Hits(hits, to_cursor(Since(last["year"], last["kind"], last["id"])) if last else None)


ROUTES = [
    catalogue,
    search_catalogue,
    catalogue_release,
    catalogue_master,
    catalogue_versions,
    catalogue_artist,
    catalogue_works,
    catalogue_label,
    catalogue_releases_on_label,
]
