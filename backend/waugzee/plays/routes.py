"""`/api/plays`: log, amend, delete, list."""

import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from sqlalchemy import Row

from waugzee.collection import log
from waugzee.collection.moments import checked_moment
from waugzee.db import new_id
from waugzee.paging import Cursor, Limit, Position, from_cursor, to_cursor
from waugzee.plays.schemas import AmendPlay, LogPlay, Play, PlayPage
from waugzee.plays.tables import plays
from waugzee.wire import Db, UserId, no_content


@post("/plays", opt={"scope": "log"}, summary="Log a play; the same id again answers 200 with what is stored")
async def log_play(data: JSONBody[LogPlay], db: Db, user_id: UserId) -> Response[Play]:
    now = datetime.now(UTC)
    moment = now if data.played_at is msgspec.UNSET else checked_moment(data.played_at, now)
    entry_id = new_id() if data.id is msgspec.UNSET else data.id
    entry = {"id": entry_id, "copy_id": data.copy_id, "played_at": moment, "notes": data.notes}
    row, is_new = await log.add(db, plays, user_id, entry)
    return Response(_play(row), status_code=201 if is_new else 200)


@patch("/plays/{play_id:uuid}", opt={"scope": "log"}, summary="Change a play")
async def amend_play(
    data: JSONBody[AmendPlay], play_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Play:
    changes = {
        name: value for name, value in msgspec.structs.asdict(data).items() if value is not msgspec.UNSET
    }
    if "played_at" in changes:
        changes["played_at"] = checked_moment(changes["played_at"], datetime.now(UTC))
    return _play(await log.amend(db, plays, user_id, play_id, changes))


@delete("/plays/{play_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Delete a play, for good")
async def delete_play(play_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    was_there = await log.remove(db, plays, user_id, play_id, "played_at")
    return no_content(was_there)


@get("/plays", summary="The plays, newest first")
async def list_plays(db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50) -> PlayPage:
    rows = await log.entries(db, plays, plays.c.played_at, user_id, from_cursor(cursor), limit)
    last = rows[-1] if len(rows) == limit else None
    return PlayPage(
        [_play(row) for row in rows], to_cursor(Position(last.played_at, last.id)) if last else None
    )


def _play(row: Row[Any]) -> Play:
    return Play(row.id, row.copy_id, row.played_at, row.notes, row.created_at)


ROUTES = [log_play, amend_play, delete_play, list_plays]
