"""The SQL of sessions: seen, listed, ended."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.tables import sessions
from waugzee.db import Transaction

FORGOTTEN_AFTER = timedelta(days=90)


async def add_session(db: Transaction, user_id: uuid.UUID, now: datetime, **values: Any) -> uuid.UUID:
    """Keep a session seen for the first time, or by another process a moment ago; drop forgotten ones."""
    await db.run(
        delete(sessions).where(sessions.c.user_id == user_id, sessions.c.last_seen_at < now - FORGOTTEN_AFTER)
    )
    statement = insert(sessions).values(user_id=user_id, created_at=now, last_seen_at=now, **values)
    session_id: uuid.UUID = await db.scalar(
        statement.on_conflict_do_update(
            index_elements=["digest"], set_={"last_seen_at": statement.excluded.last_seen_at}
        ).returning(sessions.c.id)
    )
    return session_id


async def see_session(db: Transaction, session_id: uuid.UUID, now: datetime) -> None:
    await db.run(update(sessions).where(sessions.c.id == session_id).values(last_seen_at=now))


async def reopen_session(db: Transaction, session_id: uuid.UUID, ended_at: datetime, now: datetime) -> None:
    """Go on with a session that ended then; not with one that has ended again since."""
    await db.run(
        update(sessions)
        .where(sessions.c.id == session_id, sessions.c.ended_at == ended_at)
        .values(ended_at=None, created_at=now, last_seen_at=now)
    )


async def open_sessions(db: Transaction, user_id: uuid.UUID) -> Sequence[Row[Any]]:
    """The sessions of a user that have not ended, the last seen first."""
    return await db.all(
        select(sessions)
        .where(sessions.c.user_id == user_id, sessions.c.ended_at.is_(None))
        .order_by(sessions.c.last_seen_at.desc(), sessions.c.id)
    )


async def end_sessions(
    db: Transaction,
    user_id: uuid.UUID,
    now: datetime,
    *,
    only: uuid.UUID | None = None,
    but: uuid.UUID | None = None,
    begun_by: datetime | None = None,
    without_sid: bool = False,
) -> Sequence[Row[Any]]:
    """End a user's sessions: `only` one, all `but` one, those begun by a moment, or those without `sid`.

    Returns those that ended.
    """
    statement = update(sessions).where(sessions.c.user_id == user_id, sessions.c.ended_at.is_(None))
    if only is not None:
        statement = statement.where(sessions.c.id == only)
    if but is not None:
        statement = statement.where(sessions.c.id != but)
    if begun_by is not None:
        statement = statement.where(sessions.c.created_at <= begun_by)
    if without_sid:
        statement = statement.where(sessions.c.sid.is_(None))
    return await db.all(
        statement.values(ended_at=now, not_before=now).returning(sessions.c.id, sessions.c.sid)
    )


async def sessions_of_sid(db: Transaction, issuer: str, sid: str) -> Sequence[Row[Any]]:
    return await db.all(
        select(sessions.c.id, sessions.c.user_id).where(sessions.c.issuer == issuer, sessions.c.sid == sid)
    )
