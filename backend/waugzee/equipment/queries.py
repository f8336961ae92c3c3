"""The SQL of equipment, and which stylus was mounted at a moment."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, delete, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.tables import accounts
from waugzee.db import Transaction
from waugzee.equipment.tables import mounts, stylus_models, turntables
from waugzee.paging import Position

MOUNTED_AT = """
select m.id as mount_id, m.stylus_id, m.cartridge_id, m.turntable_id
from mounts m join turntables d on d.user_id = $1 and d.id = m.turntable_id
where m.user_id = $1 and m.deleted_at is null
  and m.mounted_at <= {moment} and (m.ended_at is null or {moment} < m.ended_at)
order by d.is_main desc, m.mounted_at desc, m.id limit 1
"""
"""What was mounted at a moment, on the main turntable where several had a stylus; the user is $1."""

_SETTLE = f"""
update plays p set turntable_id = (
  select turntable_id from ({MOUNTED_AT.format(moment="p.played_at")}) usual
)
where p.user_id = $1 and p.deleted_at is null and p.stylus_id is null and p.turntable_id is null and (
  select count(*) from mounts m where m.user_id = $1 and m.deleted_at is null
    and m.mounted_at <= p.played_at and (m.ended_at is null or p.played_at < m.ended_at)
) > 1
"""


async def mounted_at(
    db: Transaction, user_id: uuid.UUID, moment: datetime, stylus_id: uuid.UUID | None = None
) -> Mapping[str, Any] | None:
    """What was mounted at a moment: `mount_id, stylus_id, cartridge_id, turntable_id`; of that stylus."""
    if stylus_id is None:
        return await db.driver.fetchrow(MOUNTED_AT.format(moment="$2::timestamptz"), user_id, moment)
    sql = """
    select m.id as mount_id, m.stylus_id, m.cartridge_id, m.turntable_id from mounts m
    where m.user_id = $1 and m.deleted_at is null and m.stylus_id = $3
      and m.mounted_at <= $2 and (m.ended_at is null or $2 < m.ended_at)
    """
    return await db.driver.fetchrow(sql, user_id, moment, stylus_id)


async def mounted_on(
    db: Transaction, user_id: uuid.UUID, moment: datetime, turntable_id: uuid.UUID
) -> uuid.UUID | None:
    """The stylus that was mounted on a turntable at a moment."""
    sql = """
    select m.stylus_id from mounts m
    where m.user_id = $1 and m.deleted_at is null and m.turntable_id = $3
      and m.mounted_at <= $2 and (m.ended_at is null or $2 < m.ended_at)
    """
    found: uuid.UUID | None = await db.driver.fetchval(sql, user_id, moment, turntable_id)
    return found


async def lock(db: Transaction, user_id: uuid.UUID) -> None:
    """Let nobody else change the user's equipment until the end: what is checked from here on holds."""
    await db.run(select(accounts.c.user_id).where(accounts.c.user_id == user_id).with_for_update())


async def add(
    db: Transaction, table: Table, user_id: uuid.UUID, values: Mapping[str, Any]
) -> tuple[Row[Any], bool]:
    """Write a row once; return it as stored and whether it is new."""
    statement = insert(table).values(user_id=user_id, **values).on_conflict_do_nothing().returning(table)
    row = await db.first(statement)
    if row is not None:
        return row, True
    known = await by_id(db, table, user_id, values["id"])
    assert known is not None
    return known, False


async def by_id(db: Transaction, table: Table, user_id: uuid.UUID, row_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(select(table).where(table.c.user_id == user_id, table.c.id == row_id))


async def amend(
    db: Transaction, table: Table, user_id: uuid.UUID, row_id: uuid.UUID, changes: Mapping[str, Any]
) -> Row[Any]:
    own = (table.c.user_id == user_id) & (table.c.id == row_id)
    row = await db.first(update(table).where(own).values(**changes).returning(table))
    assert row is not None
    return row


async def newest(
    db: Transaction, table: Table, at: str, user_id: uuid.UUID, after: Position | None, limit: int
) -> Sequence[Row[Any]]:
    """The user's rows, newest by the column `at` first."""
    statement = select(table).where(table.c.user_id == user_id)
    if "deleted_at" in table.c:
        statement = statement.where(table.c.deleted_at.is_(None))
    if after is not None:
        statement = statement.where(tuple_(table.c[at], table.c.id) < (after.at, after.id))
    return await db.all(statement.order_by(table.c[at].desc(), table.c.id.desc()).limit(limit))


async def remove_part(db: Transaction, table: Table, key: str, user_id: uuid.UUID, row_id: uuid.UUID) -> bool:
    """Delete a part for good, with what is left of its deleted mounts; whether it was there."""
    gone = (mounts.c.user_id == user_id) & (mounts.c[key] == row_id) & mounts.c.deleted_at.isnot(None)
    await db.run(delete(mounts).where(gone))
    return bool(await db.run(delete(table).where(table.c.user_id == user_id, table.c.id == row_id)))


async def mounts_of(db: Transaction, user_id: uuid.UUID, key: str, part_id: uuid.UUID) -> Sequence[Row[Any]]:
    own = (mounts.c.user_id == user_id) & (mounts.c[key] == part_id) & mounts.c.deleted_at.is_(None)
    return await db.all(select(mounts).where(own).order_by(mounts.c.mounted_at))


async def meeting(db: Transaction, user_id: uuid.UUID, mount: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """Other mounts of the same stylus, cartridge or turntable in the time of `mount`, earliest first."""
    same = or_(*(mounts.c[key] == mount[key] for key in ("stylus_id", "cartridge_id", "turntable_id")))
    statement = select(mounts).where(
        mounts.c.user_id == user_id,
        mounts.c.deleted_at.is_(None),
        mounts.c.id != mount["id"],
        same,
        or_(mounts.c.ended_at.is_(None), mounts.c.ended_at > mount["mounted_at"]),
    )
    if mount["ended_at"] is not None:
        statement = statement.where(mounts.c.mounted_at < mount["ended_at"])
    return await db.all(statement.order_by(mounts.c.mounted_at))


async def bury(db: Transaction, user_id: uuid.UUID, mount_id: uuid.UUID, now: datetime) -> None:
    own = (mounts.c.user_id == user_id) & (mounts.c.id == mount_id)
    await db.run(update(mounts).where(own).values(deleted_at=now))


async def has_main(db: Transaction, user_id: uuid.UUID) -> bool:
    main = (turntables.c.user_id == user_id) & turntables.c.is_main
    return await db.first(select(turntables.c.id).where(main)) is not None


async def main_turntable(db: Transaction, user_id: uuid.UUID) -> uuid.UUID | None:
    main = (turntables.c.user_id == user_id) & turntables.c.is_main & turntables.c.retired_at.is_(None)
    found: uuid.UUID | None = await db.scalar(select(turntables.c.id).where(main))
    return found


async def settle_plays(db: Transaction, user_id: uuid.UUID) -> None:
    """Keep each play where it counts, before another turntable becomes the main one.

    Only those that could count elsewhere then: all others follow their mounts. What is logged later
    counts on the turntable that is the main one by then, whatever day it is dated.
    """
    await db.driver.execute(_SETTLE, user_id)


async def make_main(db: Transaction, user_id: uuid.UUID, turntable_id: uuid.UUID) -> None:
    """Take it from every other turntable."""
    others = (turntables.c.user_id == user_id) & (turntables.c.id != turntable_id) & turntables.c.is_main
    await db.run(update(turntables).where(others).values(is_main=False))


async def models(db: Transaction) -> Sequence[Row[Any]]:
    return await db.all(select(stylus_models).order_by(stylus_models.c.maker, stylus_models.c.model))


async def model_by_id(db: Transaction, model_id: str) -> Row[Any] | None:
    return await db.first(select(stylus_models).where(stylus_models.c.id == model_id))
