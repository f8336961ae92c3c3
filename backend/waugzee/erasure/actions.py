"""Erasing a user, and what is left of one for a while.

All of it goes in one transaction, the built-in issuer's account included; at an outside issuer the account
is not ours. Two things are kept for a while and then swept: who was erased, for what was under way in that
moment may be written still, and what they were known by (see `accounts/erasures.py`).
"""

import uuid
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts import erasure_queries, erasures, user_queries
from waugzee.db import Transaction, transaction
from waugzee.erasure import queries
from waugzee.errors import Conflict, Invalid, NotFound
from waugzee.hub import denial
from waugzee.issuer.actions import drop_account
from waugzee.sync.queries import lock_account

UNDER_WAY = timedelta(hours=1)
"""By then every request and job that was under way has ended, and no process takes them for a user."""


async def erase_own(db: Transaction, user_id: uuid.UUID, name: str) -> None:
    """Erase whoever typed their own name.

    Raises Invalid where it is another, and Conflict for the only administrator: the command line may do it.
    """
    user = await user_queries.user_by_id(db, user_id)
    if user is None:
        raise NotFound("This user was deleted.")
    if name != user.name:
        raise Invalid("That is not your name. Type it as it is written.")
    if await user_queries.administrators(db) == [user_id]:
        raise Conflict("You are the only administrator. Make somebody else one first.")
    await erase(db, user_id)


async def erase(db: Transaction, user_id: uuid.UUID) -> None:
    """Erase a user, in a transaction of theirs: nobody comes in as them from now on.

    Raises AccountErased where another transaction did so a moment ago.
    """
    # Whatever changes the collection waits for this row, and finds then that it is gone.
    await lock_account(db, user_id)
    await erasures.note(db, user_id, datetime.now(UTC))
    for identity in await user_queries.identities_of(db, user_id):
        await drop_account(db, identity.subject)
    await queries.erase_rows(db, user_id)
    await queries.drop_user(db, user_id)
    db.announce(denial(), to=user_id)


async def sweep(engine: AsyncEngine, now: datetime) -> None:
    """Erase what was written after somebody was erased, and forget what need not be known any longer."""
    async with transaction(engine) as db:
        await erasure_queries.forget_identities(db, now - erasures.KEPT)
        erased = await erasure_queries.users_erased(db, now - UNDER_WAY)
    for user_id in erased:
        async with transaction(engine, user_id) as db:
            await queries.erase_rows(db, user_id)
            await erasure_queries.forget_user(db, user_id)
