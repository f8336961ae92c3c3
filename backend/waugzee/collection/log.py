"""The SQL that the logs of a copy share: entries with a client-made id that are written once.

A log is a tenant table with `id, copy_id, <moment>, notes, created_at, deleted_at`.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.collection.tables import copies
from waugzee.db import Event, Transaction
from waugzee.errors import Deleted, NotFound
from waugzee.paging import Position

_TOUCH = """
with numbered as (
  update accounts set feed = feed + 1 where accounts.user_id = $1 returning feed
)
update copies set feed = numbered.feed from numbered
where copies.user_id = $1 and copies.id = $2 returning copies.feed
"""

NO_RECORD = "There is no such record on your shelf."


async def touch(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> None:
    """Put the copy into the user's feed, for its log changed; raises NotFound where there is none."""
    feed = await db.driver.fetchval(_TOUCH, user_id, copy_id)
    if feed is None:
        raise NotFound(NO_RECORD)
    db.announce(Event("shelf", {"cursor": str(feed)}))


async def require_copy(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> None:
    """Raise NotFound where the user has no such copy."""
    if await db.first(select(copies.c.id).where(copies.c.user_id == user_id, copies.c.id == copy_id)) is None:
        raise NotFound(NO_RECORD)


async def add(
    db: Transaction, log: Table, user_id: uuid.UUID, new: Mapping[str, Any]
) -> tuple[Row[Any], bool]:
    """Write `new` once; return it as stored and whether it is new. Raises Deleted for a deleted id."""
    await touch(db, user_id, new["copy_id"])
    statement = insert(log).values(user_id=user_id, **new).on_conflict_do_nothing().returning(log)
    row = await db.first(statement)
    if row is not None:
        return row, True
    known = await db.first(select(log).where(log.c.user_id == user_id, log.c.id == new["id"]))
    assert known is not None
    if known.deleted_at is not None:
        raise Deleted()
    return known, False


async def entry(db: Transaction, log: Table, user_id: uuid.UUID, entry_id: uuid.UUID) -> Row[Any]:
    """An entry as it is stored; raises NotFound or Deleted."""
    row = await db.first(select(log).where(log.c.user_id == user_id, log.c.id == entry_id))
    if row is None:
        raise NotFound()
    if row.deleted_at is not None:
        raise Deleted()
    return row


async def amend(
    db: Transaction, log: Table, user_id: uuid.UUID, entry_id: uuid.UUID, changes: Mapping[str, Any]
) -> Row[Any]:
    """Change the given columns of an entry; raises NotFound or Deleted."""
    row = await entry(db, log, user_id, entry_id)
    if not changes:
        return row
    await touch(db, user_id, row.copy_id)
    own = (log.c.user_id == user_id) & (log.c.id == entry_id)
    changed = await db.first(update(log).where(own).values(**changes).returning(log))
    assert changed is not None
    return changed


async def remove(db: Transaction, log: Table, user_id: uuid.UUID, entry_id: uuid.UUID, moment: str) -> bool:
    """Delete an entry, for good; again does nothing. Say whether it was ever there.

    An id that never was is taken from now on: what undoes an entry may overtake the entry itself.
    """
    deleted_at = datetime.now(UTC)
    tombstone = {"user_id": user_id, "id": entry_id, moment: deleted_at, "deleted_at": deleted_at}
    if await db.run(insert(log).values(tombstone).on_conflict_do_nothing()):
        return False
    own = (log.c.user_id == user_id) & (log.c.id == entry_id)
    row = await db.first(select(log).where(own))
    assert row is not None
    if row.deleted_at is None:
        await touch(db, user_id, row.copy_id)
        await db.run(update(log).where(own).values(deleted_at=deleted_at))
    return row.copy_id is not None


async def entries(
    db: Transaction,
    log: Table,
    moment: ColumnElement[Any],
    user_id: uuid.UUID,
    after: Position | None,
    limit: int,
    copy_id: uuid.UUID | None = None,
) -> Sequence[Row[Any]]:
    """The user's entries, newest first; of one copy where it is given."""
    statement = select(log).where(log.c.user_id == user_id, log.c.deleted_at.is_(None))
    if copy_id is not None:
        statement = statement.where(log.c.copy_id == copy_id)
    if after is not None:
        statement = statement.where(tuple_(moment, log.c.id) < (after.at, after.id))
    return await db.all(statement.order_by(moment.desc(), log.c.id.desc()).limit(limit))
