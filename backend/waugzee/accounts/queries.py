"""The SQL of accounts."""

import uuid

from sqlalchemy import update

from waugzee.accounts.tables import accounts
from waugzee.db import Transaction
from waugzee.errors import AccountErased

ERA = 2**36
"""Numbers of the feed count within an era; a backup that is put back begins another."""


def is_unknown(feed: int, newest: int) -> bool:
    """Whether a number of the feed is from before a backup was put back, and may stand for other changes."""
    return feed > newest or (feed > 0 and feed // ERA != newest // ERA)


async def next_feed(db: Transaction, user_id: uuid.UUID) -> int:
    """Number this change. The account's row stays locked to the end, so numbers follow commits.

    Raises AccountErased where it went while this waited for it.
    """
    statement = (
        update(accounts)
        .where(accounts.c.user_id == user_id)
        .values(feed=accounts.c.feed + 1)
        .returning(accounts.c.feed)
    )
    feed: int | None = await db.scalar(statement)
    if feed is None:
        raise AccountErased
    return feed
