"""Leaving out of statistics, and counting again."""

import uuid

from waugzee.accounts.queries import next_feed
from waugzee.db import Event, Transaction
from waugzee.errors import NotFound
from waugzee.statistics import left_out_queries
from waugzee.statistics.schemas import LeftOut, LeftOutFolder, LeftOutPlay, LeftOutRecord


async def left_out(db: Transaction, user_id: uuid.UUID) -> LeftOut:
    """Everything that does not count, what was left out last first."""
    return LeftOut(
        [LeftOutRecord(**row) for row in await left_out_queries.records(db, user_id)],
        [LeftOutFolder(**row) for row in await left_out_queries.folders(db, user_id)],
        [LeftOutPlay(**row) for row in await left_out_queries.plays(db, user_id)],
    )


async def leave_out(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID, out: bool) -> None:
    """Leave a record or a play out, or let it count again; raises NotFound."""
    kind = await left_out_queries.kind_of(db, user_id, subject_id)
    if kind is None:
        raise NotFound("There is no such record or play.")
    if out:
        await left_out_queries.leave_out(db, user_id, subject_id, kind)
    else:
        await left_out_queries.count_again(db, user_id, subject_id)
    await _counts_otherwise(db, user_id)


async def leave_folder_out(db: Transaction, user_id: uuid.UUID, folder_id: int, out: bool) -> None:
    """The same of all that stands in a folder; raises NotFound."""
    if not await left_out_queries.has_folder(db, user_id, folder_id):
        raise NotFound("There is no such folder.")
    if out:
        await left_out_queries.leave_folder_out(db, user_id, folder_id)
    else:
        await left_out_queries.count_folder_again(db, user_id, folder_id)
    await _counts_otherwise(db, user_id)


async def _counts_otherwise(db: Transaction, user_id: uuid.UUID) -> None:
    """Tell open pages, and number the change: what is kept for guests is kept under the last number."""
    await next_feed(db, user_id)
    db.announce(Event("statistics", {}))
