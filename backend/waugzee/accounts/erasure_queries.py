"""The SQL of who was erased: noted, asked about, forgotten."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.tables import erased_identities, erased_users, identities, sessions
from waugzee.db import Transaction

AT_ONCE = 20


async def named_sessions_of(db: Transaction, user_id: uuid.UUID) -> Sequence[Row[Any]]:
    """The sessions of a user that their issuer names, ended ones too, each with its identity."""
    return await db.all(
        select(identities.c.issuer, identities.c.subject, sessions.c.sid)
        .join(
            identities,
            (identities.c.user_id == sessions.c.user_id) & (identities.c.issuer == sessions.c.issuer),
        )
        .where(sessions.c.user_id == user_id, sessions.c.sid.is_not(None))
    )


async def add_erased(db: Transaction, user_id: uuid.UUID, digests: Collection[bytes], now: datetime) -> None:
    await db.run(insert(erased_users).values(user_id=user_id, erased_at=now))
    for digest in digests:
        # Whoever came back may be erased once more.
        statement = insert(erased_identities).values(digest=digest, erased_at=now)
        await db.run(
            statement.on_conflict_do_update(
                index_elements=["digest"], set_={"erased_at": statement.excluded.erased_at}
            )
        )


async def erased_among(db: Transaction, digests: Collection[bytes]) -> dict[bytes, datetime]:
    """Those of the digests that are known, and when each was erased."""
    statement = select(erased_identities).where(erased_identities.c.digest.in_(digests))
    return {row.digest: row.erased_at for row in await db.all(statement)}


async def users_erased(db: Transaction, before: datetime) -> Sequence[uuid.UUID]:
    """Some who were erased before that, and are noted still."""
    statement = select(erased_users.c.user_id).where(erased_users.c.erased_at < before).limit(AT_ONCE)
    return [row.user_id for row in await db.all(statement)]


async def forget_user(db: Transaction, user_id: uuid.UUID) -> None:
    await db.run(delete(erased_users).where(erased_users.c.user_id == user_id))


async def forget_identities(db: Transaction, before: datetime) -> None:
    await db.run(delete(erased_identities).where(erased_identities.c.erased_at < before))
