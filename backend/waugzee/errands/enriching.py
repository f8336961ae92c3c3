"""Tracklists and what else a release's own page says: which to ask for, and what to keep of it."""

import uuid
from datetime import datetime

import msgspec

from waugzee.collection.sides import Entry, tracks_of
from waugzee.collection.tracklists import store_tracklist
from waugzee.db import Transaction
from waugzee.enriching.actions import keep_origin
from waugzee.errands import queries
from waugzee.errors import Invalid, NotFound
from waugzee_sync.discogs.responses import Unreadable
from waugzee_sync.errands.messages import ErrandAnswer
from waugzee_sync.errands.readings import READERS, Release

UNREADABLE = 0


async def keep_release(db: Transaction, user_id: uuid.UUID, answer: ErrandAnswer, now: datetime) -> bool:
    """Keep what was read of a release, or that there was nothing; raises Invalid where it is of another."""
    release_id = int(answer.id)
    release = _read(answer)
    if release is None:
        status = UNREADABLE if answer.status < 300 else answer.status
        await queries.asked_in_vain(db, user_id, release_id, now, status)
        return True
    if release.id != release_id:
        raise Invalid(f"This is release {release.id}, and {release_id} was asked for.")
    tracks = tracks_of(msgspec.convert(msgspec.to_builtins(release.tracklist), list[Entry]))
    try:
        await store_tracklist(db, user_id, release_id, tracks, "discogs", now)
    except NotFound:
        # The last copy went meanwhile.
        return False
    identifiers = [
        {"type": _clean(one.type), "value": _clean(one.value), "description": _clean(one.description)}
        for one in (release.identifiers or [])[:100]
    ]
    companies = [
        {"role": _clean(one.entity_type_name), "name": _clean(one.name)}
        for one in (release.companies or [])[:100]
    ]
    await queries.put_details(
        db,
        user_id,
        release_id,
        now,
        200,
        _clean(release.country) or None,
        _clean(release.released) or None,
        release.year or None,
        msgspec.json.encode(identifiers).decode(),
        msgspec.json.encode(companies).decode(),
    )
    await keep_origin(db, user_id, release_id)
    return True


def _read(answer: ErrandAnswer) -> Release | None:
    if answer.status != 200 or bytes(answer.result) == b"null":
        return None
    try:
        read: Release = READERS["release"](bytes(answer.result))
    except Unreadable as error:
        raise Invalid(str(error)) from error
    return read


def _clean(text: str | None) -> str:
    """PostgreSQL takes no NUL."""
    return (text or "").replace("\0", "").strip()
