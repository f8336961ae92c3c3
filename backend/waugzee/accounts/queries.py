"""The SQL of users, identities, accounts and their Discogs connection."""

import uuid
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.tables import accounts, discogs_accounts, identities, users
from waugzee.db import Transaction


async def user_of_identity(db: Transaction, issuer: str, subject: str) -> uuid.UUID | None:
    statement = select(identities.c.user_id).where(
        identities.c.issuer == issuer, identities.c.subject == subject
    )
    found: uuid.UUID | None = await db.scalar(statement)
    return found


async def add_user(db: Transaction, user_id: uuid.UUID, name: str, issuer: str, subject: str) -> bool:
    """Add a user with their first identity; False where the identity is already someone's."""
    await db.run(insert(users).values(id=user_id, name=name))
    statement = (
        insert(identities).values(issuer=issuer, subject=subject, user_id=user_id).on_conflict_do_nothing()
    )
    if not await db.run(statement):
        return False
    await db.run(insert(accounts).values(user_id=user_id))
    return True


async def user_by_id(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(select(users).where(users.c.id == user_id))


async def discogs_account(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(select(discogs_accounts).where(discogs_accounts.c.user_id == user_id))


async def connect_discogs(db: Transaction, user_id: uuid.UUID, kind: str, username: str) -> None:
    statement = insert(discogs_accounts).values(user_id=user_id, kind=kind, username=username)
    await db.run(
        statement.on_conflict_do_update(
            index_elements=["user_id"],
            set_={"kind": statement.excluded.kind, "username": statement.excluded.username},
        )
    )


async def disconnect_discogs(db: Transaction, user_id: uuid.UUID) -> None:
    await db.run(delete(discogs_accounts).where(discogs_accounts.c.user_id == user_id))


async def next_feed(db: Transaction, user_id: uuid.UUID) -> int:
    """Number this change. The account's row stays locked to the end, so numbers follow commits."""
    statement = (
        update(accounts)
        .where(accounts.c.user_id == user_id)
        .values(feed=accounts.c.feed + 1)
        .returning(accounts.c.feed)
    )
    return int(await db.scalar(statement))
