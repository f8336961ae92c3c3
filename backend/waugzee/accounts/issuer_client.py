"""The configured issuer, asked over one kept-alive client: discovery, keys, and what it knows of tokens.

Every answer has a time limit and a size limit, redirects are not followed, and what the issuer says
about itself counts only where it calls itself what it was configured as. Whatever goes wrong is one
IssuerUnreachable: who asked cannot know whether a token is good, and nobody is told theirs is bad.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec
import structlog

from waugzee.accounts.keyring import Jwk
from waugzee.errors import IssuerUnreachable
from waugzee.settings import is_private

WITHIN = 5.0
"""Seconds the issuer has for an answer."""
LARGEST_ANSWER = 512_000
LIMITS = httpx.Limits(max_connections=50, max_keepalive_connections=20, keepalive_expiry=60)
DISCOVERY_FRESH = 600.0
"""Seconds after which the issuer is asked again where its endpoints are."""
RETRY = 2.0
"""Seconds after a failed discovery in which the next question fails at once."""
PATH = "/.well-known/openid-configuration"

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Metadata(msgspec.Struct, frozen=True):
    """What the issuer says about itself (OpenID Connect Discovery 1.0), as far as it matters here."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    introspection_endpoint: str | None = None
    revocation_endpoint: str | None = None
    end_session_endpoint: str | None = None

    @property
    def addresses(self) -> list[str]:
        return [value for value in msgspec.structs.astuple(self) if value is not None]

    @property
    def origins(self) -> list[str]:
        """Where the page goes to sign in and out, and to renew its tokens; sorted."""
        parts = [urlsplit(address) for address in self.addresses]
        return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


class Jwks(msgspec.Struct):
    """A JWK set (RFC 7517)."""

    keys: list[Jwk]


class IssuerClient:
    """Asks one issuer. `identifier` is its `iss`, to the letter."""

    def __init__(self, identifier: str, *, now: Callable[[], float] = time.time) -> None:
        self._identifier = identifier
        self._now = now
        # An issuer on this machine is not asked by way of a proxy.
        outside = identifier.startswith("https:")
        self._http = httpx.AsyncClient(
            timeout=WITHIN, limits=LIMITS, follow_redirects=False, trust_env=outside
        )
        self._metadata: Metadata | None = None
        self._read_at = -DISCOVERY_FRESH
        self._failed_at = -RETRY
        self._discovering = asyncio.Lock()
        self._away = False

    async def aclose(self) -> None:
        await self._http.aclose()

    @property
    def known(self) -> Metadata | None:
        """What the issuer last said about itself, as far as it was asked."""
        return self._metadata

    async def metadata(self) -> Metadata:
        """Discover the issuer, or return what it said before where that is fresh or it does not answer."""
        async with self._discovering:
            known, now = self._metadata, self._now()
            if known is not None and now - self._read_at < DISCOVERY_FRESH:
                return known
            if 0 <= now - self._failed_at < RETRY:
                return self._known_or_unreachable()
            try:
                known = self._metadata = await self._discover()
                self._read_at = self._now()
                return known
            except IssuerUnreachable:
                self._failed_at = self._now()
                return self._known_or_unreachable()

    def _known_or_unreachable(self) -> Metadata:
        if self._metadata is None:
            raise IssuerUnreachable("The sign-in service cannot be reached.")
        return self._metadata

    async def _discover(self) -> Metadata:
        found = await self._ask("GET", self._identifier.rstrip("/") + PATH, Metadata)
        if found.issuer != self._identifier:
            raise self._unusable(
                f"it calls itself {found.issuer}, not {self._identifier}: set WAUGZEE_ISSUER"
            )
        if open_to_all := [address for address in found.addresses if not is_private(address)]:
            raise self._unusable(f"it names addresses without https: {', '.join(open_to_all)}")
        return found

    async def keys(self) -> list[Jwk]:
        """Read the issuer's public keys; raises IssuerUnreachable."""
        metadata = await self.metadata()
        try:
            return (await self._ask("GET", metadata.jwks_uri, Jwks)).keys
        except IssuerUnreachable:
            self._read_at = -DISCOVERY_FRESH  # they may have moved
            raise

    async def introspect(self, token: str, assertion: Mapping[str, str]) -> dict[str, Any]:
        """Ask about a token (RFC 7662) as the client `assertion` proves; raises IssuerUnreachable."""
        endpoint = (await self.metadata()).introspection_endpoint
        if endpoint is None:
            raise self._unusable("it has no introspection endpoint")
        form = {"token": token, "token_type_hint": "access_token", **assertion}
        status, body = await self._answer("POST", endpoint, data=form)
        if status == httpx.codes.BAD_REQUEST and b"unsupported_token_type" in body:
            return {"active": False}  # RFC 7662 has no word for it; some refuse to look at JWTs
        return self._decoded(endpoint, status, body, dict[str, Any])

    async def userinfo(self, token: str) -> dict[str, Any] | None:
        """What the issuer tells the bearer about the user; None where it tells nothing."""
        endpoint = (await self.metadata()).userinfo_endpoint
        if endpoint is None:
            return None
        headers = {"Authorization": f"Bearer {token}"}
        status, body = await self._answer("GET", endpoint, headers=headers)
        if status != httpx.codes.OK:
            return None  # it need not tell whoever holds a token for another audience
        return self._decoded(endpoint, status, body, dict[str, Any])

    async def revoke(self, token: str, client_id: str) -> bool:
        """Take back a public client's token (RFC 7009); False where the issuer does not offer it."""
        endpoint = (await self.metadata()).revocation_endpoint
        if endpoint is None:
            return False
        status, _ = await self._answer("POST", endpoint, data={"token": token, "client_id": client_id})
        return status == httpx.codes.OK

    async def _ask(self, method: str, url: str, kind: type[T], **request: Any) -> T:
        status, body = await self._answer(method, url, **request)
        return self._decoded(url, status, body, kind)

    def _decoded(self, url: str, status: int, body: bytes, kind: type[T]) -> T:
        if status != httpx.codes.OK:
            raise self._unusable(f"{urlsplit(url).path} answers {status}")
        try:
            found = msgspec.json.decode(body, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise self._unusable(f"{urlsplit(url).path} answers what is no such JSON: {error}") from error
        if self._away:
            self._away = False
            log.info("the issuer answers again", issuer=self._identifier)
        return found

    async def _answer(self, method: str, url: str, **request: Any) -> tuple[int, bytes]:
        try:
            # httpx' own limits hold for each read, not for the whole.
            async with asyncio.timeout(WITHIN), self._http.stream(method, url, **request) as answer:
                body = bytearray()
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > LARGEST_ANSWER:
                        raise self._unusable(f"{urlsplit(url).path} answers without end")
                return answer.status_code, bytes(body)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise self._unusable(f"{type(error).__name__} {error}".strip()) from error

    def _unusable(self, why: str) -> IssuerUnreachable:
        """Tell the operator why, once until it answers again, and whoever asked only that it is away."""
        if not self._away:
            self._away = True
            log.warning("the issuer cannot be used", issuer=self._identifier, why=why)
        return IssuerUnreachable("The sign-in service cannot be reached.")
