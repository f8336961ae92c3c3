"""A job of the queue that imports dumps: done by a process of its own, watched from here.

It is worth a process: for hours it keeps one processor busy, and it acts as the owner of the tables. A
worker that stops ends it and gives the job back; so does one that crashes, for the process ends with it.
Whoever takes the job up next goes on where the import was.
"""

import asyncio
import os
import subprocess
import sys
import uuid
from contextlib import suppress
from datetime import UTC, datetime

from pgqueuer.domain.errors import RetryRequested
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.catalogue.job import VARIABLES
from waugzee.db import transaction
from waugzee.driving import dump_queries
from waugzee.enriching.everybody import enrich
from waugzee.processes import start_child, stop_child
from waugzee.settings import Settings

LOOK = 1.0
"""Seconds between two looks at the process, and at whether it is to be stopped."""


async def import_dumps(
    settings: Settings, engine: AsyncEngine, job_id: uuid.UUID, stopping: asyncio.Event
) -> None:
    """Have it done; raises RetryRequested where the worker stops before it is."""
    if await _is_over(engine, job_id):
        return
    values = (settings.owner_url or "", str(settings.dumps_folder), settings.dumps_url)
    child = start_child(
        [sys.executable, "-m", "waugzee.catalogue.job", str(job_id)],
        environment={**os.environ, **dict(zip(VARIABLES, values, strict=True))},
    )
    try:
        await _until_over(engine, job_id, child, stopping)
    finally:
        status = await asyncio.to_thread(stop_child, child)
    if await _is_over(engine, job_id):
        await enrich(engine)
    else:
        if stopping.is_set():
            raise RetryRequested(reason="the worker stops")
        await _end(engine, job_id, f"The import ended by itself, with status {status}.")


async def _until_over(
    engine: AsyncEngine, job_id: uuid.UUID, child: "subprocess.Popen[bytes]", stopping: asyncio.Event
) -> None:
    while child.poll() is None and not stopping.is_set():
        if await _is_over(engine, job_id):
            # The process has said so and is about to end, or an administrator stopped it.
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), LOOK)


async def _is_over(engine: AsyncEngine, job_id: uuid.UUID) -> bool:
    async with transaction(engine) as db:
        job = await dump_queries.job(db, job_id)
    return job is None or job["ended_at"] is not None


async def _end(engine: AsyncEngine, job_id: uuid.UUID, reason: str) -> None:
    async with transaction(engine) as db:
        await dump_queries.end_job(db, job_id, "failed", reason, datetime.now(UTC))
