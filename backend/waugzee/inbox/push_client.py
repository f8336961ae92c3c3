"""The requests to push services. Where they go is what a browser said, and so nothing to be trusted:

- https, by name, on its usual port; this machine too where a setting allows it.
- The name is looked up here, every address of it must be one of the internet, and the request goes to
  the address that was looked at: a name that leads elsewhere a moment later leads nowhere.
- No redirect is followed, no proxy used, and of the answer only its status and `Retry-After` are read.
"""

import asyncio
import re
import socket
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
import msgspec

from waugzee.addresses import is_loopback, is_public
from waugzee.errors import Invalid
from waugzee.outgoing import client_from
from waugzee.settings import Settings

WITHIN = 10.0
NAME = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
OWN_NAMES = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".test", ".invalid", ".onion")
LONGEST_WAIT = 6 * 3600


class Unreached(Exception):
    """No answer came; it may be worth another try."""


class NotPublic(Exception):
    """It leads to where nothing of ours may go."""


class Answer(msgspec.Struct, frozen=True):
    """What a push service said: its status, and the seconds after which it wants to be asked again."""

    status: int
    retry_after: float | None = None


def check_endpoint(endpoint: str, *, loopback: bool) -> None:
    """Raises Invalid for an address that no push service has."""
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise Invalid("The endpoint is no address.") from error
    if loopback and parts.scheme in ("http", "https") and (host == "localhost" or is_loopback(host)):
        return
    if (
        parts.scheme != "https"
        or port not in (None, 443)
        or "@" in parts.netloc
        or not NAME.fullmatch(host)
        or host.endswith(OWN_NAMES)
    ):
        raise Invalid("The endpoint is not of a push service: it must be a public address with https.")


class PushClient:
    """One kept-alive client."""

    def __init__(self, settings: Settings) -> None:
        self._loopback = settings.push_loopback
        self._http = client_from(settings.public_url, timeout=WITHIN)

    async def aclose(self) -> None:
        await self._http.aclose()

    async def post(self, endpoint: str, headers: dict[str, str], body: bytes) -> Answer:
        """Raises Unreached and NotPublic."""
        try:
            check_endpoint(endpoint, loopback=self._loopback)
        except Invalid as error:
            raise NotPublic(error.detail) from error
        url = httpx.URL(endpoint)
        try:
            async with asyncio.timeout(WITHIN):
                address = await self._address(url)
                request = self._http.build_request(
                    "POST",
                    url.copy_with(host=address),
                    content=body,
                    headers={**headers, "Host": url.netloc.decode()},
                    extensions={"sni_hostname": url.host},
                )
                answer = await self._http.send(request, stream=True)
                await answer.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError) as error:
            raise Unreached(type(error).__name__) from error
        return Answer(answer.status_code, _seconds(answer.headers.get("retry-after", "")))

    async def _address(self, url: httpx.URL) -> str:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if not all(is_public(one) or (self._loopback and is_loopback(one)) for one in addresses):
            raise NotPublic(f"{url.host} is not on the internet")
        return addresses[0]


def _seconds(text: str) -> float | None:
    """`Retry-After`, of either form."""
    if text.isdecimal() and len(text) < 10:
        return min(float(text), LONGEST_WAIT)
    try:
        wait = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(wait, 0.0), LONGEST_WAIT)
