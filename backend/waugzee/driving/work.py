"""The worker: takes jobs from the queue and drives a sync for each, until it is cancelled.

- At most AT_ONCE users are synced for at a time, by all workers together: each gets its share of the
  allowance, and none waits for so long that its signed addresses run out.
- A worker that stops gives its jobs back; one that crashes is missed after HEARTBEAT, and another goes on
  where it was.
- What may pass (Discogs away, a collection that keeps changing) is tried again later, at most ATTEMPTS
  times; then, and where the worker itself went down each time, the job is held for somebody to look at.
"""

import asyncio
import uuid
from collections.abc import Callable
from contextlib import aclosing, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import structlog
from litestar import Litestar
from pgqueuer import PgQueuer
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.models import Job, Schedule
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts.user_queries import user_by_id
from waugzee.db import APP_ROLE, transaction
from waugzee.driving import actions, queries
from waugzee.driving.allowance import Allowance, make_allowance
from waugzee.driving.dump_work import import_dumps
from waugzee.driving.fallback import sync_for
from waugzee.driving.host import discogs_client
from waugzee.driving.queue import DUMPS, SYNC
from waugzee.hub import Hub, announced
from waugzee.inbox.push_client import PushClient
from waugzee.inbox.work import take_pushes
from waugzee.jobs import count_jobs
from waugzee.reminders.work import take_looks
from waugzee.scrobbling.actions import Site
from waugzee.scrobbling.work import take_scrobbles
from waugzee.settings import Settings
from waugzee_sync.sync.events import Done

AT_ONCE = 8
ATTEMPTS = 5
HEARTBEAT = timedelta(seconds=30)
LOOK = timedelta(seconds=15)
"""How often the queue is looked at where no news of it came."""
MAY_PASS = (
    *("unreachable", "unreadable", "server_unreachable"),
    *("missing_pages", "kept_changing", "count_mismatch"),
)
LATER = timedelta(minutes=2)
DUE = "*/5 * * * *"
LONGEST_PAUSE = 30.0

log = structlog.get_logger(__name__)


class GivenUp(Exception):
    """The job was begun too often and never ended."""


async def work(settings: Settings, engine: AsyncEngine, site: Litestar, *, look: timedelta = LOOK) -> None:
    """Work until cancelled; where the database goes away, again once it is back."""
    allowance = make_allowance(settings.valkey_url)
    pause = 0.5
    try:
        async with discogs_client(settings.public_url) as web, aclosing(PushClient(settings)) as pushes:
            while True:
                began = asyncio.get_running_loop().time()
                try:
                    await _work_once(settings, engine, site, web, pushes, allowance, look)
                except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, RuntimeError) as error:
                    log.warning("the worker cannot work", error=str(error) or type(error).__name__)
                long = asyncio.get_running_loop().time() - began > LONGEST_PAUSE
                pause = 0.5 if long else min(pause * 2, LONGEST_PAUSE)
                await asyncio.sleep(pause)
    finally:
        await allowance.aclose()


async def _work_once(
    settings: Settings,
    engine: AsyncEngine,
    site: Litestar,
    web: httpx.AsyncClient,
    pushes: PushClient,
    allowance: Allowance,
    look: timedelta,
) -> None:
    stopping = asyncio.Event()

    async def sync(job: Job) -> None:
        assert job.payload is not None
        user_id = uuid.UUID(bytes=job.payload)

        async def go() -> Done:
            return await sync_for(site, settings.discogs_origins, web, allowance, user_id)

        await _perform(engine, site.state.hub, user_id, go, stopping)

    async def dumps(job: Job) -> None:
        assert job.payload is not None
        await import_dumps(settings, engine, uuid.UUID(bytes=job.payload), stopping)

    async def add_due(_: Schedule) -> None:
        async with transaction(engine) as db:
            added = await actions.add_due(db, datetime.now(UTC))
        if added:
            log.info("scheduled syncs were added", users=added)

    async with asyncpg.create_pool(
        settings.database_url,
        min_size=0,
        max_size=4,
        server_settings={"application_name": "waugzee worker", "role": APP_ROLE, "timezone": "UTC"},
    ) as pool:
        queue = PgQueuer.from_asyncpg_pool(pool)
        queue.entrypoint(SYNC, concurrency_limit=AT_ONCE, on_failure="hold")(sync)
        queue.entrypoint(DUMPS, concurrency_limit=1, on_failure="hold")(dumps)
        queue.schedule("due-syncs", DUE)(add_due)
        take_looks(queue, engine, site.state.hub)
        take_pushes(queue, engine, settings, pushes)
        take_scrobbles(queue, Site(settings, engine, site.state.listenbrainz, site.state.hub))
        count_jobs(queue)
        if settings.otlp_endpoint is not None:
            # Loaded only where it is wanted.
            from waugzee.traces import trace_jobs

            trace_jobs(queue)
        running = asyncio.create_task(
            queue.run(dequeue_timeout=look, batch_size=AT_ONCE, heartbeat_timeout=HEARTBEAT)
        )
        try:
            await asyncio.shield(running)
        finally:
            # Jobs give themselves back; only then the queue is left.
            stopping.set()
            queue.shutdown.set()
            with suppress(Exception):
                await asyncio.wait_for(running, 10)


async def _perform(
    engine: AsyncEngine,
    hub: Hub,
    user_id: uuid.UUID,
    go: Callable[[], Any],
    stopping: asyncio.Event,
) -> None:
    """Sync, keep how it ended, and ask for another try where that may help."""
    async with transaction(engine) as db:
        if await user_by_id(db, user_id) is None:
            return  # erased while the job waited
        attempts = await queries.count_attempt(db, user_id)
    if attempts > ATTEMPTS:
        async with announced(engine, hub, user_id) as db:
            await actions.tell_how_it_ended(db, user_id, "failed", "given_up", None)
        raise GivenUp(f"begun {attempts} times")
    done = await _unless(stopping, go)
    if done is None:
        async with transaction(engine) as db:
            # A worker that stops is no failure of the job's.
            await queries.change_server_sync(db, user_id, attempts=attempts - 1)
        raise RetryRequested(reason="the worker stops")
    async with announced(engine, hub, user_id) as db:
        if await user_by_id(db, user_id) is None:
            return
        again = done.reason in MAY_PASS and attempts < ATTEMPTS
        await queries.change_server_sync(
            db,
            user_id,
            attempts=attempts if again else 0,
            last_outcome=done.outcome,
            last_reason=done.reason,
            last_at=datetime.now(UTC),
        )
        if not again:
            await actions.tell_how_it_ended(db, user_id, done.outcome, done.reason, done.run_id)
    if again:
        raise RetryRequested(delay=LATER * attempts, reason=done.reason)


async def _unless(stopping: asyncio.Event, go: Callable[[], Any]) -> Done | None:
    """What `go` comes to; None where stopping was asked for before."""
    work, stop = asyncio.ensure_future(go()), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait((work, stop), return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            done: Done = work.result()
            return done
        return None
    finally:
        for task in (work, stop):
            task.cancel()
        await asyncio.gather(work, stop, return_exceptions=True)
