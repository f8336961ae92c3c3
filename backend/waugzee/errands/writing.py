"""What is written back. Everything is looked at before it is written, and again before it counts as done.

look    see what stands there: as wanted, done; as it was here, write; anything else is a conflict
write   it may be written now
sent    handed out to be written; without an answer in time it is looked at again, never sent blindly
check   written: look whether it stands there, and keep what one sees
"""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec import UNSET

from waugzee.accounts.queries import next_feed
from waugzee.collection.queries import store_copies
from waugzee.collection.rows import copy_row, item_digest
from waugzee.db import Event, Transaction
from waugzee.errands import edit_queries, queries
from waugzee.errands.schemas import Change, EditReason, EditState
from waugzee.errands.source import Source, errand
from waugzee.errors import Invalid
from waugzee.settings import Settings
from waugzee.sync.source import LIFE
from waugzee_sync.discogs.responses import CollectionItem, Unreadable, judged
from waugzee_sync.errands.messages import Errand, ErrandAnswer, Method
from waugzee_sync.errands.readings import READERS
from waugzee_sync.errands.requests import add_url, copies_url, instance_url, want_url

MOST_ATTEMPTS = 5
UNLOOKED = ("want", "unwant")
"""Of these twice is as good as once, and nothing can be overwritten."""
REASONS: dict[int, EditReason] = {401: "unauthorized", 403: "forbidden", 404: "gone"}


async def errand_of_edit(
    db: Transaction,
    settings: Settings,
    user_id: uuid.UUID,
    source: Source,
    edit: queries.Record,
    now: datetime,
) -> Errand:
    """The request that an edit needs next."""
    if edit["state"] != "write" and edit["kind"] not in UNLOOKED:
        url = copies_url(source.origin, source.username, edit["release_id"])
        return errand(settings, user_id, source, str(edit["id"]), "look_up", "GET", url)
    method, url, body = await _request(db, user_id, source, edit)
    found = edit["found_text"]
    later = now + timedelta(seconds=LIFE + 30)
    await edit_queries.change_edit(db, user_id, edit["id"], "sent", None, found, edit["attempts"], later)
    return errand(settings, user_id, source, str(edit["id"]), "write", method, url, body)


async def _request(
    db: Transaction, user_id: uuid.UUID, source: Source, edit: queries.Record
) -> tuple[Method, str, object]:
    at, name, release_id = source.origin, source.username, edit["release_id"]
    to = msgspec.json.decode(edit["change_text"], type=Change).to
    if edit["kind"] in UNLOOKED:
        return "PUT" if edit["kind"] == "want" else "DELETE", want_url(at, name, release_id), None
    if edit["kind"] == "add":
        return "POST", add_url(at, name, to, release_id), None
    copy = await edit_queries.copy_of_instance(db, user_id, edit["instance_id"])
    folder_id = (copy["folder_id"] if copy else None) or 1
    url = instance_url(at, name, folder_id, release_id, edit["instance_id"])
    match edit["kind"]:
        case "remove":
            return "DELETE", url, None
        case "field":
            return "POST", f"{url}/fields/{edit['field_id']}", {"value": to}
        case "rating":
            return "POST", url, {"rating": to}
        case _:
            return "POST", url, {"folder_id": to}


async def take_written(db: Transaction, user_id: uuid.UUID, answer: ErrandAnswer, now: datetime) -> bool:
    """Learn what became of a write. False where nobody waits for that."""
    edit = await edit_queries.edit_by_id(db, user_id, uuid.UUID(answer.id))
    if edit is None or edit["state"] != "sent":
        return False
    if 200 <= answer.status < 300:
        done = edit["kind"] in UNLOOKED
        if done:
            await _note_want(db, user_id, edit, now)
        await _go_on(db, user_id, edit, "done" if done else "check", now, found=edit["found_text"])
    elif answer.status == 0:
        await _try_again(db, user_id, edit, "write" if edit["kind"] in UNLOOKED else "look", now)
    else:
        await _go_on(db, user_id, edit, "failed", now, REASONS.get(answer.status, "refused"))
    return True


async def _note_want(db: Transaction, user_id: uuid.UUID, edit: queries.Record, now: datetime) -> None:
    if edit["kind"] == "want":
        await queries.note_want(db, user_id, edit["release_id"], now)
    else:
        await queries.note_unwant(db, user_id, edit["release_id"])
    db.announce(Event("wants", {}))


async def take_look(
    db: Transaction, user_id: uuid.UUID, source: Source, answer: ErrandAnswer, now: datetime
) -> bool:
    """Keep what stands at Discogs, and decide what an edit needs next."""
    edit = await edit_queries.edit_by_id(db, user_id, uuid.UUID(answer.id))
    if edit is None or edit["state"] not in ("look", "sent", "check"):
        return False
    items = _read(answer, edit["release_id"])
    if items is None:
        if answer.status in REASONS:
            await _go_on(db, user_id, edit, "failed", now, REASONS[answer.status])
        else:
            await _try_again(db, user_id, edit, edit["state"], now)
        return True
    await _keep(db, user_id, source, items)
    change = msgspec.json.decode(edit["change_text"], type=Change)
    if edit["kind"] == "add":
        await _decide_add(db, user_id, edit, items, now)
    else:
        await _decide(db, user_id, edit, change, items, now)
    return True


async def _decide_add(
    db: Transaction, user_id: uuid.UUID, edit: queries.Record, items: Sequence[CollectionItem], now: datetime
) -> None:
    """An instance that was not there before is the one that was added."""
    ids = [item.instance_id for item in items]
    before = None if edit["found_text"] is None else json.loads(edit["found_text"])
    if before is not None and set(ids) - set(before):
        await _go_on(db, user_id, edit, "done", now)
    elif edit["state"] == "check":
        await _try_again(db, user_id, edit, "check", now, "not_confirmed")
    else:
        await _go_on(db, user_id, edit, "write", now, found=json.dumps(ids))


async def _decide(
    db: Transaction,
    user_id: uuid.UUID,
    edit: queries.Record,
    change: Change,
    items: Sequence[CollectionItem],
    now: datetime,
) -> None:
    mine = next((item for item in items if item.instance_id == edit["instance_id"]), None)
    if mine is None:
        if edit["kind"] == "remove":
            await edit_queries.remove_copy(db, user_id, edit["instance_id"], await _feed(db, user_id), now)
            await _go_on(db, user_id, edit, "done", now)
        else:
            await _go_on(db, user_id, edit, "failed", now, "gone")
        return
    stands = _value(edit["kind"], edit["field_id"], mine)
    if edit["kind"] != "remove" and stands == change.to:
        await _go_on(db, user_id, edit, "done", now)
    elif stands not in change.was and edit["kind"] != "remove":
        await _go_on(db, user_id, edit, "conflict", now, "changed", json.dumps(stands))
    elif edit["state"] == "check":
        await _try_again(db, user_id, edit, "check", now, "not_confirmed")
    else:
        await _go_on(db, user_id, edit, "write", now)


def _value(kind: str, field_id: int | None, item: CollectionItem) -> int | str | None:
    match kind:
        case "rating":
            return 0 if item.rating is UNSET else item.rating
        case "folder":
            return None if item.folder_id is UNSET else item.folder_id
        case _:
            notes = [] if item.notes is UNSET else item.notes
            return next((note.value for note in notes if note.field_id == field_id), "")


def _read(answer: ErrandAnswer, release_id: int) -> list[CollectionItem] | None:
    """The copies of a release; None where they could not be seen. Raises Invalid for what is none."""
    if answer.status != 200 or bytes(answer.result) == b"null":
        return None
    try:
        page = READERS["look_up"](bytes(answer.result))
    except Unreadable as error:
        raise Invalid(str(error)) from error
    items = [item for raw in page.releases if isinstance(item := judged(raw), CollectionItem)]
    if any(item.id != release_id for item in items):
        raise Invalid("These are copies of another release.")
    whole = len(items) == len(page.releases) == page.pagination.items
    return items if whole else None


async def _keep(db: Transaction, user_id: uuid.UUID, source: Source, items: Sequence[CollectionItem]) -> None:
    """The shelf follows at once what one sees, so that the next sync finds no difference."""
    owned = [item for item in items if item.folder_id is not UNSET]
    rows = [
        copy_row(item, item_digest(item), source.simulator)
        for item in sorted(
            {item.instance_id: item for item in owned}.values(), key=lambda one: one.instance_id
        )
    ]
    if rows:
        await store_copies(db, user_id, await _feed(db, user_id), rows)


async def _feed(db: Transaction, user_id: uuid.UUID) -> int:
    feed = await next_feed(db, user_id)
    db.announce(Event("shelf", {"cursor": str(feed)}))
    return feed


async def _go_on(
    db: Transaction,
    user_id: uuid.UUID,
    edit: queries.Record,
    state: EditState,
    now: datetime,
    reason: EditReason | None = None,
    found: str | None = None,
) -> None:
    await edit_queries.change_edit(db, user_id, edit["id"], state, reason, found, edit["attempts"], now)
    db.announce(Event("edits", {}))


async def _try_again(
    db: Transaction,
    user_id: uuid.UUID,
    edit: queries.Record,
    state: EditState,
    now: datetime,
    reason: EditReason = "unreachable",
) -> None:
    """The same later, a few times."""
    attempts = edit["attempts"] + 1
    is_over = attempts >= MOST_ATTEMPTS
    due_at = now + timedelta(seconds=15 * 2 ** (attempts - 1))
    found = edit["found_text"]
    await edit_queries.change_edit(
        db,
        user_id,
        edit["id"],
        "failed" if is_over else state,
        reason if is_over else None,
        found,
        attempts,
        due_at,
    )
    db.announce(Event("edits", {}))
