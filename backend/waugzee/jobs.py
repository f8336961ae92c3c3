"""Adding jobs to the queue, within the transaction that makes them necessary; counting how they end."""

import asyncio
from datetime import UTC, datetime, timedelta

import msgspec
from pgqueuer import PgQueuer
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.settings import db_settings
from pgqueuer.executors import AbstractEntrypointExecutor
from pgqueuer.models import Context, Job

from waugzee.db import Transaction
from waugzee.metrics import JOBS


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


class _Counted(AbstractEntrypointExecutor):
    """Does a job as `inner` does, and counts how it ended."""

    def __init__(self, inner: AbstractEntrypointExecutor) -> None:
        super().__init__(inner.parameters)
        self._inner = inner

    async def execute(self, job: Job, context: Context) -> None:
        outcome = "failed"
        try:
            await self._inner.execute(job, context)
            outcome = "done"
        except (RetryRequested, asyncio.CancelledError):
            outcome = "put_off"
            raise
        finally:
            JOBS.labels(job.entrypoint, outcome).inc()


def count_jobs(queue: PgQueuer) -> None:
    """Count how the jobs end that `queue` knows by now."""
    registry = queue.qm.entrypoint_registry
    registry.update({kind: _Counted(executor) for kind, executor in registry.items()})
