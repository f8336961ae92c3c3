"""Discogs never sees more requests in a minute than the ceiling, whatever the network and the clock do."""

import copy
import heapq
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waugzee_sync.discogs.budget import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    LOWERED_FOR,
    MARGIN,
    WINDOW,
    Budget,
    BudgetState,
)

NOW = 1_790_000_000.0
PAUSES = [5.0, 10.0, 20.0, 40.0, 60.0, 60.0]


class Trip(NamedTuple):
    """How long a request is under way to Discogs, and its answer back; whether it fails on the way."""

    there: float
    back: float
    fails: bool = False


class Interruption(NamedTuple):
    """After so many starts the page reloads (`reload`), or the clock is set back by so many seconds."""

    after: int
    reload: bool
    set_back: float = 0.0


def spent(budget: Budget, requests: int, now: float = NOW) -> Budget:
    for _ in range(requests):
        assert budget.start(now)
        budget.end(now)
    return budget


def arrivals(
    ceiling: int, concurrency: int, trips: Sequence[Trip], interruptions: Sequence[Interruption] = ()
) -> list[float]:
    """Start as early as the budget lets; return when each request reached Discogs, in true seconds."""
    clock = NOW
    budget = Budget(ceiling, clock)
    true = 0.0
    reached: list[float] = []
    under_way: list[tuple[float, bool]] = []
    left = {interruption.after: interruption for interruption in interruptions}
    for number, trip in enumerate(trips):
        if number in left:
            clock -= left[number].set_back
            if left[number].reload:
                kept = msgspec.json.decode(msgspec.json.encode(budget.state), type=BudgetState)
                budget = Budget(ceiling, clock + true, kept)
                under_way.clear()
        while len(under_way) >= concurrency or not budget.start(clock + true):
            start = budget.next_start(clock + true) - clock if len(under_way) < concurrency else float("inf")
            if under_way and under_way[0][0] <= start:
                true, fails = heapq.heappop(under_way)
                (budget.fail if fails else budget.end)(clock + true)
            else:
                assert true < start < float("inf"), "nothing is under way, and nothing will ever start"
                true = start
        reached.append(true + trip.there)
        heapq.heappush(under_way, (true + trip.there + trip.back, trip.fails))
    return reached


def most_within_a_window(times: Sequence[float]) -> int:
    """The most requests that Discogs counted in any sixty seconds."""
    ordered = sorted(times)
    most = first = 0
    for last, time in enumerate(ordered):
        while time - ordered[first] >= WINDOW:
            first += 1
        most = max(most, last - first + 1)
    return most


latencies = st.floats(0.0, 40.0)
trips = st.lists(st.builds(Trip, latencies, latencies, st.booleans()), min_size=1, max_size=60)
interruptions = st.lists(
    st.builds(Interruption, st.integers(0, 60), st.booleans(), st.sampled_from([0.0, 0.001, 7.0, 3600.0])),
    max_size=4,
)


@given(st.integers(1, 20), st.integers(1, 6), trips, interruptions)
def test_no_window_at_discogs_holds_more_than_the_ceiling(
    ceiling: int, concurrency: int, trips: list[Trip], interruptions: list[Interruption]
) -> None:
    assert most_within_a_window(arrivals(ceiling, concurrency, trips, interruptions)) <= ceiling


@given(st.lists(st.tuples(st.floats(0.0, 120.0), st.booleans()), max_size=40), st.integers(1, 12))
def test_a_kept_budget_never_allows_more_than_the_one_that_was_kept(
    steps: list[tuple[float, bool]], ceiling: int
) -> None:
    budget = Budget(ceiling, NOW)
    now = NOW
    for wait, fails in steps:
        now += wait
        if budget.start(now):
            (budget.fail if fails else budget.end)(now)
        for later in (now, now + 1, now + 30, now + WINDOW, now + LOWERED_FOR + 1):
            restored = Budget(ceiling, now, budget.state)
            assert restored.next_start(later) >= copy.deepcopy(budget).next_start(later)


def test_what_was_under_way_at_a_reload_is_counted_as_answered_then() -> None:
    budget = Budget(3, NOW)
    assert [budget.start(NOW) for _ in range(4)] == [True, True, True, False]
    restored = Budget(3, NOW + 10, budget.state)
    assert restored.next_start(NOW + 10) == NOW + 10 + WINDOW + MARGIN
    assert restored.state.in_flight == 0


def test_a_burst_starts_at_once_and_the_next_request_when_the_first_slot_is_free() -> None:
    budget = Budget(55, NOW)
    for second in range(55):
        assert budget.next_start(NOW + second) == NOW + second
        spent(budget, 1, NOW + second)
    assert budget.next_start(NOW + 55) == NOW + WINDOW + MARGIN
    assert not budget.start(NOW + WINDOW)
    assert budget.start(NOW + WINDOW + MARGIN)


def test_a_slot_is_kept_until_a_minute_after_the_answer_not_the_start() -> None:
    budget = Budget(1, NOW)
    assert budget.start(NOW)
    assert budget.next_start(NOW + 100) == float("inf")
    budget.end(NOW + 100)
    assert budget.next_start(NOW + 130) == NOW + 100 + WINDOW + MARGIN


def test_ten_thousand_items_take_little_longer_than_the_limit_itself() -> None:
    reached = arrivals(55, 5, [Trip(0.25, 0.25)] * 100)
    assert reached[-1] + 0.25 <= 1.25 * 60.5
    assert most_within_a_window(reached) == 55


def test_failures_pause_longer_each_time() -> None:
    budget = Budget(55, NOW)
    now = NOW
    for number, pause in enumerate(PAUSES, 1):
        assert budget.start(now)
        budget.fail(now)
        assert budget.failures == number
        assert budget.next_start(now) == now + pause
        now += pause
    assert PAUSES[0] == FIRST_PAUSE
    assert PAUSES[-1] == LONGEST_PAUSE


def test_requests_that_fail_together_make_one_pause() -> None:
    budget = Budget(55, NOW)
    assert all(budget.start(NOW) for _ in range(5))
    for moment in (1, 2, 3, 4, 5):
        budget.fail(NOW + moment)
    assert budget.failures == 1
    assert budget.next_start(NOW + 5) == NOW + 1 + FIRST_PAUSE


def test_an_answer_forgets_the_failures_but_not_the_lower_pace() -> None:
    budget = Budget(10, NOW)
    assert budget.start(NOW)
    assert budget.start(NOW)
    budget.fail(NOW)
    budget.end(NOW + 1)
    assert budget.failures == 0
    now = NOW + 1 + WINDOW + MARGIN
    assert [budget.start(now) for _ in range(7)] == [True] * 6 + [False]
    for _ in range(6):
        budget.end(now)
    assert spent(budget, 4, NOW + LOWERED_FOR).failures == 0


def test_the_lower_pace_and_the_pause_outlive_a_reload() -> None:
    budget = Budget(10, NOW)
    assert budget.start(NOW)
    budget.fail(NOW)
    restored = Budget(10, NOW + 1, budget.state)
    assert restored.next_start(NOW + 1) == NOW + FIRST_PAUSE
    assert [restored.start(NOW + FIRST_PAUSE) for _ in range(6)] == [True] * 5 + [False]


@pytest.mark.parametrize("ceiling", [0, 1])
def test_a_ceiling_leaves_one_request_at_least(ceiling: int) -> None:
    budget = Budget(ceiling, NOW)
    assert budget.start(NOW)
    budget.fail(NOW)
    assert budget.next_start(NOW + 10) == NOW + WINDOW + MARGIN


def test_an_answer_too_many_frees_nothing() -> None:
    budget = Budget(2, NOW)
    budget.end(NOW)
    assert (budget.state.in_flight, budget.state.ended) == (0, [NOW])


def failed(budget: Budget) -> Budget:
    assert budget.start(NOW)
    budget.fail(NOW)
    return budget


@pytest.mark.parametrize(
    "budget",
    [
        spent(Budget(2, NOW), 2),
        failed(Budget(2, NOW)),
        Budget(2, NOW, BudgetState(ended=[NOW, NOW])),
        Budget(2, NOW - 3600, spent(Budget(2, NOW), 2).state),
        Budget(2, NOW - 3600, BudgetState([], 0, NOW + 1e6, NOW + 1e6)),
    ],
)
def test_a_clock_set_back_neither_frees_slots_nor_blocks_them(budget: Budget) -> None:
    earlier = NOW - 3600
    start = budget.next_start(earlier)
    assert earlier < start <= earlier + WINDOW + MARGIN
    assert budget.next_start(start) == start
    assert budget.next_start(earlier + LOWERED_FOR) == earlier + LOWERED_FOR


def test_a_clock_set_back_does_not_keep_the_pace_low() -> None:
    budget = Budget(10, NOW, BudgetState(lowered_until=NOW + 1e6))
    assert budget.next_start(NOW) == NOW
    assert [budget.start(NOW + LOWERED_FOR) for _ in range(11)] == [True] * 10 + [False]


@pytest.mark.parametrize(
    ("budget", "requests", "seconds"),
    [
        (lambda: Budget(55, NOW), 0, 0),
        (lambda: Budget(55, NOW), -1, 0),
        (lambda: Budget(55, NOW), 55, 0),
        (lambda: Budget(55, NOW), 56, 60),
        (lambda: Budget(55, NOW), 100, 60),
        (lambda: Budget(55, NOW), 1000, 1080),
        (lambda: spent(Budget(55, NOW), 54), 1, 0),
        (lambda: spent(Budget(55, NOW), 54), 2, 60.05),
        (lambda: spent(Budget(55, NOW), 54), 57, 120.05),
        (lambda: failed(Budget(55, NOW)), 1, 5),
        (lambda: failed(Budget(55, NOW)), 33, 60.05),
        (lambda: Budget(1, NOW, BudgetState(in_flight=1)), 1, 60.05),
    ],
)
def test_how_long_requests_will_take_to_start(
    budget: Callable[[], Budget], requests: int, seconds: float
) -> None:
    assert budget().seconds_for(requests, NOW) == pytest.approx(seconds)


def test_how_long_it_takes_while_all_slots_are_under_way_is_a_guess() -> None:
    budget = Budget(1, NOW)
    assert budget.start(NOW)
    assert budget.seconds_for(2, NOW) == pytest.approx(2 * WINDOW)
