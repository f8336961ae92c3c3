"""Adding jobs to the queue, within the transaction that makes them necessary."""

from datetime import UTC, datetime, timedelta

import msgspec
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.settings import db_settings

from waugzee.db import Transaction


async def add_job(
    db: Transaction, kind: str, payload: bytes, *, key: str, after: timedelta | None = None
) -> bool:
    """Have a worker do it once this transaction commits, or a while `after`; False where one of this
    `key` waits or runs already. A key's second word says whose the job is: they go with their user."""
    queue = Queries(AsyncpgDriver(db.driver))
    (job,) = await queue.enqueue(kind, payload, execute_after=after, dedupe_key=key, on_conflict="skip")
    if job is None:
        return False
    # What pgqueuer's trigger would say.
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
