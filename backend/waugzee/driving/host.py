"""The engine's hands in CPython: what happened goes in, what it asks for is performed. Rules:

- Fetches and calls go on side by side; what comes of them is fed in order of arrival, one at a time.
- The budget's use is kept before a request goes out, so that a crash cannot make us forget it.
- After `Done` nothing is fed, and what is still under way is broken off.
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Coroutine
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Protocol

import httpx

from waugzee.outgoing import user_agent
from waugzee_sync.discogs.budget import BudgetState
from waugzee_sync.sync.events import (
    Action,
    Answered,
    Call,
    CallFailed,
    Done,
    Event,
    Fetch,
    Fetched,
    FetchFailed,
    Progress,
    Save,
    Started,
    Stop,
    Wake,
    Woke,
)

LARGEST_BODY = 8 * 2**20
"""Bytes of an answer, unpacked: ten times what a full page has."""
CALL_LIMIT = 60.0
"""Seconds that a call of our API may take."""

Answer = tuple[int, bytes]
Clock = Callable[[], float]


class Unanswered(Exception):
    """Nothing came that can be used: no connection, no answer in time, or one without an end."""


class Feeds(Protocol):
    """An engine: one event and its body in, actions out."""

    def feed(self, event: Event, body: bytes = b"") -> list[Action]: ...


class Hands(Protocol):
    """What an engine is driven with. `fetch` and `call` raise Unanswered."""

    async def fetch(self, fetch: Fetch) -> Answer: ...

    async def call(self, call: Call) -> Answer: ...

    def save(self, budget: BudgetState) -> None: ...

    def progress(self, said: Progress) -> None: ...


def steady_clock() -> Clock:
    """Unix seconds that never go back: the steady clock, put forward whenever the system's is ahead."""
    ahead = time.time() - time.monotonic()

    def now() -> float:
        nonlocal ahead
        steady = time.monotonic()
        ahead = max(ahead, time.time() - steady)
        return ahead + steady

    return now


def seed() -> str:
    """Bytes for an engine's nonces."""
    return secrets.token_urlsafe(16)


async def drive(engine: Feeds, hands: Hands, now: Clock, stop: asyncio.Event | None = None) -> Done:
    """Drive `engine` to its end; `stop` asks it to leave the run well. Cancelling leaves it as it is."""
    driving = _Driving(hands, now)
    driving.tell(Started(now()))
    if stop is not None:
        driving.start(_say_stop(driving, stop))
    try:
        while True:
            event, body = await driving.news()
            done = driving.perform(engine.feed(event, body))
            if done is not None:
                return done
    finally:
        await driving.break_off()


async def _say_stop(driving: "_Driving", stop: asyncio.Event) -> None:
    await stop.wait()
    driving.tell(Stop(driving.now()))


class _Driving:
    """What is under way for one engine."""

    def __init__(self, hands: Hands, now: Clock) -> None:
        self.now = now
        self._hands = hands
        self._wake_at: float | None = None
        self._news: asyncio.Queue[tuple[Event, bytes]] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()

    def tell(self, event: Event, body: bytes = b"") -> None:
        self._news.put_nowait((event, body))

    async def news(self) -> tuple[Event, bytes]:
        """What happened next; that the time asked for has come, where nothing else did."""
        wait = None if self._wake_at is None else max(0.0, self._wake_at - self.now())
        try:
            return await asyncio.wait_for(self._news.get(), wait)
        except TimeoutError:
            self._wake_at = None
            return Woke(self.now()), b""

    def perform(self, actions: list[Action]) -> Done | None:
        saves = [action for action in actions if isinstance(action, Save)]
        if saves:
            self._hands.save(saves[-1].budget)
        for action in actions:
            match action:
                case Fetch():
                    self.start(self._fetch(action))
                case Call():
                    self.start(self._call(action))
                case Wake():
                    self._wake_at = action.at
                case Progress():
                    self._hands.progress(action)
                case Done():
                    return action
        return None

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def break_off(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetch(self, fetch: Fetch) -> None:
        try:
            status, body = await self._hands.fetch(fetch)
        except Unanswered:
            self.tell(FetchFailed(fetch.id, self.now()))
        else:
            self.tell(Fetched(fetch.id, status, self.now()), body)

    async def _call(self, call: Call) -> None:
        try:
            status, body = await self._hands.call(call)
        except Unanswered:
            self.tell(CallFailed(call.id, self.now()))
        else:
            self.tell(Answered(call.id, status, self.now()), body)


def discogs_client(home: str) -> httpx.AsyncClient:
    """A client for Discogs, which wants to know who asks: `home` is an address that tells.

    It follows no redirect and keeps no cookie. Plain http is for a simulator on this machine: no proxy.
    """
    return httpx.AsyncClient(
        headers={"User-Agent": user_agent(home), "Accept": "application/json"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        follow_redirects=False,
        mounts={"http://": None},
    )


async def fetched(web: httpx.AsyncClient, fetch: Fetch) -> Answer:
    """GET what the engine asks for, within its time and LARGEST_BODY. Raises Unanswered."""
    return await _answer(web, "GET", fetch.url, fetch.timeout)


async def called(api: httpx.AsyncClient, call: Call) -> Answer:
    """Call our API, whose address and token `api` has. Raises Unanswered."""
    content = None if call.body is None else call.body.encode()
    headers = {**call.headers, "Content-Type": "application/json"}
    return await _answer(api, call.method, call.path, CALL_LIMIT, content=content, headers=headers)


async def _answer(web: httpx.AsyncClient, method: str, url: str, within: float, **more: Any) -> Answer:
    try:
        async with asyncio.timeout(within), web.stream(method, url, timeout=within, **more) as answer:
            return answer.status_code, await _bounded(answer)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        raise Unanswered(type(error).__name__) from error


async def _bounded(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Unanswered("the answer is too long")
    return bytes(body)
