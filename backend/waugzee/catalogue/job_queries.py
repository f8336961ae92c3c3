"""The SQL of what administrators asked for, as the process has it that does it."""

import uuid
from datetime import UTC, datetime
from typing import Any

from waugzee.catalogue.queries import Connection


async def job(db: Connection, job_id: uuid.UUID) -> Any:
    return await db.fetchrow("select * from dump_jobs where id = $1", job_id)


async def tell(
    db: Connection, job_id: uuid.UUID, state: str, name: str, came: int, total: int | None
) -> None:
    """How far it is; nothing where it was stopped meanwhile."""
    await db.execute(
        "update dump_jobs set state = $2, name = $3, came = $4, total = $5,"
        " began_at = coalesce(began_at, $6) where id = $1 and ended_at is null",
        job_id,
        state,
        name,
        came,
        total,
        datetime.now(UTC),
    )


async def end(db: Connection, job_id: uuid.UUID, state: str, reason: str) -> None:
    await db.execute(
        "update dump_jobs set state = $2, reason = $3, ended_at = $4 where id = $1 and ended_at is null",
        job_id,
        state,
        reason,
        datetime.now(UTC),
    )
