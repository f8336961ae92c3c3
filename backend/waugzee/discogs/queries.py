"""The SQL of connections."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, case, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.db import Transaction
from waugzee.discogs.tables import discogs_accounts, discogs_identities, discogs_requests


async def discogs_account(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(select(discogs_accounts).where(discogs_accounts.c.user_id == user_id))


async def connect_discogs(
    db: Transaction,
    user_id: uuid.UUID,
    kind: str,
    username: str,
    *,
    now: datetime,
    simulated: bool = False,
    discogs_id: int | None = None,
    sealed: bytes | None = None,
) -> None:
    """Connect in place of what was; the same account in the same way goes on from where it was chosen."""
    before = discogs_accounts.c
    statement = insert(discogs_accounts).values(
        user_id=user_id,
        kind=kind,
        username=username,
        simulated=simulated,
        discogs_id=discogs_id,
        sealed=sealed,
        connected_at=now,
        chosen_at=now,
    )
    new = statement.excluded
    same = and_(before.kind == new.kind, before.username == new.username, before.simulated == new.simulated)
    await db.run(
        statement.on_conflict_do_update(
            index_elements=["user_id"],
            set_={
                **{name: new[name] for name in ("kind", "username", "simulated", "discogs_id", "sealed")},
                "connected_at": new.connected_at,
                "chosen_at": case((same, before.chosen_at), else_=new.chosen_at),
                "refused_at": None,
            },
        )
    )


async def disconnect_discogs(db: Transaction, user_id: uuid.UUID) -> None:
    await db.run(delete(discogs_accounts).where(discogs_accounts.c.user_id == user_id))
    await db.run(delete(discogs_requests).where(discogs_requests.c.user_id == user_id))


async def note_refusal(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    await db.run(update(discogs_accounts).where(discogs_accounts.c.user_id == user_id).values(refused_at=now))


async def reseal(db: Transaction, user_id: uuid.UUID, sealed: bytes) -> None:
    await db.run(update(discogs_accounts).where(discogs_accounts.c.user_id == user_id).values(sealed=sealed))


async def locked_account(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(
        select(discogs_accounts).where(discogs_accounts.c.user_id == user_id).with_for_update()
    )


async def claim_identity(
    db: Transaction, user_id: uuid.UUID, *, simulated: bool, discogs_id: int, now: datetime
) -> bool:
    """Make a Discogs account this user's, and no other; False where it is somebody else's."""
    await release_identity(db, user_id, keeping=(simulated, discogs_id))
    statement = insert(discogs_identities).values(
        simulated=simulated, discogs_id=discogs_id, user_id=user_id, claimed_at=now
    )
    claimed = await db.run(
        statement.on_conflict_do_update(
            index_elements=["simulated", "discogs_id"],
            set_={"claimed_at": statement.excluded.claimed_at},
            where=discogs_identities.c.user_id == user_id,
        )
    )
    return claimed == 1


async def release_identity(
    db: Transaction, user_id: uuid.UUID, *, keeping: tuple[bool, int] | None = None
) -> None:
    """Let a Discogs account be connected by somebody else again."""
    statement = delete(discogs_identities).where(discogs_identities.c.user_id == user_id)
    if keeping is not None:
        simulated, discogs_id = keeping
        statement = statement.where(
            ~and_(discogs_identities.c.simulated == simulated, discogs_identities.c.discogs_id == discogs_id)
        )
    await db.run(statement)


async def connected_users(db: Transaction, after: uuid.UUID | None, limit: int) -> Sequence[uuid.UUID]:
    """Some of those who have a verified connection, by their ids."""
    statement = select(discogs_identities.c.user_id).order_by(discogs_identities.c.user_id).limit(limit)
    if after is not None:
        statement = statement.where(discogs_identities.c.user_id > after)
    return [row[0] for row in await db.all(statement)]


async def add_request(db: Transaction, **values: Any) -> None:
    await db.run(insert(discogs_requests).values(**values))


async def forget_requests(db: Transaction, user_id: uuid.UUID, before: datetime) -> None:
    await db.run(
        delete(discogs_requests).where(
            discogs_requests.c.user_id == user_id, discogs_requests.c.begun_at < before
        )
    )


async def locked_request(db: Transaction, user_id: uuid.UUID, token: str) -> Row[Any] | None:
    """The request of that token, held so that of two callbacks at once the second sees the first."""
    return await db.first(
        select(discogs_requests)
        .where(discogs_requests.c.user_id == user_id, discogs_requests.c.token == token)
        .with_for_update()
    )


async def mark_used(db: Transaction, user_id: uuid.UUID, request_id: uuid.UUID, now: datetime) -> None:
    await db.run(
        update(discogs_requests)
        .where(discogs_requests.c.user_id == user_id, discogs_requests.c.id == request_id)
        .values(used_at=now)
    )
