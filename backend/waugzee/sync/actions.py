"""What happens to a sync run: opened or joined, and told where to read; how it ends, in `ending.py`.

A run's truth is its receipts: one per page, of its newest reading. Each action is one transaction
that first locks the user's account, so two of them never decide at once.
"""

import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row

from waugzee.db import Transaction, new_id
from waugzee.discogs.credentials import credentials_of
from waugzee.discogs.queries import discogs_account
from waugzee.errors import NotConnected, NotFound, RunClosed
from waugzee.settings import Settings
from waugzee.sync import queries, source
from waugzee.sync.runs import LEASE, announce, is_driven, is_recent, is_timely, running_run, sync_run, timely
from waugzee.sync.schemas import RunChanges
from waugzee_sync import signing
from waugzee_sync.messages import (
    LISTS,
    AskInstructions,
    Instruction,
    OpenSync,
    RunMode,
    StoredPage,
    SyncStart,
)
from waugzee_sync.sync.plan import missing_pages

FRESH = timedelta(hours=6)
"""How old Discogs' data may be shown by its terms: after that everything is read anew."""
KEPT = timedelta(days=30)
FIRST_BATCH = 50
MOST_NAMED = 300
"""Copies of each kind that a run names; its counts tell how many there were."""


async def open_sync(
    db: Transaction, settings: Settings, user_id: uuid.UUID, data: OpenSync
) -> tuple[SyncStart, bool]:
    """Open a run, take up the one left incomplete, or join the one under way; say whether it is new."""
    now = datetime.now(UTC)
    await queries.lock_account(db, user_id)
    account = await discogs_account(db, user_id)
    if account is None:
        raise NotConnected()
    run = await _present_run(db, user_id, account, data, now)
    if run is not None and not data.take_over and _driven_by_another(run, data.driver, now):
        return _start(settings, user_id, run, None, [], [], []), False
    is_new = run is None
    if run is None:
        await queries.forget_pages(db, user_id, now - KEPT)
        mode = await _mode(db, user_id, account, data, now)
        run = await queries.add_run(db, user_id, new_id(), mode, account.kind, account.username, now)
    stored = [
        StoredPage(row["page"], row["items"], row["pages"], row["count"])
        for row in await queries.pages_of_run(db, user_id, run["id"])
    ]
    pages = 1 if run["mode"] == "quick" else max((page.pages for page in stored), default=1)
    missing = missing_pages([page.page for page in stored], pages)
    lists = _lists_to_read(run)
    wanted = [*missing[: FIRST_BATCH - len(lists)], *lists]
    run, given = await _instruct(db, settings, user_id, run, wanted, now, data.driver)
    key = signing.encoded_key(source.run_key(settings, user_id, run["id"]))
    announce(db, run, now)
    return _start(settings, user_id, run, key, stored, lists, given), is_new


async def _mode(
    db: Transaction, user_id: uuid.UUID, account: Row[Any], data: OpenSync, now: datetime
) -> RunMode:
    """What a new run is to be: a quick check is enough while the last whole reading is not too old."""
    if data.mode == "full":
        return "full"
    whole = await queries.latest_full_run(db, user_id, "complete")
    if whole is None or not _reads(whole, account):
        return "full"
    is_fresh = now - whole["finished_at"] < FRESH
    return "quick" if is_fresh or data.mode == "quick" else "full"


async def _present_run(
    db: Transaction, user_id: uuid.UUID, account: Row[Any], data: OpenSync, now: datetime
) -> queries.Record | None:
    """The run to go on with: the open one, or the last full one where it was left incomplete."""
    run = await queries.open_run(db, user_id)
    if run is not None and not _goes_on(run, account, data, now):
        await queries.end_run(db, user_id, run["id"], "incomplete", "replaced", None, now=now)
        run = None
    if run is None and data.mode != "quick":
        latest = await queries.latest_full_run(db, user_id)
        if latest is not None and _is_resumable(latest, account, now):
            run = latest
    return run


def _goes_on(run: queries.Record, account: Row[Any], data: OpenSync, now: datetime) -> bool:
    """Whether the open run is one to join, and not one that was left.

    One of another collection is not, nor an old one, nor a check where more is asked.
    """
    if not _reads(run, account) or not is_timely(run, now):
        return False
    is_abandoned = run["mode"] == "quick" and not _driven_by_another(run, data.driver, now)
    return not (is_abandoned and data.mode == "full")


def _is_resumable(run: queries.Record, account: Row[Any], now: datetime) -> bool:
    return run["state"] == "incomplete" and _reads(run, account) and is_recent(run, now)


def _reads(run: queries.Record, account: Row[Any]) -> bool:
    """Whether the run reads the collection that is connected now, and not one of before."""
    same = (run["kind"], run["username"]) == (account.kind, account.username)
    return same and (account.chosen_at is None or run["started_at"] >= account.chosen_at)


def _lists_to_read(run: queries.Record) -> list[int]:
    """The numbers of the lists that this run has yet to read."""
    if run["mode"] == "quick" or not source.shows_lists(run["kind"]):
        return []
    return [number for number, name in LISTS.items() if not run[f"{name}_read"]]


def _driven_by_another(run: queries.Record, driver: str, now: datetime) -> bool:
    return is_driven(run, now) and run["driver"] != driver


def _start(
    settings: Settings,
    user_id: uuid.UUID,
    run: queries.Record,
    key: str | None,
    stored: list[StoredPage],
    lists: list[int],
    given: list[Instruction],
) -> SyncStart:
    now = time.time()
    return SyncStart(
        run=sync_run(run, datetime.now(UTC)),
        now=now,
        key=key,
        ceiling=source.CEILINGS[run["kind"]],
        stored=stored,
        lists=lists,
        instructions=given,
    )


async def instruct(
    db: Transaction, settings: Settings, user_id: uuid.UUID, run_id: uuid.UUID, data: AskInstructions
) -> list[Instruction]:
    """Give fresh instructions for the pages asked for."""
    now = datetime.now(UTC)
    run = timely(await running_run(db, user_id, run_id, data.driver), now)
    _, given = await _instruct(db, settings, user_id, run, sorted(set(data.pages)), now, run["driver"])
    return given


async def _instruct(
    db: Transaction,
    settings: Settings,
    user_id: uuid.UUID,
    run: queries.Record,
    pages: list[int],
    now: datetime,
    driver: str | None,
) -> tuple[queries.Record, list[Instruction]]:
    account = await discogs_account(db, user_id)
    if account is None or not _reads(run, account):
        raise RunClosed("Another collection was chosen meanwhile.")
    credentials = await credentials_of(db, settings, user_id)
    run = await queries.drive_run(
        db, user_id, run["id"], driver=driver, until=now + LEASE, reads=len(pages), now=now
    )
    given = source.instructions(
        settings,
        user_id,
        run["id"],
        credentials,
        pages,
        run["reads"],
        newest_first=run["mode"] == "quick",
    )
    return run, given


async def changes_of_run(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID) -> RunChanges:
    """The first copies of each kind that the run wrote. Raises NotFound."""
    if await queries.run_by_id(db, user_id, run_id) is None:
        raise NotFound("There is no such sync run.")
    changes = RunChanges([], [], [])
    for deed, copy_id in await queries.changes_of_run(db, user_id, run_id, MOST_NAMED):
        getattr(changes, deed).append(uuid.UUID(str(copy_id)))
    return changes
