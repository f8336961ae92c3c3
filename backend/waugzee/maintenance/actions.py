"""Logging maintenance, how often it is due, and what of it is due when."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from msgspec import UNSET
from sqlalchemy import Row

from waugzee.collection.moments import changed_moment, checked
from waugzee.db import Event, Transaction, new_id
from waugzee.errors import Conflict, Deleted, Invalid, NotFound
from waugzee.maintenance import queries
from waugzee.maintenance.kinds import BY_ID, KNOWN
from waugzee.maintenance.schemas import (
    AddMaintenanceType,
    AmendMaintenance,
    AmendMaintenanceRule,
    AmendMaintenanceType,
    LogMaintenance,
    MaintenanceEntry,
    MaintenancePlan,
    MaintenanceRule,
    MaintenanceType,
)
from waugzee.paging import Position
from waugzee.wear.actions import RECENT, forecast, hours

NO_PART = "There is no such turntable, cartridge or stylus."
NO_TYPE = "There is no such kind of maintenance."
MOST_TYPES = 100


def tell(db: Transaction) -> None:
    db.announce(Event("maintenance", {}))


async def plans_of(db: Transaction, user_id: uuid.UUID, now: datetime) -> list[MaintenancePlan]:
    """Every kind of maintenance of every part in service, the most urgent first, in one query."""
    return [_plan(row, now) for row in await queries.plans(db, user_id, now, now - RECENT)]


def plan_id(part_id: uuid.UUID, type_id: uuid.UUID) -> uuid.UUID:
    """The id of a plan, which is no row: the same whenever it is asked for."""
    return uuid.uuid5(part_id, str(type_id))


def _plan(row: Any, now: datetime) -> MaintenancePlan:
    part_id, type_id = uuid.UUID(str(row["part_id"])), uuid.UUID(str(row["type_id"]))
    known = BY_ID.get(type_id)
    days: list[date] = [row["by_months"].date()] if row["by_months"] is not None else []
    if row["hours"] is not None and row["in_use"]:
        left = max(0.0, row["hours"] * 3600 - row["seconds"])
        by_hours = forecast(now, left, row["recent"], row["mounted_since"])
        days += [by_hours] if by_hours is not None else []
    return MaintenancePlan(
        id=plan_id(part_id, type_id),
        part=row["part"],
        part_id=part_id,
        part_name=row["part_name"],
        type_id=type_id,
        kind=known.kind if known else "own",
        name=row["name"],
        rule=row["rule"],
        hours=row["hours"],
        months=row["months"],
        since=row["since"],
        last_done_at=row["last_done_at"],
        hours_run=hours(row["seconds"]),
        used=round(row["used"], 3),
        due=row["used"] >= 1 and row["in_use"],
        due_on=min(days, default=None),
        in_use=row["in_use"],
    )


class Types(msgspec.Struct):
    """The types that there are, and those that were deleted, which the log still names."""

    there: dict[uuid.UUID, MaintenanceType]
    gone: dict[uuid.UUID, MaintenanceType]

    def named(self, type_id: uuid.UUID) -> MaintenanceType | None:
        return self.there.get(type_id) or self.gone.get(type_id)


async def types_of(db: Transaction, user_id: uuid.UUID) -> Types:
    """Those of everybody, as the user changed them, then the user's own."""
    told = Types({kind.id: _type(msgspec.structs.asdict(kind)) for kind in KNOWN}, {})
    for row in await queries.types(db, user_id):
        into = told.there if row.deleted_at is None else told.gone
        into[row.id] = _type(row._asdict())
    return told


def _type(values: Mapping[str, Any]) -> MaintenanceType:
    known = BY_ID.get(values["id"])
    return MaintenanceType(
        id=values["id"],
        kind=known.kind if known else "own",
        part=values["part"],
        name=known.name if known else values["name"],
        hours=values["hours"],
        months=values["months"],
    )


async def add_type(
    db: Transaction, user_id: uuid.UUID, data: AddMaintenanceType
) -> tuple[MaintenanceType, bool]:
    """Add a type once; return it and whether it is new. Raises Deleted, and Conflict beyond so many."""
    values = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    values.setdefault("id", new_id())
    types = await types_of(db, user_id)
    if values["id"] in types.gone:
        raise Deleted()
    if known := types.there.get(values["id"]):
        return known, False
    if len(types.there) >= MOST_TYPES:
        raise Conflict(f"There are {MOST_TYPES} kinds of maintenance already.")
    await queries.add_type(db, user_id, values)
    tell(db)
    return _type(values), True


async def amend_type(
    db: Transaction, user_id: uuid.UUID, type_id: uuid.UUID, data: AmendMaintenanceType
) -> MaintenanceType:
    """Change a type for all parts of its kind; raises NotFound, and Invalid for a name of everybody's."""
    before = _there(await types_of(db, user_id), type_id)
    changes = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    if "name" in changes and before.kind != "own":
        raise Invalid("This kind of maintenance is everybody's: its name stays.")
    changed = msgspec.structs.replace(before, **changes)
    values = msgspec.structs.asdict(changed)
    del values["kind"]
    await queries.store_type(db, user_id, values)
    tell(db)
    return changed


async def remove_type(db: Transaction, user_id: uuid.UUID, type_id: uuid.UUID) -> bool:
    """Delete an own type, or bring one of everybody's back to its interval; say whether it was there."""
    types = await types_of(db, user_id)
    if type_id in BY_ID:
        await queries.drop_type(db, user_id, type_id)
    elif type_id in types.there:
        await queries.bury_type(db, user_id, type_id, datetime.now(UTC))
    else:
        return type_id in types.gone
    tell(db)
    return True


async def amend_rule(
    db: Transaction, user_id: uuid.UUID, part_id: uuid.UUID, type_id: uuid.UUID, data: AmendMaintenanceRule
) -> MaintenanceRule:
    """Change how often one part is due; raises NotFound, and Invalid for a type of other parts."""
    await _fitting(db, user_id, part_id, type_id)
    row = await queries.rule(db, user_id, part_id, type_id)
    before = MaintenanceRule()
    if row is not None:
        before = MaintenanceRule(rule=row.rule, hours=row.hours, months=row.months)
    given = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    changed = msgspec.structs.replace(before, **given)
    await queries.store_rule(db, user_id, part_id, type_id, msgspec.structs.asdict(changed))
    tell(db)
    return changed


async def reset_rule(db: Transaction, user_id: uuid.UUID, part_id: uuid.UUID, type_id: uuid.UUID) -> None:
    """Let one part follow its type again; raises as `amend_rule` does."""
    await _fitting(db, user_id, part_id, type_id)
    await queries.drop_rule(db, user_id, part_id, type_id)
    tell(db)


async def log_maintenance(
    db: Transaction, user_id: uuid.UUID, data: LogMaintenance
) -> tuple[MaintenanceEntry, bool]:
    """Log once what was done; return it and whether it is new. Raises NotFound, Invalid and Deleted."""
    now = datetime.now(UTC)
    entry_id = new_id() if data.id is UNSET else data.id
    types, part = await _fitting(db, user_id, data.part_id, data.type_id)
    given = now if data.done_at is UNSET else data.done_at
    values = {
        "id": entry_id,
        "type_id": data.type_id,
        queries.PART_COLUMNS[part]: data.part_id,
        "done_at": checked(given, data.date_only, now),
        "date_only": data.date_only,
        "notes": data.notes,
    }
    is_new = await queries.add(db, user_id, values)
    row = await _entry(db, user_id, entry_id)
    if is_new:
        tell(db)
    return _told(row, types), is_new


async def amend_maintenance(
    db: Transaction, user_id: uuid.UUID, entry_id: uuid.UUID, data: AmendMaintenance
) -> MaintenanceEntry:
    """Change an entry; raises NotFound, Deleted and Invalid."""
    row = await _entry(db, user_id, entry_id)
    changes = changed_moment(data, "done_at", datetime.now(UTC))
    if changes:
        await queries.amend(db, user_id, entry_id, changes)
        row = await _entry(db, user_id, entry_id)
        tell(db)
    return _told(row, await types_of(db, user_id))


async def remove_maintenance(db: Transaction, user_id: uuid.UUID, entry_id: uuid.UUID) -> bool:
    """Delete an entry, for good; again does nothing. Say whether it was ever there."""
    row = await queries.entry(db, user_id, entry_id)
    if row is None or row.deleted_at is None:
        await queries.remove(db, user_id, entry_id, datetime.now(UTC))
        tell(db)
    return row is not None and row.type_id is not None


async def entries_of(
    db: Transaction, user_id: uuid.UUID, part_id: uuid.UUID | None, after: Position | None, limit: int
) -> Sequence[MaintenanceEntry]:
    """What was done, newest first; to one part where it is given: raises NotFound where there is none."""
    if part_id is not None and await queries.part_kind(db, user_id, part_id) is None:
        raise NotFound(NO_PART)
    types = await types_of(db, user_id)
    return [_told(row, types) for row in await queries.entries(db, user_id, part_id, after, limit)]


async def _entry(db: Transaction, user_id: uuid.UUID, entry_id: uuid.UUID) -> Row[Any]:
    row = await queries.entry(db, user_id, entry_id)
    if row is None:
        raise NotFound()
    if row.deleted_at is not None:
        raise Deleted()
    return row


async def _fitting(
    db: Transaction, user_id: uuid.UUID, part_id: uuid.UUID, type_id: uuid.UUID
) -> tuple[Types, str]:
    """The user's types, and what the part is; raises NotFound, and Invalid where they do not fit."""
    part = await queries.part_kind(db, user_id, part_id)
    if part is None:
        raise NotFound(NO_PART)
    types = await types_of(db, user_id)
    if _there(types, type_id).part != part:
        raise Invalid(f"This kind of maintenance is not one of a {part}.")
    return types, part


def _there(types: Types, type_id: uuid.UUID) -> MaintenanceType:
    found = types.there.get(type_id)
    if found is None:
        raise NotFound(NO_TYPE)
    return found


def _told(row: Any, types: Types) -> MaintenanceEntry:
    named = types.named(row.type_id)
    return MaintenanceEntry(
        id=row.id,
        part_id=row.part_id,
        type_id=row.type_id,
        kind=named.kind if named else "own",
        name=named.name if named else "",
        done_at=row.done_at,
        date_only=row.date_only,
        notes=row.notes,
        created_at=row.created_at,
    )
