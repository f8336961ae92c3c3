"""What the collection is worth, asked once after each full sync, of one's own collection alone."""

import uuid
from datetime import datetime

from waugzee.db import Event, Transaction
from waugzee.errands import queries
from waugzee.errors import Invalid
from waugzee_sync.discogs.money import Amounts, amounts_of
from waugzee_sync.discogs.responses import Unreadable
from waugzee_sync.errands.messages import ErrandAnswer
from waugzee_sync.errands.readings import READERS


async def is_value_wanted(db: Transaction, user_id: uuid.UUID) -> bool:
    """Say whether a sync has seen everything since it was asked last, whoever drove that sync."""
    synced_at = await queries.last_complete_run(db, user_id)
    asked_at = await queries.value_asked_at(db, user_id)
    return synced_at is not None and (asked_at is None or asked_at < synced_at)


async def keep_value(db: Transaction, user_id: uuid.UUID, answer: ErrandAnswer, now: datetime) -> bool:
    """Keep what was told, or that nothing was. False where it came too late, or has to be asked again."""
    if answer.status == 401 or not await is_value_wanted(db, user_id):
        return False
    await queries.put_value(db, user_id, now, answer.status, _read(answer))
    db.announce(Event("statistics", {}))
    return True


def _read(answer: ErrandAnswer) -> Amounts | None:
    if answer.status != 200 or bytes(answer.result) == b"null":
        return None
    try:
        return amounts_of(READERS["value"](bytes(answer.result)))
    except Unreadable as error:
        raise Invalid(str(error)) from error
