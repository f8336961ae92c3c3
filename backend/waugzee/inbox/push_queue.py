"""The jobs of pushing: to see to a kind of notice for a user, and to send to one device."""

import uuid
from datetime import datetime

import msgspec

from waugzee.db import Transaction
from waugzee.inbox.schemas import Kind
from waugzee.jobs import add_job

DELIVER = "deliver-notices"
SEND = "push"


class Delivery(msgspec.Struct, frozen=True):
    """What of one kind waits to be pushed to a user."""

    user_id: uuid.UUID
    kind: Kind


class Sending(msgspec.Struct, frozen=True):
    """One message to one device: what was marked as pushed `at` that moment; without a kind, a trial."""

    user_id: uuid.UUID
    subscription_id: uuid.UUID
    at: datetime
    kind: Kind | None = None


async def add_delivery(db: Transaction, user_id: uuid.UUID, kind: Kind) -> None:
    await add_job(
        db, DELIVER, msgspec.json.encode(Delivery(user_id, kind)), key=f"{DELIVER} {user_id} {kind}"
    )


async def add_sending(db: Transaction, sending: Sending) -> None:
    key = f"{SEND} {sending.user_id} {sending.subscription_id} {sending.kind} {sending.at.isoformat()}"
    await add_job(db, SEND, msgspec.json.encode(sending), key=key)
