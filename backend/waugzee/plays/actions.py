"""Logging and changing plays: what is told of them must fit the record."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from waugzee.collection import log
from waugzee.collection.durations import measure_copies
from waugzee.collection.moments import checked_local_day, checked_moment
from waugzee.collection.tracklists import sides_of_copy
from waugzee.db import Transaction, new_id
from waugzee.equipment.queries import by_id, mounted_at, mounted_on
from waugzee.equipment.tables import turntables
from waugzee.errors import Deleted, Invalid, NotFound
from waugzee.plays.queries import add_play, copy_to_play, play_by_id, wore
from waugzee.plays.schemas import AmendPlay, DuplicatePlay, LogPlay, Play
from waugzee.plays.tables import plays

NO_TURNTABLE = "There is no such turntable among yours."


async def log_play(db: Transaction, user_id: uuid.UUID, data: LogPlay) -> tuple[Play, bool]:
    """Log a play once; return it as stored, and whether it is new.

    Raises NotFound, Deleted for an id that was deleted, or Invalid for what does not fit the record.
    """
    copy_id = await _copy(db, user_id, data)
    if data.turntable_id is not None and await by_id(db, turntables, user_id, data.turntable_id) is None:
        raise NotFound(NO_TURNTABLE)
    when = _when(data.played_at, data.played_on, data.utc_offset)
    try:
        sides, tracks = await _played(db, user_id, copy_id, data.sides, data.tracks)
        if data.stylus_id is not None:
            await _require_mounted(db, user_id, copy_id, data.stylus_id, when["played_at"])
    except Invalid:
        # What is stored stays as it is, even where its sides or stylus would not pass any more.
        stored = None if data.id is UNSET else await play_by_id(db, user_id, data.id)
        if stored is None:
            raise
        return Play(**stored), False
    entry = {
        "id": new_id() if data.id is UNSET else data.id,
        "copy_id": copy_id,
        **when,
        "stylus_id": data.stylus_id,
        "turntable_id": data.turntable_id,
        "sides": sides,
        "tracks": tracks,
        "seconds": data.seconds,
        "rating": data.rating,
        "mood": data.mood,
        "notes": data.notes,
    }
    return await _logged(db, user_id, entry)


async def amend_play(db: Transaction, user_id: uuid.UUID, play_id: uuid.UUID, data: AmendPlay) -> Play:
    """Change what is given; raises NotFound, Deleted, or Invalid for what does not fit the record."""
    stored = await log.entry(db, plays, user_id, play_id)
    given = msgspec.structs.asdict(data)
    changes = {
        name: value
        for name, value in given.items()
        if value is not UNSET and name not in ("played_at", "played_on", "utc_offset")
    }
    if any(value is not UNSET for value in (data.played_at, data.played_on, data.utc_offset)):
        changes |= _moved(stored, data)
    copy_id = changes.get("copy_id", stored.copy_id)
    if copy_id != stored.copy_id:
        await log.touch(db, user_id, copy_id)
    if {"sides", "tracks", "copy_id"} & changes.keys():
        sides, tracks = changes.get("sides", stored.sides), changes.get("tracks", stored.tracks)
        changes["sides"], changes["tracks"] = await _played(db, user_id, copy_id, sides, tracks)
    stylus_id = changes.get("stylus_id", stored.stylus_id)
    if stylus_id is not None and {"stylus_id", "played_at"} & changes.keys():
        moment = changes.get("played_at", stored.played_at)
        await _require_mounted(db, user_id, copy_id, stylus_id, moment)
    await log.amend(db, plays, user_id, play_id, changes)
    if changes:
        await measure_copies(db, user_id, [copy_id])
    return await _play(db, user_id, play_id)


async def duplicate_play(
    db: Transaction, user_id: uuid.UUID, play_id: uuid.UUID, data: DuplicatePlay
) -> tuple[Play, bool]:
    """Log the same once more; raises NotFound or Deleted."""
    stored = await log.entry(db, plays, user_id, play_id)
    same = ("copy_id", "sides", "tracks", "seconds", "rating", "mood", "notes")
    entry = {
        **{name: getattr(stored, name) for name in same},
        "id": new_id() if data.id is UNSET else data.id,
        **_when(data.played_at, data.played_on, data.utc_offset, stored.utc_offset),
    }
    if stored.stylus_id is not None and await mounted_at(db, user_id, entry["played_at"], stored.stylus_id):
        entry["stylus_id"] = stored.stylus_id
    turntable_id = stored.turntable_id
    if turntable_id is not None and await mounted_on(db, user_id, entry["played_at"], turntable_id):
        entry["turntable_id"] = turntable_id
    return await _logged(db, user_id, entry)


async def _logged(db: Transaction, user_id: uuid.UUID, entry: dict[str, Any]) -> tuple[Play, bool]:
    await log.touch(db, user_id, entry["copy_id"])
    added = await add_play(db, user_id, entry)
    if added is not None:
        return Play(**added), True
    return await _play(db, user_id, entry["id"]), False


async def _require_mounted(
    db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID, stylus_id: uuid.UUID, moment: datetime
) -> None:
    """Raise Invalid; what was told before may be told again, whatever became of its mount since."""
    if await mounted_at(db, user_id, moment, stylus_id) is None and not await wore(
        db, user_id, copy_id, moment, stylus_id
    ):
        raise Invalid("That stylus was not mounted then.")


async def _copy(db: Transaction, user_id: uuid.UUID, data: LogPlay) -> uuid.UUID:
    if (data.copy_id is UNSET) == (data.release_id is UNSET):
        raise Invalid("Say what was played: either `copy_id` or `release_id`.")
    if data.copy_id is not UNSET:
        return data.copy_id
    release_id = data.release_id
    assert release_id is not UNSET
    found = await copy_to_play(db, user_id, release_id) if 0 < release_id < 2**63 else None
    if found is None:
        raise NotFound(log.NO_RECORD)
    return found


async def _played(
    db: Transaction,
    user_id: uuid.UUID,
    copy_id: uuid.UUID,
    sides: Sequence[str] | None,
    tracks: Sequence[str] | None,
) -> tuple[list[str] | None, list[str] | None]:
    """Sides and tracks in the record's order, once each; raises Invalid for those it does not have."""
    if not sides and not tracks:
        return None, None
    known = await sides_of_copy(db, user_id, copy_id)
    if known is None:
        raise NotFound(log.NO_RECORD)
    listed, on = known
    there = [side.side for side in on.sides if side.seconds > 0]
    if missing := set(sides or ()) - set(there):
        raise Invalid(f"This record has no side {min(missing)}; it has {', '.join(there) or 'none'}.")
    positions = {track.position: track.side for track in listed if track.position}
    if missing := set(tracks or ()) - positions.keys():
        what = f"no track {min(missing)}" if positions else "no tracks that are known yet"
        raise Invalid(f"This record has {what}.")
    whole = [side for side in there if side in (sides or ())]
    # A track on a side that was played whole is told already.
    more = [at for at, side in positions.items() if at in (tracks or ()) and side not in whole]
    return whole or None, more or None


def _when(
    played_at: datetime | UnsetType,
    played_on: date | UnsetType,
    utc_offset: int | UnsetType,
    usual_offset: int = 0,
) -> dict[str, Any]:
    """The columns that say when; raises Invalid before the phonograph and after tomorrow."""
    now = datetime.now(UTC)
    if played_at is not UNSET and played_on is not UNSET:
        raise Invalid("Say when it was: either `played_at` or `played_on`.")
    offset = usual_offset if utc_offset is UNSET else utc_offset
    if played_on is not UNSET:
        moment = checked_local_day(played_on, offset, now)
        return {"played_at": moment, "date_only": True, "utc_offset": offset}
    if played_at is UNSET:
        return {"played_at": now, "date_only": False, "utc_offset": offset}
    if utc_offset is UNSET and (own := played_at.utcoffset()):
        offset = int(own / timedelta(minutes=1))
    return {"played_at": checked_moment(played_at, now), "date_only": False, "utc_offset": offset}


def _moved(stored: Any, data: AmendPlay) -> dict[str, Any]:
    """When it was, as changed; a change of the offset alone keeps the day of a play that has only that."""
    played_at, played_on = data.played_at, data.played_on
    if played_at is UNSET and played_on is UNSET:
        if not stored.date_only:
            return {"utc_offset": data.utc_offset}
        played_on = (stored.played_at + timedelta(minutes=stored.utc_offset)).date()
    return _when(played_at, played_on, data.utc_offset, stored.utc_offset)


async def _play(db: Transaction, user_id: uuid.UUID, play_id: uuid.UUID) -> Play:
    found = await play_by_id(db, user_id, play_id)
    if found is None:
        raise Deleted()
    return Play(**found)
