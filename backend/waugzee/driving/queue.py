"""Jobs, added inside the transaction of whoever asks: they exist if and when it commits."""

import uuid
from datetime import UTC, datetime

import msgspec
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.settings import db_settings

from waugzee.db import Transaction
from waugzee.driving import queries

SYNC = "sync"
"""The name of the one kind of job."""


async def add_sync(db: Transaction, user_id: uuid.UUID) -> bool:
    """Have the server sync for a user; False where it is about to already."""
    queue = Queries(AsyncpgDriver(db.driver))
    (job,) = await queue.enqueue(SYNC, user_id.bytes, dedupe_key=queries.job_key(user_id), on_conflict="skip")
    if job is None:
        return False
    # What pgqueuer's trigger would say, once this transaction commits.
    settings = db_settings()
    news = {
        "channel": settings.channel,
        "operation": "insert",
        "sent_at": datetime.now(UTC),
        "table": settings.queue_table,
        "type": "table_changed_event",
    }
    await db.driver.execute("select pg_notify($1, $2)", settings.channel, msgspec.json.encode(news).decode())
    return True
