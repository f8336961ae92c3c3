"""Whose token is it? Found out once, then remembered by the token's digest: here, and for the others.

A JWT is verified with the issuer's keys; what is none is asked about at the issuer, where the settings
have a key for that. What the issuer said of an opaque token holds for a minute at most, so that one
taken back elsewhere dies within it.
"""

import asyncio
import hashlib
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable

import msgspec
import structlog

from waugzee.accounts.introspection import Introspection, client_key
from waugzee.accounts.issuer_client import IssuerClient
from waugzee.accounts.keyring import Keyring
from waugzee.accounts.profiles import Profiles
from waugzee.accounts.shared_memory import SharedMemory
from waugzee.accounts.tokens import LARGEST_TOKEN, Claims, NoVerifiableJwt, TokenVerifier, refused
from waugzee.errors import ConfigurationError, IssuerUnreachable, Unauthorized
from waugzee.settings import Settings

REMEMBERED = 10_000
"""Tokens this process remembers; the one unused for longest gives way."""
INTROSPECTED = 60.0
"""Seconds for which the issuer's word on an opaque token is taken."""
REFUSED = 30.0
"""Seconds for which it is taken that it knows no such token."""
Refused = tuple[float, str | None, dict[str, str]]
"""Until when a refusal holds, and its words."""
NEVER: Refused = (0.0, None, {})

Admit = Callable[[], Awaitable[None]]
"""Says that something unknown may be asked about; raises where it may not."""

log = structlog.get_logger(__name__)


class Remembered(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a token says, and until when that needs no second look (Unix seconds)."""

    claims: Claims
    until: float


_decoder = msgspec.json.Decoder(Remembered)


class Bearer:
    """Turns bearer tokens into claims. `counts` says how often by which way."""

    def __init__(
        self,
        verifier: TokenVerifier,
        introspection: Introspection | None = None,
        profiles: Profiles | None = None,
        shared: SharedMemory | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._verifier = verifier
        self._introspection = introspection
        self._profiles = profiles
        self._shared = shared
        self._now = now
        self._remembered: OrderedDict[bytes, Remembered] = OrderedDict()
        self._refused: OrderedDict[bytes, Refused] = OrderedDict()
        self._asking: dict[bytes, asyncio.Task[Claims]] = {}
        self.counts: Counter[str] = Counter()

    async def claims_of(self, token: str, admit: Admit | None = None) -> Claims:
        """Return what the token says.

        Raises Unauthorized saying why it is not taken, IssuerUnreachable while nobody can say, and what
        `admit` raises, before the issuer is asked.
        """
        if len(token) > LARGEST_TOKEN:
            raise refused("it is too long")
        digest = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
        known = self._remembered.get(digest)
        if known is not None and known.until > self._now():
            self._remembered.move_to_end(digest)
            self.counts["remembered"] += 1
            return known.claims
        # Requests that come together with a token nobody has seen ask once.
        asking = self._asking.get(digest)
        if asking is None:
            asking = self._asking[digest] = asyncio.create_task(self._find_out(digest, token, admit))
            asking.add_done_callback(lambda task: self._asked(digest, task))
        return await asyncio.shield(asking)

    def _asked(self, digest: bytes, task: asyncio.Task[Claims]) -> None:
        del self._asking[digest]
        # Whoever waited has heard of it, and where nobody waits any longer, nobody need.
        if not task.cancelled():
            task.exception()

    async def _find_out(self, digest: bytes, token: str, admit: Admit | None) -> Claims:
        try:
            way, found = await self._judge(digest, token, admit)
        except Unauthorized:
            self.counts["refused"] += 1
            raise
        self.counts[way] += 1
        log.debug("a token was seen for the first time", way=way)
        if self._shared is not None and way != "shared":
            await self._shared.keep(digest, msgspec.json.encode(found), found.until - self._now())
        self._remembered[digest] = found
        if len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)
        return found.claims

    async def _judge(self, digest: bytes, token: str, admit: Admit | None) -> tuple[str, Remembered]:
        """What the token says, and which way told.

        The keys come first: verifying with one costs less than asking Valkey. That is asked where
        there is no key for it, and the issuer last.
        """
        try:
            claims = await self._verifier.verify(token)
        except (NoVerifiableJwt, IssuerUnreachable) as error:
            if (known := await self._recall(digest)) is not None:
                return "shared", known
            if self._introspection is None or isinstance(error, IssuerUnreachable):
                raise
            claims = await self._introspected(self._introspection, digest, token, admit)
        until = claims.expires_at
        if claims.via == "introspection":
            until = min(until, self._now() + INTROSPECTED)
        if self._profiles is not None:
            claims = await self._profiles.complete(claims, token)
        return claims.via, Remembered(claims, until)

    async def _introspected(
        self, introspection: Introspection, digest: bytes, token: str, admit: Admit | None
    ) -> Claims:
        until, detail, headers = self._refused.get(digest, NEVER)
        if until > self._now():
            raise Unauthorized(detail, headers=headers)
        if admit is not None:
            await admit()
        # Not each time anew, or a token without a time would outlive the session that it belongs to.
        seen = self._remembered.get(digest)
        try:
            return await introspection.ask(token, seen.claims.issued_at if seen else self._now())
        except Unauthorized as refusal:
            # Not the exception itself, which holds on to everything that was on its way.
            self._refused[digest] = (self._now() + REFUSED, refusal.detail, refusal.headers)
            if len(self._refused) > REMEMBERED:
                self._refused.popitem(last=False)
            raise

    async def _recall(self, digest: bytes) -> Remembered | None:
        if self._shared is None or (kept := await self._shared.recall(digest)) is None:
            return None
        try:
            found = _decoder.decode(kept)
        except msgspec.MsgspecError:
            return None  # of another version of Waugzee, while one gives way to the next
        return found if found.until > self._now() else None


def make_bearer(
    settings: Settings,
    keyring: Keyring,
    client: IssuerClient | None,
    shared: SharedMemory | None,
    *,
    now: Callable[[], float] = time.time,
) -> Bearer:
    """What the settings ask for; raises ConfigurationError."""
    issuer, audience, role_claim = settings.issuer_url, settings.audience, settings.role_claim
    introspection = None
    key = client_key(settings)
    if key is not None:
        if client is None:
            raise ConfigurationError("WAUGZEE_INTROSPECTION_KEY is set: give WAUGZEE_ISSUER too")
        introspection = Introspection(issuer, audience, client, key, role_claim=role_claim, now=now)
    verifier = TokenVerifier(issuer, audience, keyring, role_claim=role_claim, now=now)
    profiles = Profiles(client, now=now) if client else None
    return Bearer(verifier, introspection, profiles, shared, now=now)
