"""Keep of the catalogue what it knows of releases on the shelf, so that nobody need ask Discogs for it.

What a look at Discogs said stays; what an older dump said is written anew where the record changed since.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
import structlog

from waugzee.accounts.queries import next_feed
from waugzee.catalogue.reading import is_empty, origins, pressings_of, releases_by_id
from waugzee.collection.display import format_text, label_text
from waugzee.collection.sides import Entry, tracks_of
from waugzee.collection.tracklists import store_tracklist
from waugzee.db import Transaction
from waugzee.discogs.queries import discogs_account
from waugzee.enriching import queries
from waugzee.enriching.schemas import Pressing, Pressings
from waugzee.errors import NotFound
from waugzee_sync.discogs.responses import Format, Label

log = structlog.get_logger(__name__)

AT_ONCE = 200
"""How many releases one transaction fills in; the next one goes on."""
MOST = 100


async def fill_in(db: Transaction, user_id: uuid.UUID, now: datetime, limit: int = AT_ONCE) -> int:
    """Keep what the catalogue has of releases that nothing more is known of; return of how many."""
    if await is_empty(db) or await _is_simulated(db, user_id):
        return 0
    new = {row["release_id"]: row["master_id"] for row in await queries.unasked(db, user_id)}
    known = await releases_by_id(db, list(new), limit)
    for release in known:
        await _keep(db, user_id, release, now)
    await _keep_origins(db, user_id, {row["id"]: new[row["id"]] or row["master_id"] for row in known})
    return len(known)


async def refresh(db: Transaction, user_id: uuid.UUID, now: datetime, after: int = 0) -> int | None:
    """After an import: the same, and what is another than when it was kept, of some of the shelf.

    Begins with the release after `after`; returns the last one, and None where there are no more.
    """
    if await is_empty(db) or await _is_simulated(db, user_id):
        return None
    # What is kept is judged under the account's lock, or what Discogs says meanwhile would be lost.
    await next_feed(db, user_id)
    rows = [row for row in await queries.on_shelf(db, user_id) if row["release_id"] > after][:AT_ONCE]
    if not rows:
        return None
    shelf = {row["release_id"]: row for row in rows}
    masters = {row["release_id"]: row["master_id"] for row in rows}
    for release in await releases_by_id(db, list(shelf), AT_ONCE):
        row = shelf[release["id"]]
        masters[release["id"]] = row["master_id"] or release["master_id"]
        if not row["asked"] or row["digest"] not in (None, release["digest"]):
            await _keep(db, user_id, release, now)
    await _keep_origins(db, user_id, masters)
    return int(rows[-1]["release_id"])


async def keep_origin(db: Transaction, user_id: uuid.UUID, release_id: int) -> None:
    """Of a release that Discogs was asked for: its original year and pressings, as the catalogue has them."""
    if await is_empty(db) or await _is_simulated(db, user_id):
        return
    row = await queries.master_of(db, user_id, release_id)
    if row is not None:
        await _keep_origins(db, user_id, {release_id: row["master_id"]})


async def pressings(db: Transaction, user_id: uuid.UUID, release_id: int) -> Pressings:
    """The pressings of the same as a release that the user has or had; raises NotFound."""
    row = await queries.master_of(db, user_id, release_id) if 0 < release_id < 2**63 else None
    if row is None:
        raise NotFound("There is no such release on your shelf.")
    master_id = row["master_id"]
    if await _is_simulated(db, user_id):
        master_id = None
    elif master_id is None:
        master_id = next((one["master_id"] for one in await releases_by_id(db, [release_id], 1)), None)
    if master_id is None:
        return Pressings(None, 0, [])
    year, count = (await origins(db, [master_id]))[master_id]
    found = await pressings_of(db, master_id, MOST)
    owned = await queries.owned_of(db, user_id, [one["id"] for one in found])
    return Pressings(year, count, [_pressing(one, one["id"] in owned) for one in found])


def _pressing(row: Any, owned: bool) -> Pressing:
    labels = [
        Label(one.get("name", ""), catno=one.get("catno")) for one in msgspec.json.decode(row["labels"])
    ]
    formats = [
        Format(one.get("name", ""), str(one.get("qty", "")), one.get("descriptions"))
        for one in msgspec.json.decode(row["formats"])
    ]
    label, catno = label_text(labels)
    return Pressing(
        row["id"],
        row["country"] or None,
        row["released"] or None,
        row["year"],
        label,
        catno,
        format_text(formats),
        owned,
    )


async def _is_simulated(db: Transaction, user_id: uuid.UUID) -> bool:
    """The simulated Discogs has releases of its own under the real one's numbers."""
    account = await discogs_account(db, user_id)
    return account is not None and account.kind == "demo"


async def _keep(db: Transaction, user_id: uuid.UUID, release: Any, now: datetime) -> None:
    try:
        listed = [_entry(track) for track in msgspec.json.decode(release["tracks"])]
        if tracks := tracks_of(msgspec.convert(listed, list[Entry])):
            await store_tracklist(db, user_id, release["id"], tracks, "dump", now)
    except msgspec.ValidationError as error:
        # One tracklist must not keep the others from the user.
        log.warning("a tracklist cannot be kept", release_id=release["id"], why=str(error))
    await queries.keep(
        db,
        user_id,
        release["id"],
        now,
        release["country"] or None,
        release["released"] or None,
        release["year"],
        _listed(release["identifiers"], "type", "value", "description"),
        _listed(release["companies"], "role", "name"),
        release["digest"],
    )


async def _keep_origins(db: Transaction, user_id: uuid.UUID, masters: Mapping[int, int | None]) -> None:
    """Keep it of releases by their masters; one that has none is the only pressing, and says nothing."""
    ids: Sequence[int] = [master_id for master_id in masters.values() if master_id]
    known = await origins(db, ids) if ids else {}
    rows = [(one, *known.get(master_id or 0, (None, 0))) for one, master_id in masters.items()]
    if rows:
        await queries.keep_origins(db, user_id, rows)


def _entry(track: dict[str, Any]) -> dict[str, Any]:
    """A line of the catalogue's as Discogs has it."""
    parts = [_entry(part) for part in track.get("sub_tracks", [])]
    return {**track, "type_": track.get("type"), "sub_tracks": parts}


def _listed(text: str, *names: str) -> str:
    """The first of a list, with all of these names, as details have them."""
    things = msgspec.json.decode(text)[:MOST]
    return msgspec.json.encode([{name: one.get(name, "") for name in names} for one in things]).decode()
