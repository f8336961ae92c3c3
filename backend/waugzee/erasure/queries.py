"""The SQL of erasing: over all tables, so that a new one needs nothing here."""

import uuid

from sqlalchemy import delete, func, update

from waugzee.accounts.tables import erased_users, invitations, users
from waugzee.db import Transaction
from waugzee.driving.tables import jobs
from waugzee.tables import metadata

OWN = [
    table for table in reversed(metadata.sorted_tables) if "user_id" in table.c and table is not erased_users
]
"""The tables that say whose each row is, of two the one that leads to the other first."""


async def erase_rows(db: Transaction, user_id: uuid.UUID) -> None:
    """Delete every row of a user's own, and the jobs for them."""
    await db.run(delete(jobs).where(func.split_part(jobs.c.dedupe_key, " ", 2) == str(user_id)))
    for table in OWN:
        await db.run(delete(table).where(table.c.user_id == user_id))


async def drop_user(db: Transaction, user_id: uuid.UUID) -> None:
    """Delete a user, with the invitations that they made; nobody sees any more who came in by another's."""
    await db.run(update(invitations).where(invitations.c.used_by == user_id).values(used_by=None))
    await db.run(delete(users).where(users.c.id == user_id))
