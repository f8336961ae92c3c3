"""Records that left the collection: what became of them, and handing their log on to another copy."""

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Table

from waugzee.accounts.queries import next_feed
from waugzee.collection.durations import measure_copies
from waugzee.collection.log import NO_RECORD, touch
from waugzee.db import Event, Transaction, metadata
from waugzee.errors import Conflict, NotFound
from waugzee.shelf import departed_queries as queries
from waugzee.shelf.schemas import Archive


async def archive(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID, data: Archive) -> None:
    """Say what became of a record that left; raises NotFound, or Conflict where it is still there."""
    feed = await next_feed(db, user_id)
    await _departed(db, user_id, copy_id)
    note = data.note or None
    await queries.change_copy(
        db, user_id, copy_id, archived_as=data.archived_as, archived_note=note, feed=feed
    )
    db.announce(Event("shelf", {"cursor": str(feed)}))


async def join(db: Transaction, user_id: uuid.UUID, old: uuid.UUID, new: uuid.UUID) -> None:
    """Hand all that is kept of a departed copy (every table with a `copy_id`) on to one of its release.

    Raises NotFound for either, or Conflict where they are no such pair.
    """
    await touch(db, user_id, new)
    departed = await _departed(db, user_id, old)
    heir = await _copy(db, user_id, new)
    if heir.removed_at is not None or heir.release_id != departed.release_id:
        raise Conflict("That is no copy of the same release on your shelf.")
    known = await queries.join_of(db, user_id, old)
    if known is not None and known.new_id != new:
        raise Conflict("Its log was handed on to another copy; take that back first.")
    moved = {
        table.name: [
            *(known.moved.get(table.name, []) if known else []),
            *await queries.move(db, user_id, table, old, new),
        ]
        for table in _kept_tables()
    }
    await measure_copies(db, user_id, [new])
    values = {"new_id": new, "joined_at": datetime.now(UTC), "moved": moved}
    await queries.store_join(db, user_id, old, values)
    await _mark(db, user_id, old, new)


async def part(db: Transaction, user_id: uuid.UUID, old: uuid.UUID) -> None:
    """Take back what `join` handed on; what was logged of the other copy itself stays there.

    Raises NotFound for it, or Conflict where nothing was.
    """
    await touch(db, user_id, old)
    known = await queries.join_of(db, user_id, old)
    if known is None:
        raise Conflict("Nothing of this record was handed on.")
    await touch(db, user_id, known.new_id)
    for table in _kept_tables():
        if only := known.moved.get(table.name):
            await queries.move(db, user_id, table, known.new_id, old, only)
    await measure_copies(db, user_id, [old])
    await queries.drop_join(db, user_id, old)
    await _mark(db, user_id, old, None)


def _kept_tables() -> list[Table]:
    """What is kept of a copy beside what Discogs says of it."""
    return [table for table in metadata.sorted_tables if "copy_id" in table.c]


async def _mark(db: Transaction, user_id: uuid.UUID, old: uuid.UUID, new: uuid.UUID | None) -> None:
    feed = await next_feed(db, user_id)
    await queries.change_copy(db, user_id, old, joined_to=new, feed=feed)
    db.announce(Event("shelf", {"cursor": str(feed)}))


async def _departed(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> Row[Any]:
    copy = await _copy(db, user_id, copy_id)
    if copy.removed_at is None:
        raise Conflict("This record is on your shelf.")
    return copy


async def _copy(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> Row[Any]:
    copy = await queries.copy_by_id(db, user_id, copy_id)
    if copy is None:
        raise NotFound(NO_RECORD)
    return copy
