"""Drives the errand engine: httpx for Discogs, the API for calls, and a clock that jumps."""

import secrets
import time
from collections import deque
from typing import Any

import httpx
import msgspec

from people import Person
from syncing import Simulator
from waugzee_sync import signing
from waugzee_sync.errands.engine import ANSWERS, PATH, Doing, ErrandEngine
from waugzee_sync.errands.messages import Errands as Told
from waugzee_sync.sync.events import (
    Answered,
    Call,
    Done,
    Event,
    Fetch,
    Fetched,
    FetchFailed,
    Started,
    Wake,
    Woke,
)
from waugzee_sync.sync.state import Options


class Errands:
    """One engine at work for one person; after `run`, what it asked and how it ended."""

    def __init__(self, person: Person, discogs: Simulator) -> None:
        self.clock = discogs.clock
        options = Options(
            driver="browser-one", origins=[discogs.origin], seed=secrets.token_urlsafe(16), concurrency=1
        )
        self.engine = ErrandEngine(options, self.clock.now())
        self.sent: list[tuple[str, str]] = []
        self.answers: list[Call] = []
        self.doing: list[Doing] = []
        self.lose: set[str] = set()
        """Methods whose answer never comes, though Discogs did what it was asked."""
        self._person = person
        self._origin = discogs.origin
        self._told: Told | None = None

    async def run(self) -> Done:
        async with httpx.AsyncClient(trust_env=False, headers={"Origin": "http://localhost:8288"}) as web:
            news: deque[tuple[Event, bytes]] = deque([(Started(self.clock.now()), b"")])
            wake: float | None = None
            while True:
                if not news:
                    assert wake is not None, "the engine waits for nothing"
                    self.clock.skip(wake - self.clock.now())
                    news.append((Woke(self.clock.now()), b""))
                    wake = None
                for action in self.engine.feed(*news.popleft()):
                    match action:
                        case Fetch():
                            news.append(await self._fetch(web, action))
                        case Call():
                            news.append(await self._call(action))
                        case Wake():
                            wake = action.at
                        case Doing():
                            self.doing.append(action)
                        case Done():
                            return action

    async def _fetch(self, web: httpx.AsyncClient, fetch: Fetch) -> tuple[Event, bytes]:
        path = fetch.url.removeprefix(self._origin).partition("?")[0]
        self.sent.append((fetch.method, path))
        answer = await web.request(fetch.method, fetch.url, content=fetch.body)
        readable = "access-control-allow-origin" in answer.headers
        if fetch.method in self.lose or not readable:
            return FetchFailed(fetch.id, self.clock.now()), b""
        return Fetched(fetch.id, answer.status_code, self.clock.now()), answer.content

    async def _call(self, call: Call) -> tuple[Event, bytes]:
        if call.path.endswith("/answers"):
            self.answers.append(call)
        answer = await self._person.http.request(
            call.method, call.path, content=call.body, headers=call.headers
        )
        if call.path == PATH and answer.is_success:
            self._told = msgspec.json.decode(answer.content, type=Told)
        return Answered(call.id, answer.status_code, self.clock.now()), answer.content

    async def post(self, body: str) -> httpx.Response:
        """Post an answer that the engine did not make, signed by the key that it was told last."""
        assert self._told is not None, "run first: nothing was told yet"
        content = body.encode()
        headers = signing.signed_headers(
            signing.decoded_key(self._told.key),
            "POST",
            ANSWERS,
            content,
            created=int(time.time()),
            nonce=secrets.token_urlsafe(16),
            key_id=self._told.desk,
        )
        return await self._person.http.post(ANSWERS, content=content, headers=headers)


async def prefer(person: Person, **chosen: Any) -> None:
    await person.ask("PATCH", "/api/preferences", chosen)
