"""`/api/inbox`: what the user was told, and what they want to be told."""

import uuid
from typing import Any

from litestar import delete, get, patch, post
from litestar.params import FromPath, JSONBody

from waugzee.inbox import actions
from waugzee.inbox.queries import choices_of
from waugzee.inbox.schemas import ChangeChoices, Choices, Notices, ReadNotice, ReadUpTo
from waugzee.paging import Cursor, Limit, read_cursor
from waugzee.wire import Db, UserId


@get("/inbox", summary="What one was told, the newest first")
async def inbox(db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50) -> Notices:
    return await actions.inbox_of(db, user_id, read_cursor(cursor, actions.Place), limit)


@patch(
    "/inbox/{notice_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Mark it as read, or as unread"
)
async def mark_notice(
    notice_id: FromPath[uuid.UUID], data: JSONBody[ReadNotice], db: Db, user_id: UserId
) -> None:
    await actions.set_read(db, user_id, notice_id, data.read)


@delete("/inbox/{notice_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Delete it, for good")
async def delete_notice(notice_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await actions.delete(db, user_id, notice_id)


@post("/inbox/read", opt={"scope": "log"}, status_code=204, summary="Mark everything as read that was seen")
async def read_up_to(data: JSONBody[ReadUpTo], db: Db, user_id: UserId) -> None:
    await actions.read_up_to(db, user_id, data.newest)


@get("/inbox/choices", summary="How one is told of what, and when not to be disturbed")
async def read_choices(db: Db, user_id: UserId) -> Choices:
    return await choices_of(db, user_id)


@patch("/inbox/choices", opt={"scope": "log"}, summary="Choose what to be told, and how")
async def change_choices(data: JSONBody[ChangeChoices], db: Db, user_id: UserId) -> Choices:
    return await actions.choose(db, user_id, data)


ROUTES: list[Any] = [inbox, mark_notice, delete_notice, read_up_to, read_choices, change_choices]
