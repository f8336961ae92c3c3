"""Pushing: which devices, when, and what becomes of each message.

What was told goes out as one message a kind, once the user may be disturbed; then it is one job for each
device, so that the queue tries one again without troubling the others.
"""

import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import http_ece
import msgspec
import structlog
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts.devices import device_in_words
from waugzee.accounts.user_queries import admits
from waugzee.db import Event, Transaction, new_id, transaction
from waugzee.errors import Invalid, NotFound, NotOffered
from waugzee.inbox import push_queries, queries
from waugzee.inbox.actions import about_of
from waugzee.inbox.push_client import Answer, NotPublic, PushClient, Unreached, check_endpoint
from waugzee.inbox.push_keys import authorization, from_base64, public_text, push_key
from waugzee.inbox.push_queue import Delivery, Sending, add_sending
from waugzee.inbox.push_schemas import Pushing, Subscribe, Subscription
from waugzee.inbox.times import may_push_at
from waugzee.inbox.words import Message, message, trial
from waugzee.principal import Principal
from waugzee.settings import Settings

MOST_DEVICES = 20
AUTH_BYTES = 16
KEPT_BY_SERVICE = 24 * 3600
"""Seconds a push service keeps a message for a device that is off."""
GONE = (404, 410)
ATTEMPTS = 5
PAUSE = timedelta(minutes=1)
NOT_OFFERED = "This server keeps no secrets, and so has no key to sign what it would push."

log = structlog.get_logger(__name__)


class Later(Exception):
    """It is to be tried again after a while."""

    def __init__(self, delay: timedelta, reason: str) -> None:
        super().__init__(reason)
        self.delay = delay


async def pushing_of(db: Transaction, settings: Settings, user_id: uuid.UUID) -> Pushing:
    key = await push_key(db, settings)
    rows = await push_queries.subscriptions_of(db, user_id)
    return Pushing(public_text(key) if key else None, [_subscription(row) for row in rows])


async def subscribe(
    db: Transaction, settings: Settings, caller: Principal, data: Subscribe, user_agent: str
) -> Pushing:
    """Push to this browser from now on. Raises Invalid and NotOffered."""
    if not settings.secret_keys:
        raise NotOffered(NOT_OFFERED)
    check_endpoint(data.endpoint, loopback=settings.push_loopback)
    try:
        p256dh, auth = from_base64(data.keys.p256dh), from_base64(data.keys.auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    except ValueError as error:
        raise Invalid("The keys are not those of a subscription.") from error
    if len(auth) != AUTH_BYTES:
        raise Invalid("The keys are not those of a subscription.")
    digest = hashlib.sha256(data.endpoint.encode()).digest()
    await push_queries.claim_endpoint(db, digest, caller.user_id)
    await push_queries.keep_subscription(
        db,
        user_id=caller.user_id,
        id=new_id(),
        endpoint=data.endpoint,
        digest=digest,
        p256dh=p256dh,
        auth=auth,
        language=data.language,
        device=device_in_words(user_agent),
        credential=caller.credential,
        created_at=datetime.now(UTC),
    )
    for row in (await push_queries.subscriptions_of(db, caller.user_id))[MOST_DEVICES:]:
        await _drop(db, caller.user_id, row.id)
    db.announce(Event("inbox", {}))
    return await pushing_of(db, settings, caller.user_id)


async def unsubscribe(db: Transaction, user_id: uuid.UUID, subscription_id: uuid.UUID) -> None:
    """Raises NotFound."""
    if not await _drop(db, user_id, subscription_id):
        raise NotFound("There is no such device.")
    db.announce(Event("inbox", {}))


async def try_out(db: Transaction, user_id: uuid.UUID, subscription_id: uuid.UUID) -> None:
    """Send a message to one device, whatever the time. Raises NotFound."""
    if await push_queries.subscription_by_id(db, user_id, subscription_id) is None:
        raise NotFound("There is no such device.")
    await add_sending(db, Sending(user_id, subscription_id, datetime.now(UTC)))


async def deliver(engine: AsyncEngine, delivery: Delivery, now: datetime) -> None:
    """Have what waits sent to each device. Raises Later where the user may not be disturbed yet."""
    user_id, kind = delivery.user_id, delivery.kind
    async with transaction(engine, user_id) as db:
        choices = await queries.choices_of(db, user_id)
        waiting = await queries.unpushed(db, user_id, kind)
        if getattr(choices, kind) != "push" or not waiting:
            return
        at = may_push_at(now, await queries.last_pushed(db, user_id, kind), choices)
        if at > now:
            raise Later(at - now, "the user is not to be disturbed")
        await queries.mark_pushed(db, user_id, [row.id for row in waiting], now)
        for row in await push_queries.subscriptions_of(db, user_id):
            await add_sending(db, Sending(user_id, row.id, now, kind))


async def send(
    engine: AsyncEngine, settings: Settings, client: PushClient, sending: Sending, attempts: int
) -> None:
    """Send one message to one device; `attempts` failed before. Raises Later."""
    user_id = sending.user_id
    async with transaction(engine, user_id) as db:
        row = await push_queries.subscription_by_id(db, user_id, sending.subscription_id)
        if row is None:
            return
        owner = await push_queries.owner_of_endpoint(db, row.digest)
        if owner != user_id or not await admits(db, user_id, row.credential):
            await _drop(db, user_id, row.id)
            return
        said = await _message(db, sending, row)
        key = await push_key(db, settings)
    if said is None or key is None:
        return
    answer = await _posted(client, settings, key, row, said)
    async with transaction(engine, user_id) as db:
        if answer is not None and 200 <= answer.status < 300:
            await push_queries.note_sent(db, user_id, row.id, datetime.now(UTC))
            return
        if answer is not None and answer.status in GONE:
            await _drop(db, user_id, row.id)
            return
    _try_again(answer, attempts)


def _try_again(answer: Answer | None, attempts: int) -> None:
    """Raises Later where the push service may take it another time."""
    status = answer.status if answer else None
    if status is not None and status != 429 and status < 500:
        log.warning("a push service refused a message", status=status)
    elif attempts + 1 >= ATTEMPTS:
        log.warning("a push service took no message", status=status, attempts=attempts + 1)
    else:
        asked = timedelta(seconds=answer.retry_after or 0) if answer else timedelta()
        raise Later(max(asked, PAUSE * 4**attempts), f"answered {status}")


async def _message(db: Transaction, sending: Sending, row: Row[Any]) -> Message | None:
    """What to say; None where everything was read meanwhile."""
    if sending.kind is None:
        return trial(row.language)
    told = await queries.pushed_at(db, sending.user_id, sending.kind, sending.at)
    if not told:
        return None
    pairs = [(about_of(one), str(one.subject_id) if one.subject_id else None) for one in told]
    return message(sending.kind, pairs, row.language)


async def _posted(
    client: PushClient,
    settings: Settings,
    key: ec.EllipticCurvePrivateKey,
    row: Row[Any],
    said: Message,
) -> Answer | None:
    """What the push service answered; None where it did not."""
    body = http_ece.encrypt(
        msgspec.json.encode(said),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=row.p256dh,
        auth_secret=row.auth,
        version="aes128gcm",
    )
    headers = {
        "Authorization": authorization(key, row.endpoint, contact(settings)),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_BY_SERVICE),
        "Urgency": "normal",
        "Topic": said.tag,
    }
    try:
        return await client.post(row.endpoint, headers, body)
    except NotPublic as error:
        log.warning("a device's push service is none", why=str(error))
        return Answer(410)
    except Unreached as error:
        log.info("a push service was not reached", why=str(error))
        return None


def contact(settings: Settings) -> str:
    """Whom a push service asks where something is wrong: it wants an https address."""
    return settings.public_url if settings.public_url.startswith("https:") else "https://localhost"


async def _drop(db: Transaction, user_id: uuid.UUID, subscription_id: uuid.UUID) -> bool:
    digest = await push_queries.delete_subscription(db, user_id, subscription_id)
    if digest is None:
        return False
    await push_queries.release_endpoint(db, digest, user_id)
    return True


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(row.id, row.device, row.digest.hex(), row.created_at, row.sent_at)
