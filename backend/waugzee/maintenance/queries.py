"""The SQL of maintenance: the log, its types and rules, and what of it is due when."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from asyncpg import Record
from sqlalchemy import ColumnElement, Row, delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.db import Transaction
from waugzee.maintenance.kinds import KNOWN
from waugzee.maintenance.tables import maintenance, maintenance_rules, maintenance_types
from waugzee.paging import Position
from waugzee.plays.queries import LOGGED
from waugzee.wear.queries import CHOSEN, SPAN, WORN, spans

PART_COLUMNS = {"turntable": "turntable_id", "cartridge": "cartridge_id", "stylus": "stylus_id"}
_PART_ID: ColumnElement[Any] = func.coalesce(
    maintenance.c.turntable_id, maintenance.c.cartridge_id, maintenance.c.stylus_id
)

_PARTS = """
select 'turntable' as part, id, name, bought_on, created_at from turntables
where turntables.user_id = $1 and retired_at is null
union all select 'cartridge', id, name, bought_on, created_at from cartridges
where cartridges.user_id = $1 and retired_at is null
union all select 'stylus', id, name, bought_on, created_at from styluses
where styluses.user_id = $1 and retired_at is null
"""

_PART = """
select 'turntable' as part from turntables where turntables.user_id = $1 and id = $2
union all select 'cartridge' from cartridges where cartridges.user_id = $1 and id = $2
union all select 'stylus' from styluses where styluses.user_id = $1 and id = $2
"""

# The types of everybody are told as $4 to $7; a row of the user's stands in front of one.
_TYPES = """
select id, part, name, hours, months from maintenance_types
where maintenance_types.user_id = $1 and deleted_at is null
union all
select known.id, known.part, known.name, known.hours, known.months
from unnest($4::uuid[], $5::text[], $6::text[], $7::int[], $8::int[]) as known (id, part, name, hours, months)
where not exists (
  select from maintenance_types where maintenance_types.user_id = $1 and maintenance_types.id = known.id
)
"""

# Each moment that something is counted from starts a span of its own, beside those of the mounts: so the
# plays are added up once, by span, and each plan takes the sums of its part's spans from there on.
_PLANS = f"""
with types as ({_TYPES}), parts as ({_PARTS}), sat as (
  select one.part_id, min(m.mounted_at) as first, bool_or(m.ended_at is null) as lasts
  from mounts m cross join lateral (values (m.stylus_id), (m.cartridge_id), (m.turntable_id)) one (part_id)
  where m.user_id = $1 and m.deleted_at is null
  group by 1
), done as (
  select coalesce(turntable_id, cartridge_id, stylus_id) as part_id, type_id, max(done_at) as at
  from maintenance where maintenance.user_id = $1 and deleted_at is null
  group by 1, 2
), plans as (
  select parts.part, parts.id as part_id, parts.name as part_name, types.id as type_id, types.name,
    coalesce(rules.rule, 'usual') as rule,
    case rules.rule when 'own' then rules.hours when 'never' then null else types.hours end as hours,
    case rules.rule when 'own' then rules.months when 'never' then null else types.months end as months,
    done.at as last_done_at, sat.first as mounted_since,
    parts.part = 'turntable' or coalesce(sat.lasts, false) as in_use,
    coalesce(done.at, least(
      parts.created_at, sat.first, (parts.bought_on + time '12:00') at time zone 'UTC'
    )) as since
  from parts join types on types.part = parts.part
  left join maintenance_rules rules
    on rules.user_id = $1 and rules.part_id = parts.id and rules.type_id = types.id
  left join done on done.part_id = parts.id and done.type_id = types.id
  left join sat on sat.part_id = parts.id
), {spans("union select since from plans union select $3::timestamptz")}, heard as materialized (
  select {SPAN} as span, p.stylus_id, p.turntable_id, p.stylus_seconds as seconds {LOGGED}
    and p.played_at >= (select min(least(since, $3::timestamptz)) from plans)
), sums as (
  select span, stylus_id, turntable_id, sum(seconds) as seconds from heard group by 1, 2, 3
), ran as (
  select one.part_id, spans.since, sum(sums.seconds) as seconds
  from sums join spans on spans.span = sums.span left join chains on {CHOSEN.format(heard="sums")}
  cross join lateral (
    values ({WORN.format(heard="sums")}), (chains.cartridge_id), (chains.turntable_id)
  ) one (part_id)
  group by 1, 2
), added as (
  select plans.part_id, plans.type_id,
    coalesce(sum(ran.seconds) filter (where ran.since >= plans.since), 0)::bigint as seconds,
    coalesce(sum(ran.seconds) filter (where ran.since >= $3), 0)::bigint as recent
  from plans left join ran on ran.part_id = plans.part_id
  group by 1, 2
), judged as (
  select plans.*, seconds, recent,
    greatest(
      seconds / (hours * 3600.0::float8),
      extract(epoch from $2 - plans.since)::float8 / (months * 2629746.0::float8), 0
    ) as used,
    plans.since + months * interval '2629746 seconds' as by_months
  from plans join added on added.part_id = plans.part_id and added.type_id = plans.type_id
)
select * from judged order by in_use desc, used desc, part_id, type_id
"""


async def plans(db: Transaction, user_id: uuid.UUID, now: datetime, recently: datetime) -> list[Record]:
    """Every type of every part in service, with the seconds run `since` and `recently`."""
    known = [
        [kind.id for kind in KNOWN],
        [kind.part for kind in KNOWN],
        [kind.name for kind in KNOWN],
        [kind.hours for kind in KNOWN],
        [kind.months for kind in KNOWN],
    ]
    return list(await db.driver.fetch(_PLANS, user_id, now, recently, *known))


async def part_kind(db: Transaction, user_id: uuid.UUID, part_id: uuid.UUID) -> str | None:
    """Whether it is a turntable, a cartridge or a stylus of the user's; None where it is none."""
    found: str | None = await db.driver.fetchval(_PART, user_id, part_id)
    return found


async def types(db: Transaction, user_id: uuid.UUID) -> Sequence[Row[Any]]:
    """The user's own types, the oldest first, and changed ones; deleted ones too."""
    own = select(maintenance_types).where(maintenance_types.c.user_id == user_id)
    return await db.all(own.order_by(maintenance_types.c.created_at, maintenance_types.c.id))


async def add_type(db: Transaction, user_id: uuid.UUID, values: Mapping[str, Any]) -> None:
    """Write a type once."""
    await db.run(insert(maintenance_types).values(user_id=user_id, **values).on_conflict_do_nothing())


async def store_type(db: Transaction, user_id: uuid.UUID, values: Mapping[str, Any]) -> None:
    statement = insert(maintenance_types).values(user_id=user_id, **values)
    changed = {name: statement.excluded[name] for name in ("name", "hours", "months")}
    await db.run(statement.on_conflict_do_update(index_elements=["user_id", "id"], set_=changed))


async def drop_type(db: Transaction, user_id: uuid.UUID, type_id: uuid.UUID) -> None:
    """Forget what was changed of a type that everybody has."""
    own = (maintenance_types.c.user_id == user_id) & (maintenance_types.c.id == type_id)
    await db.run(delete(maintenance_types).where(own))


async def bury_type(db: Transaction, user_id: uuid.UUID, type_id: uuid.UUID, now: datetime) -> None:
    own = (maintenance_types.c.user_id == user_id) & (maintenance_types.c.id == type_id)
    await db.run(update(maintenance_types).where(own).values(deleted_at=now))
    of_it = (maintenance_rules.c.user_id == user_id) & (maintenance_rules.c.type_id == type_id)
    await db.run(delete(maintenance_rules).where(of_it))


async def rule(
    db: Transaction, user_id: uuid.UUID, part_id: uuid.UUID, type_id: uuid.UUID
) -> Row[Any] | None:
    return await db.first(select(maintenance_rules).where(_its_rule(user_id, part_id, type_id)))


async def store_rule(
    db: Transaction, user_id: uuid.UUID, part_id: uuid.UUID, type_id: uuid.UUID, values: Mapping[str, Any]
) -> None:
    statement = insert(maintenance_rules).values(user_id=user_id, part_id=part_id, type_id=type_id, **values)
    await db.run(
        statement.on_conflict_do_update(index_elements=["user_id", "part_id", "type_id"], set_=dict(values))
    )


async def drop_rule(db: Transaction, user_id: uuid.UUID, part_id: uuid.UUID, type_id: uuid.UUID) -> None:
    await db.run(delete(maintenance_rules).where(_its_rule(user_id, part_id, type_id)))


def _its_rule(user_id: uuid.UUID, part_id: uuid.UUID, type_id: uuid.UUID) -> Any:
    return (
        (maintenance_rules.c.user_id == user_id)
        & (maintenance_rules.c.part_id == part_id)
        & (maintenance_rules.c.type_id == type_id)
    )


async def add(db: Transaction, user_id: uuid.UUID, values: Mapping[str, Any]) -> bool:
    """Write an entry once; say whether it is new."""
    statement = insert(maintenance).values(user_id=user_id, **values).on_conflict_do_nothing()
    return bool(await db.run(statement))


async def entry(db: Transaction, user_id: uuid.UUID, entry_id: uuid.UUID) -> Row[Any] | None:
    """An entry with its `part_id`, deleted or not."""
    own = (maintenance.c.user_id == user_id) & (maintenance.c.id == entry_id)
    return await db.first(select(maintenance, _PART_ID.label("part_id")).where(own))


async def amend(db: Transaction, user_id: uuid.UUID, entry_id: uuid.UUID, changes: Mapping[str, Any]) -> None:
    own = (maintenance.c.user_id == user_id) & (maintenance.c.id == entry_id)
    await db.run(update(maintenance).where(own).values(**changes))


async def remove(db: Transaction, user_id: uuid.UUID, entry_id: uuid.UUID, now: datetime) -> None:
    """Delete an entry for good, and let go of its part. An id that never was is taken from now on."""
    tombstone = {"user_id": user_id, "id": entry_id, "done_at": now, "deleted_at": now}
    await db.run(insert(maintenance).values(tombstone).on_conflict_do_nothing())
    await amend(
        db, user_id, entry_id, {"deleted_at": now, **dict.fromkeys(PART_COLUMNS.values()), "notes": ""}
    )


async def entries(
    db: Transaction, user_id: uuid.UUID, part_id: uuid.UUID | None, after: Position | None, limit: int
) -> Sequence[Row[Any]]:
    """The user's entries, newest first; of one part where it is given."""
    own = (maintenance.c.user_id == user_id) & maintenance.c.deleted_at.is_(None)
    statement = select(maintenance, _PART_ID.label("part_id")).where(own)
    if part_id is not None:
        statement = statement.where(_PART_ID.in_([part_id]))
    if after is not None:
        statement = statement.where(tuple_(maintenance.c.done_at, maintenance.c.id) < (after.at, after.id))
    newest_first = maintenance.c.done_at.desc(), maintenance.c.id.desc()
    return await db.all(statement.order_by(*newest_first).limit(limit))
