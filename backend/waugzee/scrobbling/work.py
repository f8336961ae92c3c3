"""The worker's part: those who are connected every few minutes, each in a job of their own."""

import uuid
from datetime import UTC, datetime, timedelta

from pgqueuer import PgQueuer
from pgqueuer.models import Job, Schedule

from waugzee.db import transaction
from waugzee.scrobbling import actions, sending
from waugzee.scrobbling.actions import Site

EVERY = "* * * * *"
AT_ONCE = 8
LOST = timedelta(minutes=30)
"""After that it is looked again for somebody whose job said nothing."""


def take_scrobbles(queue: PgQueuer, site: Site) -> None:
    """Have the worker send plays to ListenBrainz."""

    async def scrobble(job: Job) -> None:
        assert job.payload is not None
        await sending.scrobble(site, uuid.UUID(bytes=job.payload), datetime.now(UTC))

    async def add_looks(_: Schedule) -> None:
        now = datetime.now(UTC)
        async with transaction(site.engine) as db:
            await actions.add_looks(db, now, now + LOST)

    queue.entrypoint(actions.SCROBBLE, concurrency_limit=AT_ONCE)(scrobble)
    queue.schedule("scrobbles", EVERY)(add_looks)
