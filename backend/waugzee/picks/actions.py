"""Passing records over."""

import uuid
from datetime import UTC, datetime, timedelta

from waugzee.collection.log import require_copy
from waugzee.db import Event, Transaction
from waugzee.picks import queries
from waugzee.picks.schemas import Skipped


async def skips_of(db: Transaction, user_id: uuid.UUID) -> list[Skipped]:
    rows = await queries.skips_of(db, user_id, datetime.now(UTC))
    return [Skipped(uuid.UUID(str(row["copy_id"])), row["until"]) for row in rows]


async def skip(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID, days: int) -> None:
    """Offer a record no more for so many days from now; raises NotFound where there is none."""
    now = datetime.now(UTC)
    await require_copy(db, user_id, copy_id)
    await queries.forget_past(db, user_id, now)
    await queries.skip(db, user_id, copy_id, now + timedelta(days=days))
    db.announce(Event("skips", {}))


async def offer_again(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> None:
    """Let a record be offered again, passed over or not; raises NotFound where there is none."""
    await require_copy(db, user_id, copy_id)
    await queries.offer_again(db, user_id, copy_id)
    db.announce(Event("skips", {}))
