"""Connecting and disconnecting. What asks Discogs something has no transaction open meanwhile."""

import hashlib
import hmac
import secrets
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee import sealing
from waugzee.db import Event, Transaction, new_id, transaction
from waugzee.discogs import queries
from waugzee.discogs.client import DiscogsClient, Identity
from waugzee.discogs.credentials import Personal, sealed
from waugzee.discogs.oauth1 import Consumer, Token
from waugzee.discogs.origin import DEMO_USERNAME, Origin, origin
from waugzee.discogs.schemas import Begun
from waugzee.errors import (
    ConnectionExpired,
    ConnectionUnknown,
    ConnectionUsed,
    DiscogsAccountTaken,
    DiscogsRefused,
    ForeignBrowser,
    NotOffered,
)
from waugzee.hub import Hub
from waugzee.settings import Settings

REQUEST_LIFE = timedelta(minutes=15)
"""After that Discogs takes neither the token nor its verifier."""
REMEMBERED = timedelta(days=1)
"""How long a second callback is told what it is."""
PURPOSE = "discogs request"
CHANGED = Event("discogs", {})


class Site(msgspec.Struct, frozen=True):
    """What an action that asks Discogs needs of the application."""

    settings: Settings
    engine: AsyncEngine
    client: DiscogsClient
    hub: Hub


async def connect_demo(db: Transaction, settings: Settings, user_id: uuid.UUID) -> None:
    """Raises NotOffered."""
    origin(settings, simulated=True)
    await _connect_unverified(db, user_id, "demo", DEMO_USERNAME, simulated=True)


async def connect_public(db: Transaction, user_id: uuid.UUID, username: str) -> None:
    """A name that anybody may type: it claims nothing."""
    await _connect_unverified(db, user_id, "public", username, simulated=False)


async def _connect_unverified(
    db: Transaction, user_id: uuid.UUID, kind: str, username: str, *, simulated: bool
) -> None:
    await queries.release_identity(db, user_id)
    await queries.connect_discogs(db, user_id, kind, username, simulated=simulated, now=datetime.now(UTC))
    db.announce(CHANGED)


async def disconnect(db: Transaction, user_id: uuid.UUID) -> None:
    """Forget the credentials, and let the Discogs account be connected by somebody else."""
    await queries.disconnect_discogs(db, user_id)
    await queries.release_identity(db, user_id)
    db.announce(CHANGED)


async def connect_token(site: Site, user_id: uuid.UUID, personal: str, *, simulated: bool) -> None:
    """Connect by a personal token, as whom Discogs says it is.

    Raises NotOffered, DiscogsRefused, DiscogsUnavailable and DiscogsAccountTaken.
    """
    at = origin(site.settings, simulated=simulated)
    check_can_keep(site.settings)
    try:
        who = await site.client.identity_of_personal(at, personal)
    except DiscogsRefused as error:
        raise DiscogsRefused(f"Discogs does not accept this token. {error.detail}") from error
    await _connect_verified(site, user_id, "token", at, who, Personal(personal))


async def begin_oauth(site: Site, user_id: uuid.UUID, *, simulated: bool) -> Begun:
    """Raises NotOffered, DiscogsRefused and DiscogsUnavailable."""
    at, consumer = offered(site.settings, simulated=simulated)
    token = await site.client.request_token(at, consumer, callback_url(site.settings))
    proof, now = secrets.token_urlsafe(32), datetime.now(UTC)
    async with transaction(site.engine, user_id) as db:
        await queries.forget_requests(db, user_id, now - REMEMBERED)
        await queries.add_request(
            db,
            user_id=user_id,
            id=new_id(),
            token=token.token,
            sealed=sealing.seal(
                site.settings.secret_keys, token.secret.encode(), purpose=PURPOSE, owner=str(user_id)
            ),
            proof=_digest(proof),
            simulated=simulated,
            begun_at=now,
        )
    return Begun(f"{at.authorize}?{urlencode({'oauth_token': token.token})}", token.token, proof)


async def complete_oauth(site: Site, user_id: uuid.UUID, token: str, verifier: str, proof: str) -> None:
    """Connect by what Discogs sent back to the browser that began.

    Raises ConnectionUnknown, ForeignBrowser, ConnectionExpired, ConnectionUsed, NotOffered,
    DiscogsRefused, DiscogsUnavailable and DiscogsAccountTaken.
    """
    request, simulated = await _spent_request(site, user_id, token, proof)
    at, consumer = offered(site.settings, simulated=simulated)
    try:
        access = await site.client.access_token(at, consumer, request, verifier)
    except DiscogsRefused as error:
        raise DiscogsRefused(f"Discogs did not complete it. {error.detail} Begin again.") from error
    who = await site.client.identity(at, consumer, access)
    await _connect_verified(site, user_id, "oauth", at, who, access)


async def _spent_request(site: Site, user_id: uuid.UUID, token: str, proof: str) -> tuple[Token, bool]:
    """The request of that token, from now on used up: whatever comes of it, it is tried once."""
    now = datetime.now(UTC)
    async with transaction(site.engine, user_id) as db:
        row = await queries.locked_request(db, user_id, token)
        if row is None:
            raise ConnectionUnknown("It was begun by somebody else here, or long ago. Begin again.")
        if not hmac.compare_digest(row.proof, _digest(proof)):
            raise ForeignBrowser("It was begun in another browser. Finish it there, or begin again here.")
        if row.used_at is not None:
            raise ConnectionUsed("This answer of Discogs was used already.")
        if now - row.begun_at > REQUEST_LIFE:
            raise ConnectionExpired("Discogs waits fifteen minutes for an answer. Begin again.")
        secret = sealing.unseal(
            site.settings.secret_keys, row.sealed, purpose=PURPOSE, owner=str(user_id)
        ).decode()
        await queries.mark_used(db, user_id, row.id, now)
    return Token(token, secret), row.simulated


async def _connect_verified(
    site: Site, user_id: uuid.UUID, kind: str, at: Origin, who: Identity, held: Token | Personal
) -> None:
    async with transaction(site.engine, user_id) as db:
        await keep_verified(db, site.settings, user_id, kind, at, who, held)
    site.hub.publish(user_id, CHANGED)


async def keep_verified(
    db: Transaction,
    settings: Settings,
    user_id: uuid.UUID,
    kind: str,
    at: Origin,
    who: Identity,
    held: Token | Personal,
) -> None:
    """Connect as whom Discogs itself named. Raises DiscogsAccountTaken."""
    now = datetime.now(UTC)
    if not await queries.claim_identity(db, user_id, simulated=at.simulated, discogs_id=who.id, now=now):
        raise DiscogsAccountTaken(
            f"The Discogs account {who.username} is connected by another user of this Waugzee."
            " A Discogs account is connected once: disconnect it there first."
        )
    await queries.connect_discogs(
        db,
        user_id,
        kind,
        who.username,
        now=now,
        simulated=at.simulated,
        discogs_id=who.id,
        sealed=sealed(settings, user_id, held),
    )


def offered(settings: Settings, *, simulated: bool) -> tuple[Origin, Consumer]:
    """Where people sign in at Discogs, and as which program. Raises NotOffered."""
    at = origin(settings, simulated=simulated)
    if at.consumer is None:
        raise NotOffered("Signing in at Discogs is not set up on this server.")
    check_can_keep(settings)
    return at, at.consumer


def check_can_keep(settings: Settings) -> None:
    if not settings.secret_keys:
        raise NotOffered("This server keeps no secrets of others: it has no keys to encrypt them with.")


def callback_url(settings: Settings) -> str:
    return f"{settings.public_url}/discogs/callback"


def _digest(proof: str) -> bytes:
    return hashlib.sha256(proof.encode()).digest()
