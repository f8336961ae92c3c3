"""The SQL of the spinning records."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from waugzee.collection.tables import copies
from waugzee.db import Transaction
from waugzee.equipment.tables import turntables
from waugzee.plays.spin_tables import spins


async def spins_now(db: Transaction, user_id: uuid.UUID) -> Sequence[Row[Any]]:
    """What spins, put on last first."""
    statement = _with_copy(user_id).where(spins.c.taken_off_at.is_(None))
    return await db.all(statement.order_by(spins.c.began_at.desc(), spins.c.id.desc()))


async def spin_on(db: Transaction, user_id: uuid.UUID, turntable_id: uuid.UUID | None) -> Row[Any] | None:
    """What spins on a turntable; None stands for one that nothing is known of."""
    there = spins.c.turntable_id.is_not_distinct_from(turntable_id)
    return await db.first(_with_copy(user_id).where(spins.c.taken_off_at.is_(None), there))


async def spin_by_id(db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID) -> Row[Any] | None:
    """A record that spins or has spun, held against others' changes until the transaction ends."""
    return await db.first(_with_copy(user_id).where(spins.c.id == spin_id).with_for_update(of=spins))


def _with_copy(user_id: uuid.UUID) -> Select[Any]:
    its_copy = (copies.c.user_id == user_id) & (copies.c.id == spins.c.copy_id)
    shown = (copies.c.release_id, copies.c.title, copies.c.artist, copies.c.thumb)
    its_deck = (turntables.c.user_id == user_id) & (turntables.c.id == spins.c.turntable_id)
    joined = select(spins, *shown, turntables.c.name.label("turntable")).join(copies, its_copy)
    return joined.outerjoin(turntables, its_deck).where(spins.c.user_id == user_id)


async def copy_of(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(
        select(copies.c.release_id).where(copies.c.user_id == user_id, copies.c.id == copy_id)
    )


async def add_spin(
    db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID, values: dict[str, Any]
) -> Row[Any]:
    await db.run(insert(spins).values(user_id=user_id, id=spin_id, **values))
    row = await spin_by_id(db, user_id, spin_id)
    assert row is not None
    return row


async def change_spin(
    db: Transaction, user_id: uuid.UUID, spin_id: uuid.UUID, changes: dict[str, Any]
) -> None:
    own = (spins.c.user_id == user_id) & (spins.c.id == spin_id)
    await db.run(update(spins).where(own).values(**changes))
