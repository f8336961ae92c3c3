"""The worker's part: what waits is seen to, and sent, one device a job."""

from datetime import UTC, datetime

import msgspec
from pgqueuer import PgQueuer
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.models import Job
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.inbox import pushing
from waugzee.inbox.push_client import PushClient
from waugzee.inbox.push_queue import DELIVER, SEND, Delivery, Sending
from waugzee.settings import Settings

AT_ONCE = 16


def take_pushes(queue: PgQueuer, engine: AsyncEngine, settings: Settings, client: PushClient) -> None:
    """Have the worker push what was told."""

    async def deliver(job: Job) -> None:
        delivery = msgspec.json.decode(job.payload or b"", type=Delivery)
        try:
            await pushing.deliver(engine, delivery, datetime.now(UTC))
        except pushing.Later as later:
            raise RetryRequested(delay=later.delay, reason=str(later)) from later

    async def send(job: Job) -> None:
        sending = msgspec.json.decode(job.payload or b"", type=Sending)
        try:
            await pushing.send(engine, settings, client, sending, job.attempts)
        except pushing.Later as later:
            raise RetryRequested(delay=later.delay, reason=str(later)) from later

    queue.entrypoint(DELIVER, concurrency_limit=AT_ONCE)(deliver)
    queue.entrypoint(SEND, concurrency_limit=AT_ONCE)(send)
