"""The SQL of accounts and their Discogs connection."""

import uuid
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.tables import accounts, discogs_accounts
from waugzee.db import Transaction


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
