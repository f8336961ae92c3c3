"""`/api/cleanings`: log, amend, duplicate, delete, list; one, or an evening's."""

import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from waugzee.care import actions, condition_routes, rule_routes
from waugzee.care.actions import cleaning, log_evening
from waugzee.care.schemas import (
    AmendCleaning,
    Cleaning,
    CleaningPage,
    DuplicateCleaning,
    Evening,
    LogCleaning,
    LogEvening,
)
from waugzee.care.tables import cleanings
from waugzee.collection import log
from waugzee.collection.moments import changed_moment, checked
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
    entry = msgspec.structs.asdict(data)
    if data.id is msgspec.UNSET:
        entry["id"] = new_id()
    given = now if data.cleaned_at is msgspec.UNSET else data.cleaned_at
    entry["cleaned_at"] = checked(given, data.date_only, now)
    row, is_new = await log.add(db, cleanings, user_id, entry)
    return Response(cleaning(row._mapping), status_code=201 if is_new else 200)


@post(
    "/cleanings/evening",
    opt={"scope": "log"},
    status_code=200,
    summary="Log the same cleaning of several records, all or none; ids again change nothing",
)
async def log_cleaning_evening(data: JSONBody[LogEvening], db: Db, user_id: UserId) -> Evening:
    return await log_evening(db, user_id, data)


@patch("/cleanings/{cleaning_id:uuid}", opt={"scope": "log"}, summary="Change a cleaning")
async def amend_cleaning(
    data: JSONBody[AmendCleaning], cleaning_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Cleaning:
    changes = changed_moment(data, "cleaned_at", datetime.now(UTC))
    row = await log.amend(db, cleanings, user_id, cleaning_id, changes)
    return cleaning(row._mapping)


@post("/cleanings/{cleaning_id:uuid}/duplicate", opt={"scope": "log"}, summary="Log the same once more")
async def duplicate_cleaning(
    data: JSONBody[DuplicateCleaning], cleaning_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Response[Cleaning]:
    entry, is_new = await actions.duplicate_cleaning(db, user_id, cleaning_id, data)
    return Response(entry, status_code=201 if is_new else 200)


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
        [cleaning(row._mapping) for row in rows],
        to_cursor(Position(last.cleaned_at, last.id)) if last else None,
    )


ROUTES: list[Any] = [
    log_cleaning,
    log_cleaning_evening,
    amend_cleaning,
    duplicate_cleaning,
    delete_cleaning,
    list_cleanings,
    *rule_routes.ROUTES,
    *condition_routes.ROUTES,
]
