"""`/api/admin/users`: who there is, their roles, their sessions, and who is suspended."""

import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import delete, get, patch
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from sqlalchemy import Row

from waugzee.accounts import session_queries, sessions, user_queries, users
from waugzee.accounts.identity_schemas import ChangeUser, Ended, Sessions, User, Users
from waugzee.accounts.session_routes import as_sessions
from waugzee.db import Transaction
from waugzee.errors import Conflict, NotFound
from waugzee.paging import Cursor, Limit, Position, from_cursor, to_cursor
from waugzee.wire import Caller, Db

ADMIN = {"role": "admin", "scope": "admin"}
Id = FromPath[uuid.UUID]


@get("/admin/users", opt=ADMIN, summary="Every user, newest first")
async def list_users(db: Db, cursor: Cursor = None, limit: Limit = 50) -> Users:
    rows = await user_queries.page_of_users(db, from_cursor(cursor), limit)
    last = rows[-1] if len(rows) == limit else None
    return Users(
        [_user(row, row.last_seen_at) for row in rows],
        to_cursor(Position(last.created_at, last.id)) if last else None,
    )


@patch("/admin/users/{someone:uuid}", opt=ADMIN, summary="Suspend or restore a user, or change their role")
async def change_user(data: JSONBody[ChangeUser], someone: Id, db: Db, caller: Caller) -> User:
    await _user_by_id(db, someone)
    if someone == caller.user_id:
        raise Conflict("Ask another administrator to change you.")
    if data.suspended is True:
        await users.suspend(db, someone, datetime.now(UTC))
    elif data.suspended is False:
        await users.restore(db, someone)
    if data.role is not msgspec.UNSET:
        await users.grant_role(db, someone, data.role)
    return _user(await _user_by_id(db, someone))


@get("/admin/users/{someone:uuid}/sessions", opt=ADMIN, summary="Where a user is signed in")
async def sessions_of_user(someone: Id, db: Db, caller: Caller) -> Sessions:
    await _user_by_id(db, someone)
    return as_sessions(await session_queries.open_sessions(db, someone), caller)


@delete(
    "/admin/users/{someone:uuid}/sessions", status_code=200, opt=ADMIN, summary="Sign a user out everywhere"
)
async def end_sessions_of_user(someone: Id, db: Db, state: State) -> Ended:
    await _user_by_id(db, someone)
    return Ended(await sessions.end(db, someone, state.end_at_issuer))


@delete(
    "/admin/users/{someone:uuid}/sessions/{session_id:uuid}", opt=ADMIN, summary="End one session of a user"
)
async def end_session_of_user(someone: Id, session_id: Id, db: Db, state: State) -> None:
    if not await sessions.end(db, someone, state.end_at_issuer, only=session_id):
        raise NotFound("There is no such session.")


async def _user_by_id(db: Transaction, user_id: uuid.UUID) -> Row[Any]:
    user = await user_queries.user_by_id(db, user_id)
    if user is None:
        raise NotFound("There is no such user.")
    return user


def _user(row: Row[Any], last_seen_at: datetime | None = None) -> User:
    return User(
        row.id,
        row.name,
        row.email,
        row.role,
        row.admin_claimed,
        row.created_at,
        row.suspended_at,
        last_seen_at,
    )


ROUTES = [list_users, change_user, sessions_of_user, end_sessions_of_user, end_session_of_user]
