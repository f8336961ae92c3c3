"""Asking the server to sync, taking it back, and letting it look by itself."""

import uuid
from datetime import UTC, datetime, timedelta

from waugzee.db import Transaction
from waugzee.discogs.queries import discogs_account
from waugzee.driving import queries
from waugzee.driving.queue import add_sync
from waugzee.driving.schemas import JobState, ServerSync
from waugzee.errors import NotConnected
from waugzee.inbox.actions import over, tell_once
from waugzee.inbox.schemas import About
from waugzee.sync.ending import REFUSALS, pause
from waugzee.sync.runs import SERVER
from waugzee_sync.messages import Pause

EVERY = timedelta(hours=6)
"""How often the server looks by itself: Discogs' terms want nothing shown that is older."""

OWN_DOING = ("stopped", "replaced", "signed_out", "not_connected")
"""Why a sync ended that the user knows of, for it was they who ended it; refusals are told as such."""

STATES: dict[str, JobState] = {"queued": "waiting", "picked": "driving", "failed": "given_up"}


async def told(db: Transaction, user_id: uuid.UUID) -> ServerSync:
    kept = await queries.server_sync(db, user_id)
    job = await queries.job_of(db, user_id)
    return ServerSync(
        state=STATES.get(job.status, "none") if job else "none",
        since=job.created if job else None,
        scheduled=kept.scheduled if kept else False,
        next_at=kept.next_at if kept and kept.scheduled else None,
        last_outcome=kept.last_outcome if kept else None,
        last_reason=kept.last_reason if kept else None,
        last_at=kept.last_at if kept else None,
    )


async def ask_server(db: Transaction, user_id: uuid.UUID) -> ServerSync:
    """Have the server sync as soon as it can. Raises NotConnected."""
    if await discogs_account(db, user_id) is None:
        raise NotConnected()
    await queries.drop_jobs(db, user_id, given_up=True)
    if await add_sync(db, user_id):
        await queries.change_server_sync(db, user_id, attempts=0)
    return await told(db, user_id)


async def take_back(db: Transaction, user_id: uuid.UUID) -> None:
    """Leave the server's run to whoever opens it next; its worker is refused from then on, and stops."""
    await queries.drop_jobs(db, user_id)
    run_id = await queries.run_driven_by(db, user_id, SERVER)
    if run_id is not None:
        await pause(db, user_id, run_id, Pause(reason="stopped"))


async def schedule(db: Transaction, user_id: uuid.UUID, scheduled: bool) -> None:
    """Let the server look by itself from now on, or no more."""
    kept = await queries.server_sync(db, user_id)
    if scheduled != (kept.scheduled if kept else False):
        next_at = datetime.now(UTC) if scheduled else None
        await queries.change_server_sync(db, user_id, scheduled=scheduled, next_at=next_at)


async def add_due(db: Transaction, now: datetime) -> int:
    """Add jobs for some users whose time has come; return for how many."""
    users = await queries.take_due(db, now, now + EVERY)
    for user_id in users:
        await add_sync(db, user_id)
    return len(users)


async def tell_how_it_ended(
    db: Transaction, user_id: uuid.UUID, outcome: str, reason: str | None, run_id: str | None
) -> None:
    """Tell the user that the server's sync did not go through: once, until it does or fails otherwise."""
    if outcome == "complete":
        await over(db, user_id, "sync", user_id)
    elif reason not in (*OWN_DOING, *REFUSALS) and outcome in ("incomplete", "failed"):
        about = About(state=reason, run_id=uuid.UUID(run_id) if run_id else None)
        await tell_once(db, user_id, "sync", user_id, reason or outcome, about)
