"""The day of a record's last play, kept in a field of the user's at Discogs that they chose for it."""

import uuid
from datetime import datetime, timedelta

import msgspec

from waugzee.db import Transaction, new_id
from waugzee.errands import edit_queries
from waugzee.errands.schemas import Change

SETTLING = timedelta(minutes=10)
"""After a play was logged: until then it may be undone, corrected, or followed by another one."""


async def queue_last_played(
    db: Transaction, user_id: uuid.UUID, field_id: int, now: datetime, most: int
) -> None:
    """Queue up to `most` edits for copies whose field says another day, those played last first.

    A text that is no day is somebody's own and stays; so does a copy with an edit that waits for the user.
    """
    for row in await edit_queries.last_played(db, user_id, field_id, now - SETTLING, most):
        change = msgspec.json.encode(Change([row["stands"]], row["day"])).decode()
        of = ("field", row["release_id"], row["instance_id"], field_id)
        await edit_queries.add_edit(db, user_id, new_id(), *of, change, "look", now)
