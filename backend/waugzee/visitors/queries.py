"""The SQL of visitors: who looks around, and what they are given."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from waugzee.accounts.tables import users
from waugzee.collection.durations import measure_copies
from waugzee.db import Transaction
from waugzee.visitors.script import ScriptedCleaning, ScriptedPlay

AT_ONCE = 20

_PLAYS = """
insert into plays (user_id, id, copy_id, played_at, sides, rating, mood)
values ($1, $2, $3, $4, $5, $6, $7)
"""
_CLEANINGS = """
insert into cleanings (user_id, id, copy_id, cleaned_at, method, depth) values ($1, $2, $3, $4, $5, $6)
"""
_WHOLE_RUN = """
update sync_runs set state = 'complete', items_seen = $3, items_total = $3, added = $3, pages_done = $4,
  pages_total = $4, requests = $4, driver = 'server', finished_at = $5, updated_at = $5
where sync_runs.user_id = $1 and id = $2
"""


async def mark_visiting(db: Transaction, user_id: uuid.UUID) -> None:
    await db.run(update(users).where(users.c.id == user_id).values(visiting=True))


async def how_many(db: Transaction) -> int:
    return int(await db.scalar(select(func.count()).where(users.c.visiting)))


async def overdue(db: Transaction, before: datetime) -> Sequence[uuid.UUID]:
    """Some who came before that."""
    statement = select(users.c.id).where(users.c.visiting, users.c.created_at < before).limit(AT_ONCE)
    return [row.id for row in await db.all(statement)]


async def add_plays(db: Transaction, user_id: uuid.UUID, plays: Sequence[ScriptedPlay]) -> None:
    rows = [(user_id, one.id, one.copy_id, one.played_at, one.sides, one.rating, one.mood) for one in plays]
    await db.driver.executemany(_PLAYS, rows)
    await measure_copies(db, user_id, sorted({one.copy_id for one in plays}))


async def add_cleanings(db: Transaction, user_id: uuid.UUID, cleanings: Sequence[ScriptedCleaning]) -> None:
    rows = [(user_id, one.id, one.copy_id, one.cleaned_at, one.method, one.depth) for one in cleanings]
    await db.driver.executemany(_CLEANINGS, rows)


async def end_run(
    db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, items: int, pages: int, now: datetime
) -> None:
    """Close a run as one that read everything."""
    await db.driver.execute(_WHOLE_RUN, user_id, run_id, items, pages, now)
