"""What is known of a release's tracks and sides: read, written by hand, corrected."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import Row

from waugzee.accounts.queries import next_feed
from waugzee.collection.durations import measure_release
from waugzee.collection.estimates import Estimate, estimated
from waugzee.collection.sides import Sides, Track, placed, sides_of_release
from waugzee.collection.tracklist_queries import (
    formats_of,
    put_tracklist,
    touch_release,
    tracklist_of,
    tracklist_of_copy,
)
from waugzee.db import Transaction
from waugzee.errors import Invalid, NotFound
from waugzee_sync.discogs.responses import Format

Source = Literal["discogs", "dump", "user"]


class Known(msgspec.Struct, frozen=True):
    """A release's tracks and sides, and where they come from."""

    tracks: list[Track]
    corrections: dict[str, int]
    state: str
    source: Source | None
    fetched_at: datetime | None
    sides: Sides
    estimate: Estimate


async def known_of(db: Transaction, user_id: uuid.UUID, release_id: int) -> Known:
    """What is known or assumed of a release of which the user has or had a copy; raises NotFound."""
    estimate = await _estimate(db, user_id, release_id)
    return _known(await tracklist_of(db, user_id, release_id), estimate)


async def sides_of_copy(
    db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID
) -> tuple[list[Track], Sides] | None:
    """Tracks and sides of one copy, which may have left the shelf; None where there is no such copy."""
    row = await tracklist_of_copy(db, user_id, copy_id)
    if row is None:
        return None
    tracks = msgspec.json.decode(row["tracks"] or "[]", type=list[Track])
    corrections = msgspec.json.decode(row["corrections"] or "{}", type=dict[str, int])
    estimate = estimated(msgspec.json.decode(row["formats"], type=list[Format]))
    return tracks, sides_of_release(tracks, estimate, corrections)


async def store_tracklist(
    db: Transaction,
    user_id: uuid.UUID,
    release_id: int,
    tracks: Sequence[Track],
    source: Source | None,
    fetched_at: datetime | None = None,
    state: str = "fetched",
) -> Known:
    """Keep what was read of a release. What the user wrote or corrected by hand stays.

    Raises NotFound where the user never had a copy of it.
    """
    feed = await next_feed(db, user_id)
    known = await known_of(db, user_id, release_id)
    if known.source == "user" and source not in ("user", None):
        tracks, source = known.tracks, known.source
    read = replace(known, tracks=list(tracks), source=source, fetched_at=fetched_at, state=state)
    return await _stored(db, user_id, release_id, feed, read)


async def correct_durations(
    db: Transaction, user_id: uuid.UUID, release_id: int, corrections: Mapping[str, int]
) -> Known:
    """Replace what the user says of the sides' lengths: seconds by side, 0 where nothing is on it.

    Raises NotFound, or Invalid for a side that the tracklist does not have.
    """
    feed = await next_feed(db, user_id)
    known = await known_of(db, user_id, release_id)
    sides = sides_of_release(known.tracks, known.estimate, {}).sides
    is_told = any(track.side for track in known.tracks)
    if is_told and (unknown := sorted(corrections.keys() - {side.side for side in sides})):
        raise Invalid(f"This record has no side {unknown[0]}.")
    if all(corrections.get(side.side, side.seconds) == 0 for side in sides):
        raise Invalid("At least one side must have something on it.")
    return await _stored(db, user_id, release_id, feed, replace(known, corrections=dict(corrections)))


async def restore_tracklist(
    db: Transaction,
    user_id: uuid.UUID,
    release_id: int,
    tracks: Sequence[Track],
    corrections: Mapping[str, int],
) -> None:
    """Write again what was written by hand elsewhere: the tracks where there are any, and the corrections.

    Raises NotFound where the user never had a copy of it.
    """
    feed = await next_feed(db, user_id)
    known = await known_of(db, user_id, release_id)
    if tracks:
        known = replace(known, tracks=list(tracks), source="user", fetched_at=None, state="fetched")
    await _stored(db, user_id, release_id, feed, replace(known, corrections=dict(corrections)))


async def _stored(db: Transaction, user_id: uuid.UUID, release_id: int, feed: int, known: Known) -> Known:
    """Write it whole. `feed` was taken before it was read, and keeps others from writing since."""
    estimate = known.estimate
    listed = msgspec.to_builtins(placed(known.tracks, estimate))
    # What could not be read again must not be written.
    tracks = msgspec.convert(listed, list[Track])
    sides = sides_of_release(tracks, estimate, known.corrections)
    values = {
        "state": known.state,
        "source": known.source,
        "fetched_at": known.fetched_at,
        "tracks": listed,
        "corrections": known.corrections,
        "sides": {side.side: side.seconds for side in sides.sides},
        "track_seconds": sides.tracks,
        "seconds": sides.seconds,
        "basis": sides.basis,
        "bases": {side.side: side.basis for side in sides.sides},
        "feed": feed,
        "ungrooved": [side.side for side in sides.sides if estimate.grooved and not side.grooved],
    }
    row = await put_tracklist(db, user_id, release_id, values)
    await measure_release(db, user_id, release_id)
    await touch_release(db, user_id, release_id, feed)
    return _known(row, estimate)


async def _estimate(db: Transaction, user_id: uuid.UUID, release_id: int) -> Estimate:
    formats = await formats_of(db, user_id, release_id) if 0 < release_id < 2**63 else None
    if formats is None:
        raise NotFound("There is no such release on your shelf.")
    return estimated(msgspec.convert(formats, list[Format]))


def _known(row: Row[Any] | None, estimate: Estimate) -> Known:
    """Computed anew, not read: an estimate may have become better since."""
    if row is None:
        return Known([], {}, "wanted", None, None, sides_of_release([], estimate, {}), estimate)
    tracks = msgspec.convert(row.tracks, list[Track])
    sides = sides_of_release(tracks, estimate, row.corrections)
    return Known(tracks, row.corrections, row.state, row.source, row.fetched_at, sides, estimate)
