"""The SQL of accounts."""

import uuid

from sqlalchemy import update

from waugzee.accounts.tables import accounts
from waugzee.db import Transaction


async def next_feed(db: Transaction, user_id: uuid.UUID) -> int:
    """Number this change. The account's row stays locked to the end, so numbers follow commits."""
    statement = (
        update(accounts)
        .where(accounts.c.user_id == user_id)
        .values(feed=accounts.c.feed + 1)
        .returning(accounts.c.feed)
    )
    return int(await db.scalar(statement))
