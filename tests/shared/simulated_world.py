"""A host without a network or a clock: it plays the engine's actions against the simulated ends.

It checks at each step what must hold at all times: no wake in the past, no more fetches than allowed, no
progress that runs backwards, and never a moment in which nothing is to come and the engine has not ended.
"""

import heapq
import itertools
from collections.abc import Callable
from typing import assert_never

import msgspec

from shared.simulated_api import Api
from shared.simulated_discogs import LOST, ORIGIN, Answer, Discogs
from waugzee_sync.discogs.budget import BudgetState
from waugzee_sync.messages import RunMode
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

NOW = 1_790_000_000.0
MOST_STEPS = 20_000


class World:
    """One engine, one Discogs, one API; `latency` and `call_latency` say how long each trip takes."""

    def __init__(
        self, discogs: Discogs, api: Api, *, driver: str = "browser-1", concurrency: int = 5
    ) -> None:
        self.discogs = discogs
        self.api = api
        self.driver = driver
        self.concurrency = concurrency
        self.mode: RunMode = "full"
        self.take_over = False
        self.now = NOW
        self.latency: Callable[[], float] = lambda: 0.5
        self.call_latency: Callable[[], float] = lambda: 0.05
        self.copies_of_an_answer: Callable[[], int] = lambda: 1
        self.saved: BudgetState | None = None
        self.progress: list[Progress] = []
        self.done: Done | None = None
        self.fetches: list[str] = []
        self.called: list[float] = []
        self.engines = 0
        self._order = itertools.count()
        self._coming: list[tuple[float, int, Callable[[], None]]] = []
        self._wake: int | None = None
        self.begin()

    def begin(self, kept: bytes | None = None) -> None:
        """Start an engine, from a state that was kept or from nothing; what was under way never answers."""
        self.engines += 1
        seed = f"seed-of-engine-{self.engines:04}"
        options = Options(
            driver=self.driver,
            origins=[ORIGIN],
            seed=seed,
            concurrency=self.concurrency,
            mode=self.mode,
            take_over=self.take_over,
        )
        state = msgspec.json.decode(kept, type=EngineState) if kept else EngineState(options=options)
        state.options = options
        self._coming.clear()
        self._wake = None
        self.done = None
        self.progress = []
        self.under_way: set[int] = set()
        self.engine = Engine(state, self.now, self.saved)
        self.feed(Started(self.now))

    def keep(self) -> bytes:
        return msgspec.json.encode(self.engine.state)

    def stop(self) -> None:
        self.feed(Stop(self.now))

    def run(self, until: Callable[[], bool] = lambda: False) -> Done | None:
        """Play on until the engine ends, or `until` holds."""
        for _ in range(MOST_STEPS):
            if self.done is not None or until():
                return self.done
            assert self._coming, "stalled: nothing is under way, nothing wakes, and it has not ended"
            self.now, _, happens = heapq.heappop(self._coming)
            happens()
        raise AssertionError("it never ends")

    def feed(self, event: Event, body: bytes = b"") -> None:
        ended = self.done is not None
        actions = self.engine.feed(event, body)
        assert not (ended and actions), "it went on after its end"
        for action in actions:
            self._play(action)

    def set_clock_back(self, seconds: float) -> None:
        """The clock of the engine's machine jumps; timers run on, and our server's clock stays as it is."""
        self.now -= seconds
        self.api.ahead += seconds
        self.called = [moment - seconds for moment in self.called]
        self.discogs.reached = [moment - seconds for moment in self.discogs.reached]
        self._coming = [(at - seconds, number, happens) for at, number, happens in self._coming]

    def later(self, seconds: float, happens: Callable[[], None]) -> int:
        number = next(self._order)
        heapq.heappush(self._coming, (self.now + seconds, number, happens))
        return number

    def _play(self, action: Action) -> None:
        match action:
            case Fetch():
                self._fetch(action)
            case Call():
                self._call(action)
            case Wake():
                assert action.at > self.now
                self._wake = number = self.later(action.at - self.now, lambda: self._woke(number))
            case Save():
                self.saved = action.budget
            case Progress():
                self._check_progress(action)
                self.progress.append(action)
            case Done():
                self.done = action
            case _:
                assert_never(action)

    def _fetch(self, fetch: Fetch) -> None:
        self.fetches.append(fetch.url)
        self.under_way.add(fetch.id)
        assert len(self.under_way) <= self.concurrency
        took = self.latency()

        def arrive() -> None:
            answer = self.discogs.answer(fetch.url, self.now)
            self.later(took / 2, lambda: self._fetched(fetch.id, answer))

        if took < fetch.timeout:
            self.later(took / 2, arrive)
        else:
            self.later(fetch.timeout, lambda: self._fetched(fetch.id, LOST))

    def _fetched(self, fetch_id: int, answer: Answer) -> None:
        self.under_way.discard(fetch_id)
        status, body = answer
        for _ in range(self.copies_of_an_answer()):
            self.feed(
                Fetched(fetch_id, status, self.now) if status else FetchFailed(fetch_id, self.now), body
            )

    def _call(self, call: Call) -> None:
        self.called.append(self.now)
        took = self.call_latency()

        def arrive() -> None:
            answer = self.api.answer(call, self.now)
            self.later(took / 2, lambda: self._answered(call.id, answer))

        self.later(took / 2, arrive)

    def _answered(self, call_id: int, answer: Answer) -> None:
        status, body = answer
        for _ in range(self.copies_of_an_answer()):
            self.feed(Answered(call_id, status, self.now) if status else CallFailed(call_id, self.now), body)

    def _woke(self, number: int) -> None:
        if number == self._wake:
            self.feed(Woke(self.now))

    def _check_progress(self, said: Progress) -> None:
        assert said.seconds_left is None or said.seconds_left >= 0
        assert said.waiting_until is None or said.waiting_until > self.now
        assert (said.waiting_until is not None) == (said.phase == "waiting")
        assert said.pages_total is None or 0 <= said.pages_done <= said.pages_total
        stored = set(self.api.receipts.of_page) if said.run_id == self.api.run_id else set()
        assert said.pages_done <= len(stored), "more pages are said to be stored than are"
        if self.progress and said.pages_total == self.progress[-1].pages_total:
            assert said.pages_done >= self.progress[-1].pages_done
