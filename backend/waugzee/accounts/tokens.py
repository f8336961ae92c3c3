"""Bearer tokens: verified once with python-jose, then remembered by digest until they expire.

python-jose accepts tokens without `exp` and `aud` unless told otherwise, ignores `kid`, `typ` and `crit`,
and takes any algorithm a key allows: here the key is chosen by `kid`, its algorithm pinned, and every
claim required.
"""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import msgspec
from jose import JOSEError, jwk, jwt
from jose.backends.base import Key

from waugzee.errors import Unauthorized

LARGEST_TOKEN = 8192
REMEMBERED = 10_000
LEEWAY = 60
KEYS_EVERY = 5.0
"""Seconds between two questions for keys, however many tokens name unknown ones."""
ALGORITHMS = {"RSA": "RS256", "EC": "ES256"}
REQUIRED = {f"require_{claim}": True for claim in ("exp", "iat", "aud", "iss", "sub")}

# RFC 9068's own type, and what issuers write that do not know it.
ACCESS = "at+jwt"
TYPES = (ACCESS, "jwt", "")
# What OpenID Connect puts into ID tokens; an issuer may well give both the same audience.
OF_ID_TOKENS = ("nonce", "at_hash", "c_hash")

KeySource = Callable[[], Awaitable[list[dict[str, str]]]]
"""Answers the issuer's public keys as JWKs."""


class Claims(msgspec.Struct, frozen=True):
    """What a verified token says."""

    issuer: str
    subject: str
    name: str
    expires_at: float
    issued_at: float = 0.0
    email: str | None = None
    email_verified: bool = False
    roles: tuple[str, ...] = ()
    session: str | None = None
    """The session at the issuer (`sid`), where the token says it."""
    client_id: str | None = None
    via: Literal["jwt", "introspection"] = "jwt"


class TokenVerifier:
    """Verifies the access tokens of one issuer for one audience."""

    def __init__(
        self, issuer: str, audience: str, keys: KeySource, *, now: Callable[[], float] = time.time
    ) -> None:
        self._issuer = issuer
        self._audience = audience
        self._keys = keys
        self._now = now
        self._prepared: dict[str, tuple[Key, str]] = {}
        self._keys_asked_at = -KEYS_EVERY
        self._asking = asyncio.Lock()
        self._remembered: OrderedDict[bytes, Claims] = OrderedDict()

    async def verify(self, token: str) -> Claims:
        """Return the token's claims; raises Unauthorized saying why not."""
        digest = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
        claims = self._remembered.get(digest)
        if claims is not None and claims.expires_at > self._now():
            return claims
        claims = await self._verify_anew(token)
        self._remembered[digest] = claims
        if len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)
        return claims

    async def _verify_anew(self, token: str) -> Claims:
        if len(token) > LARGEST_TOKEN:
            raise _refused("it is too long")
        try:
            header = jwt.get_unverified_header(token)
        except (JOSEError, ValueError, RecursionError) as error:
            raise _refused("it is not a JWT") from error
        kind = str(header.get("typ", "")).lower().removeprefix("application/")
        if kind not in TYPES or "crit" in header:
            raise _refused("it is of a kind unknown here")
        key, algorithm = await self._key(header.get("kid"))
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self._audience,
                issuer=self._issuer,
                options={**REQUIRED, "leeway": LEEWAY, "verify_at_hash": False},
            )
        except (JOSEError, ValueError, RecursionError, OverflowError) as error:
            raise _refused(str(error)) from error
        if kind != ACCESS and any(name in claims for name in OF_ID_TOKENS):
            raise _refused("it is an ID token")
        subject = claims["sub"]
        name = claims.get("preferred_username") or claims.get("name") or subject
        return Claims(self._issuer, subject, str(name)[:80], float(claims["exp"]) + LEEWAY)

    async def _key(self, kid: Any) -> tuple[Key, str]:
        if not isinstance(kid, str):
            raise _refused("it names no key")
        if kid not in self._prepared:
            async with self._asking:  # requests that come together wait for one answer
                if kid not in self._prepared and self._now() - self._keys_asked_at >= KEYS_EVERY:
                    self._prepared = dict(_prepared(await self._keys()))
                    self._keys_asked_at = self._now()
        if kid not in self._prepared:
            raise _refused("it is signed with an unknown key")
        return self._prepared[kid]


def _prepared(keys: list[dict[str, str]]) -> list[tuple[str, tuple[Key, str]]]:
    """Build each key once: parsing a JWK costs more than verifying with it."""
    ready = []
    for key in keys:
        algorithm = key.get("alg") or ALGORITHMS.get(key.get("kty", ""), "")
        if algorithm in ALGORITHMS.values() and key.get("use", "sig") == "sig" and "kid" in key:
            ready.append((key["kid"], (jwk.construct(key, algorithm), algorithm)))
    return ready


def _refused(why: str) -> Unauthorized:
    """Say why in the words of RFC 6750."""
    plain = "".join(c for c in why if c.isascii() and c.isprintable() and c not in '"\\')[:120]
    return Unauthorized(
        f"The access token was refused: {plain}.",
        headers={"WWW-Authenticate": f'Bearer error="invalid_token", error_description="{plain}"'},
    )
