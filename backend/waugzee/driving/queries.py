"""The SQL of syncs driven by the server: who lets it, and their jobs in the queue."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.db import Transaction
from waugzee.driving.tables import jobs, server_syncs
from waugzee.sync.tables import sync_runs

AT_ONCE = 100


def job_key(user_id: uuid.UUID) -> str:
    """One job of a user waits or runs at a time: pgqueuer refuses a second one with this key."""
    return f"sync {user_id}"


async def server_sync(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(select(server_syncs).where(server_syncs.c.user_id == user_id))


async def change_server_sync(db: Transaction, user_id: uuid.UUID, **values: Any) -> None:
    statement = insert(server_syncs).values(user_id=user_id, **values)
    await db.run(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))


async def count_attempt(db: Transaction, user_id: uuid.UUID) -> int:
    """Count a start of the user's job, and return how many there were."""
    statement = insert(server_syncs).values(user_id=user_id, attempts=1)
    counted = statement.on_conflict_do_update(
        index_elements=["user_id"], set_={"attempts": server_syncs.c.attempts + 1}
    ).returning(server_syncs.c.attempts)
    return int(await db.scalar(counted))


async def take_due(db: Transaction, now: datetime, next_at: datetime) -> Sequence[uuid.UUID]:
    """Some users whose time has come, each put off to `next_at`; of two that ask at once, one gets each."""
    due = (
        select(server_syncs.c.user_id)
        .where(server_syncs.c.scheduled, server_syncs.c.next_at <= now)
        .order_by(server_syncs.c.next_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    users = [row.user_id for row in await db.all(due)]
    await db.run(update(server_syncs).where(server_syncs.c.user_id.in_(users)).values(next_at=next_at))
    return users


async def job_of(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    """The user's job that waits, runs, or was given up; the last one added."""
    statement = select(jobs).where(jobs.c.dedupe_key == job_key(user_id)).order_by(jobs.c.id.desc()).limit(1)
    return await db.first(statement)


async def drop_jobs(db: Transaction, user_id: uuid.UUID, *, given_up: bool = False) -> None:
    """Remove the user's jobs, or only those that were given up."""
    statement = delete(jobs).where(jobs.c.dedupe_key == job_key(user_id))
    await db.run(statement.where(jobs.c.status == "failed") if given_up else statement)


async def run_driven_by(db: Transaction, user_id: uuid.UUID, driver: str) -> uuid.UUID | None:
    """The user's running run where `driver` drives it."""
    found: uuid.UUID | None = await db.scalar(
        select(sync_runs.c.id).where(
            sync_runs.c.user_id == user_id, sync_runs.c.state == "running", sync_runs.c.driver == driver
        )
    )
    return found
