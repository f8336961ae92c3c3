"""The SQL of imports: what of a history is here already, and writing what is not, a statement a kind."""

import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import asyncpg
import msgspec
from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql

from waugzee.db import Transaction
from waugzee.imports.history import Departed

Record = asyncpg.Record

_COPIES = """
select release_id, id, instance_id, title, removed_at, joined_to from copies
where copies.user_id = $1 and release_id = any($2::bigint[])
order by removed_at is not null, added_at, id
"""
_INSTANCES = "select instance_id from copies where copies.user_id = $1 and instance_id = any($2::bigint[])"
_STYLUSES = """
select id, name, maker, model from styluses where styluses.user_id = $1 order by created_at desc, id desc
"""

_DEPART = """
update copies set removed_at = gone.removed_at, archived_as = gone.archived_as,
  archived_note = gone.archived_note
from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[])
  as gone (id, removed_at, archived_as, archived_note)
where copies.user_id = $1 and copies.id = gone.id
"""
_MOUNTS = """
select stylus_id, cartridge_id, turntable_id, mounted_at, ended_at from mounts
where mounts.user_id = $1 and deleted_at is null
"""
_MAIN = "select id from turntables where turntables.user_id = $1 and is_main"
_BY_HAND = """
select release_id from tracklists
where tracklists.user_id = $1 and (source = 'user' or corrections <> '{}')
"""
_LAST_RANK = "select coalesce(max(rank), 0) from crates where crates.user_id = $1"
_TOUCH = "update copies set feed = $2 where copies.user_id = $1 and id = any($3::uuid[])"


@cache
def _keys(table: Table) -> str:
    key = [column.name for column in table.primary_key if column.name != "user_id"]
    deleted = "deleted_at is not null" if "deleted_at" in table.c else "false"
    return f"""
    select {", ".join([*key, deleted])} as deleted from {table.name} where {table.name}.user_id = $1
    """


@cache
def _add(table: Table, names: tuple[str, ...]) -> str:
    """What was chosen before stays as it was chosen."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy does not say
    kinds = {name: table.c[name].type.compile(dialect) for name in names}
    sent = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
    order = ", ".join(column.name for column in table.primary_key if column.name in names)
    known = "do nothing"
    if "chosen" in names:
        known = f"(user_id) do update set chosen = excluded.chosen || {table.name}.chosen"
    return f"""
    insert into {table.name} (user_id, {", ".join(names)})
    select $1, {", ".join(names)} from json_to_recordset($2::text::json) as sent ({sent})
    {f"order by {order}" if order else ""} on conflict {known}
    """


async def copies_of(db: Transaction, user_id: uuid.UUID, release_ids: Sequence[int]) -> list[Record]:
    """The copies of these releases: those on the shelf first, of these the one added first."""
    return list(await db.driver.fetch(_COPIES, user_id, release_ids))


async def instances(db: Transaction, user_id: uuid.UUID, instance_ids: Sequence[int]) -> set[int]:
    """Which of these there are."""
    return {row["instance_id"] for row in await db.driver.fetch(_INSTANCES, user_id, instance_ids)}


async def styluses(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    """The user's styluses, the newest first."""
    return list(await db.driver.fetch(_STYLUSES, user_id))


async def mounts(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    return list(await db.driver.fetch(_MOUNTS, user_id))


async def main_turntable(db: Transaction, user_id: uuid.UUID) -> uuid.UUID | None:
    found: uuid.UUID | None = await db.driver.fetchval(_MAIN, user_id)
    return found


async def tracklists_by_hand(db: Transaction, user_id: uuid.UUID) -> dict[tuple[Any, ...], bool]:
    """The keys of those that the user wrote or corrected, in the form of `keys`."""
    return {tuple(row): False for row in await db.driver.fetch(_BY_HAND, user_id)}


async def chosen(db: Transaction, table: Table, user_id: uuid.UUID) -> dict[str, Any]:
    """What was chosen of settings, by name."""
    found = await db.scalar(select(table.c.chosen).where(table.c.user_id == user_id))
    return dict(found or {})


async def last_rank(db: Transaction, user_id: uuid.UUID) -> int:
    """Of the user's crates."""
    return int(await db.driver.fetchval(_LAST_RANK, user_id))


async def keys(db: Transaction, table: Table, user_id: uuid.UUID) -> dict[tuple[Any, ...], bool]:
    """The user's rows by what tells them apart, and which of them were deleted."""
    return {tuple(row)[:-1]: row["deleted"] for row in await db.driver.fetch(_keys(table), user_id)}


async def depart(db: Transaction, user_id: uuid.UUID, gone: Sequence[Departed]) -> None:
    """Mark copies as removed, with what their owner said of it."""
    said = [(one.row[0], one.removed_at, one.archived_as, one.archived_note) for one in gone]
    await db.driver.execute(_DEPART, user_id, *zip(*said, strict=True))


async def touch(db: Transaction, user_id: uuid.UUID, feed: int, copy_ids: Sequence[uuid.UUID]) -> None:
    """Put copies into the user's feed, for their log changed."""
    await db.driver.execute(_TOUCH, user_id, feed, copy_ids)


async def add(db: Transaction, table: Table, user_id: uuid.UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows that name the same columns, each once."""
    sent = msgspec.json.encode(rows).decode()
    await db.driver.execute(_add(table, tuple(rows[0])), user_id, sent)
