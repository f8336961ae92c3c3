"""Where errands lead, with which credentials, and the keys that prove them."""

import time
import uuid

import msgspec

from waugzee.db import Transaction
from waugzee.discogs.credentials import OWN, Credentials, credentials_of
from waugzee.errors import Forbidden, Gone
from waugzee.settings import Settings
from waugzee.sync.source import CEILINGS, LIFE
from waugzee_sync import signing
from waugzee_sync.errands.messages import (
    Errand,
    ErrandAnswer,
    Kind,
    Method,
    errand_signature,
    is_own_errand,
    request_digest,
)

GRACE = 300
"""Seconds an answer may arrive after its errand expired."""


class Source(msgspec.Struct, frozen=True):
    """The user's Discogs. `writable` says that it takes what they change; `simulator` also has images."""

    credentials: Credentials
    ceiling: int
    writable: bool
    simulator: str | None

    @property
    def origin(self) -> str:
        return self.credentials.origin.api

    @property
    def username(self) -> str:
        return self.credentials.username

    def address(self, method: Method, url: str) -> str:
        return self.credentials.address(url, method=method, now=int(time.time()))


async def source_of(db: Transaction, settings: Settings, user_id: uuid.UUID) -> Source:
    """Raises NotConnected."""
    credentials = await credentials_of(db, settings, user_id)
    kind = credentials.kind
    simulator = settings.demo_url if credentials.origin.simulated else None
    return Source(credentials, CEILINGS[kind], kind == "demo" or kind in OWN, simulator)


def desk_key(settings: Settings, user_id: uuid.UUID, desk: str) -> bytes:
    """The key with which an engine signs its answers."""
    return signing.derived_key(settings.secret.encode(), "desk", str(user_id), desk)


def _errand_key(settings: Settings, user_id: uuid.UUID) -> bytes:
    """The key that never leaves the server, and signs what an engine may do."""
    return signing.derived_key(settings.secret.encode(), "errand", str(user_id))


def errand(
    settings: Settings,
    user_id: uuid.UUID,
    source: Source,
    errand_id: str,
    kind: Kind,
    method: Method,
    url: str,
    body: object = None,
) -> Errand:
    """Sign one request; `body` is sent as JSON."""
    address = source.address(method, url)
    text = None if body is None else msgspec.json.encode(body).decode()
    expires_at = int(time.time()) + LIFE
    digest = request_digest(method, address, text)
    signed = errand_signature(_errand_key(settings, user_id), errand_id, kind, expires_at, digest)
    return Errand(errand_id, kind, method, address, text, expires_at, signed)


def check(settings: Settings, user_id: uuid.UUID, answer: ErrandAnswer) -> None:
    """Raises Forbidden for an errand that was none of ours, Gone for one too long ago."""
    if not is_own_errand(_errand_key(settings, user_id), answer):
        raise Forbidden("This answers no errand of ours.")
    if answer.expires_at + GRACE < time.time():
        raise Gone("This was done too long ago.")
