"""The SQL of invitations."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.tables import invitations
from waugzee.db import Transaction


async def add_invitation(db: Transaction, **values: Any) -> None:
    await db.run(insert(invitations).values(**values))


async def open_invitations(db: Transaction, now: datetime) -> Sequence[Row[Any]]:
    """Those that can still be used, newest first."""
    return await db.all(
        select(invitations)
        .where(invitations.c.used_at.is_(None), invitations.c.expires_at > now)
        .order_by(invitations.c.id.desc())
    )


async def withdraw_invitation(db: Transaction, invitation_id: uuid.UUID) -> bool:
    statement = delete(invitations).where(invitations.c.id == invitation_id, invitations.c.used_at.is_(None))
    return bool(await db.run(statement))


async def use_invitation(db: Transaction, digest: bytes, user_id: uuid.UUID, now: datetime) -> bool:
    """Spend an invitation; False where it is unknown, spent or too old."""
    statement = (
        update(invitations)
        .where(
            invitations.c.digest == digest,
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        )
        .values(used_at=now, used_by=user_id)
    )
    return bool(await db.run(statement))
