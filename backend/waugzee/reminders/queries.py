"""The SQL of when to look."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, literal, select, update

from waugzee.accounts import user_queries
from waugzee.accounts.tables import users
from waugzee.db import Transaction
from waugzee.reminders.tables import reminder_looks

AT_ONCE = 500


async def add_new_users(db: Transaction, now: datetime) -> None:
    """Look for those, too, who were not there when it was looked last."""
    known = select(reminder_looks.c.user_id).where(reminder_looks.c.user_id == users.c.id).exists()
    new = select(users.c.id, literal(now)).where(~known).limit(AT_ONCE)
    await db.run(insert(reminder_looks).from_select(["user_id", "next_at"], new))


async def take_due(db: Transaction, now: datetime, next_at: datetime) -> Sequence[uuid.UUID]:
    return await user_queries.take_due(db, reminder_looks, now, next_at)


async def set_next(db: Transaction, user_id: uuid.UUID, next_at: datetime) -> None:
    own = reminder_looks.c.user_id == user_id
    await db.run(update(reminder_looks).where(own).values(next_at=next_at))
