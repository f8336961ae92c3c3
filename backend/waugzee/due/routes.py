"""`/api/due`: what is due today, and putting it off."""

import uuid
from typing import Any

from litestar import delete, get, put
from litestar.params import FromPath, JSONBody

from waugzee.due import actions
from waugzee.due.schemas import Due, DueRecords, Snooze
from waugzee.paging import Cursor, Limit, read_cursor
from waugzee.wire import Db, UserId


@get("/due", summary="Everything that is due now: the first records to clean, and how many there are")
async def due(db: Db, user_id: UserId) -> Due:
    return await actions.due_now(db, user_id)


@get("/due/records", summary="The records to clean, the most urgent first")
async def due_records(db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50) -> DueRecords:
    return await actions.due_records(db, user_id, read_cursor(cursor, actions.Place), limit)


@put(
    "/due/{subject_id:uuid}/snooze",
    opt={"scope": "log"},
    status_code=204,
    summary="Put an item off: a record, a stylus, or a piece of maintenance, by its id",
)
async def snooze(data: JSONBody[Snooze], subject_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await actions.snooze(db, user_id, subject_id, data.until)


@delete("/due/{subject_id:uuid}/snooze", opt={"scope": "log"}, status_code=204, summary="Let it be due again")
async def end_snooze(subject_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await actions.end_snooze(db, user_id, subject_id)


ROUTES: list[Any] = [due, due_records, snooze, end_snooze]
