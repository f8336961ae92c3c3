"""Whatever the order, the losses and the duplicates of answers: no page is lost, no limit is exceeded."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.simulated_api import Api
from shared.simulated_discogs import HTML, LOST, NOT_FOUND, Answer, Discogs
from shared.simulated_world import World
from waugzee_sync.sync.events import Call

CEILING = 12
MOST_CALLS_A_SECOND = 40


class Storm:
    """A world in which, for some minutes, anything may go wrong; `chance` decides."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.discogs = Discogs(chance.randint(0, 40), per_page=chance.randint(1, 4), limit=CEILING)
        self.api = Api(ceiling=CEILING, ahead=chance.choice([-5000.0, 0.0, 5000.0]))
        self.api.copies = set(range(1, chance.choice([0, 10, 45])))
        self.trouble = chance.choice([0.02, 0.1, 0.3, 0.6])
        self.always = set(self.discogs.items)
        self.world = World(self.discogs, self.api, concurrency=chance.randint(1, 5))
        self.until = self.world.now + chance.choice([5.0, 60.0, 600.0])
        self.discogs.rule = self.odd_page
        self.api.rule = self.odd_answer
        self.world.latency = lambda: chance.choice([0.01, 0.5, 3.0, 29.0, 31.0])
        self.world.call_latency = lambda: chance.choice([0.01, 0.1, 2.0, 12.0])
        self.world.copies_of_an_answer = lambda: chance.choice([1, 1, 2, 3])

    def strikes(self) -> bool:
        return self.world.now < self.until and self.chance.random() < self.trouble

    def odd_page(self, page: int, before: int) -> Answer | None:
        if self.strikes():
            self.change()
        if not self.strikes():
            return None
        return self.chance.choice([LOST, LOST, (429, b""), (503, b""), HTML, (200, b""), NOT_FOUND])

    def odd_answer(self, call: Call, before: int) -> Answer | None:
        if not self.strikes():
            return None
        odd = self.chance.choice([LOST, (503, b""), (200, b"<html>"), "deaf", "late"])
        if isinstance(odd, tuple):
            return odd
        if odd == "late" and call.method == "PUT":
            return 410, b""
        self.api.served(call, self.world.now + self.api.ahead)
        return LOST

    def change(self) -> None:
        """A record is removed, and often another added."""
        if self.discogs.items and self.chance.random() < 0.5:
            gone = self.chance.choice(list(self.discogs.items))
            del self.discogs.items[gone]
            self.always.discard(gone)
        if self.chance.random() < 0.5:
            self.discogs.add([1000 + len(self.discogs.pages_asked)])

    def interrupt(self) -> None:
        """The user stops, the page reloads, or the host goes on with what it kept."""
        if self.world.done is None:
            what = self.chance.choice(["stop", "reload", "keep", "back"])
            if what == "stop":
                self.world.stop()
            elif what == "back":
                self.world.set_clock_back(self.chance.choice([0.01, 5.0, 200.0]))
            else:
                self.world.begin(self.world.keep() if what == "keep" else None)

    def play(self) -> None:
        for _ in range(self.chance.randint(0, 4)):
            steps = iter(range(self.chance.randint(1, 60)))
            self.world.run(lambda steps=steps: next(steps, None) is None)  # type: ignore[misc]  # the default
            self.interrupt()
        self.world.run()

    def check(self) -> None:
        assert self.world.done is not None
        assert most_within(self.discogs.reached, 60.0) <= CEILING
        assert most_within(self.world.called, 1.0) <= MOST_CALLS_A_SECOND
        assert self.api.receipts.seen <= self.api.copies
        assert self.always.isdisjoint(self.api.removed)


def most_within(moments: list[float], window: float) -> int:
    ordered = sorted(moments)
    return max((sum(0 <= later - moment < window for later in ordered) for moment in ordered), default=0)


@settings(max_examples=100)
@given(st.integers(0, 2**64))
def test_no_storm_loses_a_page_or_exceeds_the_limit(seed: int) -> None:
    storm = Storm(random.Random(seed))
    storm.play()
    storm.check()
    # When it is over, pressing the button again makes the run whole; the run after that, exact.
    storm.until = 0.0
    storm.world.latency = storm.world.call_latency = lambda: 0.1
    presses = whole = 0
    while whole < 2:
        presses += 1
        assert presses <= 4
        storm.world.begin()
        storm.world.run()
        storm.check()
        whole += storm.api.state == "complete"
    assert storm.api.copies - storm.api.removed == set(storm.discogs.items)


@pytest.mark.parametrize("outcome", ["complete", "incomplete", "watching"])
def test_storms_end_in_every_way(outcome: str) -> None:
    def ends(seed: int) -> bool:
        storm = Storm(random.Random(seed))
        storm.play()
        return storm.world.done is not None and storm.world.done.outcome == outcome

    assert any(ends(seed) for seed in range(60))
