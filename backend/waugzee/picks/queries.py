"""The SQL of what was passed over."""

import uuid
from datetime import datetime

from asyncpg import Record

from waugzee.db import Transaction

_SKIPS = """
select copy_id, until from skips where skips.user_id = $1 and until > $2 order by until, copy_id
"""
_SKIP = """
insert into skips (user_id, copy_id, until) values ($1, $2, $3)
on conflict (user_id, copy_id) do update set until = excluded.until
"""
_OFFER = "delete from skips where skips.user_id = $1 and copy_id = $2"
_FORGET = "delete from skips where skips.user_id = $1 and until <= $2"


async def skips_of(db: Transaction, user_id: uuid.UUID, now: datetime) -> list[Record]:
    """What is not to be offered now; what comes back first stands first."""
    return list(await db.driver.fetch(_SKIPS, user_id, now))


async def skip(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID, until: datetime) -> None:
    await db.driver.execute(_SKIP, user_id, copy_id, until)


async def offer_again(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> None:
    await db.driver.execute(_OFFER, user_id, copy_id)


async def forget_past(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    """Forget the skips that are over."""
    await db.driver.execute(_FORGET, user_id, now)
