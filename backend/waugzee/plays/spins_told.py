"""Spinning without a network: a device tells afterwards what was put on, turned over and taken off.

It tells how a record stands as a whole, so what is told twice is told once. Of two devices the one
that changed it last holds. What it could not know are the names of the sides: it counts them by letters.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import UNSET
from sqlalchemy import Row

from waugzee.collection.tracklists import Known, known_of
from waugzee.db import Transaction
from waugzee.equipment.queries import by_id, lock, main_turntable
from waugzee.equipment.tables import turntables
from waugzee.errors import Deleted, Invalid, NotFound
from waugzee.plays import spin_queries
from waugzee.plays.schemas import Play
from waugzee.plays.spin_schemas import TellSpin, Told
from waugzee.plays.spins import announce, counts, finish_spin, names_of, told


async def tell_spin(db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID, data: TellSpin) -> Told:
    """Take it as it stands; raises NotFound for a record that is not there, Invalid for what cannot be."""
    if data.began_ago < data.changed_ago:
        raise Invalid("It was changed before it was put on.")
    await lock(db, user_id)
    now = datetime.now(UTC)
    changed_at = now - timedelta(seconds=data.changed_ago)
    copy = await spin_queries.copy_of(db, user_id, data.copy_id)
    if copy is None:
        raise NotFound("There is no such record on your shelf.")
    known = await known_of(db, user_id, copy.release_id)
    taken_off = changed_at if data.taken_off else None
    row = await spin_queries.spin_by_id(db, user_id, spin_id)
    if row is None:
        row, moved = await _put_on(db, user_id, spin_id, data, now, known)
        taken_off = taken_off or moved
    elif row.taken_off_at is not None or row.changed_at > changed_at:
        # Ended, or changed since from elsewhere: that holds.
        return await _standing(db, user_id, row)
    await spin_queries.change_spin(db, user_id, spin_id, _stands(data, changed_at, known))
    announce(db)
    if taken_off is not None:
        return Told(None, await _play(db, user_id, spin_id, taken_off))
    changed = await spin_queries.spin_by_id(db, user_id, spin_id)
    assert changed is not None
    return await _standing(db, user_id, changed)


async def _put_on(
    db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID, data: TellSpin, now: datetime, known: Known
) -> tuple[Row[Any], datetime | None]:
    """Add it; what was on that turntable before is finished. Tell since when another one is there, if so."""
    began_at = now - timedelta(seconds=data.began_ago)
    turntable_id = await main_turntable(db, user_id) if data.turntable_id is UNSET else data.turntable_id
    if turntable_id is not None and await by_id(db, turntables, user_id, turntable_id) is None:
        # Gone since: that is no reason to lose what was played.
        turntable_id = None
    other = await spin_queries.spin_on(db, user_id, turntable_id)
    moved = other.began_at if other is not None and other.began_at > began_at else None
    if other is not None and moved is None:
        await finish_spin(db, user_id, other.id, began_at)
    values: dict[str, Any] = {
        "copy_id": data.copy_id,
        "turntable_id": turntable_id,
        "began_at": began_at,
        "utc_offset": data.utc_offset,
        "side": data.side,
        "elapsed": 0,
        "running_since": None,
        "played": [],
        # Nothing else may turn there meanwhile; how it stands is written next.
        "taken_off_at": moved,
    }
    row = await spin_queries.add_spin(db, user_id, spin_id, values)
    return row, moved


def _stands(data: TellSpin, changed_at: datetime, known: Known) -> dict[str, Any]:
    there = names_of(known)
    played = [_named(there, side) for side in data.played]
    for ran in data.ran:
        side = _named(there, ran.side)
        if side is not None and counts(known, side, ran.seconds):
            played.append(side)
    return {
        "side": _named(there, data.side) or there[0],
        "elapsed": data.elapsed,
        "running_since": changed_at if data.running else None,
        "played": [side for side in dict.fromkeys(played) if side is not None],
        "changed_at": changed_at,
    }


def _named(there: list[str], side: str) -> str | None:
    """A side by its name, or, where the record names them otherwise, by the place of its letter."""
    if side in there:
        return side
    place = ord(side[0].upper()) - ord("A")
    return there[place] if len(side) == 1 and 0 <= place < len(there) else None


async def _standing(db: Transaction, user_id: uuid.UUID, row: Row[Any]) -> Told:
    if row.taken_off_at is None:
        return Told(await told(db, user_id, row), None)
    return Told(None, await _play(db, user_id, row.id, row.taken_off_at))


async def _play(db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID, at: datetime) -> Play | None:
    """Its play; None where there is none, or not any more."""
    try:
        return await finish_spin(db, user_id, spin_id, at)
    except Deleted:
        return None
