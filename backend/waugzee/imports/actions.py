"""A history taken in: told as it is planned, and written as planned where it shall be."""

import asyncio
import uuid
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from waugzee.accounts.user_queries import is_visiting
from waugzee.db import Transaction
from waugzee.errors import Forbidden
from waugzee.imports import kleio
from waugzee.imports.planning import planned, rows_of
from waugzee.imports.reporting import report
from waugzee.imports.schemas import ImportReport
from waugzee.imports.writing import write
from waugzee.sync.queries import latest_full_run, lock_account


async def take_in(
    db: Transaction, user_id: uuid.UUID, body: bytes, zone: ZoneInfo, *, apply: bool
) -> ImportReport:
    """Say what a file of Kleio's would bring, and bring it where it shall be.

    Raises UnreadableFile, and Forbidden for visitors: anybody may be one, time and again.
    `zone` is where the user was: the days of plays are told by it.
    """
    if await is_visiting(db, user_id):
        raise Forbidden("A history is taken in with an account of one's own.")
    now = datetime.now(UTC)
    history = await asyncio.to_thread(kleio.read, body, now)
    if apply:
        await lock_account(db, user_id)
    synced = await latest_full_run(db, user_id, "complete") is not None
    plan = await planned(db, user_id, history, synced=synced, now=now)
    if apply:
        await write(db, user_id, plan.departing, rows_of(plan, zone, now))
    return report(plan, applied=apply, synced=synced)
