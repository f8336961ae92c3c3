"""The SQL of when to look."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, literal, select, update

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
    """Some users whose time has come, each put off to `next_at`; of two that ask at once, one gets each."""
    due = (
        select(reminder_looks.c.user_id)
        .join(users, users.c.id == reminder_looks.c.user_id)
        .where(reminder_looks.c.next_at <= now, users.c.suspended_at.is_(None))
        .order_by(reminder_looks.c.next_at)
        .limit(AT_ONCE)
        .with_for_update(of=reminder_looks, skip_locked=True)
    )
    found = [row.user_id for row in await db.all(due)]
    await db.run(update(reminder_looks).where(reminder_looks.c.user_id.in_(found)).values(next_at=next_at))
    return found


async def set_next(db: Transaction, user_id: uuid.UUID, next_at: datetime) -> None:
    own = reminder_looks.c.user_id == user_id
    await db.run(update(reminder_looks).where(own).values(next_at=next_at))
