"""`/api/cleanings`: log, amend, delete, list."""

import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from sqlalchemy import Row

from waugzee.care.schemas import AmendCleaning, Cleaning, CleaningPage, LogCleaning
from waugzee.care.tables import cleanings
from waugzee.collection import log
from waugzee.collection.moments import checked_moment
from waugzee.db import new_id
from waugzee.paging import Cursor, Limit, Position, from_cursor, to_cursor
from waugzee.wire import Db, UserId, no_content


@post(
    "/cleanings",
    opt={"scope": "log"},
    summary="Log a cleaning; the same id again answers 200 with what is stored",
)
async def log_cleaning(data: JSONBody[LogCleaning], db: Db, user_id: UserId) -> Response[Cleaning]:
    now = datetime.now(UTC)
    moment = now if data.cleaned_at is msgspec.UNSET else checked_moment(data.cleaned_at, now)
    entry_id = new_id() if data.id is msgspec.UNSET else data.id
    entry = {"id": entry_id, "copy_id": data.copy_id, "cleaned_at": moment, "notes": data.notes}
    row, is_new = await log.add(db, cleanings, user_id, entry)
    return Response(_cleaning(row), status_code=201 if is_new else 200)


@patch("/cleanings/{cleaning_id:uuid}", opt={"scope": "log"}, summary="Change a cleaning")
async def amend_cleaning(
    data: JSONBody[AmendCleaning], cleaning_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Cleaning:
    changes = {
        name: value for name, value in msgspec.structs.asdict(data).items() if value is not msgspec.UNSET
    }
    if "cleaned_at" in changes:
        changes["cleaned_at"] = checked_moment(changes["cleaned_at"], datetime.now(UTC))
    return _cleaning(await log.amend(db, cleanings, user_id, cleaning_id, changes))


@delete(
    "/cleanings/{cleaning_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Delete a cleaning, for good",
)
async def delete_cleaning(cleaning_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    was_there = await log.remove(db, cleanings, user_id, cleaning_id, "cleaned_at")
    return no_content(was_there)


@get("/cleanings", summary="The cleanings, newest first")
async def list_cleanings(db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50) -> CleaningPage:
    rows = await log.entries(db, cleanings, cleanings.c.cleaned_at, user_id, from_cursor(cursor), limit)
    last = rows[-1] if len(rows) == limit else None
    return CleaningPage(
        [_cleaning(row) for row in rows], to_cursor(Position(last.cleaned_at, last.id)) if last else None
    )


def _cleaning(row: Row[Any]) -> Cleaning:
    return Cleaning(row.id, row.copy_id, row.cleaned_at, row.notes, row.created_at)


ROUTES = [log_cleaning, amend_cleaning, delete_cleaning, list_cleanings]
