"""Opaque tokens: the issuer is asked what they say (RFC 7662), as the client a signed assertion proves.

The assertion is made as Zitadel's JWT profile has it (RFC 7523): RS256, `kid` the key's id, `iss` and
`sub` the client, `aud` the issuer, good for a minute and for one question.
"""

import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jose import jwk, jwt
from jose.backends.base import Key

from waugzee.accounts.issuer_client import IssuerClient
from waugzee.accounts.tokens import Claims, read_claims, refused
from waugzee.errors import ConfigurationError
from waugzee.settings import Settings

ALGORITHM = "RS256"
B64TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]+=*")  # RFC 6750 §2.1
ASSERTION_LIFE = 60
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class ClientKey(msgspec.Struct, frozen=True):
    """Proves to the issuer which client asks."""

    client_id: str
    key: Key
    key_id: str | None = None

    def assertion(self, audience: str, now: float) -> dict[str, str]:
        """The form fields that authenticate one request (RFC 7521, private_key_jwt)."""
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": audience,
            "iat": int(now),
            "exp": int(now) + ASSERTION_LIFE,
            "jti": secrets.token_urlsafe(16),
        }
        headers = {"kid": self.key_id} if self.key_id else None
        signed = jwt.encode(claims, self.key, ALGORITHM, headers=headers)
        return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}


class ZitadelKey(msgspec.Struct, rename="camel"):
    """The file Zitadel hands out for a key of an API application."""

    key: str
    key_id: str
    client_id: str


class Introspection:
    """Asks one issuer about opaque access tokens for one audience."""

    def __init__(
        self,
        issuer: str,
        audience: str,
        client: IssuerClient,
        key: ClientKey,
        *,
        role_claim: str | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._issuer = issuer
        self._audience = audience
        self._client = client
        self._key = key
        self._role_claim = role_claim
        self._now = now

    async def ask(self, token: str, first_seen: float) -> Claims:
        """Return what the issuer says of the token; raises Unauthorized and IssuerUnreachable.

        Where it does not say when it issued it, that is when it was first seen.
        """
        if not B64TOKEN.fullmatch(token):
            raise refused("it is not a JWT, nor any other token")
        now = self._now()
        said = await self._client.introspect(token, self._key.assertion(self._issuer, now))
        if said.get("active") is not True:
            raise refused("the issuer does not know it, or no longer")
        if str(said.get("token_type", "bearer")).lower() != "bearer" or said.get("cnf"):
            raise refused("it is no bearer token")
        # RFC 7662 lets these out at will: who answers is the issuer, and what it says holds for now.
        whole = {"iss": self._issuer, "iat": first_seen, "exp": now, **said}
        return read_claims(
            whole, self._issuer, self._audience, now, role_claim=self._role_claim, via="introspection"
        )


def client_key(settings: Settings) -> ClientKey | None:
    """Read the key file of the settings, if they name one; raises ConfigurationError."""
    path = settings.introspection_key
    if path is None:
        return None
    try:
        content = path.read_bytes()
        if content.lstrip().startswith(b"{"):
            return _from_zitadel(path, content)
        if settings.introspection_client_id is None:
            raise ConfigurationError("WAUGZEE_INTROSPECTION_CLIENT_ID is not set: give the client of the key")
        return ClientKey(settings.introspection_client_id, _private(content))
    except (OSError, ValueError, TypeError) as error:
        raise ConfigurationError(f"WAUGZEE_INTROSPECTION_KEY: {path} cannot be used: {error}") from error


def _from_zitadel(path: Path, content: bytes) -> ClientKey:
    try:
        file = msgspec.json.decode(content, type=ZitadelKey)
    except msgspec.MsgspecError as error:
        raise ConfigurationError(
            f"WAUGZEE_INTROSPECTION_KEY: {path} is not the key file of an API application: {error}"
        ) from error
    return ClientKey(file.client_id, _private(file.key.encode()), file.key_id)


def _private(pem: bytes) -> Key:
    """Read a private RSA key; raises ValueError and TypeError. python-jose would take any as one."""
    if not isinstance(load_pem_private_key(pem, None), RSAPrivateKey):
        raise ValueError("it is no RSA key")
    return jwk.construct(pem, ALGORITHM)
