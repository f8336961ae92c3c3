"""`/api/shelf` and `/api/copies`: what is on the shelf, what changed, and what was done with a copy."""

import uuid
from typing import Annotated, TypeVar

import msgspec
from litestar import Response, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from waugzee.accounts.queries import is_unknown
from waugzee.collection.log import require_copy
from waugzee.errors import Invalid, NotFound
from waugzee.paging import Cursor, Limit, Position, from_cursor, to_cursor
from waugzee.shelf import departed, queries
from waugzee.shelf.schemas import (
    Archive,
    CleaningDetails,
    CopyDetails,
    History,
    HistoryEntry,
    Join,
    PlayDetails,
    Shelf,
)
from waugzee.wire import Db, UserId, json_bytes

ShelfLimit = Annotated[int, QueryParameter(ge=1, le=5000)]
NOTHING = uuid.UUID(int=0)
T = TypeVar("T", bound=msgspec.Struct)


@get("/shelf", summary="The copies that changed since a cursor; all of them without one")
async def shelf(
    db: Db, user_id: UserId, since: FromQuery[str | None] = None, limit: ShelfLimit = 1000
) -> Response[Shelf]:
    feed, after = _position(since)
    found = await queries.shelf(db, user_id, feed, after, limit)
    if anew := is_unknown(feed, found["newest"]):
        feed, after = 0, NOTHING
        found = await queries.shelf(db, user_id, feed, after, limit)
    cursor = f"{found['feed']}.{found['id']}" if found["n"] else f"{feed}.{after}"
    more = found["n"] == limit
    flags = f'"more":{str(more).lower()},"anew":{str(anew).lower()}'
    return json_bytes(f'{{"copies":{found["copies"]},"cursor":"{cursor}",{flags}}}'.encode())


@get("/copies/{copy_id:uuid}", summary="One copy")
async def copy_details(copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[CopyDetails]:
    found = await queries.copy_details(db, user_id, copy_id)
    if found is None:
        raise NotFound("There is no such record on your shelf.")
    return json_bytes(found.encode())


@put(
    "/copies/{copy_id:uuid}/archive",
    opt={"scope": "log"},
    status_code=204,
    summary="Say what became of a record that left the collection",
)
async def archive_copy(
    copy_id: FromPath[uuid.UUID], data: JSONBody[Archive], db: Db, user_id: UserId
) -> None:
    await departed.archive(db, user_id, copy_id, data)


@post(
    "/copies/{copy_id:uuid}/join",
    opt={"scope": "log"},
    status_code=204,
    summary="Hand the log of a record that left on to another copy of its release",
)
async def join_copy(copy_id: FromPath[uuid.UUID], data: JSONBody[Join], db: Db, user_id: UserId) -> None:
    await departed.join(db, user_id, copy_id, data.to)


@delete(
    "/copies/{copy_id:uuid}/join",
    opt={"scope": "log"},
    status_code=204,
    summary="Take back the log that a record which left handed on",
)
async def part_copy(copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await departed.part(db, user_id, copy_id)


@get("/copies/{copy_id:uuid}/history", summary="The plays and cleanings of a copy, newest first")
async def copy_history(
    copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50
) -> History:
    await require_copy(db, user_id, copy_id)
    after = from_cursor(cursor)
    rows = await queries.history(db, user_id, copy_id, (after.at, after.id) if after else None, limit)
    entries = [
        HistoryEntry(
            row["kind"],
            row["id"],
            row["at"],
            row["notes"],
            _decoded(row["play"], PlayDetails),
            _decoded(row["cleaning"], CleaningDetails),
        )
        for row in rows
    ]
    last = entries[-1] if len(entries) == limit else None
    return History(entries, to_cursor(Position(last.at, last.id)) if last else None)


def _decoded(found: str | None, shape: type[T]) -> T | None:
    return None if found is None else msgspec.json.decode(found, type=shape)


def _position(since: str | None) -> tuple[int, uuid.UUID]:
    if since is None:
        return 0, NOTHING
    feed, _, copy_id = since.partition(".")
    try:
        position = msgspec.convert({"feed": int(feed), "id": uuid.UUID(copy_id)}, _Position)
    except (ValueError, msgspec.ValidationError) as error:
        raise Invalid("The cursor is not one of ours; start without.") from error
    return position.feed, position.id


class _Position(msgspec.Struct):
    feed: Annotated[int, msgspec.Meta(ge=0, lt=2**62)]
    id: uuid.UUID


ROUTES = [shelf, copy_details, copy_history, archive_copy, join_copy, part_copy]
