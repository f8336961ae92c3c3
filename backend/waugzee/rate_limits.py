"""How much is too much: requests counted by user and by address, over the last minute.

The counting is the library's (`limits`, a sliding window), in Valkey where there is one and in this
process otherwise. While Valkey is away everything is allowed, and the log says so: a limit that turns
people away for its own failure would be worse than none.
"""

import asyncio
import math
import time
from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import parse_qs

import msgspec
import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.storage import storage_from_string
from litestar.datastructures import MutableScopeHeaders
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from valkey.asyncio import ConnectionPool
from valkey.exceptions import ValkeyError

from waugzee.addresses import Network, address_of, neighbourhood, networks
from waugzee.errors import TooManyRequests
from waugzee.settings import Settings

PATIENCE = {"socket_timeout": 0.25, "socket_connect_timeout": 0.25}
"""Seconds Valkey has for an answer."""
REST = 5.0
"""Seconds in which a Valkey that failed is not asked."""
WRITING = ("POST", "PUT", "PATCH", "DELETE")

log = structlog.get_logger(__name__)


class Limit(msgspec.Struct, frozen=True):
    """So many requests of one user, or from one address, in so many seconds."""

    name: str
    by: Literal["user", "address"]
    amount: int
    seconds: int = 60


Table = Mapping[str, Sequence[Limit]]
"""The limits of each group of routes. A route names its group in `opt={"limit": …}`, and where it costs more
with a parameter, another in `opt={"limit_with": {parameter: …}}`."""

LIMITS: Table = {
    # What a page or a script writes: a log queued for weeks goes out in a minute.
    "write": (Limit("write", "user", 1200), Limit("writes-from-address", "address", 6000)),
    # What a sync posts. Discogs itself allows sixty pages a minute; this leaves room for a hundred syncs.
    "sync": (Limit("sync", "user", 6000), Limit("syncs-from-address", "address", 12_000)),
    # What makes secrets, or takes guesses at them.
    "secrets": (Limit("secrets", "user", 30), Limit("secrets-from-address", "address", 600)),
    # All that one has, in one file.
    "export": (Limit("export", "user", 10),),
    # Files of a history kept elsewhere, large ones read whole.
    "import": (Limit("import", "user", 20), Limit("imports-from-address", "address", 60)),
    # What makes the server itself ask Discogs, whose limit all users share then.
    "discogs": (Limit("discogs", "user", 20), Limit("discogs-from-address", "address", 60)),
    # The same for anybody, who is not signed in yet.
    "discogs-sign-in": (Limit("discogs-sign-in", "address", 20),),
    # The built-in issuer: names and passwords (beside its count of failures), and tokens.
    "sign-in": (Limit("sign-in", "address", 120),),
    "token": (Limit("token", "address", 600),),
    # What guests read of public profiles, and the pictures that are drawn for previews of their links.
    "guest": (Limit("guest", "address", 600),),
    "guest-search": (Limit("guest-search", "address", 120), Limit("guest", "address", 600)),
    "preview": (Limit("preview", "address", 60),),
    # What programs call without signing in.
    "open": (Limit("open", "address", 600),),
    # Tokens and keys that are not good: each may cost a question to the database or to the issuer.
    "refused": (Limit("refused", "address", 600),),
}


def group_of(opt: Mapping[str, Any], method: str, query: bytes = b"") -> str | None:
    """The group a route counts in: the one it names, else that of its kind; reading is not counted."""
    named: str | None = opt.get("limit")
    if "limit_with" in opt:
        given = parse_qs(query.decode("latin-1"))
        named = next((group for name, group in opt["limit_with"].items() if name in given), named)
    if named or method not in WRITING or opt.get("public"):
        return named
    return "sync" if opt.get("scope") == "sync" else "write"


class RateLimits:
    """Counts requests, for this process or for all that share a Valkey."""

    def __init__(self, valkey_url: str | None, table: Table = LIMITS) -> None:
        self.table = table
        self._pool = ConnectionPool.from_url(valkey_url, **PATIENCE) if valkey_url else None
        storage = MemoryStorage() if self._pool is None else _valkey(self._pool)
        self._limiter = SlidingWindowCounterRateLimiter(storage)
        self._rests_until = 0.0

    async def aclose(self) -> None:
        if self._pool is not None:
            await self._pool.aclose()

    async def count(self, group: str, keys: Mapping[str, str], *, hit: bool = True) -> dict[str, str]:
        """Count a request and return what its answer's headers say; raises TooManyRequests.

        `keys` has the `user` and the `address`; limits by what is not in it do not count. Without `hit`
        it is only asked whether one more would be too much.
        """
        limits = [limit for limit in self.table.get(group, ()) if limit.by in keys]
        if not limits or time.monotonic() < self._rests_until:
            return {}
        try:
            counted = await asyncio.gather(*(self._count(limit, keys[limit.by], hit) for limit in limits))
        except (ValkeyError, OSError) as error:
            log.warning("requests are not counted: valkey cannot be reached", error=str(error))
            self._rests_until = time.monotonic() + REST
            return {}
        headers = {
            "RateLimit-Policy": ", ".join(f'"{one.name}";q={one.amount};w={one.seconds}' for one in limits),
            "RateLimit": ", ".join(
                f'"{one.name}";r={left};t={wait}'
                for one, (_, left, wait) in zip(limits, counted, strict=True)
            ),
        }
        waits = [wait for within, _, wait in counted if not within]
        if waits:
            seconds = max(waits)
            raise TooManyRequests(
                f"Try again in {seconds} seconds.", headers={**headers, "Retry-After": str(seconds)}
            )
        return headers

    async def _count(self, limit: Limit, key: str, hit: bool) -> tuple[bool, int, int]:
        """Whether this request is within the limit, how many more are, and in how many seconds it eases."""
        item = RateLimitItemPerSecond(limit.amount, limit.seconds, namespace="waugzee")
        within = await (self._limiter.hit if hit else self._limiter.test)(item, limit.name, key)
        reset, left = await self._limiter.get_window_stats(item, limit.name, key)
        return within, left, max(1, math.ceil(reset - time.time()))


def _valkey(pool: ConnectionPool) -> Storage:
    # The address only names the kind of storage: the connections are the pool's.
    storage: Storage = storage_from_string("async+valkey://", connection_pool=pool)  # type: ignore[assignment, arg-type]  # "async+" makes it this kind; options are typed as plain values
    return storage


class Refusals:
    """Counts those who were not let in, by address."""

    def __init__(self, settings: Settings) -> None:
        self._trusted = networks(settings.trusted_proxies)

    async def check(self, scope: Scope) -> None:
        """Raises TooManyRequests where too many from that address were refused."""
        await self._count(scope, hit=False)

    async def count(self, scope: Scope) -> None:
        """Count one more; raises TooManyRequests."""
        await self._count(scope, hit=True)

    async def _count(self, scope: Scope, *, hit: bool) -> None:
        limits: RateLimits = scope["litestar_app"].state.rate_limits
        await limits.count("refused", {"address": _address(scope, self._trusted)}, hit=hit)


def _address(scope: Scope, trusted: Sequence[Network]) -> str:
    return neighbourhood(address_of(scope, trusted))


class RateLimiting(ASGIMiddleware):
    """Counts each request of a limited route once it is known who asks."""

    def __init__(self, settings: Settings) -> None:
        self._trusted: tuple[Network, ...] = networks(settings.trusted_proxies)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        method = str(scope.get("method", ""))  # of a WebSocket none
        group = group_of(scope["route_handler"].opt, method, scope["query_string"])
        if group is None:
            await next_app(scope, receive, send)
            return
        keys = {"address": _address(scope, self._trusted)}
        if (user_id := scope.get("user")) is not None:
            keys["user"] = str(user_id)
        limits: RateLimits = scope["litestar_app"].state.rate_limits
        said = await limits.count(group, keys)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in said.items():
                    headers[name] = value
            await send(message)

        await next_app(scope, receive, send_with_headers)
