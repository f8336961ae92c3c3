"""Counting attempts: limits, windows, forgiveness, and what it keeps."""

import pytest

from issuer_page import Clock
from waugzee.issuer.throttle import SWEEP_ABOVE, WINDOW, Throttle


@pytest.fixture
def clock() -> Clock:
    return Clock(1000.0)


def test_attempts_up_to_the_limit_are_admitted(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert [throttle.admit({"a": 3}) for _ in range(4)] == [0, 0, 0, int(WINDOW)]


def test_the_wait_is_until_the_oldest_attempt_no_longer_counts(clock: Clock) -> None:
    throttle = Throttle(clock)
    throttle.admit({"a": 2})
    clock.now += 100.5
    throttle.admit({"a": 2})
    assert throttle.admit({"a": 2}) == int(WINDOW) - 100
    clock.now += WINDOW - 100.5
    assert throttle.admit({"a": 2}) == 0
    assert throttle.admit({"a": 2}) == 101


def test_a_refused_attempt_counts_nowhere(clock: Clock) -> None:
    throttle = Throttle(clock)
    throttle.admit({"a": 1})
    assert throttle.admit({"a": 1, "b": 1}) > 0
    assert throttle.admit({"b": 1}) == 0


def test_success_forgives_one_key_everything_and_the_others_one(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(3):
        throttle.admit({"both": 3, "address": 3, "name": 3})
    assert throttle.admit({"both": 3}) > 0
    throttle.succeeded("both", "address", "name")
    assert throttle.admit({"both": 3, "address": 3, "name": 3}) == 0
    assert [throttle.admit({key: 3}) > 0 for key in ("both", "address", "name")] == [False, True, True]
    throttle.succeeded("unheard of", "neither")


def test_what_no_longer_counts_is_not_kept(clock: Clock) -> None:
    throttle = Throttle(clock)
    for number in range(SWEEP_ABOVE + 1):
        throttle.admit({f"name {number}": 1})
    clock.now += WINDOW
    throttle.admit({"one more": 1})
    assert list(throttle._attempts) == ["one more"]
