"""An issuer's public keys by `kid`, each prepared once: parsing a JWK costs more than verifying with it.

A token that names an unknown key may be signed with one the issuer has just made, so its keys are asked
for again, but not more often than every few seconds, whatever strangers send. Keys once read serve
through an outage of the issuer.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import structlog
from jose import JOSEError, jwk
from jose.backends.base import Key

from waugzee.errors import IssuerUnreachable

EVERY = 5.0
"""Seconds between two questions, however many tokens name unknown keys."""
FRESH = 300.0
"""Seconds after which keys are read again, so that those the issuer took back go."""

RSA = ("RS256", "RS384", "RS512")
CURVES = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}
ALGORITHMS = (*RSA, *CURVES.values())
"""What python-jose verifies with a public key; it knows neither EdDSA nor RSA-PSS."""

Jwk = dict[str, Any]
KeySource = Callable[[], Awaitable[list[Jwk]]]
"""Answers the issuer's public keys as JWKs; raises IssuerUnreachable."""

log = structlog.get_logger(__name__)


class Keyring:
    """The keys of one issuer."""

    def __init__(self, ask: KeySource, *, now: Callable[[], float] = time.time) -> None:
        self._ask = ask
        self._now = now
        self._keys: dict[str, dict[str, Key]] = {}
        self._asked_at = -EVERY
        self._unreachable = False
        self._asking = asyncio.Lock()

    async def keys(self, kid: str | None) -> dict[str, Key] | None:
        """What `kid` may verify, by algorithm; without a kid, the issuer's only key. None: no such key.

        Raises IssuerUnreachable while the issuer cannot say whether there is one.
        """
        if (found := self._found(kid)) is None:
            await self.refresh()
            if (found := self._found(kid)) is None and self._unreachable:
                raise IssuerUnreachable("The sign-in service cannot be asked for its keys.")
        return found

    def _found(self, kid: str | None) -> dict[str, Key] | None:
        if kid is None and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        return None if kid is None else self._keys.get(kid)

    async def refresh(self) -> None:
        """Read the keys, unless that has just been tried. Callers that come together wait for one answer."""
        async with self._asking:
            if 0 <= self._now() - self._asked_at < EVERY:
                return
            try:
                self._keys = prepared(await self._ask())
                self._unreachable = False
            except IssuerUnreachable:
                self._unreachable = True
            self._asked_at = self._now()

    async def keep_fresh(self) -> None:
        """Read the keys now and again, until cancelled."""
        while True:
            await self.refresh()
            await asyncio.sleep(EVERY if self._unreachable else FRESH)


class _Described(msgspec.Struct):
    """What a JWK says about its use (RFC 7517 §4)."""

    kty: str
    kid: str = ""
    use: str = "sig"
    key_ops: tuple[str, ...] = ("verify",)
    alg: str | None = None
    crv: str = ""


def algorithms(key: Jwk) -> tuple[str, ...]:
    """What a key may have signed with: the algorithm it names, else those of its type; never another."""
    said = msgspec.convert(key, _Described)
    if said.use != "sig" or "verify" not in said.key_ops:
        return ()
    fitting = RSA if said.kty == "RSA" else (CURVES.get(said.crv, ""),) if said.kty == "EC" else ()
    return tuple(name for name in fitting if name and said.alg in (None, name))


def prepared(keys: list[Jwk]) -> dict[str, dict[str, Key]]:
    """The keys by `kid` ("" for one without) and algorithm; those of no use here are left out."""
    ready: dict[str, dict[str, Key]] = {}
    for key in keys:
        try:
            for algorithm in algorithms(key):
                ready.setdefault(key.get("kid", ""), {})[algorithm] = jwk.construct(key, algorithm)
        except (msgspec.ValidationError, JOSEError, ValueError, TypeError) as error:
            log.warning("a key of the issuer cannot be read", kid=key.get("kid"), error=str(error))
    if keys and not ready:
        offered = sorted({str(key.get("alg") or key.get("kty")) for key in keys})
        log.warning("the issuer signs with nothing that is supported here", offered=offered, known=ALGORITHMS)
    return ready
