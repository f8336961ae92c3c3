"""A sync run as everyone sees it: read under the user's lock, told, and announced."""

import uuid
from datetime import datetime, timedelta

import msgspec

from waugzee.db import Event, Transaction
from waugzee.errors import NotFound, RunClosed, TakenOver
from waugzee.sync import queries
from waugzee_sync.messages import DriverKind, SyncRun

LEASE = timedelta(seconds=120)
"""How long a run stays with its driver who says nothing: longer than a full budget makes one wait."""
RESUMABLE = timedelta(hours=6)
"""After that a run's first pages are too old, and reading starts anew."""

SERVER = "the-server"
"""The server's name as a driver. It has one: a worker goes on at once with what a crashed one left."""
TERMINAL = "terminal-"
"""How the names of terminals begin."""


async def running_run(
    db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, driver: str | None = None
) -> queries.Record:
    """Lock the user's account, and return the run as `checked_running` does."""
    await queries.lock_account(db, user_id)
    return checked_running(await queries.run_by_id(db, user_id, run_id), driver)


def checked_running(run: queries.Record | None, driver: str | None = None) -> queries.Record:
    """Return a run that is open to this driver. Raises NotFound, RunClosed or TakenOver."""
    if run is None:
        raise NotFound("There is no such sync run.")
    if run["state"] != "running":
        raise RunClosed()
    if driver is not None and run["driver"] != driver:
        raise TakenOver()
    return run


def is_driven(run: queries.Record, now: datetime) -> bool:
    until = run["driven_until"]
    return run["state"] == "running" and until is not None and until > now


def is_recent(run: queries.Record, now: datetime) -> bool:
    return bool(now - run["started_at"] < RESUMABLE)


def is_timely(run: queries.Record, now: datetime) -> bool:
    """Whether what was read of a run still stands beside what is read now."""
    return is_driven(run, now) or is_recent(run, now)


def timely(run: queries.Record, now: datetime) -> queries.Record:
    if not is_timely(run, now):
        raise RunClosed("What this run read is too old by now: begin another one.")
    return run


def driver_kind(driver: str | None) -> DriverKind | None:
    """What a driver is, by its name."""
    if driver is None:
        return None
    if driver == SERVER:
        return "server"
    return "terminal" if driver.startswith(TERMINAL) else "browser"


def announce(db: Transaction, run: queries.Record, now: datetime) -> None:
    """Tell the user's pages how the run is, once this transaction has committed."""
    db.announce(Event("sync", {"run": msgspec.to_builtins(sync_run(run, now), str_keys=True)}))


def sync_run(run: queries.Record, now: datetime) -> SyncRun:
    """A row of sync_runs as it is told."""
    return SyncRun(
        id=uuid.UUID(str(run["id"])),
        mode=run["mode"],
        state=run["state"],
        reason=run["reason"],
        detail=run["detail"],
        kind=run["kind"],
        username=run["username"],
        pages_done=run["pages_done"],
        pages_total=run["pages_total"],
        items_seen=run["items_seen"],
        items_total=run["items_total"],
        set_aside=run["set_aside"],
        added=run["added"],
        changed=run["changed"],
        removed=run["removed"],
        requests=run["requests"],
        driver=driver_kind(run["driver"]),
        driven=is_driven(run, now),
        started_at=run["started_at"],
        updated_at=run["updated_at"],
        finished_at=run["finished_at"],
    )
