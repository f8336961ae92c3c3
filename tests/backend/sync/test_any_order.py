"""Whatever happens in whatever order, nothing of hers is lost, and no run claims more than it saw.

Engines in two tabs, the API on its PostgreSQL and the simulated Discogs, with Hypothesis as the network
between them, the clocks, the user and the collection. WAUGZEE_STORM says how many examples to try.
"""

import asyncio
import os
import secrets
import time
import uuid
from collections.abc import Callable, Coroutine, Iterator
from types import SimpleNamespace
from typing import Any, TypeVar

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from litestar import Litestar

from people import Person, access_token, client
from syncing import copies_of
from waugzee.app import create_app
from waugzee.settings import Settings
from waugzee.sync import actions, pages, source
from waugzee_demo.app import create_app as create_simulator
from waugzee_demo.behaviour import Behaviour
from waugzee_demo.collection import Collection, Item
from waugzee_demo.world import DemoWorld
from waugzee_sync.discogs.budget import BudgetState
from waugzee_sync.sync.engine import Engine
from waugzee_sync.sync.events import (
    Answered,
    Call,
    CallFailed,
    Done,
    Event,
    Fetch,
    Fetched,
    FetchFailed,
    Save,
    Started,
    Stop,
    Wake,
    Woke,
)
from waugzee_sync.sync.state import EngineState, Options

EXAMPLES = int(os.environ.get("WAUGZEE_STORM", "12"))
STEPS = 40
Result = TypeVar("Result")
Await = Callable[[Coroutine[Any, Any, Any]], Any]


class Tab:
    """An engine, and what lies between it and the world: requests to go out, answers to come in."""

    def __init__(self, driver: str, engine: Engine, edits: int) -> None:
        self.driver = driver
        self.engine = engine
        self.ahead = 0.0
        self.going: list[Fetch | Call] = []
        self.coming: list[tuple[Event, bytes]] = []
        self.wake: float | None = None
        self.done: Done | None = None
        self.edits = edits


class Storm(RuleBasedStateMachine):
    app: Litestar
    wait: Await
    origin: str
    examples = 0
    steps = 0
    complete = 0
    removed = 0

    # The world

    @initialize(
        count=st.integers(0, 25),
        per_page=st.integers(1, 9),
        had=st.sampled_from([None, 0, 12, 30]),
        gone=st.integers(0, 6),
        seed=st.integers(0, 9),
    )
    def begin(self, count: int, per_page: int, had: int | None, gone: int, seed: int) -> None:
        Storm.examples += 1
        self.now = time.time()
        for module in (actions, pages, source):
            vars(module)["time"] = SimpleNamespace(time=lambda: self.now)
        self.edge = create_simulator(
            Behaviour(most_per_page=per_page), world=DemoWorld(count, seed), clock=lambda: self.now
        )
        self.web = httpx.AsyncClient(transport=httpx.ASGITransport(self.edge), base_url=self.origin)  # type: ignore[arg-type]  # Litestar's scope types
        subject = f"storm-{secrets.token_hex(6)}"
        token = self.wait(access_token(self.app, subject))
        self.alice = Person(subject, client(self.app, token), token)
        self.wait(self.alice.ask("PUT", "/api/discogs", {"kind": "demo"}))
        self.tabs: dict[str, Tab] = {}
        self.budget: BudgetState | None = None
        self.sent: list[Call] = []
        self.plays: set[str] = set()
        self.edits = 0
        self.always = {item.instance_id for item in self.items()}
        if had is not None:
            self.calm(mode="full")
            self.collection().add(had)
            self.collection().remove([item.instance_id for item in self.items()[:gone]])
            self.always = {item.instance_id for item in self.items()}
            self.tabs.clear()

    def collection(self) -> Collection:
        shelf = self.edge.inner.state.simulation.world.shelf("demo")  # type: ignore[attr-defined]  # an ASGI app
        assert isinstance(shelf, Collection)
        return shelf

    def items(self) -> list[Item]:
        return self.collection().order(0, "added")

    # What the tabs do

    def open(self, driver: str, mode: Any = "full", take_over: bool = False) -> Tab:
        options = Options(
            driver=driver,
            origins=[self.origin],
            seed=secrets.token_urlsafe(16),
            mode=mode,
            take_over=take_over,
        )
        engine = Engine(EngineState(options=options), self.now, self.budget)
        tab = self.tabs[driver] = Tab(driver, engine, self.edits)
        self.feed(tab, Started(self.now))
        return tab

    def feed(self, tab: Tab, event: Event, body: bytes = b"") -> None:
        for action in tab.engine.feed(event, body):
            match action:
                case Fetch() | Call():
                    tab.going.append(action)
                case Wake():
                    tab.wake = action.at
                case Save():
                    self.budget = action.budget
                case Done():
                    tab.done = action
                    self.check_end(tab)
                case _:
                    pass

    def perform(self, tab: Tab, action: Fetch | Call) -> tuple[Event, bytes]:
        """The request arrives, and is answered."""
        if isinstance(action, Fetch):
            answer = self.wait(self.web.get(action.url))
            if answer.status_code == 429:
                return FetchFailed(action.id, 0), b""
            return Fetched(action.id, answer.status_code, 0), answer.content
        self.sent.append(action)
        answer = self.wait(self.call(action))
        return Answered(action.id, answer.status_code, 0), answer.content

    async def call(self, call: Call) -> httpx.Response:
        answer = await self.alice.http.request(
            call.method, call.path, content=(call.body or "").encode(), headers=call.headers
        )
        assert answer.status_code < 500, answer.text
        return answer

    def take_in(self, tab: Tab, event: Event, body: bytes) -> None:
        event.now = self.now + tab.ahead
        self.feed(tab, event, body)

    def step(self, tab: Tab) -> bool:
        """One thing happens as it should; say whether there was one."""
        if tab.done is not None:
            return False
        if tab.coming:
            self.take_in(tab, *tab.coming.pop(0))
        elif tab.going:
            self.take_in(tab, *self.perform(tab, tab.going.pop(0)))
        elif tab.wake is not None:
            self.now = max(self.now, tab.wake - tab.ahead)
            tab.wake = None
            self.feed(tab, Woke(self.now + tab.ahead))
        else:
            raise AssertionError("the engine waits for nothing")
        return True

    def calm(self, mode: Any = "full") -> Done:
        """A new tab reads on, and nothing goes wrong."""
        self.tabs.clear()
        tab = self.open("storm-calm", mode, take_over=True)
        for _ in range(2000):
            if not self.step(tab):
                break
        assert tab.done is not None
        return tab.done

    def busy(self) -> list[Tab]:
        return [tab for tab in self.tabs.values() if tab.done is None]

    def one(self, data: st.DataObject) -> Tab:
        return data.draw(st.sampled_from(self.busy()), label="tab")

    # What may happen

    @rule(
        driver=st.sampled_from(["storm-laptop", "storm-phone"]),
        mode=st.sampled_from(["full", "full", "full", "quick", "auto"]),
        take_over=st.booleans(),
    )
    def a_tab_opens(self, driver: str, mode: str, take_over: bool) -> None:
        """What the same browser had open before is gone."""
        Storm.steps += 1
        self.open(driver, mode, take_over)

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), steps=st.integers(3, 40))
    def all_goes_well(self, data: st.DataObject, steps: int) -> None:
        tab = self.one(data)
        for _ in range(steps):
            Storm.steps += self.step(tab)

    @precondition(lambda self: any(tab.going for tab in self.busy()))
    @rule(data=st.data(), what=st.sampled_from(["lost", "deaf", "late", "twice", "expired"]))
    def something_befalls_a_request(self, data: st.DataObject, what: str) -> None:
        Storm.steps += 1
        tab = data.draw(st.sampled_from([tab for tab in self.busy() if tab.going]), label="tab")
        action = tab.going.pop(data.draw(st.integers(0, len(tab.going) - 1), label="which"))
        failed: Event = FetchFailed(action.id, 0) if isinstance(action, Fetch) else CallFailed(action.id, 0)
        if what == "expired" and isinstance(action, Call):
            self.take_in(tab, Answered(action.id, 401, 0), b"")
            return
        if what in ("lost", "expired"):
            self.take_in(tab, failed, b"")
            return
        event, body = self.perform(tab, action)
        if what == "deaf":
            self.take_in(tab, failed, b"")
        elif what == "late":
            tab.coming.append((event, body))
        else:
            self.take_in(tab, event, body)
            self.take_in(tab, event, body)

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), bend=st.booleans())
    def an_old_request_comes_again(self, data: st.DataObject, bend: bool) -> None:
        """Word for word, or altered in one byte; a session that began long ago is no exception."""
        Storm.steps += 1
        posts = [call for call in self.sent if call.method == "PUT"] or self.sent
        call = data.draw(st.sampled_from(posts), label="call")
        body = call.body or ""
        if bend and body and call.method == "PUT":
            at = data.draw(st.integers(0, len(body) - 1), label="at")
            call = Call(call.id, call.method, call.path, call.headers, f"{body[:at]}~{body[at + 1 :]}")
        if call.method == "PUT":
            answer = self.wait(self.call(call))
            assert not (bend and answer.status_code < 400 and call.body != body)

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), what=st.sampled_from(["dies", "stops", "ahead", "behind"]))
    def something_befalls_a_tab(self, data: st.DataObject, what: str) -> None:
        tab = self.one(data)
        if what == "dies":
            del self.tabs[tab.driver]
        elif what == "stops":
            self.feed(tab, Stop(self.now + tab.ahead))
        else:
            tab.ahead += 400 if what == "ahead" else -400

    @rule(seconds=st.sampled_from([1, 30, 200, 1000]))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds

    @rule(data=st.data(), what=st.sampled_from(["add", "remove", "swap", "move", "rate"]))
    def the_collection_is_edited(self, data: st.DataObject, what: str) -> None:
        Storm.steps += 1
        self.edits += 1
        shelf, items = self.collection(), self.items()
        if what in ("remove", "swap", "move", "rate") and items:
            item = data.draw(st.sampled_from(items), label="item")
            if what == "move":
                folders = [id for id in shelf.folders if id > 0]
                shelf.move(item.instance_id, data.draw(st.sampled_from(folders)))
            elif what == "rate":
                shelf.rate(item.instance_id, data.draw(st.integers(0, 5)))
            else:
                shelf.remove([item.instance_id])
                self.always.discard(item.instance_id)
        if what in ("add", "swap"):
            shelf.add(1)

    @rule(data=st.data())
    def a_record_is_played(self, data: st.DataObject) -> None:
        copies = self.wait(copies_of(self.app, self.alice))
        if copies:
            copy = data.draw(st.sampled_from(sorted(copies)), label="copy")
            play = {"id": str(uuid.uuid4()), "copy_id": str(copies[copy]["id"])}
            self.wait(self.alice.ask("POST", "/api/plays", play, status=201))
            self.plays.add(play["id"])

    # What must hold

    def check_end(self, tab: Tab) -> None:
        """A run that says it is complete, of a collection that kept still, has all of it and nothing else."""
        copies = self.wait(copies_of(self.app, self.alice))
        gone = {instance_id for instance_id, copy in copies.items() if copy["removed_at"] is not None}
        assert not gone & self.always, "what never left was removed"
        assert tab.done is not None
        Storm.removed += len(gone)
        if tab.done.outcome == "complete":
            Storm.complete += 1
            run = self.wait(self.alice.ask("GET", f"/api/syncs/{tab.done.run_id}"))
            if run["mode"] == "full" and tab.edits == self.edits and not self.others(tab):
                assert set(copies) - gone == {item.instance_id for item in self.items()}

    def others(self, tab: Tab) -> bool:
        """Another tab may have read its part before the last edit."""
        return any(other.edits < self.edits for other in self.tabs.values()) or tab.edits < self.edits

    def teardown(self) -> None:
        if not hasattr(self, "alice"):
            return
        self.edits += 1
        # A run taken up may hold pages of before; the one after that has seen everything as it is.
        ends = [self.calm() for _ in range(2)]
        assert ends[-1].outcome == "complete", ends
        copies = self.wait(copies_of(self.app, self.alice))
        present = {key: copy for key, copy in copies.items() if copy["removed_at"] is None}
        assert set(present) == {item.instance_id for item in self.items()}
        for item in self.items():
            assert present[item.instance_id]["folder_id"] == item.folder_id
            assert present[item.instance_id]["rating"] == item.sort_value("rating")
        listed = self.wait(self.alice.ask("GET", "/api/plays?limit=200"))["plays"]
        assert {play["id"] for play in listed} == self.plays
        self.wait(self.alice.http.aclose())
        self.wait(self.web.aclose())


@pytest.fixture
def storm(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Storm]]:
    """A loop and an API of its own: Hypothesis knows no coroutines."""
    for module in (actions, pages, source):
        monkeypatch.setattr(module, "time", time)
    loop = asyncio.new_event_loop()
    app = create_app(settings)
    Storm.app, Storm.wait, Storm.origin = app, staticmethod(loop.run_until_complete), settings.demo_url or ""
    yield Storm
    loop.run_until_complete(app.state.engine.dispose())
    loop.close()


def test_in_any_order(storm: type[Storm], say: Callable[[str], None]) -> None:
    run_state_machine_as_test(
        storm,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
    say(
        f"syncs in any order: {Storm.examples} examples, {Storm.steps} steps, {Storm.complete} runs complete,"
        f" {Storm.removed} removals seen, none of them wrong"
    )
