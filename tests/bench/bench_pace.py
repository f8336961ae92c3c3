"""The engine's pace on a clock of its own: how long a collection takes, and how full the window gets.

Nothing waits: fetches take a fixed latency and calls of our API 20 ms of a clock that jumps from one
event to the next. The simulator keeps an exact window of 60 a minute on the same clock.
"""

import asyncio
import heapq
import itertools
import os
import secrets
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx

from bench.machine import machine
from people import Person, new_person
from waugzee.app import create_app
from waugzee.logs import configure_logs
from waugzee.settings import Settings
from waugzee.sync import actions, pages, source
from waugzee_demo.app import create_app as create_simulator
from waugzee_demo.behaviour import Behaviour
from waugzee_demo.edge import Edge
from waugzee_demo.world import DemoWorld
from waugzee_sync.sync.engine import Engine
from waugzee_sync.sync.events import Action, Answered, Call, Done, Event, Fetch, Fetched, Started, Wake, Woke
from waugzee_sync.sync.state import EngineState, Options

CALL_TAKES = 0.02
CASES = [
    *((10_000, 55, latency) for latency in (0.0, 0.25, 0.5, 1.0)),
    (100_000, 55, 0.5),
    (100_000, 60, 0.5),
]
"""Records, ceiling, and the latency of Discogs in seconds."""


def fastest(items: int) -> float:
    """Seconds that Discogs' limit of 60 a minute allows: pages, folders and fields, and half a second."""
    requests = -(-items // 100) + 2
    return (requests - 1) // 60 * 60 + 0.5


class Timeline:
    """Runs an engine event by event; `now` is its clock, in Unix seconds."""

    def __init__(self, person: Person, origin: str, items: int, ceiling: int, latency: float) -> None:
        self.now = time.time()
        self.latency = latency
        self.done: Done | None = None
        self.edge: Edge = create_simulator(Behaviour(), world=DemoWorld(items), clock=self._counted_at)
        options = Options(
            driver="bench-pace", origins=[origin], seed=secrets.token_urlsafe(16), ceiling=ceiling
        )
        self._engine = Engine(EngineState(options=options), self.now)
        self._person = person
        transport = httpx.ASGITransport(self.edge)  # type: ignore[arg-type]  # Litestar's scope types
        self._web = httpx.AsyncClient(transport=transport, base_url=origin)
        self._coming: list[tuple[float, int, Event, bytes]] = []
        self._order = itertools.count()
        self._wake: float | None = None
        self.memory: list[int] = []
        """Resident mebibytes, by and by: of the API, the engine and the simulator in one process."""

    def _counted_at(self) -> float:
        """Half the latency passes before Discogs counts a request."""
        return self.now + self.latency / 2

    async def run(self) -> float:
        """Return the seconds from opening the run to its end; the server's clock is ours meanwhile."""
        began = self.now
        for module in (actions, pages, source):
            vars(module)["time"] = SimpleNamespace(time=lambda: self.now)
        await self._feed(Started(self.now))
        while self.done is None:
            first = self._coming[0][0] if self._coming else float("inf")
            if self._wake is not None and self._wake < first:
                self.now, self._wake = max(self.now, self._wake), None
                await self._feed(Woke(self.now))
            else:
                self.now, _, event, body = heapq.heappop(self._coming)
                await self._feed(event, body)
        await self._web.aclose()
        return self.now - began

    async def _feed(self, event: Event, body: bytes = b"") -> None:
        for action in self._engine.feed(event, body):
            await self._do(action)

    async def _do(self, action: Action) -> None:
        match action:
            case Fetch():
                answer = await self._web.get(action.url)
                at = self.now + self.latency
                self._expect(at, Fetched(action.id, answer.status_code, at), answer.content)
            case Call():
                if action.method == "PUT" and action.id % 10 == 0:
                    self.memory.append(resident())
                content = action.body.encode() if action.body else None
                answer = await self._person.http.request(
                    action.method, action.path, content=content, headers=action.headers
                )
                at = self.now + CALL_TAKES
                self._expect(at, Answered(action.id, answer.status_code, at), answer.content)
            case Wake():
                self._wake = action.at
            case Done():
                self.done = action
            case _:
                pass

    def _expect(self, at: float, event: Event, body: bytes) -> None:
        heapq.heappush(self._coming, (at, next(self._order), event, body))


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


async def measured(settings: Settings) -> None:
    app = create_app(settings)
    try:
        for items, ceiling, latency in CASES:
            async with new_person(app, "pace") as person:
                await person.ask("PUT", "/api/discogs", {"kind": "demo"})
                line = Timeline(person, settings.demo_url or "", items, ceiling, latency)
                took, limit = await line.run(), fastest(items)
                counted: Any = line.edge.counters
                quarter = line.memory[len(line.memory) // 4]
                print(
                    f"  {items:7,} records, ceiling {ceiling}, latency {1000 * latency:4.0f} ms:"
                    f" {took:7.2f} s = {took / limit:.3f} × {limit} s;"
                    f" at most {counted.most_in_window} of 60 in the window, {counted.refused_429} refused,"
                    f" {line.done.outcome if line.done else 'unfinished'};"
                    f" resident {quarter} MiB after a quarter, {line.memory[-1]} at the end"
                )
    finally:
        await app.state.engine.dispose()


def main() -> None:
    configure_logs()
    print("with credentials, against an exact window of 60 a minute")
    with machine() as (api, _):
        asyncio.run(measured(api.settings))
