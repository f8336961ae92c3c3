"""The SQL of signing in by Discogs."""

import uuid

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from waugzee.db import Transaction
from waugzee.discogs.tables import discogs_identities
from waugzee.federation.tables import issuer_discogs


async def account_of(db: Transaction, simulated: bool, discogs_id: int) -> uuid.UUID | None:
    """The issuer's account that this Discogs account signs in to."""
    found: uuid.UUID | None = await db.scalar(
        select(issuer_discogs.c.account_id).where(
            issuer_discogs.c.simulated == simulated, issuer_discogs.c.discogs_id == discogs_id
        )
    )
    return found


async def link(db: Transaction, account_id: uuid.UUID, simulated: bool, discogs_id: int) -> bool:
    """Let a Discogs account sign in to this account; False where it signs in to another."""
    statement = insert(issuer_discogs).values(
        simulated=simulated, discogs_id=discogs_id, account_id=account_id
    )
    return await db.run(statement.on_conflict_do_nothing()) == 1


async def is_connected_here(db: Transaction, simulated: bool, discogs_id: int) -> bool:
    """Whether a user of this Waugzee has connected that Discogs account."""
    found = await db.scalar(
        select(discogs_identities.c.user_id).where(
            discogs_identities.c.simulated == simulated, discogs_identities.c.discogs_id == discogs_id
        )
    )
    return found is not None
