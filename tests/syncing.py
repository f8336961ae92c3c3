"""The engine's third host: CPython, httpx for what is fetched of a simulated Discogs, the API for calls.

The simulator is the real one, listening on the loopback. Waiting is skipped unless a test wants it:
the simulator and the engine share a clock that jumps to where the engine would wake.
"""

import asyncio
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import msgspec
import uvicorn
from asyncpg import Record
from litestar import Litestar

from people import Person
from waugzee.db import transaction
from waugzee_demo.app import create_app
from waugzee_demo.behaviour import Behaviour
from waugzee_demo.collection import Collection, Item
from waugzee_demo.edge import Counters, Edge
from waugzee_demo.world import DemoWorld, World
from waugzee_sync.discogs.budget import BudgetState
from waugzee_sync.sync.engine import Engine
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
from waugzee_sync.sync.state import EngineState, Options


class Clock:
    """Unix seconds. Where `skips`, waiting takes no time and the clock jumps instead."""

    def __init__(self, *, skips: bool = True) -> None:
        self.skips = skips
        self._skipped = 0.0

    def now(self) -> float:
        return time.time() + self._skipped

    def skip(self, seconds: float) -> None:
        self._skipped += max(0.0, seconds)


class Simulator:
    """A simulated Discogs at `origin`, whose collection and behaviour are replaced for each test."""

    def __init__(self, origin: str, serving: asyncio.AbstractEventLoop) -> None:
        self.origin = origin
        self._serving = serving
        self.clock = Clock()
        self.edge: Edge
        self.world: World
        self.show()

    def show(self, world: World | None = None, **switches: Any) -> None:
        """Forget everything, and serve `world` (320 made-up records) with these switches of Behaviour."""
        self.clock = Clock()
        self._then: tuple[int, Callable[[], object]] | None = None
        self.world = world or DemoWorld()
        self.edge = create_app(Behaviour(**switches), world=self.world, clock=lambda: self.clock.now())

    def behave(self, **switches: Any) -> None:
        async def switch() -> None:
            self.edge.behave(msgspec.structs.replace(self.edge.behaviour, **switches))

        # In the thread where pages that are held wait for it.
        asyncio.run_coroutine_threadsafe(switch(), self._serving).result()

    @property
    def counters(self) -> Counters:
        return self.edge.counters

    def collection(self, user: str = "demo") -> Collection:
        shelf = self.world.shelf(user)
        assert isinstance(shelf, Collection)
        return shelf

    def items(self, user: str = "demo") -> list[Item]:
        """Oldest first."""
        return self.collection(user).order(0, "added")

    def instance_ids(self, user: str = "demo") -> set[int]:
        return {item.instance_id for item in self.items(user)}

    def page_requests(self) -> dict[int, int]:
        """How often each page was asked for."""
        counted: dict[int, int] = {}
        for path, times in self.counters.paths.items():
            if "?page=" in path:
                counted[int(path.partition("?page=")[2])] = times
        return counted

    def after_pages(self, number: int, deed: Callable[[], object]) -> None:
        """Do something once that many pages have been asked for, before the next request is answered."""
        self._then = number, deed

    async def serve(self, scope: Any, receive: Any, send: Any) -> None:
        if self._then and sum(self.page_requests().values()) >= self._then[0]:
            _, deed = self._then
            self._then = None
            deed()
        await self.edge(scope, receive, send)


@contextmanager
def simulator() -> Iterator[Simulator]:
    """Serve on a free port, in a thread of its own, until the end of the block."""
    simulated: Simulator

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await simulated.serve(scope, receive, send)

    config = uvicorn.Config(
        app, lifespan="off", ws="none", log_config=None, access_log=False, server_header=False
    )
    with (
        socket.create_server(("127.0.0.1", 0), backlog=256) as listener,
        asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner,
    ):
        simulated = Simulator(f"http://127.0.0.1:{listener.getsockname()[1]}", runner.get_loop())
        server = uvicorn.Server(config)
        thread = threading.Thread(target=runner.run, args=(server.serve(sockets=[listener]),))
        thread.start()
        try:
            yield simulated
        finally:
            server.should_exit = True
            thread.join()


class Drive:
    """One engine at work for one person; after `run`, what it did."""

    def __init__(
        self,
        person: Person,
        discogs: Simulator,
        *,
        driver: str = "browser-one",
        opaque: bool = False,
        budget: BudgetState | None = None,
        leave_when: Callable[[Progress], bool] | None = None,
        stop_when: Callable[[Progress], bool] | None = None,
        **options: Any,
    ) -> None:
        """`leave_when` closes the tab without a word, `stop_when` presses Stop.

        `opaque`: what carries no CORS headers fails without a status, as in a browser.
        """
        self.clock = discogs.clock
        seed = secrets.token_urlsafe(16)
        state = EngineState(options=Options(driver=driver, origins=[discogs.origin], seed=seed, **options))
        self.engine = Engine(state, self.clock.now(), budget)
        self.done: Done | None = None
        self.budget = budget
        self.progress: list[Progress] = []
        self.fetched: list[str] = []
        self._person = person
        self._opaque = opaque
        self._leave_when = leave_when
        self._stop_when = stop_when
        self._left = False
        self._wake: float | None = None
        self._news: asyncio.Queue[tuple[Event, bytes]] = asyncio.Queue()
        self._fetching: list[asyncio.Task[None]] = []
        self._calling: list[asyncio.Task[None]] = []

    async def run(self) -> "Drive":
        async with httpx.AsyncClient(trust_env=False, headers={"Origin": "http://localhost:8288"}) as web:
            self._web = web
            try:
                self._feed(Started(self.clock.now()))
                while self.done is None and not self._left:
                    self._feed(*await self._next())
            finally:
                # What a closed tab has already sent, our server still takes in.
                for task in self._fetching:
                    task.cancel()
                await asyncio.gather(*self._fetching, *self._calling, return_exceptions=True)
        return self

    async def _next(self) -> tuple[Event, bytes]:
        wait = None if self._wake is None else self._wake - self.clock.now()
        idle = all(task.done() for task in (*self._fetching, *self._calling))
        if idle and self._news.empty():
            assert wait is not None, "the engine waits for nothing"
            if self.clock.skips:
                self.clock.skip(wait)
                wait = 0
        elif self.clock.skips and wait is not None and wait > 0:
            wait = None  # time stands still while something is under way
        try:
            return await asyncio.wait_for(self._news.get(), None if wait is None else max(wait, 0))
        except TimeoutError:
            self._wake = None
            return Woke(self.clock.now()), b""

    def _feed(self, event: Event, body: bytes = b"") -> None:
        for action in self.engine.feed(event, body):
            self._do(action)

    def _do(self, action: Action) -> None:
        match action:
            case Fetch():
                self.fetched.append(action.url)
                self._fetching.append(asyncio.create_task(self._fetch(action)))
            case Call():
                self._calling.append(asyncio.create_task(self._call(action)))
            case Wake():
                self._wake = action.at
            case Save():
                self.budget = action.budget
            case Progress():
                self.progress.append(action)
                self._left = self._left or bool(self._leave_when and self._leave_when(action))
                if self._stop_when and self._stop_when(action):
                    self._stop_when = None
                    self._news.put_nowait((Stop(self.clock.now()), b""))
            case Done():
                self.done = action

    async def _fetch(self, fetch: Fetch) -> None:
        try:
            answer = await self._web.get(fetch.url, timeout=fetch.timeout)
        except httpx.HTTPError:
            self._say(FetchFailed(fetch.id, self.clock.now()))
            return
        if self._opaque and "access-control-allow-origin" not in answer.headers:
            self._say(FetchFailed(fetch.id, self.clock.now()))
        else:
            self._say(Fetched(fetch.id, answer.status_code, self.clock.now()), answer.content)

    async def _call(self, call: Call) -> None:
        content = call.body.encode() if call.body is not None else None
        try:
            answer = await self._person.http.request(
                call.method, call.path, content=content, headers=call.headers
            )
        except httpx.HTTPError:
            self._say(CallFailed(call.id, self.clock.now()))
        else:
            self._say(Answered(call.id, answer.status_code, self.clock.now()), answer.content)

    def _say(self, event: Event, body: bytes = b"") -> None:
        self._news.put_nowait((event, body))


async def sync(person: Person, discogs: Simulator, **how: Any) -> Drive:
    """Drive a run of the demo collection to its end, or to where the test leaves it."""
    await person.ask("PUT", "/api/discogs", {"kind": "demo"})
    return await Drive(person, discogs, **how).run()


async def sync_public(person: Person, discogs: Simulator, username: str, **how: Any) -> Drive:
    """The same for a public collection, as a stranger sees it; the API's Discogs must be the simulator."""
    await person.ask("PUT", "/api/discogs", {"kind": "public", "username": username})
    return await Drive(person, discogs, **how).run()


async def latest_run(person: Person) -> dict[str, Any]:
    """The person's newest sync run, as the page would show it."""
    found: dict[str, Any] = (await person.ask("GET", "/api/syncs?limit=1"))["syncs"][0]
    return found


async def copies_of(app: Litestar, person: Person) -> dict[int, Record]:
    """The person's stored copies by instance id, with `version` and `place` of each row."""
    user_id = await person.user_id()
    async with transaction(app.state.engine, user_id) as db:
        rows = await db.driver.fetch(
            "select copies.*, copies.xmin::text as version, copies.ctid::text as place"
            " from copies where copies.user_id = $1",
            user_id,
        )
    return {row["instance_id"]: row for row in rows}


async def present(app: Litestar, person: Person) -> set[int]:
    """The instances on the person's shelf: those marked as removed are not."""
    copies = await copies_of(app, person)
    return {instance_id for instance_id, copy in copies.items() if copy["removed_at"] is None}
