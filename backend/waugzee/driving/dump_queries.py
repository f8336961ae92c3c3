"""The SQL of imports that administrators ask for; the tables are of nobody in particular."""

import uuid
from datetime import datetime
from typing import Any

from waugzee.db import Transaction

_JOBS = "select * from dump_jobs order by asked_at desc, id desc limit $1"
_JOB = "select * from dump_jobs where id = $1"
_OPEN = "select id from dump_jobs where ended_at is null limit 1"
_ADD = """
insert into dump_jobs (id, folder, month, selection, state, name, came, reason, asked_at)
values ($1, $2, $3, $4, 'waiting', '', 0, '', $5) returning *
"""
_END = """
update dump_jobs set state = $2, reason = $3, ended_at = $4 where id = $1 and ended_at is null
"""
_FILES = "select * from dump_files order by began_at desc, id desc limit $1"
_REJECTS = """
select place, reason, excerpt from dump_rejects where file_id = $1 and place > $2 order by place limit $3
"""


async def jobs(db: Transaction, limit: int) -> list[Any]:
    """The newest first."""
    return list(await db.driver.fetch(_JOBS, limit))


async def job(db: Transaction, job_id: uuid.UUID) -> Any:
    return await db.driver.fetchrow(_JOB, job_id)


async def open_job(db: Transaction) -> uuid.UUID | None:
    """One that waits or is at work."""
    found: uuid.UUID | None = await db.driver.fetchval(_OPEN)
    return found


async def add_job(
    db: Transaction, job_id: uuid.UUID, folder: str, month: str, selection: str, now: datetime
) -> Any:
    return await db.driver.fetchrow(_ADD, job_id, folder, month, selection, now)


async def end_job(db: Transaction, job_id: uuid.UUID, state: str, reason: str, now: datetime) -> bool:
    """False where it has ended, or never was."""
    return await db.driver.execute(_END, job_id, state, reason, now) == "UPDATE 1"


async def files(db: Transaction, limit: int) -> list[Any]:
    """Imports of files, those begun last first."""
    return list(await db.driver.fetch(_FILES, limit))


async def rejects(db: Transaction, file_id: uuid.UUID, after: int, limit: int) -> list[Any]:
    """What could not be kept of a file, in its order."""
    return list(await db.driver.fetch(_REJECTS, file_id, after, limit))
