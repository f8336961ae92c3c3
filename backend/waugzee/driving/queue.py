"""Jobs, added inside the transaction of whoever asks: they exist if and when it commits."""

import uuid

from waugzee.db import Transaction
from waugzee.driving import queries
from waugzee.jobs import add_job

SYNC, DUMPS = "sync", "dumps"
"""The names of the kinds of job that sync, and that import dumps."""


async def add_sync(db: Transaction, user_id: uuid.UUID) -> bool:
    """Have the server sync for a user; False where it is about to already."""
    return await add_job(db, SYNC, user_id.bytes, key=queries.job_key(user_id))
