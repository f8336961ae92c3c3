"""What a request to Discogs carries for a user, and nothing else does: the address of one instruction."""

import secrets
import uuid

import msgspec
import structlog

from waugzee import sealing
from waugzee.db import Transaction
from waugzee.discogs import queries
from waugzee.discogs.oauth1 import Token, signed_url
from waugzee.discogs.origin import DEMO_TOKEN, Origin, origin
from waugzee.errors import NotConnected
from waugzee.settings import Settings

PURPOSE = "discogs credentials"
OWN = ("token", "oauth")
"""The ways in which Discogs shows a user what is theirs alone."""

log = structlog.get_logger(__name__)


class Personal(msgspec.Struct, frozen=True):
    """A token that a person made in their settings."""

    personal: str


class Credentials(msgspec.Struct, frozen=True):
    """How a user is connected, opened for use. Never logged, never answered."""

    kind: str
    username: str
    origin: Origin
    token: Token | None = None
    personal: str | None = None

    def __repr__(self) -> str:
        return f"Credentials({self.kind}, {self.username})"

    def address(self, url: str, *, now: int, method: str = "GET") -> str:
        """`url` with what it needs to be answered, in its query string. Signed ones serve once."""
        if self.token is not None:
            assert self.origin.consumer is not None
            nonce = secrets.token_urlsafe(24)
            return signed_url(
                url, self.origin.consumer, self.token, timestamp=now, nonce=nonce, method=method
            )
        if self.personal is not None:
            return f"{url}{'&' if '?' in url else '?'}token={self.personal}"
        return url


def sealed(settings: Settings, user_id: uuid.UUID, held: Token | Personal) -> bytes:
    return sealing.seal(settings.secret_keys, msgspec.json.encode(held), purpose=PURPOSE, owner=str(user_id))


async def credentials_of(db: Transaction, settings: Settings, user_id: uuid.UUID) -> Credentials:
    """Raises NotConnected, also where the keys that open what is kept are gone."""
    row = await queries.discogs_account(db, user_id)
    if row is None:
        raise NotConnected()
    at = origin(settings, simulated=row.simulated or row.kind == "demo")
    if row.kind == "demo":
        return Credentials(row.kind, row.username, at, personal=DEMO_TOKEN)
    if row.kind not in OWN:
        return Credentials(row.kind, row.username, at)
    try:
        plain = sealing.unseal(settings.secret_keys, row.sealed or b"", purpose=PURPOSE, owner=str(user_id))
    except sealing.CannotOpen as error:
        log.error("the credentials of a connection cannot be opened", user_id=str(user_id), why=str(error))
        raise NotConnected("What Waugzee kept to reach Discogs cannot be opened. Connect again.") from error
    if row.kind == "oauth":
        if at.consumer is None:
            raise NotConnected("This server no longer connects by signing in at Discogs. Connect again.")
        token = msgspec.json.decode(plain, type=Token)
        return Credentials(row.kind, row.username, at, token=token)
    personal = msgspec.json.decode(plain, type=Personal).personal
    return Credentials(row.kind, row.username, at, personal=personal)
