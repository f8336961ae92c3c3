"""What happens to a sync run: opened or joined, told where to read, given pages, finished, paused.

A run's truth is its receipts: one per page, of its newest reading. Each action is one transaction
that first locks the user's account, so two of them never decide at once.
"""

import hashlib
import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import get_args

import msgspec

from waugzee.accounts.queries import discogs_account, next_feed
from waugzee.collection.queries import known_copies, remove_unseen, store_copies, unseen_copies
from waugzee.collection.rows import copy_row, item_digest
from waugzee.db import Event, Transaction, new_id
from waugzee.errors import Forbidden, Gone, Invalid, NotConnected, NotFound, Replayed, RunClosed
from waugzee.settings import Settings
from waugzee.sync import queries, source
from waugzee_sync import signing
from waugzee_sync.discogs.responses import CollectionItem, SetAside, judged
from waugzee_sync.messages import (
    Finish,
    Finished,
    Instruction,
    OpenSync,
    PageReading,
    PageStored,
    Pause,
    Reason,
    StoredPage,
    SyncRun,
    SyncStart,
)
from waugzee_sync.sync.plan import Receipt, Verdict, missing_pages, verdict

LEASE = timedelta(seconds=120)
"""How long a run stays with its driver who says nothing: longer than a full budget makes one wait."""
RESUMABLE = timedelta(hours=6)
"""After that a run's first pages are too old, and reading starts anew."""
KEPT = timedelta(days=30)
GRACE = 300
"""Seconds a page may arrive after its instruction expired: read in time, posted when we were back."""
FIRST_BATCH = 50


async def open_sync(
    db: Transaction, settings: Settings, user_id: uuid.UUID, data: OpenSync
) -> tuple[SyncStart, bool]:
    """Open a run, take up the one left incomplete, or join the one under way; say whether it is new."""
    now = datetime.now(UTC)
    await queries.lock_account(db, user_id)
    account = await discogs_account(db, user_id)
    if account is None:
        raise NotConnected()
    run = await _present_run(db, user_id, account.kind, account.username, now)
    if run is not None and _driven_by_another(run, data.driver, now):
        return _start(settings, user_id, run, None, [], []), False
    is_new = run is None
    if run is None:
        await queries.forget_pages(db, user_id, now - KEPT)
        run = await queries.add_run(db, user_id, new_id(), account.kind, account.username, now)
    stored = [
        StoredPage(row["page"], row["items"], row["pages"], row["count"])
        for row in await queries.pages_of_run(db, user_id, run["id"])
    ]
    pages = max((page.pages for page in stored), default=1)
    wanted = list(missing_pages([page.page for page in stored], pages))[:FIRST_BATCH]
    run, given = await _instruct(db, settings, user_id, run, wanted, now, data.driver)
    key = signing.encoded_key(source.run_key(settings, user_id, run["id"]))
    _announce(db, run, now)
    return _start(settings, user_id, run, key, stored, given), is_new


async def _present_run(
    db: Transaction, user_id: uuid.UUID, kind: str, username: str, now: datetime
) -> queries.Record | None:
    """The run to go on with: the open one, or the last one where it was left incomplete."""
    run = await queries.open_run(db, user_id)
    if run is not None and (run["kind"], run["username"]) != (kind, username):
        await queries.end_run(db, user_id, run["id"], "incomplete", "replaced", None, removed=0, now=now)
        run = None
    if run is None:
        latest = await queries.latest_run(db, user_id)
        if latest is not None and _is_resumable(latest, kind, username, now):
            run = latest
    return run


def _is_resumable(run: queries.Record, kind: str, username: str, now: datetime) -> bool:
    return (
        run["state"] == "incomplete"
        and (run["kind"], run["username"]) == (kind, username)
        and now - run["started_at"] < RESUMABLE
    )


def _driven_by_another(run: queries.Record, driver: str, now: datetime) -> bool:
    until = run["driven_until"]
    return run["state"] == "running" and until is not None and until > now and run["driver"] != driver


def _start(
    settings: Settings,
    user_id: uuid.UUID,
    run: queries.Record,
    key: str | None,
    stored: list[StoredPage],
    given: list[Instruction],
) -> SyncStart:
    now = time.time()
    return SyncStart(
        run=sync_run(run, datetime.now(UTC)),
        now=now,
        key=key,
        ceiling=source.CEILINGS[run["kind"]],
        stored=stored,
        instructions=given,
    )


async def instruct(
    db: Transaction, settings: Settings, user_id: uuid.UUID, run_id: uuid.UUID, pages: Sequence[int]
) -> list[Instruction]:
    """Give fresh instructions for `pages`."""
    now = datetime.now(UTC)
    run = await _running(db, user_id, run_id)
    _, given = await _instruct(db, settings, user_id, run, sorted(set(pages)), now, run["driver"])
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
    run = await queries.drive_run(
        db, user_id, run["id"], driver=driver, until=now + LEASE, reads=len(pages), now=now
    )
    given = source.instructions(
        settings, user_id, run["id"], run["kind"], run["username"], pages, run["reads"]
    )
    return run, given


def checked_request(
    settings: Settings,
    user_id: uuid.UUID,
    run_id: uuid.UUID,
    path: str,
    body: bytes,
    headers: Mapping[str, str],
) -> str:
    """Check that this run's engine signed the request; return its nonce. Raises Forbidden."""
    key = source.run_key(settings, user_id, run_id)
    try:
        return signing.verified_nonce(key, "PUT", path, body, headers, now=time.time(), key_id=str(run_id))
    except signing.BadSignature as error:
        raise Forbidden(f"The signature was refused: {error}.") from error


def _check_instruction(
    settings: Settings, user_id: uuid.UUID, run_id: uuid.UUID, page: int, reading: PageReading
) -> None:
    key = source.instruction_key(settings, user_id, run_id)
    if not signing.is_own_instruction(
        key, page, reading.read, reading.expires_at, reading.url_digest, reading.signature
    ):
        raise Forbidden("The page was not read by an instruction of ours.")
    if reading.expires_at + GRACE < time.time():
        raise Gone("The page was read too long ago: read it again.")
    if reading.pagination.page != page:
        raise Invalid(f"This is page {reading.pagination.page}, posted as page {page}.")


class _Judged(msgspec.Struct):
    """A page's items by instance, and those set aside."""

    items: dict[int, tuple[CollectionItem, bytes]]
    set_aside: list[SetAside]

    @property
    def instance_ids(self) -> list[int]:
        named = [one.instance_id for one in self.set_aside if one.instance_id is not None]
        return sorted({*self.items, *named})

    @property
    def unidentified(self) -> int:
        return sum(one.instance_id is None for one in self.set_aside)


def _judged(raws: Sequence[msgspec.Raw]) -> _Judged:
    """Judge each item; of an instance that comes twice the later one counts."""
    page = _Judged({}, [])
    for raw in raws:
        item = judged(raw)
        if isinstance(item, CollectionItem):
            page.items[item.instance_id] = (item, item_digest(item))
        else:
            page.set_aside.append(item)
    return page


async def store_page(
    db: Transaction,
    settings: Settings,
    user_id: uuid.UUID,
    run_id: uuid.UUID,
    number: int,
    reading: PageReading,
    nonce: str,
) -> PageStored:
    """Store a page and its receipt. The same or an older reading changes nothing."""
    _check_instruction(settings, user_id, run_id, number, reading)
    page = _judged(reading.items)
    now = datetime.now(UTC)
    run = await _running(db, user_id, run_id)
    ids = page.instance_ids
    before = await queries.page_before(db, user_id, run_id, number, reading.read, ids)
    if before["nonce"] == nonce:
        raise Replayed()
    if before["read"] is not None and before["read"] >= reading.read:
        return PageStored(before["read"] > reading.read, 0, 0, before["set_aside"])
    simulator = settings.demo_url if run["kind"] == "demo" else None
    added, changed = await _store_items(db, user_id, page, set(before["elsewhere"] or ()), simulator)
    pagination = reading.pagination
    digest = hashlib.sha256(
        repr((ids, page.unidentified, pagination.items, pagination.pages)).encode()
    ).digest()
    await queries.store_page(
        db,
        user_id,
        run_id,
        number,
        reading.read,
        before["first_read"] if before["digest"] == digest else reading.read,
        nonce,
        digest,
        pagination.items,
        pagination.pages,
        ids,
        page.unidentified,
        msgspec.json.encode(page.set_aside).decode(),
        now,
    )
    run = await queries.count_page(
        db,
        user_id,
        run_id,
        int(before["read"] is None),
        len(ids) + page.unidentified - (before["count"] or 0),
        len(page.set_aside) - (before["set_aside"] or 0),
        added,
        changed,
        reading.read,
        pagination.items,
        max(pagination.pages, 1),
        now,
        now + LEASE,
    )
    _announce(db, run, now)
    return PageStored(False, added, changed, len(page.set_aside))


async def _store_items(
    db: Transaction, user_id: uuid.UUID, page: _Judged, elsewhere: set[int], simulator: str | None
) -> tuple[int, int]:
    """Write the copies that differ from what is stored; return how many were added and changed."""
    known = await known_copies(db, user_id, list(page.items))
    rows = [
        copy_row(item, digest, simulator)
        for instance_id, (item, digest) in page.items.items()
        if known.get(instance_id) != (digest, False) and instance_id not in elsewhere
    ]
    if not rows:
        return 0, 0
    feed = await next_feed(db, user_id)
    await store_copies(db, user_id, feed, rows)
    db.announce(Event("shelf", {"cursor": str(feed)}))
    added = sum(row[1] not in known for row in rows)
    return added, len(rows) - added


async def finish(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, data: Finish) -> Finished:
    """End the run where the whole collection was seen; else name the pages to read again.

    Only a complete run marks copies as removed. With `give_up`, or where reading again would not
    help, the run ends incomplete and says what is missing.
    """
    now = datetime.now(UTC)
    run = await _running(db, user_id, run_id)
    receipts = [
        Receipt(
            row["page"],
            row["read"],
            row["first_read"],
            row["items"],
            row["pages"],
            row["instance_ids"],
            row["unidentified"],
        )
        for row in await queries.pages_of_run(db, user_id, run_id)
    ]
    seen = sorted({instance_id for receipt in receipts for instance_id in receipt.instance_ids})
    unseen = await unseen_copies(db, user_id, seen)
    judgement = verdict(receipts, removes=unseen > 0)
    if judgement.shortfall is None:
        removed = 0
        if unseen:
            feed = await next_feed(db, user_id)
            removed = await remove_unseen(db, user_id, seen, feed, now)
            db.announce(Event("shelf", {"cursor": str(feed)}))
        run = await queries.end_run(db, user_id, run_id, "complete", None, None, removed=removed, now=now)
    elif data.give_up or not judgement.reread:
        reason = judgement.shortfall if judgement.shortfall in get_args(Reason) else "kept_changing"
        detail = _detail(judgement)
        run = await queries.end_run(db, user_id, run_id, "incomplete", reason, detail, removed=0, now=now)
    else:
        return Finished(sync_run(run, now), list(judgement.reread))
    _announce(db, run, now)
    return Finished(sync_run(run, now), [])


def _detail(judgement: Verdict) -> str:
    counts = f"Discogs counts {judgement.total or 0} records, {judgement.seen} were read."
    if judgement.shortfall == "missing_pages":
        missing = ", ".join(map(str, judgement.reread[:10]))
        more = " and more" if len(judgement.reread) > 10 else ""
        return f"{counts} Not readable: page {missing}{more} of {judgement.pages or 1}."
    return counts


async def pause(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, data: Pause) -> SyncRun:
    """Leave the run incomplete for a reason, to be resumed."""
    now = datetime.now(UTC)
    await _running(db, user_id, run_id)
    run = await queries.end_run(
        db, user_id, run_id, "incomplete", data.reason, data.detail, removed=0, now=now
    )
    _announce(db, run, now)
    return sync_run(run, now)


async def _running(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID) -> queries.Record:
    await queries.lock_account(db, user_id)
    run = await queries.run_by_id(db, user_id, run_id)
    if run is None:
        raise NotFound("There is no such sync run.")
    if run["state"] != "running":
        raise RunClosed()
    return run


def _announce(db: Transaction, run: queries.Record, now: datetime) -> None:
    db.announce(Event("sync", {"run": msgspec.to_builtins(sync_run(run, now), str_keys=True)}))


def sync_run(run: queries.Record, now: datetime) -> SyncRun:
    """A row of sync_runs as it is told."""
    until = run["driven_until"]
    return SyncRun(
        id=uuid.UUID(str(run["id"])),
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
        requests=run["reads"],
        driven=run["state"] == "running" and until is not None and until > now,
        started_at=run["started_at"],
        updated_at=run["updated_at"],
        finished_at=run["finished_at"],
    )
