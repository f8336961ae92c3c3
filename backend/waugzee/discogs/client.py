"""The few requests the server itself makes of Discogs: the steps of OAuth, and whose credentials they are.

Discogs may be down, busy, or answer HTML where something stands before it: that is DiscogsUnavailable.
What it turns down, with the plain text it gives for a reason, is DiscogsRefused. None of these calls is
made inside a transaction.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Annotated
from urllib.parse import parse_qs

import httpx
import msgspec
import structlog

from waugzee.discogs.oauth1 import Consumer, Token, authorization_header, signed_parameters
from waugzee.discogs.origin import Origin
from waugzee.errors import DiscogsRefused, DiscogsUnavailable
from waugzee.outgoing import client_from

WITHIN = 10.0
LARGEST_ANSWER = 64_000
LONGEST_REASON = 200
LIMITS = httpx.Limits(max_connections=20, max_keepalive_connections=5, keepalive_expiry=30)

log = structlog.get_logger(__name__)


class Identity(msgspec.Struct, frozen=True):
    """Whose credentials these are, as Discogs says."""

    id: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]
    username: Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"\A[A-Za-z0-9._\-]+\Z")]


class Refusal(msgspec.Struct):
    """A JSON body that says no."""

    message: str = ""


class DiscogsClient:
    """One kept-alive client. `now` gives Unix seconds: what is signed carries a time."""

    def __init__(self, public_url: str, *, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._http = client_from(public_url, timeout=WITHIN, limits=LIMITS)

    async def aclose(self) -> None:
        await self._http.aclose()

    async def request_token(self, origin: Origin, consumer: Consumer, callback: str) -> Token:
        """A token that its owner is then asked to allow."""
        url = f"{origin.api}/oauth/request_token"
        return await self._token("GET", url, consumer, None, {"oauth_callback": callback})

    async def access_token(self, origin: Origin, consumer: Consumer, request: Token, verifier: str) -> Token:
        """What acts for the person from now on, for a request token they allowed."""
        url = f"{origin.api}/oauth/access_token"
        return await self._token("POST", url, consumer, request, {"oauth_verifier": verifier})

    async def identity(self, origin: Origin, consumer: Consumer, access: Token) -> Identity:
        url = f"{origin.api}/oauth/identity"
        return await self._identity(url, self._signed("GET", url, consumer, access, {}))

    async def identity_of_personal(self, origin: Origin, token: str) -> Identity:
        return await self._identity(f"{origin.api}/oauth/identity", f"Discogs token={token}")

    async def _token(
        self, method: str, url: str, consumer: Consumer, token: Token | None, more: Mapping[str, str]
    ) -> Token:
        body = await self._answer(method, url, self._signed(method, url, consumer, token, more))
        given = {name: values[-1] for name, values in parse_qs(body.decode("ascii", "replace")).items()}
        try:
            return Token(given["oauth_token"], given["oauth_token_secret"])
        except KeyError as error:
            raise self._unusable(url, "answers no token") from error

    async def _identity(self, url: str, authorization: str) -> Identity:
        body = await self._answer("GET", url, authorization)
        try:
            return msgspec.json.decode(body, type=Identity)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise self._unusable(url, "answers no identity") from error

    def _signed(
        self, method: str, url: str, consumer: Consumer, token: Token | None, more: Mapping[str, str]
    ) -> str:
        now, nonce = int(self._now()), secrets.token_urlsafe(24)
        return authorization_header(
            signed_parameters(method, url, consumer, token, timestamp=now, nonce=nonce, more=more)
        )

    async def _answer(self, method: str, url: str, authorization: str) -> bytes:
        headers = {"Authorization": authorization, "Accept": "application/json, */*;q=0.5"}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = bytearray()
        try:
            # httpx' own limits hold for each read, not for the whole.
            async with asyncio.timeout(WITHIN), self._http.stream(method, url, headers=headers) as answer:
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > LARGEST_ANSWER:
                        raise self._unusable(url, "answers without end")
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise self._unusable(url, type(error).__name__) from error
        if answer.status_code == 200:
            return bytes(body)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if answer.status_code == 429 or answer.status_code >= 500 or kind == "text/html":
            raise self._unusable(url, f"answers {answer.status_code} {kind}")
        raise DiscogsRefused(reason(kind, bytes(body)))

    def _unusable(self, url: str, why: str) -> DiscogsUnavailable:
        """Tell the operator why; whoever asked learns only that it is away."""
        log.warning("discogs cannot be used", url=url, why=why)
        return DiscogsUnavailable("Discogs cannot be reached just now. Nothing was changed.")


def reason(kind: str, body: bytes) -> str:
    """Discogs' own words for a refusal: the last line of a plain text, or the message of a JSON body."""
    text = body.decode("utf-8", "replace")
    if kind == "application/json":
        try:
            text = msgspec.json.decode(body, type=Refusal).message
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            text = ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = re.sub(r"[^ -~]+", " ", lines[-1])[:LONGEST_REASON] if lines else ""
    return f"Discogs said: {said}" if said else "Discogs gave no reason."
