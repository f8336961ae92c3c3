"""What stands before the endpoints: latency, the rate limit, faults, CORS, headers, compression.

Order of one API request: half the latency, the count, the fault drawn for it, the endpoint, the time
its page is held, the other half. Images bypass all of it but the latency, as their host does; `/_control`
bypasses all.
"""

import asyncio
import ipaddress
import math
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from gzip import compress
from typing import Final, NamedTuple, cast
from urllib.parse import parse_qs

import msgspec
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from waugzee_demo import credentials, headers
from waugzee_demo.accounts import STEPS, Accounts
from waugzee_demo.behaviour import Behaviour, Fault
from waugzee_demo.credentials import Caller
from waugzee_demo.window import Window

Sleep = Callable[[float], Awaitable[None]]

CONTROL: Final = "/_control"
IMAGES: Final = "/images/"
AUTHORIZE: Final = "/oauth/authorize"
JSON: Final = b"application/json"
HTML: Final = b"text/html; charset=UTF-8"
PLAIN: Final = b"text/plain; charset=utf-8"
TOO_QUICK: Final = b'{"message":"You are making requests too quickly."}'
CHALLENGE: Final = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    b"<body><h1>One more step</h1><p>The site needs to review the security of your connection.</p>"
    b"</body></html>\n"
)
SMALLEST_COMPRESSED: Final = 512


class Answer(NamedTuple):
    status: int
    body: bytes = b""
    kind: bytes = JSON
    encoding: bytes = b""


class Counters(msgspec.Struct):
    """What was asked and answered since the start or the last reset.

    `paths` counts API requests by path, with the page number where one was asked for.
    """

    requests: int = 0
    refused_429: int = 0
    faults: int = 0
    preflights: int = 0
    images: int = 0
    most_in_window: int = 0
    changes: int = 0
    statuses: Counter[int] = msgspec.field(default_factory=Counter)
    paths: Counter[str] = msgspec.field(default_factory=Counter)


class Edge:
    """An ASGI application around the endpoints; `behaviour` may be replaced at any time."""

    def __init__(
        self,
        inner: ASGIApp,
        behaviour: Behaviour,
        *,
        accounts: Accounts,
        clock: Callable[[], float],
        sleep: Sleep,
    ) -> None:
        self.inner = inner
        self.accounts = accounts
        self.behaviour = behaviour
        self.counters = Counters()
        self._sleep = sleep
        self._window = Window(clock)
        self._image_window = Window(clock)
        self._chance = random.Random(behaviour.seed)
        self._script = list(behaviour.script)
        self._switched = asyncio.Event()

    def behave(self, behaviour: Behaviour) -> None:
        """Take new switches; a new script or seed starts from its beginning."""
        if behaviour.script != self.behaviour.script:
            self._script = list(behaviour.script)
        if behaviour.seed != self.behaviour.seed:
            self._chance = random.Random(behaviour.seed)
        self.behaviour = behaviour
        self._switched.set()
        self._switched = asyncio.Event()

    def reset(self) -> None:
        """Forget what was counted, and start script and chance again."""
        self.counters = Counters()
        self.accounts.restore()
        self._window.clear()
        self._image_window.clear()
        self._chance = random.Random(self.behaviour.seed)
        self._script = list(self.behaviour.script)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if str(scope["type"]) != "http":
            await self.inner(scope, receive, send)
            return
        http = cast("HTTPScope", scope)
        if http["path"] == CONTROL or http["path"].startswith(CONTROL + "/"):
            await self._control(http, receive, send)
        elif http["path"] == AUTHORIZE:
            # Another host than the API's, which counts nothing.
            await self.inner(scope, receive, send)
        elif http["path"].startswith(IMAGES):
            await self._image(http, receive, send)
        else:
            await self._api(http, receive, send)

    async def _control(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        if ipaddress.ip_address(_address(scope)).is_loopback:
            await self.inner(scope, receive, send)
        else:
            await _send(send, Answer(404, b"not found\n", PLAIN), [])

    async def _image(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        self.counters.images += 1
        limit = self.behaviour.images_per_minute or cast("int", math.inf)
        admitted, _ = self._image_window.admit(_address(scope), limit=limit, length=60)
        await self._sleep(self._latency())
        answer = await _ask(self.inner, scope, receive) if admitted else Answer(429, b"\n", PLAIN)
        await _send(send, _compressed(scope, answer), headers.image())

    async def _api(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        family = headers.family_of(scope["path"])
        if _header(scope, b"access-control-request-method"):
            await self._preflight(scope, send, family)
            return
        if not _header(scope, b"user-agent"):
            await _send(send, Answer(403, CHALLENGE, HTML), headers.CLOUDFLARE)
            return
        latency = self._latency()
        await self._sleep(latency / 2)
        asking = self.accounts.caller(scope, _header(scope, b"authorization").decode("latin-1"))
        scope["caller"] = asking  # type: ignore[typeddict-unknown-key]  # for the endpoints: a nonce serves once
        admitted, used = self._count(scope, asking)
        if admitted:
            fault = self._fault()
            answer = self._faulty(fault) or await self._inner(scope, receive)
        else:
            fault, answer = "429", self._too_many()
        self._tally(fault, answer.status)
        await self._hold(scope)
        await self._sleep(latency / 2)
        readable = fault == "ok" or (fault != "429" and self.behaviour.cors_on_faults)
        # Measured of a wanted release that does not exist: the page cannot read why.
        readable = readable and not (scope["method"] == "PUT" and answer.status == 404)
        sent = headers.rate_limit(self._claimed(asking), used)
        if fault == "429":
            sent += headers.CLOUDFLARE
        else:
            origin = bool(_header(scope, b"origin"))
            sent += headers.api(family, answer.status, origin=origin, readable=readable)
        await _send(send, _compressed(scope, answer), sent)

    async def _hold(self, scope: HTTPScope) -> None:
        page = _page(scope)
        while (
            (first := self.behaviour.pages_held_from) is not None and page.isdecimal() and int(page) >= first
        ):
            await self._switched.wait()

    async def _inner(self, scope: HTTPScope, receive: Receive) -> Answer:
        if scope["path"].endswith("/") and scope["path"] != "/":
            return Answer(404, b'{"message":"The requested resource was not found."}')
        return await _ask(self.inner, scope, receive)

    async def _preflight(self, scope: HTTPScope, send: Send, family: headers.Family) -> None:
        self.counters.preflights += 1
        if self.behaviour.preflight_counts:
            self._count(scope, credentials.NOBODY)
        await self._sleep(self._latency())
        # Measured: the steps of OAuth cannot be preflighted.
        answer = Answer(500 if scope["path"] in STEPS else 204)
        await _send(send, answer, headers.preflight(family))

    def _count(self, scope: HTTPScope, asking: Caller) -> tuple[bool, int]:
        now = self.behaviour
        known = asking.kind in ("user", "application")
        admitted, used = self._window.admit(
            _address(scope),
            limit=now.limit_with_credentials if known else now.limit_without,
            length=now.window,
            others=now.other_traffic,
            most=now.limit_with_credentials,
        )
        self.counters.most_in_window = self._window.fullest
        self.counters.requests += 1
        page = _page(scope)
        self.counters.paths[scope["path"] + (f"?page={page}" if page else "")] += 1
        return admitted, used

    def _claimed(self, asking: Caller) -> int:
        """The limit a response names: credentials that are wrong still claim the higher one."""
        return (
            self.behaviour.limit_without if asking.kind == "nobody" else self.behaviour.limit_with_credentials
        )

    def _tally(self, fault: Fault, status: int) -> None:
        self.counters.statuses[status] += 1
        self.counters.refused_429 += fault == "429"
        self.counters.faults += fault not in ("ok", "429")

    def _latency(self) -> float:
        """Seconds one answer takes."""
        now = self.behaviour
        if not (now.latency or now.spread):
            return 0.0
        return max(0.0, self._chance.gauss(now.latency, now.spread)) / 1000

    def _fault(self) -> Fault:
        if self._script:
            return self._script.pop(0)
        now = self.behaviour
        draw = self._chance.random()
        faults: tuple[tuple[Fault, float], ...] = (
            ("429", now.random_429),
            ("5xx", now.random_5xx),
            ("html", now.html),
            ("empty", now.empty),
        )
        for fault, probability in faults:
            if draw < probability:
                return fault
            draw -= probability
        return "ok"

    def _faulty(self, fault: Fault) -> Answer | None:
        match fault:
            case "429":
                return self._too_many()
            case "5xx":
                return Answer(self.behaviour.status_5xx, CHALLENGE.replace(b"One more step", b"Error"), HTML)
            case "html":
                return Answer(self.behaviour.html_status, CHALLENGE, HTML)
            case "empty":
                return Answer(200)
            case _:
                return None

    def _too_many(self) -> Answer:
        return Answer(429, TOO_QUICK if self.behaviour.body_429 == "json" else b"\n")


def _address(scope: HTTPScope) -> str:
    return scope["client"][0] if scope["client"] else "127.0.0.1"


def _header(scope: HTTPScope, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key.lower() == name), b"")


def _page(scope: HTTPScope) -> str:
    return parse_qs(scope["query_string"].decode("latin-1")).get("page", [""])[-1]


async def _ask(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """The whole answer of the endpoint; only its content type is kept of its headers."""
    status, kind, body = 500, JSON, b""

    async def collect(message: Message) -> None:
        nonlocal status, kind, body
        if message["type"] == "http.response.start":
            status = message["status"]
            kind = next((value for key, value in message["headers"] if key.lower() == b"content-type"), JSON)
        elif message["type"] == "http.response.body":
            body += message["body"]

    await app(scope, receive, collect)
    return Answer(status, body, kind)


def _compressed(scope: HTTPScope, answer: Answer) -> Answer:
    wanted = b"gzip" in _header(scope, b"accept-encoding")
    if wanted and len(answer.body) >= SMALLEST_COMPRESSED:
        return answer._replace(body=compress(answer.body, 5, mtime=0), encoding=b"gzip")
    return answer


async def _send(send: Send, answer: Answer, extra: headers.Headers) -> None:
    """Without a content length, so that the server sends chunks as the real one does."""
    sent = list(extra)
    if answer.status != 204:
        sent.append((b"content-type", answer.kind))
    if answer.encoding:
        sent.append((b"content-encoding", answer.encoding))
    await send({"type": "http.response.start", "status": answer.status, "headers": sent})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
