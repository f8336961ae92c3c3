"""`/api/conditions` and `/api/copies/{id}/conditions`: what state a record is in."""

import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from sqlalchemy import Row

from waugzee.care.condition_schemas import AmendCondition, Condition, Conditions, NoteCondition
from waugzee.care.tables import conditions
from waugzee.collection import log
from waugzee.collection.moments import changed_moment, checked
from waugzee.db import new_id
from waugzee.errors import Invalid
from waugzee.paging import Cursor, Limit, Position, from_cursor, to_cursor
from waugzee.wire import Db, UserId, no_content


@post(
    "/conditions",
    opt={"scope": "log"},
    summary="Note a record's condition; the same id again answers 200 with what is stored",
)
async def note_condition(data: JSONBody[NoteCondition], db: Db, user_id: UserId) -> Response[Condition]:
    if not (data.fault or data.media or data.sleeve or data.notes.strip()):
        raise Invalid("Say something of the record: a grade, a fault or a note.")
    now = datetime.now(UTC)
    entry = msgspec.structs.asdict(data)
    if data.id is msgspec.UNSET:
        entry["id"] = new_id()
    given = now if data.noted_at is msgspec.UNSET else data.noted_at
    entry["noted_at"] = checked(given, data.date_only, now)
    row, is_new = await log.add(db, conditions, user_id, entry)
    return Response(_condition(row), status_code=201 if is_new else 200)


@patch("/conditions/{condition_id:uuid}", opt={"scope": "log"}, summary="Change what was noted")
async def amend_condition(
    data: JSONBody[AmendCondition], condition_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Condition:
    changes = changed_moment(data, "noted_at", datetime.now(UTC))
    return _condition(await log.amend(db, conditions, user_id, condition_id, changes))


@delete(
    "/conditions/{condition_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Delete it, for good"
)
async def delete_condition(condition_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    return no_content(await log.remove(db, conditions, user_id, condition_id, "noted_at"))


@get("/copies/{copy_id:uuid}/conditions", summary="What was noted of a copy's condition, newest first")
async def copy_conditions(
    copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50
) -> Conditions:
    await log.require_copy(db, user_id, copy_id)
    noted_at = conditions.c.noted_at
    rows = await log.entries(db, conditions, noted_at, user_id, from_cursor(cursor), limit, copy_id)
    last = rows[-1] if len(rows) == limit else None
    return Conditions(
        [_condition(row) for row in rows], to_cursor(Position(last.noted_at, last.id)) if last else None
    )


def _condition(row: Row[Any]) -> Condition:
    return Condition(**{name: row._mapping[name] for name in Condition.__struct_fields__})


ROUTES: list[Any] = [note_condition, amend_condition, delete_condition, copy_conditions]
