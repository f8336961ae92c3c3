"""What to do next at Discogs, what became of it, and what the user wants changed there."""

import json
import time
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from waugzee.db import Event, Transaction, new_id
from waugzee.discogs.queries import discogs_account
from waugzee.enriching.actions import fill_in
from waugzee.errands import edit_queries, queries
from waugzee.errands.enriching import keep_release
from waugzee.errands.last_played import queue_last_played
from waugzee.errands.schemas import Change, MakeEdit
from waugzee.errands.searching import keep_found, waiting
from waugzee.errands.source import Source, check, desk_key, errand, source_of
from waugzee.errands.valuing import is_value_wanted, keep_value
from waugzee.errands.wishing import keep_wants, wanted_page
from waugzee.errands.writing import UNLOOKED, errand_of_edit, take_look, take_written
from waugzee.errors import Conflict, Forbidden, Invalid, NotFound
from waugzee.preferences.queries import preferences_of
from waugzee.settings import Settings
from waugzee.sync.queries import lock_account
from waugzee_sync import signing
from waugzee_sync.errands.messages import Errand, ErrandAnswer, Errands
from waugzee_sync.errands.requests import release_url, search_url, value_url, wants_url

EDITS = 5
RELEASES = 10
"""How many are handed out together: a signed address does not live long."""
KEPT = timedelta(days=30)
WRITABLE = ("demo", "token", "oauth")


async def next_errands(db: Transaction, settings: Settings, user_id: uuid.UUID) -> Errands:
    """What to do next: what the user waits for first, tracklists last. Raises NotConnected."""
    now = datetime.now(UTC)
    await lock_account(db, user_id)
    source = await source_of(db, settings, user_id)
    await fill_in(db, user_id, now)
    errands = await _lookups(db, settings, user_id, source, now)
    left = len(errands)
    if not errands:
        errands, left = await _edits(db, settings, user_id, source, now)
    if not errands:
        errands = await _wants(db, settings, user_id, source, now)
        left += len(errands)
    if not errands and source.writable and await is_value_wanted(db, user_id):
        url = value_url(source.origin, source.username)
        errands = [errand(settings, user_id, source, "value", "value", "GET", url)]
        left += 1
    if not errands and (await preferences_of(db, user_id)).enriching:
        left += int((await queries.release_counts(db, user_id, now))["wanted"])
        errands = [
            errand(settings, user_id, source, str(one), "release", "GET", release_url(source.origin, one))
            for one in await queries.next_releases(db, user_id, now, RELEASES)
        ]
    desk = str(new_id())
    key = signing.encoded_key(desk_key(settings, user_id, desk))
    return Errands(desk=desk, key=key, now=time.time(), ceiling=source.ceiling, errands=errands, left=left)


async def _lookups(
    db: Transaction, settings: Settings, user_id: uuid.UUID, source: Source, now: datetime
) -> list[Errand]:
    """Somebody stands before a record and waits."""
    return [
        errand(settings, user_id, source, code, "search", "GET", search_url(source.origin, code))
        for code in await waiting(db, user_id, now, EDITS)
    ]


async def _edits(
    db: Transaction, settings: Settings, user_id: uuid.UUID, source: Source, now: datetime
) -> tuple[list[Errand], int]:
    preferred = await preferences_of(db, user_id)
    if not source.writable or not preferred.writing_back:
        return [], 0
    await edit_queries.forget_edits(db, user_id, now - KEPT)
    if preferred.last_played_field is not None and not await edit_queries.open_edits(db, user_id):
        # What the user waits for comes first, and this a few at a time.
        await queue_last_played(db, user_id, preferred.last_played_field, now, EDITS)
    next_ones = await edit_queries.next_edits(db, user_id, now, EDITS)
    errands = [await errand_of_edit(db, settings, user_id, source, edit, now) for edit in next_ones]
    return errands, await edit_queries.open_edits(db, user_id) if errands else 0


async def _wants(
    db: Transaction, settings: Settings, user_id: uuid.UUID, source: Source, now: datetime
) -> list[Errand]:
    wanted = await wanted_page(db, user_id, now)
    if wanted is None:
        return []
    reading, page = wanted
    url = wants_url(source.origin, source.username, page)
    return [errand(settings, user_id, source, f"{reading}:{page}", "wants", "GET", url)]


def check_request(
    settings: Settings, user_id: uuid.UUID, path: str, body: bytes, headers: Mapping[str, str]
) -> None:
    """Check that an engine of the user's signed the request. Raises Forbidden."""
    _, _, named = headers.get("signature-input", "").partition('keyid="')
    desk = named[:36]
    try:
        key = desk_key(settings, user_id, desk)
        signing.verified_nonce(key, "POST", path, body, headers, now=time.time(), key_id=desk)
    except signing.BadSignature as error:
        raise Forbidden(f"The signature was refused: {error}.") from error


async def take_answer(db: Transaction, settings: Settings, user_id: uuid.UUID, answer: ErrandAnswer) -> bool:
    """Keep what became of an errand. The same answer again changes nothing; False where it is of no use."""
    check(settings, user_id, answer)
    now = datetime.now(UTC)
    await lock_account(db, user_id)
    match answer.kind:
        case "release":
            return await keep_release(db, user_id, answer, now)
        case "wants":
            return await keep_wants(db, user_id, await source_of(db, settings, user_id), answer, now)
        case "search":
            source = await source_of(db, settings, user_id)
            return await keep_found(db, user_id, source.simulator, answer, now)
        case "value":
            return await keep_value(db, user_id, answer, now)
        case "look_up":
            return await take_look(db, user_id, await source_of(db, settings, user_id), answer, now)
        case _:
            return await take_written(db, user_id, answer, now)


async def is_writable(db: Transaction, user_id: uuid.UUID) -> bool:
    account = await discogs_account(db, user_id)
    return account is not None and account.kind in WRITABLE


async def make_edit(db: Transaction, user_id: uuid.UUID, data: MakeEdit) -> queries.Record:
    """Queue an edit; the same again is the same. Raises NotFound, Invalid, or Conflict where it is off."""
    now = datetime.now(UTC)
    await lock_account(db, user_id)
    if (known := await edit_queries.edit_by_id(db, user_id, data.id)) is not None:
        return known
    release_id, instance_id, was = await _subject(db, user_id, data)
    if not (await preferences_of(db, user_id)).writing_back:
        raise Conflict("Writing back is off: turn it on in the account page.")
    if not await is_writable(db, user_id):
        raise Conflict("Writing back needs a token or a permission from Discogs.")
    of = (data.kind, release_id, instance_id, data.field_id)
    was = [*was, *await _superseded(db, user_id, await edit_queries.same_edits(db, user_id, *of))]
    change = msgspec.json.encode(Change(was, data.to)).decode()
    state = "write" if data.kind in UNLOOKED else "look"
    await edit_queries.add_edit(db, user_id, data.id, *of, change, state, now)
    db.announce(Event("edits", {}))
    return _one(await edit_queries.edit_by_id(db, user_id, data.id))


async def _superseded(db: Transaction, user_id: uuid.UUID, earlier: Sequence[queries.Record]) -> list[Any]:
    """Drop what was not begun yet; what stands or may soon stand there by our own doing is no conflict."""
    ours: list[Any] = []
    for edit in earlier:
        change = msgspec.json.decode(edit["change_text"], type=Change)
        ours += [*change.was, change.to]
        if edit["kind"] != "add" and edit["state"] not in ("sent", "check"):
            await edit_queries.drop_edit(db, user_id, edit["id"])
    return ours


async def _subject(db: Transaction, user_id: uuid.UUID, data: MakeEdit) -> tuple[int, int | None, list[Any]]:
    """Release and instance that an edit is of, and what stands here now."""
    if data.kind in ("add", *UNLOOKED):
        if data.release_id is None or (data.kind == "add" and not _is_folder(data.to)):
            raise Invalid("Say which release, and for a copy which folder.")
        return data.release_id, None, []
    copy = await edit_queries.copy_by_id(db, user_id, data.copy_id) if data.copy_id else None
    if copy is None or copy["removed_at"] is not None:
        raise NotFound("There is no such record on your shelf.")
    return copy["release_id"], copy["instance_id"], [_stands(copy, data)]


def _stands(copy: queries.Record, data: MakeEdit) -> int | str | None:
    match data.kind:
        case "rating":
            if not isinstance(data.to, int) or data.to > 5:
                raise Invalid("A rating is from 0 to 5.")
            return int(copy["rating"])
        case "folder":
            if not _is_folder(data.to):
                raise Invalid("Say which folder.")
            return copy["folder_id"]  # type: ignore[no-any-return]  # a row has no types
        case "field":
            if data.field_id is None or not isinstance(data.to, str):
                raise Invalid("Say which field, and its text.")
            notes = json.loads(copy["notes"] or "[]")
            return next((note["value"] for note in notes if note["field_id"] == data.field_id), "")
        case _:
            return None


def _is_folder(to: object) -> bool:
    """Nothing can be put into "All"."""
    return isinstance(to, int) and to > 0


async def retry_edit(db: Transaction, user_id: uuid.UUID, edit_id: uuid.UUID) -> queries.Record:
    """Try again what failed; of a conflict the user has seen what stands there, and wants theirs."""
    await lock_account(db, user_id)
    edit = await edit_queries.edit_by_id(db, user_id, edit_id)
    if edit is None:
        raise NotFound("There is no such edit.")
    if edit["state"] not in ("conflict", "failed"):
        raise Conflict("This edit is under way, or done.")
    change = msgspec.json.decode(edit["change_text"], type=Change)
    if edit["state"] == "conflict":
        change.was.append(json.loads(edit["found_text"]))
    state = "write" if edit["kind"] in UNLOOKED else "look"
    text = msgspec.json.encode(change).decode()
    await edit_queries.rebase_edit(db, user_id, edit_id, text, state, datetime.now(UTC))
    db.announce(Event("edits", {}))
    return _one(await edit_queries.edit_by_id(db, user_id, edit_id))


async def drop_edit(db: Transaction, user_id: uuid.UUID, edit_id: uuid.UUID) -> bool:
    """Forget an edit; what was written already stays written."""
    db.announce(Event("edits", {}))
    return await edit_queries.drop_edit(db, user_id, edit_id)


def _one(row: queries.Record | None) -> queries.Record:
    assert row is not None
    return row
