"""The worker's part: some users every few minutes, each in a job of their own."""

import uuid
from datetime import UTC, datetime

from pgqueuer import PgQueuer
from pgqueuer.models import Job, Schedule
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import transaction
from waugzee.hub import Hub, announced
from waugzee.reminders import actions

EVERY = "*/5 * * * *"
AT_ONCE = 4


def take_looks(queue: PgQueuer, engine: AsyncEngine, hub: Hub) -> None:
    """Have the worker look what there is to tell."""

    async def look(job: Job) -> None:
        assert job.payload is not None
        user_id = uuid.UUID(bytes=job.payload)
        async with announced(engine, hub, user_id) as db:
            await actions.look(db, user_id, datetime.now(UTC))

    async def add_looks(_: Schedule) -> None:
        async with transaction(engine) as db:
            await actions.add_looks(db, datetime.now(UTC))

    queue.entrypoint(actions.LOOK, concurrency_limit=AT_ONCE)(look)
    queue.schedule("looks", EVERY)(add_looks)
