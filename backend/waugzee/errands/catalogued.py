"""What the catalogue knows of releases on the shelf, so that nobody need ask Discogs for it."""

import uuid
from datetime import datetime
from typing import Any

import msgspec

from waugzee.catalogue.reading import is_empty, releases_by_id
from waugzee.collection.sides import Entry, tracks_of
from waugzee.collection.tracklists import store_tracklist
from waugzee.db import Transaction
from waugzee.errands import queries

AT_ONCE = 100
"""How many releases one request fills in; the next one goes on."""
MOST = 100


async def fill_in(db: Transaction, user_id: uuid.UUID, now: datetime) -> int:
    """Keep what the catalogue has of releases that nobody asked for yet; return of how many."""
    if await is_empty(db):
        return 0
    known = await releases_by_id(db, await queries.unasked_releases(db, user_id), AT_ONCE)
    for release in known:
        await _keep(db, user_id, release, now)
    return len(known)


async def _keep(db: Transaction, user_id: uuid.UUID, release: Any, now: datetime) -> None:
    tracks = tracks_of([_entry(track) for track in msgspec.json.decode(release["tracks"])])
    if tracks:
        await store_tracklist(db, user_id, release["id"], tracks, "dump", now)
    await queries.put_details(
        db,
        user_id,
        release["id"],
        now,
        200,
        release["country"] or None,
        release["released"] or None,
        release["year"],
        _listed(release["identifiers"], "type", "value", "description"),
        _listed(release["companies"], "role", "name"),
    )


def _entry(track: dict[str, Any]) -> Entry:
    return Entry(
        track.get("position", ""),
        track.get("type"),
        track.get("title", ""),
        track.get("duration", ""),
        [_entry(part) for part in track.get("sub_tracks", [])],
    )


def _listed(text: str, *names: str) -> str:
    """The first of a list, with all of these names, as details have them."""
    things = msgspec.json.decode(text)[:MOST]
    return msgspec.json.encode([{name: one.get(name, "") for name in names} for one in things]).decode()
