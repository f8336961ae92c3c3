"""The SQL of tickets."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert

from waugzee.db import Transaction
from waugzee.events.tables import tickets


async def store_ticket(
    db: Transaction,
    user_id: uuid.UUID,
    credential: uuid.UUID | None,
    digest: bytes,
    expires_at: datetime,
) -> None:
    await db.run(
        insert(tickets).values(digest=digest, user_id=user_id, credential=credential, expires_at=expires_at)
    )


async def forget_expired(db: Transaction, now: datetime) -> None:
    await db.run(delete(tickets).where(tickets.c.expires_at < now))


async def redeem_ticket(db: Transaction, digest: bytes, now: datetime) -> Row[Any] | None:
    """Take the ticket away and return whose it was; None where it is unknown, used or too old."""
    statement = (
        delete(tickets)
        .where(tickets.c.digest == digest)
        .returning(tickets.c.user_id, tickets.c.credential, tickets.c.expires_at)
    )
    row = await db.first(statement)
    return row if row is not None and row.expires_at >= now else None
