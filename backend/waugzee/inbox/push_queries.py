"""The SQL of pushing: the key, the devices, and whose each is."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from waugzee.db import Transaction
from waugzee.inbox.tables import push_endpoints, push_keys, push_subscriptions

KEY = 1


async def sealed_key(db: Transaction) -> bytes:
    sealed: bytes | None = await db.scalar(select(push_keys.c.sealed).where(push_keys.c.n == KEY))
    return sealed or b""


async def add_key(db: Transaction, sealed: bytes) -> None:
    """Keep it, unless there is one."""
    await db.run(upsert(push_keys).values(n=KEY, sealed=sealed).on_conflict_do_nothing())


async def replace_key(db: Transaction, sealed: bytes) -> None:
    await db.run(update(push_keys).where(push_keys.c.n == KEY).values(sealed=sealed, created_at=func.now()))


async def subscriptions_of(db: Transaction, user_id: uuid.UUID) -> Sequence[Row[Any]]:
    """The devices, the last to be added first."""
    return await db.all(
        select(push_subscriptions)
        .where(push_subscriptions.c.user_id == user_id)
        .order_by(push_subscriptions.c.id.desc())
    )


async def subscription_by_id(
    db: Transaction, user_id: uuid.UUID, subscription_id: uuid.UUID
) -> Row[Any] | None:
    return await db.first(select(push_subscriptions).where(_own(user_id, subscription_id)))


async def keep_subscription(db: Transaction, **values: Any) -> None:
    """Add a device, or renew what is known of it."""
    statement = upsert(push_subscriptions).values(**values)
    renewed = ("p256dh", "auth", "language", "device", "credential")
    await db.run(
        statement.on_conflict_do_update(
            index_elements=["user_id", "digest"],
            set_={name: statement.excluded[name] for name in renewed},
        )
    )


async def delete_subscription(
    db: Transaction, user_id: uuid.UUID, subscription_id: uuid.UUID
) -> bytes | None:
    """Return the digest of what was deleted."""
    statement = delete(push_subscriptions).where(_own(user_id, subscription_id))
    digest: bytes | None = await db.scalar(statement.returning(push_subscriptions.c.digest))
    return digest


async def note_sent(
    db: Transaction, user_id: uuid.UUID, subscription_id: uuid.UUID, sent_at: datetime
) -> None:
    own = _own(user_id, subscription_id)
    await db.run(update(push_subscriptions).where(own).values(sent_at=sent_at))


async def claim_endpoint(db: Transaction, digest: bytes, user_id: uuid.UUID) -> None:
    """From now on this browser's subscription is this user's, and nobody else's."""
    statement = upsert(push_endpoints).values(digest=digest, user_id=user_id)
    await db.run(
        statement.on_conflict_do_update(
            index_elements=["digest"], set_={"user_id": statement.excluded.user_id}
        )
    )


async def owner_of_endpoint(db: Transaction, digest: bytes) -> uuid.UUID | None:
    owner: uuid.UUID | None = await db.scalar(
        select(push_endpoints.c.user_id).where(push_endpoints.c.digest == digest)
    )
    return owner


async def release_endpoint(db: Transaction, digest: bytes, user_id: uuid.UUID) -> None:
    own = (push_endpoints.c.digest == digest) & (push_endpoints.c.user_id == user_id)
    await db.run(delete(push_endpoints).where(own))


def _own(user_id: uuid.UUID, subscription_id: uuid.UUID) -> Any:
    return (push_subscriptions.c.user_id == user_id) & (push_subscriptions.c.id == subscription_id)
