"""The SQL of imports: what of a history is here already, and writing what is not, a statement a kind."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import asyncpg

from waugzee.db import Transaction

Record = asyncpg.Record

# One that handed its log on has nothing to do with it any more.
_COPIES = """
select release_id, id, instance_id, title from copies
where copies.user_id = $1 and release_id = any($2::bigint[]) and joined_to is null
order by removed_at is not null, added_at, id
"""
_INSTANCES = "select instance_id from copies where copies.user_id = $1 and instance_id = any($2::bigint[])"
_STYLUSES = """
select id, name, maker, model from styluses where styluses.user_id = $1 order by created_at desc, id desc
"""
_KNOWN = {
    "play": "select id from plays where plays.user_id = $1 and id = any($2::uuid[])",
    "cleaning": "select id from cleanings where cleanings.user_id = $1 and id = any($2::uuid[])",
}

_DEPART = """
update copies set removed_at = $2, archived_as = case when id = any($4::uuid[]) then 'other' end
where copies.user_id = $1 and id = any($3::uuid[])
"""
_TOUCH = "update copies set feed = $2 where copies.user_id = $1 and id = any($3::uuid[])"

_COLUMNS = {
    "styluses": {
        "id": "uuid",
        "name": "text",
        "maker": "text",
        "model": "text",
        "rated_hours": "integer",
        "bought_on": "date",
        "retired_at": "timestamptz",
    },
    "plays": {
        "id": "uuid",
        "copy_id": "uuid",
        "played_at": "timestamptz",
        "date_only": "boolean",
        "utc_offset": "smallint",
        "stylus_id": "uuid",
        "notes": "text",
    },
    "cleanings": {
        "id": "uuid",
        "copy_id": "uuid",
        "cleaned_at": "timestamptz",
        "date_only": "boolean",
        "depth": "text",
        "notes": "text",
    },
}


def _add(table: str, columns: Mapping[str, str]) -> str:
    names = ", ".join(columns)
    sent = ", ".join(f"${place}::{kind}[]" for place, kind in enumerate(columns.values(), 2))
    return f"""
    insert into {table} (user_id, {names})
    select $1, {names} from unnest({sent}) as sent ({names}) order by id on conflict do nothing
    """


_ADD = {table: _add(table, columns) for table, columns in _COLUMNS.items()}


async def copies_of(db: Transaction, user_id: uuid.UUID, release_ids: Sequence[int]) -> list[Record]:
    """The copies of these releases: those on the shelf first, of these the one added first."""
    return list(await db.driver.fetch(_COPIES, user_id, release_ids))


async def instances(db: Transaction, user_id: uuid.UUID, instance_ids: Sequence[int]) -> set[int]:
    """Which of these there are."""
    return {row["instance_id"] for row in await db.driver.fetch(_INSTANCES, user_id, instance_ids)}


async def styluses(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    """The user's styluses, the newest first."""
    return list(await db.driver.fetch(_STYLUSES, user_id))


async def known(db: Transaction, kind: str, user_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these entries were written before; deleted ones too."""
    return {row["id"] for row in await db.driver.fetch(_KNOWN[kind], user_id, ids)}


async def depart(
    db: Transaction,
    user_id: uuid.UUID,
    now: datetime,
    copy_ids: Sequence[uuid.UUID],
    archived: Sequence[uuid.UUID],
) -> None:
    """Mark copies as removed; of the `archived` their owner said so."""
    await db.driver.execute(_DEPART, user_id, now, copy_ids, archived)


async def touch(db: Transaction, user_id: uuid.UUID, feed: int, copy_ids: Sequence[uuid.UUID]) -> None:
    """Put copies into the user's feed, for their log changed."""
    await db.driver.execute(_TOUCH, user_id, feed, copy_ids)


async def add(db: Transaction, table: str, user_id: uuid.UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of `styluses`, `plays` or `cleanings`, each once."""
    columns = ([row[name] for row in rows] for name in _COLUMNS[table])
    await db.driver.execute(_ADD[table], user_id, *columns)
