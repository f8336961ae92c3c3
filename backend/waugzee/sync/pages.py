"""A page of a run: its proofs checked, its items judged, what changed written, its receipt kept.

One transaction, in few round trips. Its commit waits for the disk: devices read on in the feed as soon as a
page is stored, and what a crash took back would stay with them, under numbers that are given out again.
"""

import hashlib
import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from waugzee import metrics
from waugzee.collection.queries import completed, store_copies
from waugzee.collection.rows import canonical_items, copy_row, glances, item_digest
from waugzee.db import Event, Transaction
from waugzee.errors import Forbidden, Gone, Invalid, Replayed
from waugzee.settings import Settings
from waugzee.sync import queries, source
from waugzee.sync.runs import LEASE, announce, checked_running
from waugzee_sync import signing
from waugzee_sync.discogs.responses import CollectionItem, Pagination, SetAside, judged
from waugzee_sync.messages import PageReading, PageStored, Reading

GRACE = 300
"""Seconds a page may arrive after its instruction expired: read in time, posted when we were back."""


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


def check_instruction(
    settings: Settings, user_id: uuid.UUID, run_id: uuid.UUID, page: int, reading: Reading
) -> None:
    """Check that an instruction of ours led to this page or list, and lately. Raises Forbidden or Gone."""
    key = source.instruction_key(settings, user_id, run_id)
    if not signing.is_own_instruction(
        key, page, reading.read, reading.expires_at, reading.url_digest, reading.signature
    ):
        raise Forbidden("The page was not read by an instruction of ours.")
    if reading.expires_at + GRACE < time.time():
        raise Gone("The page was read too long ago: read it again.")


class _Judged(msgspec.Struct):
    """A page's items by instance, None where what is stored says the same already; and those set aside."""

    items: dict[int, tuple[CollectionItem, bytes] | None]
    set_aside: list[SetAside]

    @property
    def instance_ids(self) -> list[int]:
        named = [one.instance_id for one in self.set_aside if one.instance_id is not None]
        return sorted({*self.items, *named})

    @property
    def unidentified(self) -> int:
        return sum(one.instance_id is None for one in self.set_aside)


Glance = tuple[int | None, bytes]
Known = dict[int, bytes | None]
"""The digests of stored copies by instance, None for one marked as removed."""


def _judged(raws: Sequence[msgspec.Raw], seen: Sequence[Glance], known: Known) -> _Judged:
    """Judge each item that is not known; of an instance that comes twice the later one counts."""
    unknown = [
        raw
        for raw, (instance_id, digest) in zip(raws, seen, strict=True)
        if instance_id is None or known.get(instance_id) != digest
    ]
    canonical = canonical_items(unknown)
    judgements = iter(map(judged, unknown) if canonical is None else canonical)
    page = _Judged({}, [])
    for instance_id, digest in seen:
        if instance_id is not None and known.get(instance_id) == digest:
            page.items[instance_id] = None
            continue
        item = next(judgements)
        if isinstance(item, SetAside):
            page.set_aside.append(item)
            continue
        if canonical is None:
            digest = item_digest(item)
        is_known = known.get(item.instance_id) == digest
        page.items[item.instance_id] = None if is_known else (item, digest)
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
    check_instruction(settings, user_id, run_id, number, reading)
    if reading.pagination.page != number:
        raise Invalid(f"This is page {reading.pagination.page}, posted as page {number}.")
    seen = glances(reading.items)
    named = [instance_id for instance_id, _ in seen if instance_id is not None]
    feed = await queries.lock_account(db, user_id)
    run = checked_running(
        await queries.run_and_page(db, user_id, run_id, number, reading.read, named), reading.driver
    )
    if run["page_nonce"] == nonce:
        raise Replayed()
    if run["page_read"] is not None and run["page_read"] >= reading.read:
        return PageStored(run["page_read"] > reading.read, 0, 0, run["page_set_aside"])
    known = dict(zip(run["known_ids"] or (), run["known_digests"] or (), strict=True))
    page = _judged(reading.items, seen, known)
    now = datetime.now(UTC)
    elsewhere = set(run["page_elsewhere"] or ())
    simulator = settings.demo_url if run["simulated"] else None
    rows = [
        copy_row(*unknown, simulator)
        for instance_id, unknown in page.items.items()
        if unknown and instance_id not in elsewhere
    ]
    added, changed = await _store_rows(db, user_id, feed + 1, rows, known)
    kept = _receipt(run, reading, nonce, page, feed, added, changed, now)
    run = await queries.keep_receipt(db, user_id, run_id, kept)
    announce(db, run, now)
    metrics.PAGES.inc()
    metrics.SET_ASIDE.inc(len(page.set_aside))
    return PageStored(False, len(added), len(changed), len(page.set_aside))


def _receipt(
    run: queries.Record,
    reading: PageReading,
    nonce: str,
    page: _Judged,
    feed: int,
    added: Sequence[int],
    changed: Sequence[int],
    now: datetime,
) -> queries.Kept:
    """What is kept of the page, and what it adds to its run's counts."""
    ids, pagination = page.instance_ids, reading.pagination
    digest = _receipt_digest(ids, page.unidentified, pagination)
    return queries.Kept(
        page=pagination.page,
        read=reading.read,
        # All numbers given out so far: a reading asked for before this one was stored confirms nothing.
        first_read=run["page_first_read"] if run["page_digest"] == digest else run["reads"],
        nonce=nonce,
        digest=digest,
        items=pagination.items,
        pages=max(pagination.pages, 1),
        instance_ids=ids,
        unidentified=page.unidentified,
        set_aside=msgspec.json.encode(page.set_aside).decode(),
        received_at=now,
        more_pages=int(run["page_read"] is None),
        more_items=len(ids) + page.unidentified - (run["page_count"] or 0),
        more_aside=len(page.set_aside) - (run["page_set_aside"] or 0),
        added=added,
        changed=changed,
        driven_until=now + LEASE,
        feed=feed + 1 if added or changed else feed,
        requests=reading.requests,
    )


def _receipt_digest(ids: list[int], unidentified: int, pagination: Pagination) -> bytes:
    """Stands for what a page says of which items there are."""
    said = (ids, unidentified, pagination.items, pagination.pages)
    return hashlib.sha256(msgspec.json.encode(said)).digest()


async def _store_rows(
    db: Transaction, user_id: uuid.UUID, feed: int, rows: list[tuple[Any, ...]], known: Known
) -> tuple[list[int], list[int]]:
    """Write the copies that differ from what is stored; return which instances were added and changed."""
    if not rows:
        return [], []
    await store_copies(db, user_id, feed, await completed(db, user_id, rows, known), known)
    db.announce(Event("shelf", {"cursor": str(feed)}))
    added = [row[1] for row in rows if row[1] not in known]
    return added, [row[1] for row in rows if row[1] in known]
