"""The SQL of tracklists."""

import uuid
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.queries import next_feed
from waugzee.collection.tables import copies, tracklists
from waugzee.db import Event, Transaction


async def formats_of(db: Transaction, user_id: uuid.UUID, release_id: int) -> Any | None:
    """The formats of a release that the user owns or owned; None where there is no copy of it."""
    own = (copies.c.user_id == user_id) & (copies.c.release_id == release_id)
    return await db.scalar(select(copies.c.formats).where(own).order_by(copies.c.id).limit(1))


async def tracklist_of(db: Transaction, user_id: uuid.UUID, release_id: int) -> Row[Any] | None:
    own = (tracklists.c.user_id == user_id) & (tracklists.c.release_id == release_id)
    return await db.first(select(tracklists).where(own))


async def put_tracklist(
    db: Transaction, user_id: uuid.UUID, release_id: int, values: dict[str, Any]
) -> Row[Any]:
    """Write the row of a release, whole."""
    row = {"user_id": user_id, "release_id": release_id, **values}
    statement = insert(tracklists).values(row)
    statement = statement.on_conflict_do_update(
        index_elements=[tracklists.c.user_id, tracklists.c.release_id],
        set_={name: statement.excluded[name] for name in values},
    )
    written = await db.first(statement.returning(tracklists))
    assert written is not None
    return written


async def touch_release(db: Transaction, user_id: uuid.UUID, release_id: int) -> None:
    """Put the copies of a release into the user's feed: how long they play has changed."""
    feed = await next_feed(db, user_id)
    own = (copies.c.user_id == user_id) & (copies.c.release_id == release_id)
    await db.run(update(copies).where(own).values(feed=feed))
    db.announce(Event("shelf", {"cursor": str(feed)}))
    db.announce(Event("tracklist", {"release_id": release_id}))
