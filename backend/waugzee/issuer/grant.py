"""Who is signed in, what that gave the page, and the secrets that stand for it."""

import hashlib
import secrets
import uuid
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Row

from waugzee.issuer.client import PageClient


def digest(secret: str) -> bytes:
    """What is kept of a cookie, a code or a refresh token; they are random enough to need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


class Ended(NamedTuple):
    """A session that is over, and whose it was, as tokens name them."""

    subject: str
    sid: str


class SignedIn(msgspec.Struct, frozen=True):
    """Who sits at this browser, and since when."""

    session_id: uuid.UUID
    account_id: uuid.UUID
    name: str
    authenticated_at: datetime


class Grant(msgspec.Struct, frozen=True):
    """What one sign-in gave the page. It answers Authlib as the code, as the refresh token, and as
    the user they speak for, since a token must know its grant and Authlib passes on only the user.
    """

    id: uuid.UUID
    account_id: uuid.UUID
    name: str
    session_id: uuid.UUID
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str | None
    challenge: str
    authenticated_at: datetime

    @classmethod
    def of(cls, row: Row[Any]) -> "Grant":
        return cls(**{field: getattr(row, field) for field in cls.__struct_fields__})

    @property
    def code_challenge(self) -> str:
        return self.challenge

    @property
    def code_challenge_method(self) -> str:
        return "S256"

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(self.authenticated_at.timestamp())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> list[str]:
        return ["pwd"]

    def get_user_id(self) -> str:
        return str(self.account_id)

    def check_client(self, client: PageClient) -> bool:
        return self.client_id == client.client_id

    def new_refresh_token(self) -> str:
        return f"{self.id.hex}.{secrets.token_urlsafe(32)}"

    def new_token_id(self) -> str:
        """A `jti` that is new each time and by which the issuer finds the grant again."""
        return f"{self.id.hex}.{secrets.token_urlsafe(12)}"


def grant_id_in(token: str) -> uuid.UUID | None:
    """The grant that a refresh token or a `jti` names."""
    name = token.partition(".")[0]
    try:
        return uuid.UUID(hex=name) if len(name) == 32 else None
    except ValueError:
        return None
