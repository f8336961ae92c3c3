"""Records that left the collection: what became of them, and handing their log on to another copy."""

import uuid
from typing import Any

from sqlalchemy import Row, select, update

from waugzee.accounts.queries import next_feed
from waugzee.collection.log import NO_RECORD, touch
from waugzee.collection.tables import copies
from waugzee.db import Event, Transaction, metadata
from waugzee.errors import Conflict, NotFound
from waugzee.shelf.schemas import Archive


async def archive(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID, data: Archive) -> None:
    """Say what became of a record that left; raises NotFound, or Conflict where it is still there."""
    feed = await next_feed(db, user_id)
    await _departed(db, user_id, copy_id)
    values = {"archived_as": data.archived_as, "archived_note": data.note or None, "feed": feed}
    own = (copies.c.user_id == user_id) & (copies.c.id == copy_id)
    await db.run(update(copies).where(own).values(values))
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
    for table in (one for one in metadata.sorted_tables if "copy_id" in one.c):
        own = (table.c.user_id == user_id) & (table.c.copy_id == old)
        if table.c.copy_id.primary_key:
            # One row for each copy: the heir's own stays.
            of_heir = select(table.c.copy_id).where(table.c.user_id == user_id, table.c.copy_id == new)
            if await db.first(of_heir) is not None:
                continue
        await db.run(update(table).where(own).values(copy_id=new))
    feed = await next_feed(db, user_id)
    own = (copies.c.user_id == user_id) & (copies.c.id == old)
    await db.run(update(copies).where(own).values(joined_to=new, feed=feed))
    db.announce(Event("shelf", {"cursor": str(feed)}))


async def _departed(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> Row[Any]:
    copy = await _copy(db, user_id, copy_id)
    if copy.removed_at is None:
        raise Conflict("This record is on your shelf.")
    return copy


async def _copy(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> Row[Any]:
    own = (copies.c.user_id == user_id) & (copies.c.id == copy_id)
    copy = await db.first(select(copies.c.removed_at, copies.c.release_id).where(own))
    if copy is None:
        raise NotFound(NO_RECORD)
    return copy
