"""Looking what there is to tell: each user once a day, when their quiet time ends."""

import uuid
from datetime import UTC, datetime, timedelta

from waugzee.care.actions import rules_of
from waugzee.db import Transaction
from waugzee.due.actions import due_maintenance, due_styluses
from waugzee.due.queries import all_due_records, titles_of
from waugzee.inbox import queries as inbox
from waugzee.inbox.actions import KEPT, tell, unheard
from waugzee.inbox.schemas import About
from waugzee.inbox.times import next_morning
from waugzee.jobs import add_job
from waugzee.reminders import queries

LOOK = "look-what-is-due"
NAMED = 3
DAY = timedelta(days=1)


async def add_looks(db: Transaction, now: datetime) -> int:
    """Add jobs for some users whose time has come; return for how many."""
    await queries.add_new_users(db, now)
    users = await queries.take_due(db, now, now + DAY)
    for user_id in users:
        await add_job(db, LOOK, user_id.bytes, key=f"{LOOK} {user_id}")
    return len(users)


async def look(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    """Tell what has become due since it was looked last; twice it tells nothing twice."""
    await _records(db, user_id, now)
    await _styluses(db, user_id, now)
    await _maintenance(db, user_id, now)
    await inbox.forget_notices(db, user_id, now - KEPT)
    await queries.set_next(db, user_id, next_morning(now, await inbox.choices_of(db, user_id)))


async def _records(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    """All that are new in one notice: a shelf that was never cleaned would else be hundreds."""
    due = await all_due_records(db, user_id, now, await rules_of(db, user_id))
    states = {copy_id: at.astimezone(UTC).isoformat() if at else "never" for copy_id, at in due.items()}
    new = sorted(await unheard(db, user_id, "cleaning", states))
    if new:
        about = About(count=len(new), names=await titles_of(db, user_id, new, NAMED))
        await tell(db, user_id, "cleaning", about, subject_id=new[0] if len(new) == 1 else None, now=now)


async def _styluses(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    """One notice each, and another when what was near its end is past it."""
    due = [one.wear for one in await due_styluses(db, user_id, now) if one.snoozed_until is None]
    new = await unheard(db, user_id, "needle", {one.id: one.level for one in due})
    for one in due:
        if one.id in new:
            about = About(names=[one.name], state=one.level, percent_left=one.percent_left)
            await tell(db, user_id, "needle", about, subject_id=one.id, now=now)


async def _maintenance(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    """All that is new in one notice, which names the parts: what each wants stands among what is due."""
    due = [one.plan for one in await due_maintenance(db, user_id, now) if one.snoozed_until is None]
    new = await unheard(db, user_id, "maintenance", {plan.id: plan.since.isoformat() for plan in due})
    parts = {plan.part_id: plan.part_name for plan in due if plan.id in new}
    if parts:
        about = About(count=len(parts), names=list(parts.values())[:NAMED])
        await tell(db, user_id, "maintenance", about, now=now)
