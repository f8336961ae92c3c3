"""The SQL of records that left the collection, and of what is kept of each."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Table, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.collection.tables import copies, joins
from waugzee.db import Transaction


async def copy_by_id(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> Row[Any] | None:
    own = (copies.c.user_id == user_id) & (copies.c.id == copy_id)
    return await db.first(select(copies.c.removed_at, copies.c.release_id).where(own))


async def change_copy(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID, **values: Any) -> None:
    own = (copies.c.user_id == user_id) & (copies.c.id == copy_id)
    await db.run(update(copies).where(own).values(values))


async def join_of(db: Transaction, user_id: uuid.UUID, old: uuid.UUID) -> Row[Any] | None:
    """To which copy a log was handed on, and the keys of what was moved, by table."""
    own = (joins.c.user_id == user_id) & (joins.c.old_id == old)
    return await db.first(select(joins.c.new_id, joins.c.moved).where(own))


async def store_join(db: Transaction, user_id: uuid.UUID, old: uuid.UUID, values: Mapping[str, Any]) -> None:
    statement = insert(joins).values(user_id=user_id, old_id=old, **values)
    await db.run(
        statement.on_conflict_do_update(index_elements=[joins.c.user_id, joins.c.old_id], set_=values)
    )


async def drop_join(db: Transaction, user_id: uuid.UUID, old: uuid.UUID) -> None:
    await db.run(delete(joins).where(joins.c.user_id == user_id, joins.c.old_id == old))


async def move(
    db: Transaction,
    user_id: uuid.UUID,
    table: Table,
    source: uuid.UUID,
    target: uuid.UUID,
    only: Sequence[str] | None = None,
) -> list[str]:
    """Give the rows of one copy to another, and tell their keys; of what can be there once, its own stays."""
    keys = [column for column in table.primary_key if column.name not in ("user_id", "copy_id")]
    own = (table.c.user_id == user_id) & (table.c.copy_id == source)
    if table.c.copy_id.primary_key:
        there = table.alias()
        same = [there.c[key.name] == key for key in keys]
        taken = select(there.c.copy_id).where(there.c.user_id == user_id, there.c.copy_id == target, *same)
        own &= ~exists(taken)
    if keys and only is not None:
        own &= keys[0].in_([uuid.UUID(key) for key in only])
    key = keys[0] if keys else table.c.copy_id
    moved = await db.all(update(table).where(own).values(copy_id=target).returning(key))
    return [str(row[0]) for row in moved]
