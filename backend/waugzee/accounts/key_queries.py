"""The SQL of API keys: made, listed, revoked, and found by their digest."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.tables import api_key_digests, api_keys, users
from waugzee.db import Transaction

# Older keys may end in the last microsecond of the year 9999, which asyncpg writes as what has no end.
_ENDS = func.nullif(api_keys.c.expires_at, literal_column("'infinity'")).label("expires_at")
_KEYS = select(*(column for column in api_keys.c if column.name != "expires_at"), _ENDS)


async def add_key(db: Transaction, user_id: uuid.UUID, digest: bytes, **values: Any) -> None:
    await db.run(insert(api_keys).values(user_id=user_id, **values))
    await db.run(insert(api_key_digests).values(digest=digest, user_id=user_id, key_id=values["id"]))


async def keys_of(db: Transaction, user_id: uuid.UUID) -> Sequence[Row[Any]]:
    """The keys that have not been revoked, newest first."""
    return await db.all(
        _KEYS.where(api_keys.c.user_id == user_id, api_keys.c.revoked_at.is_(None)).order_by(
            api_keys.c.id.desc()
        )
    )


async def count_keys(db: Transaction, user_id: uuid.UUID) -> int:
    statement = (
        select(func.count())
        .select_from(api_keys)
        .where(api_keys.c.user_id == user_id, api_keys.c.revoked_at.is_(None))
    )
    return int(await db.scalar(statement))


async def revoke_key(db: Transaction, user_id: uuid.UUID, key_id: uuid.UUID, now: datetime) -> bool:
    revoked = await db.run(
        update(api_keys)
        .where(api_keys.c.user_id == user_id, api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    if revoked:
        await db.run(
            delete(api_key_digests).where(
                api_key_digests.c.user_id == user_id, api_key_digests.c.key_id == key_id
            )
        )
    return bool(revoked)


async def revoke_all_keys(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    await db.run(
        update(api_keys)
        .where(api_keys.c.user_id == user_id, api_keys.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    await db.run(delete(api_key_digests).where(api_key_digests.c.user_id == user_id))


async def owner_of_digest(db: Transaction, digest: bytes) -> Row[Any] | None:
    """The user of a key, as far as that matters to letting them in, and the key's id."""
    return await db.first(
        select(
            api_key_digests.c.key_id,
            users.c.id,
            users.c.role,
            users.c.admin_claimed,
            users.c.suspended_at,
        )
        .join(users, users.c.id == api_key_digests.c.user_id)
        .where(api_key_digests.c.digest == digest)
    )


async def key_by_id(db: Transaction, user_id: uuid.UUID, key_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(_KEYS.where(api_keys.c.user_id == user_id, api_keys.c.id == key_id))


async def see_key(
    db: Transaction, user_id: uuid.UUID, key_id: uuid.UUID, now: datetime, every: timedelta
) -> None:
    """Note that a key was used, unless that was noted just now."""
    await db.run(
        update(api_keys)
        .where(
            api_keys.c.user_id == user_id,
            api_keys.c.id == key_id,
            or_(api_keys.c.last_used_at.is_(None), api_keys.c.last_used_at < now - every),
        )
        .values(last_used_at=now)
    )
