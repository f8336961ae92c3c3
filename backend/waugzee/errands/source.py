"""Where errands lead, with which credentials, and the keys that prove them."""

import time
import uuid

import msgspec

from waugzee.accounts.queries import discogs_account
from waugzee.db import Transaction
from waugzee.errors import Forbidden, Gone, NotConnected
from waugzee.settings import Settings
from waugzee.sync.source import CEILINGS, DEMO_TOKEN, LIFE
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
    """The user's Discogs. `writable` says that it takes what they change."""

    origin: str
    username: str
    ceiling: int
    writable: bool
    simulator: str | None
    token: str | None = None

    def __repr__(self) -> str:
        return f"Source({self.origin}, {self.username})"

    def address(self, method: Method, url: str) -> str:
        if self.token is None:
            return url
        return f"{url}{'&' if '?' in url else '?'}token={self.token}"


async def source_of(db: Transaction, settings: Settings, user_id: uuid.UUID) -> Source:
    """Raises NotConnected."""
    account = await discogs_account(db, user_id)
    if account is None:
        raise NotConnected()
    ceiling = CEILINGS[account.kind]
    if account.kind == "demo":
        at = settings.demo_url or ""
        return Source(at, account.username, ceiling, True, at, DEMO_TOKEN)
    return Source(settings.discogs_url, account.username, ceiling, False, None)


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
