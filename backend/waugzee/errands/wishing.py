"""The wantlist, read page by page after each full sync. Only a complete reading forgets a want."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from waugzee.collection.display import artist_text, format_text, label_text
from waugzee.db import Event, Transaction, new_id
from waugzee.errands import queries
from waugzee.errands.source import Source
from waugzee.errors import Invalid
from waugzee_sync.discogs.responses import Unreadable, image_url
from waugzee_sync.errands.messages import ErrandAnswer
from waugzee_sync.errands.readings import READERS, Want, WantsPage

AGAIN = timedelta(hours=1)
"""After a reading that did not see everything."""
STALE = timedelta(hours=1)
"""A reading left in the middle for so long begins anew."""


async def wanted_page(db: Transaction, user_id: uuid.UUID, now: datetime) -> tuple[uuid.UUID, int] | None:
    """The page of the wantlist to read next, and the reading it belongs to; None where there is none."""
    reading = await queries.reading_of_wants(db, user_id)
    if reading is not None and reading["finished_at"] is None and reading["started_at"] > now - STALE:
        return reading["id"], reading["next_page"]
    synced_at = await queries.last_complete_run(db, user_id)
    if synced_at is None:
        return None
    if reading is not None and reading["finished_at"] is not None:
        again = reading["reason"] is not None and reading["finished_at"] < now - AGAIN
        if reading["started_at"] >= synced_at and not again:
            return None
    return (await queries.begin_reading(db, user_id, new_id(), now))["id"], 1


async def keep_wants(
    db: Transaction, user_id: uuid.UUID, source: Source, answer: ErrandAnswer, now: datetime
) -> bool:
    """Keep a page of the wantlist; the last one ends the reading. False where it is of an older reading."""
    named, _, number = answer.id.partition(":")
    reading = await queries.reading_of_wants(db, user_id)
    if reading is None or str(reading["id"]) != named or reading["finished_at"] is not None:
        return False
    if reading["next_page"] != int(number):
        return False
    page = _read(answer)
    if page is None or page.pagination.page != int(number):
        reason = {401: "unauthorized", 403: "private", 404: "changed"}.get(answer.status, "unreadable")
        await _go_on(db, user_id, reading, reading["items"], reading["seen"], now, reason)
        return True
    wants = {want.id: want for want in page.wants}
    await queries.put_wants(db, user_id, [_row(want, source.simulator) for want in wants.values()])
    seen = sorted({*reading["seen"], *wants})
    items = page.pagination.items
    moved = reading["items"] not in (None, items)
    if int(number) < page.pagination.pages and not moved:
        await _go_on(db, user_id, reading, items, seen, None, None, int(number) + 1)
        return True
    whole = not moved and len(seen) == items
    if whole:
        await queries.forget_wants(db, user_id, seen)
    await _go_on(db, user_id, reading, items, seen, now, None if whole else "changed")
    db.announce(Event("wants", {}))
    return True


async def _go_on(
    db: Transaction,
    user_id: uuid.UUID,
    reading: queries.Record,
    items: int | None,
    seen: list[int],
    finished_at: datetime | None,
    reason: str | None,
    next_page: int = 1,
) -> None:
    await queries.go_on_reading(db, user_id, reading["id"], next_page, items, seen, finished_at, reason)


def _read(answer: ErrandAnswer) -> WantsPage | None:
    if answer.status != 200 or bytes(answer.result) == b"null":
        return None
    try:
        page: WantsPage = READERS["wants"](bytes(answer.result))
    except Unreadable as error:
        raise Invalid(str(error)) from error
    return page


def _row(want: Want, simulator: str | None) -> tuple[Any, ...]:
    about = want.basic_information
    label, _ = label_text(about.labels)
    return (
        want.id,
        about.master_id or None,
        _clean(about.title),
        _clean(artist_text(about.artists)),
        about.year or None,
        _clean(format_text(about.formats)),
        _clean(label) or None,
        image_url(about.thumb, simulator),
        image_url(about.cover_image, simulator),
        _clean(want.notes) or None,
        want.date_added,
    )


def _clean(text: str | None) -> str:
    """PostgreSQL takes no NUL."""
    return (text or "").replace("\0", "")
