"""The SQL of users: by identity, by name, and what an administrator may change."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, and_, exists, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.tables import accounts, api_key_digests, identities, sessions, users
from waugzee.db import Transaction
from waugzee.paging import Position

AT_ONCE = 500


async def user_of_identity(
    db: Transaction, issuer: str, subject: str, session_digest: bytes
) -> Row[Any] | None:
    """The user of an identity, with the session of that digest where it is known (columns `session_*`)."""
    its_session = [
        column.label(f"session_{column.name}")
        for column in (
            sessions.c.id,
            sessions.c.last_seen_at,
            sessions.c.ended_at,
            sessions.c.not_before,
        )
    ]
    return await db.first(
        select(users, *its_session)
        .join(identities, identities.c.user_id == users.c.id)
        .outerjoin(sessions, and_(sessions.c.user_id == users.c.id, sessions.c.digest == session_digest))
        .where(identities.c.issuer == issuer, identities.c.subject == subject)
    )


async def user_id_of_identity(db: Transaction, issuer: str, subject: str) -> uuid.UUID | None:
    statement = select(identities.c.user_id).where(
        identities.c.issuer == issuer, identities.c.subject == subject
    )
    found: uuid.UUID | None = await db.scalar(statement)
    return found


async def identities_by_subject(db: Transaction, subject: str) -> Sequence[Row[Any]]:
    """Whom issuers call this."""
    return await db.all(
        select(identities.c.issuer, identities.c.user_id).where(identities.c.subject == subject)
    )


async def identities_of(db: Transaction, user_id: uuid.UUID) -> Sequence[Row[Any]]:
    return await db.all(
        select(identities.c.issuer, identities.c.subject).where(identities.c.user_id == user_id)
    )


async def add_user(db: Transaction, **values: Any) -> bool:
    """Add a user; False where somebody has the name."""
    return bool(await db.run(insert(users).values(**values).on_conflict_do_nothing()))


async def add_identity(db: Transaction, user_id: uuid.UUID, issuer: str, subject: str) -> bool:
    """Give a user an identity and the root of their data; False where it is already someone's."""
    statement = insert(identities).values(issuer=issuer, subject=subject, user_id=user_id)
    if not await db.run(statement.on_conflict_do_nothing()):
        return False
    await db.run(insert(accounts).values(user_id=user_id))
    return True


async def user_by_id(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(select(users).where(users.c.id == user_id))


async def is_visiting(db: Transaction, user_id: uuid.UUID) -> bool:
    """Whether this is one who looks around without an account."""
    return bool(await db.scalar(select(users.c.visiting).where(users.c.id == user_id)))


async def administrators(db: Transaction) -> Sequence[uuid.UUID]:
    """Who can administer, held so that of two who go at once the second sees that the first did."""
    statement = (
        select(users.c.id)
        .where(or_(users.c.role == "admin", users.c.admin_claimed), users.c.suspended_at.is_(None))
        .order_by(users.c.id)
        .with_for_update()
    )
    return [row.id for row in await db.all(statement)]


async def user_by_name(db: Transaction, name: str) -> Row[Any] | None:
    """The user with this name, however its letters are cased."""
    return await db.first(select(users).where(func.lower(users.c.name) == func.lower(name)))


async def change_user(db: Transaction, user_id: uuid.UUID, **values: Any) -> None:
    await db.run(update(users).where(users.c.id == user_id).values(**values))


async def page_of_users(db: Transaction, after: Position | None, limit: int) -> Sequence[Row[Any]]:
    """Every user, newest first."""
    last_seen = (
        select(func.max(sessions.c.last_seen_at))
        .where(sessions.c.user_id == users.c.id)
        .scalar_subquery()
        .label("last_seen_at")
    )
    statement = select(users, last_seen).order_by(users.c.created_at.desc(), users.c.id.desc()).limit(limit)
    if after is not None:
        statement = statement.where(tuple_(users.c.created_at, users.c.id) < (after.at, after.id))
    return await db.all(statement)


async def admits(db: Transaction, user_id: uuid.UUID, credential: uuid.UUID | None) -> bool:
    """Whether the user, and the session or the key they came by, are still good."""
    statement = select(users.c.id).where(users.c.id == user_id, users.c.suspended_at.is_(None))
    if credential is not None:
        by_session = exists().where(
            sessions.c.user_id == user_id, sessions.c.id == credential, sessions.c.ended_at.is_(None)
        )
        by_key = exists().where(api_key_digests.c.user_id == user_id, api_key_digests.c.key_id == credential)
        statement = statement.where(or_(by_session, by_key))
    return await db.scalar(statement) is not None


async def take_due(db: Transaction, looks: Table, now: datetime, next_at: datetime) -> Sequence[uuid.UUID]:
    """Some users whose time has come, each put off to `next_at`; of two that ask at once, one gets each.

    `looks` says by `user_id` at what time (`next_at`) there is something to look after.
    """
    due = (
        select(looks.c.user_id)
        .join(users, users.c.id == looks.c.user_id)
        .where(looks.c.next_at <= now, users.c.suspended_at.is_(None))
        .order_by(looks.c.next_at)
        .limit(AT_ONCE)
        .with_for_update(of=looks, skip_locked=True)
    )
    found = [row.user_id for row in await db.all(due)]
    await db.run(update(looks).where(looks.c.user_id.in_(found)).values(next_at=next_at))
    return found
