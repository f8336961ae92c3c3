"""A history taken in: told as it is planned, and written as planned where it shall be."""

import asyncio
import uuid
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from waugzee.accounts.user_queries import is_visiting
from waugzee.db import Transaction
from waugzee.errors import Forbidden
from waugzee.imports import kleio, own_export
from waugzee.imports.history import History
from waugzee.imports.own_export import Export
from waugzee.imports.planning import planned, written
from waugzee.imports.reporting import told
from waugzee.imports.restoring import restored
from waugzee.imports.schemas import ImportReport
from waugzee.imports.writing import write
from waugzee.sync.queries import latest_full_run, lock_account


async def take_in(
    db: Transaction, user_id: uuid.UUID, body: bytes, zone: ZoneInfo, *, apply: bool
) -> ImportReport:
    """Say what a file of Kleio's or of our own would bring, and bring it where it shall be.

    Raises UnreadableFile, and Forbidden for visitors: anybody may be one, time and again.
    `zone` is where the user was: the days of plays are told by it.
    """
    if await is_visiting(db, user_id):
        raise Forbidden("A history is taken in with an account of one's own.")
    now = datetime.now(UTC)
    file = await asyncio.to_thread(_read, body, now)
    if apply:
        await lock_account(db, user_id)
    synced = await latest_full_run(db, user_id, "complete") is not None
    if isinstance(file, Export):
        writing, report = await restored(db, user_id, file, now, synced=synced)
    else:
        plan = await planned(db, user_id, file, synced=synced, now=now)
        writing, report = written(plan, zone, now), told(plan, synced=synced)
    if apply:
        await write(db, user_id, writing)
    return msgspec.structs.replace(report, applied=apply)


def _read(body: bytes, now: datetime) -> Export | History:
    return own_export.read(body, now) if own_export.is_own(body) else kleio.read(body, now)
