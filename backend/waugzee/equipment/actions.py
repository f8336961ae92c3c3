"""Changing equipment: parts, and mounts that never overlap.

Whatever changes a mount locks the user's account first, so that two devices cannot each find the same
time free.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from msgspec import UNSET
from sqlalchemy import Row, Table
from sqlalchemy.exc import IntegrityError

from waugzee.collection.moments import EARLIEST, checked_moment
from waugzee.db import Event, Transaction, new_id
from waugzee.equipment import queries
from waugzee.equipment.schemas import AddMount, AddPart, AmendMount, AmendPart
from waugzee.equipment.tables import cartridges, mounts, styluses, turntables
from waugzee.errors import Conflict, Deleted, Invalid, NotFound

KEYS = {"stylus_id": styluses, "cartridge_id": cartridges, "turntable_id": turntables}
"""The column of a mount that names a part of each table."""
WORDS = {"stylus_id": "stylus", "cartridge_id": "cartridge", "turntable_id": "turntable"}
IN_USE = "The log refers to it: retire it instead, and what it did is kept."


def key_of(table: Table) -> str:
    return next(key for key, parts in KEYS.items() if parts is table)


def tell(db: Transaction) -> None:
    db.announce(Event("equipment", {}))


async def add_part(db: Transaction, table: Table, user_id: uuid.UUID, data: AddPart) -> tuple[Row[Any], bool]:
    """Add a part once; return it and whether it is new. Raises Invalid and NotFound (of its model)."""
    values = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    values.setdefault("id", new_id())
    if table is styluses and values["model_id"] is not None:
        await _from_model(db, values)
    if table is turntables:
        await queries.lock(db, user_id)
        values.setdefault("is_main", not await queries.has_main(db, user_id))
    if "name" not in values:
        values["name"] = f"{values['maker']} {values['model']}".strip()[:120]
    if not values["name"].strip():
        raise Invalid("Give it a name, or a maker and a model.")
    _check_part(values)
    row, is_new = await queries.add(db, table, user_id, values)
    if is_new and values.get("is_main"):
        await queries.settle_plays(db, user_id)
        await queries.make_main(db, user_id, row.id)
    tell(db)
    return row, is_new


async def amend_part(
    db: Transaction, table: Table, user_id: uuid.UUID, part_id: uuid.UUID, data: AmendPart
) -> Row[Any]:
    """Change a part; raises NotFound, Invalid, and Conflict where it was mounted after it retired."""
    await queries.lock(db, user_id)
    row = await queries.by_id(db, table, user_id, part_id)
    if row is None:
        raise NotFound()
    changes = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    if not changes:
        return row
    if changes.get("retired_at") is not None:
        changes["retired_at"] = checked_moment(changes["retired_at"], datetime.now(UTC))
        await _end_mounts(db, user_id, key_of(table), part_id, changes["retired_at"])
    _check_part({**row._mapping, **changes})
    is_main = changes.get("is_main")
    if is_main is not None and is_main != row.is_main:
        await queries.settle_plays(db, user_id)
    if is_main:
        await queries.make_main(db, user_id, part_id)
    tell(db)
    return await queries.amend(db, table, user_id, part_id, changes)


async def remove_part(db: Transaction, table: Table, user_id: uuid.UUID, part_id: uuid.UUID) -> bool:
    """Delete a part; say whether it was there. Raises Conflict where plays or mounts refer to it."""
    await queries.lock(db, user_id)
    try:
        was_there = await queries.remove_part(db, table, key_of(table), user_id, part_id)
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", None) == "23503":
            raise Conflict(IN_USE) from error
        raise
    tell(db)
    return was_there


async def add_mount(db: Transaction, user_id: uuid.UUID, data: AddMount) -> tuple[Row[Any], bool]:
    """Mount a stylus, once; return the mount and whether it is new.

    Raises NotFound, Invalid, Deleted, and Conflict where one of the three sits elsewhere at that time.
    """
    await queries.lock(db, user_id)
    values = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    values.setdefault("id", new_id())
    swap = values.pop("swap")
    known = await queries.by_id(db, mounts, user_id, values["id"])
    if known is not None:
        if known.deleted_at is not None:
            raise Deleted()
        return known, False
    now = datetime.now(UTC)
    values["mounted_at"] = checked_moment(values.get("mounted_at", now), now)
    await _check_mount(db, user_id, values, now)
    if swap:
        await _make_room(db, user_id, values, now)
    await _refuse_meeting(db, user_id, values)
    tell(db)
    return await queries.add(db, mounts, user_id, values)


async def amend_mount(db: Transaction, user_id: uuid.UUID, mount_id: uuid.UUID, data: AmendMount) -> Row[Any]:
    """Change a mount; raises as `add_mount` does."""
    await queries.lock(db, user_id)
    row = await queries.by_id(db, mounts, user_id, mount_id)
    if row is None:
        raise NotFound()
    if row.deleted_at is not None:
        raise Deleted()
    changes = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    if not changes:
        return row
    now = datetime.now(UTC)
    changed: dict[str, Any] = {**row._mapping, **changes}
    changed["mounted_at"] = checked_moment(changed["mounted_at"], now)
    await _check_mount(db, user_id, changed, now)
    await _refuse_meeting(db, user_id, changed)
    tell(db)
    written = {name: changed[name] for name in changes}
    return await queries.amend(db, mounts, user_id, mount_id, written)


async def remove_mount(db: Transaction, user_id: uuid.UUID, mount_id: uuid.UUID) -> bool:
    """Delete a mount, for good; say whether it was ever there."""
    await queries.lock(db, user_id)
    row = await queries.by_id(db, mounts, user_id, mount_id)
    if row is None:
        return False
    if row.deleted_at is None:
        await queries.bury(db, user_id, mount_id, datetime.now(UTC))
        tell(db)
    return True


async def _from_model(db: Transaction, values: dict[str, Any]) -> None:
    model = await queries.model_by_id(db, values["model_id"])
    if model is None:
        raise NotFound("There is no such model of stylus.")
    for name in ("maker", "model", "profile"):
        values[name] = values[name] or getattr(model, name)
    if values["rated_hours"] is None:
        values["rated_hours"] = model.rated_hours


def _check_part(part: Mapping[str, Any]) -> None:
    """Raise Invalid for a day outside the calendar, a price without currency, forces the wrong way round."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    bought_on: date | None = part["bought_on"]
    if bought_on is not None and not EARLIEST.date() <= bought_on <= tomorrow:
        raise Invalid("The date is before the phonograph or after tomorrow.")
    if (part["price_cents"] is None) != (part["currency"] is None):
        raise Invalid("A price and its currency come together.")
    low, high = part.get("force_low"), part.get("force_high")
    if low is not None and high is not None and low > high:
        raise Invalid("The lowest tracking force is above the highest.")


async def _check_mount(db: Transaction, user_id: uuid.UUID, mount: dict[str, Any], now: datetime) -> None:
    """Raise NotFound for parts that are not the user's, Invalid for an end before the beginning or
    ahead, Conflict for parts that were retired by then. The end is put into UTC."""
    if mount["ended_at"] is not None:
        mount["ended_at"] = checked_moment(mount["ended_at"], now)
        if mount["ended_at"] <= mount["mounted_at"]:
            raise Invalid("A mount ends after it began.")
    for key, table in KEYS.items():
        part = await queries.by_id(db, table, user_id, mount[key])
        if part is None:
            raise NotFound(f"There is no such {WORDS[key]}.")
        until = mount["ended_at"]
        if part.retired_at is not None and (until is None or until > part.retired_at):
            raise Conflict(f"{part.name} was retired on {part.retired_at:%Y-%m-%d}.")


async def _refuse_meeting(db: Transaction, user_id: uuid.UUID, mount: Mapping[str, Any]) -> None:
    met = await queries.meeting(db, user_id, mount)
    if met:
        first = met[0]
        key = next(key for key in KEYS if getattr(first, key) == mount[key])
        until = f"until {first.ended_at:%Y-%m-%d %H:%M} UTC" if first.ended_at else "and still is"
        raise Conflict(
            f"This {WORDS[key]} was mounted from {first.mounted_at:%Y-%m-%d %H:%M} UTC {until}:"
            " swap, or change that first."
        )


async def _make_room(db: Transaction, user_id: uuid.UUID, mount: dict[str, Any], now: datetime) -> None:
    """End what the parts of `mount` are in as it begins; find its end where it has none.

    What had begun keeps the time before. What lasted beyond an end that was told goes on from there as a
    mount of its own. What begins later is left alone: the new one lasts until then.
    """
    met = await queries.meeting(db, user_id, mount)
    began = [row for row in met if row.mounted_at <= mount["mounted_at"]]
    later = [row for row in met if row.mounted_at > mount["mounted_at"]]
    told_end = mount["ended_at"]
    if told_end is None and later:
        mount["ended_at"] = later[0].mounted_at
    for row in began:
        if row.mounted_at == mount["mounted_at"]:
            await queries.bury(db, user_id, row.id, now)
        else:
            await queries.amend(db, mounts, user_id, row.id, {"ended_at": mount["mounted_at"]})
        if told_end is not None and (row.ended_at is None or row.ended_at > told_end):
            rest = {name: getattr(row, name) for name in (*KEYS, "ended_at", "notes")}
            rest |= {"id": new_id(), "mounted_at": told_end}
            await queries.add(db, mounts, user_id, rest)


async def _end_mounts(
    db: Transaction, user_id: uuid.UUID, key: str, part_id: uuid.UUID, moment: datetime
) -> None:
    """End what lasts at a moment; raises Conflict for what began after it."""
    for row in await queries.mounts_of(db, user_id, key, part_id):
        if row.ended_at is not None and row.ended_at <= moment:
            continue
        if row.mounted_at >= moment:
            raise Conflict("It was mounted after that: change the mount first, or retire it later.")
        await queries.amend(db, mounts, user_id, row.id, {"ended_at": moment})
