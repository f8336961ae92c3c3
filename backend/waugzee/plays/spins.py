"""Now spinning: a record that runs against its tracklist, and becomes a play of the sides really played.

A side counts once half of it has been played. Nothing ticks on the server: how far a side has come
follows from when it began to run, so it survives reloads, other devices and restarts.
"""

import uuid
from datetime import UTC, datetime
from typing import Any

from msgspec import UNSET, UnsetType
from sqlalchemy import Row

from waugzee.collection.schemas import TracklistSide
from waugzee.collection.tracklists import Known, known_of
from waugzee.db import Event, Transaction
from waugzee.equipment.queries import by_id, lock, main_turntable, mounted_at
from waugzee.equipment.tables import turntables
from waugzee.errors import Invalid, NotFound
from waugzee.plays import spin_queries
from waugzee.plays.actions import NO_TURNTABLE, log_play
from waugzee.plays.schemas import LogPlay, Play
from waugzee.plays.spin_schemas import ChangeSpin, Spin, StartSpin

GRACE = 600
"""Seconds for which a record may turn in its last groove before it counts as over."""


async def now_spinning(db: Transaction, user_id: uuid.UUID) -> Spin | None:
    """What was put on last, on whichever turntable."""
    rows = await spin_queries.spins_now(db, user_id)
    return await told(db, user_id, rows[0]) if rows else None


async def all_spinning(db: Transaction, user_id: uuid.UUID) -> list[Spin]:
    """What spins on each turntable, put on last first."""
    return [await told(db, user_id, row) for row in await spin_queries.spins_now(db, user_id)]


async def start_spin(db: Transaction, user_id: uuid.UUID, data: StartSpin) -> Spin:
    """Put a record on; what was on that turntable before is finished. The same id again changes nothing.

    Raises NotFound for a record or turntable that is not there, Invalid for a side that it does not have.
    """
    # Of two that put on the same at once the second sees the first.
    await lock(db, user_id)
    known_row = await spin_queries.spin_by_id(db, user_id, data.id)
    if known_row is not None and known_row.taken_off_at is None:
        return await told(db, user_id, known_row)
    if known_row is not None:
        raise Invalid("This record has been taken off already.")
    turntable_id = await _turntable(db, user_id, data.turntable_id)
    before = await spin_queries.spin_on(db, user_id, turntable_id)
    if before is not None:
        await finish_spin(db, user_id, before.id)
    copy = await spin_queries.copy_of(db, user_id, data.copy_id)
    if copy is None:
        raise NotFound("There is no such record on your shelf.")
    known = await known_of(db, user_id, copy.release_id)
    side = names_of(known)[0] if data.side is UNSET else data.side
    _require(known, side)
    now = datetime.now(UTC)
    values: dict[str, Any] = {
        "copy_id": data.copy_id,
        "turntable_id": turntable_id,
        "began_at": now,
        "changed_at": now,
        "utc_offset": data.utc_offset,
        "side": side,
        "elapsed": 0,
        "running_since": now,
        "played": [],
    }
    row = await spin_queries.add_spin(db, user_id, data.id, values)
    announce(db)
    return await told(db, user_id, row)


async def change_spin(db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID, data: ChangeSpin) -> Spin:
    """Pause, go on, move, turn over; raises NotFound where it does not spin any more."""
    row = await _spinning(db, user_id, spin_id)
    now = datetime.now(UTC)
    elapsed = _elapsed(row, now)
    running = row.running_since is not None
    changes: dict[str, Any] = {}
    if data.side is not UNSET and data.side != row.side:
        known = await known_of(db, user_id, row.release_id)
        _require(known, data.side)
        played = [*row.played, row.side] if counts(known, row.side, elapsed) else list(row.played)
        changes |= {"side": data.side, "played": played}
        elapsed, running = 0, True
    if data.elapsed is not UNSET:
        elapsed = data.elapsed
    if data.running is not UNSET:
        running = data.running
    changes |= {"elapsed": elapsed, "running_since": now if running else None, "changed_at": now}
    await spin_queries.change_spin(db, user_id, spin_id, changes)
    announce(db)
    return await told(db, user_id, await _spinning(db, user_id, spin_id))


async def finish_spin(
    db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID, at: datetime | None = None
) -> Play | None:
    """Take it off, at a moment or now, and log the sides that were played; again answers the same play.

    Raises NotFound for a record that was never put on.
    """
    # Before its row, as whoever puts another record on does.
    await lock(db, user_id)
    row = await spin_queries.spin_by_id(db, user_id, spin_id)
    if row is None:
        raise NotFound("This record is not spinning.")
    end = row.taken_off_at or at or datetime.now(UTC)
    known = await known_of(db, user_id, row.release_id)
    sides = list(row.played)
    if counts(known, row.side, _elapsed(row, end)):
        sides.append(row.side)
    there = {side.side for side in sides_of(known)}
    played = [side for side in dict.fromkeys(sides) if side in there]
    if row.taken_off_at is None:
        await spin_queries.change_spin(db, user_id, spin_id, {"taken_off_at": end, "changed_at": end})
        announce(db)
    if not played:
        return None
    entry = LogPlay(
        id=row.id,
        copy_id=row.copy_id,
        played_at=row.began_at,
        turntable_id=await _played_on(db, user_id, row),
        utc_offset=row.utc_offset,
        sides=played,
    )
    play, _ = await log_play(db, user_id, entry)
    return play


async def drop_spin(db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID) -> None:
    """Take it off without a word in the log; raises NotFound where it does not spin."""
    await _spinning(db, user_id, spin_id)
    now = datetime.now(UTC)
    gone = {"taken_off_at": now, "changed_at": now, "played": [], "elapsed": 0, "running_since": None}
    await spin_queries.change_spin(db, user_id, spin_id, gone)
    announce(db)


async def _spinning(db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID) -> Row[Any]:
    row = await spin_queries.spin_by_id(db, user_id, spin_id)
    if row is None or row.taken_off_at is not None:
        raise NotFound("This record is not spinning.")
    return row


async def _turntable(
    db: Transaction, user_id: uuid.UUID, turntable_id: uuid.UUID | UnsetType | None
) -> uuid.UUID | None:
    if turntable_id is UNSET:
        return await main_turntable(db, user_id)
    if turntable_id is not None and await by_id(db, turntables, user_id, turntable_id) is None:
        raise NotFound(NO_TURNTABLE)
    return turntable_id


async def _played_on(db: Transaction, user_id: uuid.UUID, row: Row[Any]) -> uuid.UUID | None:
    """Its turntable; None where the play counts there anyway, and where it is gone since."""
    if row.turntable is None:
        return None
    usual = await mounted_at(db, user_id, row.began_at)
    meant = await main_turntable(db, user_id) if usual is None else usual["turntable_id"]
    return None if row.turntable_id == meant else row.turntable_id


def _elapsed(row: Row[Any], now: datetime) -> int:
    ran = (now - row.running_since).total_seconds() if row.running_since is not None else 0
    return int(row.elapsed + max(0, ran))


def sides_of(known: Known) -> list[Any]:
    return [side for side in known.sides.sides if side.seconds > 0]


def names_of(known: Known) -> list[str]:
    return [one.side for one in sides_of(known)]


def _require(known: Known, side: str) -> None:
    there = names_of(known)
    if side not in there:
        raise Invalid(f"This record has no side {side}; it has {', '.join(there)}.")


def counts(known: Known, side: str, elapsed: int) -> bool:
    """Was a side played that ran for so many seconds?"""
    length = next((one.seconds for one in known.sides.sides if one.side == side), 0)
    return length > 0 and elapsed * 2 >= length


async def told(db: Transaction, user_id: uuid.UUID, row: Row[Any]) -> Spin:
    known = await known_of(db, user_id, row.release_id)
    now = datetime.now(UTC)
    elapsed = _elapsed(row, now)
    sides = sides_of(known)
    length = next((side.seconds for side in sides if side.side == row.side), 0)
    left = {side.side for side in sides} - {*row.played, row.side}
    # After its last side a record is over soon; before another one somebody has left it alone.
    patience = GRACE if not left else 6 * GRACE
    return Spin(
        id=row.id,
        copy_id=row.copy_id,
        release_id=row.release_id,
        title=row.title,
        artist=row.artist,
        thumb=row.thumb,
        turntable_id=row.turntable_id,
        turntable=row.turntable,
        began_at=row.began_at,
        side=row.side,
        elapsed=elapsed,
        running=row.running_since is not None,
        as_of=now,
        played=row.played,
        sides=[
            TracklistSide(side.side, side.seconds, side.basis, side.grooved, side.basis == "user")
            for side in sides
        ],
        tracks=known.tracks,
        over=row.running_since is not None and elapsed > length + patience,
    )


def announce(db: Transaction) -> None:
    db.announce(Event("spinning", {}))
