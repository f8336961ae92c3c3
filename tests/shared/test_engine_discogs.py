"""What Discogs answers, and what the engine does about it."""

import pytest

from shared.simulated_api import Api
from shared.simulated_discogs import HTML, LOST, NOT_FOUND, Answer, Discogs
from shared.simulated_world import NOW, World
from waugzee_sync.sync.engine import TRIES
from waugzee_sync.sync.events import Done, Fetched, FetchFailed

RUN = "00000000-0000-0000-0000-000000000001"
COMPLETE = Done("complete", None, RUN)


def world(count: int = 500) -> World:
    return World(Discogs(count), Api())


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "unauthorized"),
        (403, "private_collection"),
        (404, "unknown_user"),
        (400, "unreadable"),
        (405, "unreadable"),
        (422, "unreadable"),
        (204, "unreadable"),
        (301, "unreadable"),
    ],
)
def test_an_answer_that_will_not_change_ends_the_run_at_once(status: int, reason: str) -> None:
    alice = world()
    alice.discogs.rule = lambda page, before: (status, b'{"message": "..."}')
    assert alice.run() == Done("incomplete", reason, RUN)
    assert (len(alice.fetches), alice.api.reason) == (1, reason)
    assert alice.now - NOW < 2


def test_a_collection_made_private_meanwhile_keeps_what_was_read() -> None:
    alice = world(2000)
    alice.discogs.rule = lambda page, before: (403, b"") if page > 10 else None
    assert alice.run() == Done("incomplete", "private_collection", RUN)
    assert set(alice.api.posted) == set(range(1, 11))
    alice.discogs.rule = lambda page, before: None
    alice.begin()
    before = len(alice.fetches)
    assert alice.run() == COMPLETE
    assert len(alice.fetches) - before == 10


@pytest.mark.parametrize(
    "odd",
    [
        HTML,
        (200, b""),
        (200, b"\n"),
        (200, b'{"message": "You are making requests too quickly."}'),
        (200, b"[" * 100_000),
        (200, b'{"pagination":{"page":99,"pages":99,"per_page":100,"items":9900},"releases":[]}'),
    ],
    ids=["HTML", "empty", "newline", "message", "nested", "another page"],
)
class TestNoPage:
    def test_is_asked_for_again_and_the_run_goes_on(self, odd: Answer) -> None:
        alice = world()
        alice.discogs.rule = lambda page, before: odd if before < TRIES - 1 and page in (1, 3) else None
        assert alice.run() == COMPLETE
        assert alice.discogs.pages_asked.count(3) == TRIES
        assert "unreadable" in {said.problem for said in alice.progress}
        assert alice.progress[-1].problem is None

    def test_is_counted_anew_once_the_page_was_stored(self, odd: Answer) -> None:
        alice = world()
        alice.api.copies = set(range(1, 502))
        alice.discogs.rule = lambda page, before: odd if page == 3 and before % TRIES < TRIES - 1 else None
        assert alice.run() == COMPLETE
        assert alice.discogs.pages_asked.count(3) == 2 * TRIES

    def test_that_never_turns_into_one_ends_the_run(self, odd: Answer) -> None:
        alice = world()
        alice.discogs.rule = lambda page, before: odd if page == 3 else None
        assert alice.run() == Done("incomplete", "unreadable", RUN)
        assert alice.discogs.pages_asked.count(3) == TRIES
        assert set(alice.api.posted) == {1, 2, 4, 5}

    def test_each_time_with_a_fresh_instruction(self, odd: Answer) -> None:
        alice = world()
        alice.discogs.rule = lambda page, before: odd if before < 2 and page == 1 else None
        assert alice.run() == COMPLETE
        assert alice.api.receipts.of_page[1].read == 3


FAILURES: list[Answer] = [LOST, (429, b""), (429, b'{"message": "..."}'), (500, HTML[1]), (503, b"")]


@pytest.mark.parametrize("failure", FAILURES, ids=[str(status) for status, _ in FAILURES])
class TestNoAnswer:
    def test_pauses_and_goes_on(self, failure: Answer) -> None:
        alice = world(1000)
        alice.discogs.rule = lambda page, before: failure if NOW + 1 < alice.now < NOW + 12 else None
        assert alice.run() == COMPLETE
        assert NOW + 12 < alice.now < NOW + 20
        assert alice.api.copies == set(range(1, 1001))
        assert "unreachable" in {said.problem for said in alice.progress}
        assert alice.progress[-1].problem is None

    def test_for_minutes_ends_the_run_to_be_resumed(self, failure: Answer) -> None:
        alice = world(1000)
        alice.discogs.rule = lambda page, before: failure if page > 3 else None
        assert alice.run() == Done("incomplete", "unreachable", RUN)
        assert 5 + 10 + 20 + 40 + 60 < alice.now - NOW < 5 + 10 + 20 + 40 + 60 + 20
        assert set(alice.api.posted) == {1, 2, 3}
        alice.discogs.rule = lambda page, before: None
        alice.begin()
        assert alice.run() == COMPLETE

    def test_says_until_when_it_waits(self, failure: Answer) -> None:
        alice = world(1000)
        alice.discogs.rule = lambda page, before: failure
        alice.run(lambda: alice.progress[-1].phase == "waiting")
        said = alice.progress[-1]
        assert said.waiting_until == pytest.approx(alice.now + 5)
        assert said.problem == "unreachable"


def test_other_traffic_from_the_same_address_slows_the_engine_down() -> None:
    alice = world(10_000)
    alice.discogs.limit = 40
    assert alice.run() == COMPLETE
    assert len(alice.api.copies) == 10_000
    assert alice.discogs.refused < 30
    # From the first refusal on it starts at most 0.6 of its ceiling a minute.
    assert alice.now - NOW < 60 * (100 / 33 + 1)


def test_a_reload_in_the_middle_of_a_pause_does_not_end_it() -> None:
    alice = world(1000)
    alice.discogs.rule = lambda page, before: LOST if before == 0 else None
    alice.run(lambda: alice.progress[-1].phase == "waiting")
    until, asked = alice.progress[-1].waiting_until, len(alice.fetches)
    alice.begin()
    alice.run(lambda: len(alice.fetches) > asked)
    assert until is not None
    assert alice.now >= until


def test_answers_slower_than_the_timeout_are_no_answers() -> None:
    alice = world(200)
    alice.latency = lambda: 31.0
    assert alice.run() == Done("incomplete", "unreachable", RUN)
    assert alice.discogs.reached == []


def test_pages_that_are_gone_send_back_to_the_first_one() -> None:
    alice = world(1000)
    alice.run(lambda: len(alice.discogs.pages_asked) == 1)
    for instance_id in range(101, 1001):
        del alice.discogs.items[instance_id]
    assert alice.run() == COMPLETE
    assert alice.api.copies == set(range(1, 101))
    assert alice.discogs.pages_asked.count(1) == 2
    assert alice.progress[-1].pages_done == alice.progress[-1].pages_total == 1


def test_a_page_absent_for_a_moment_is_found_in_the_end() -> None:
    alice = world(1000)
    alice.discogs.rule = lambda page, before: NOT_FOUND if page == 7 and before == 0 else None
    assert alice.run() == COMPLETE
    assert alice.api.copies == set(range(1, 1001))


def test_an_answer_that_was_already_taken_or_never_asked_for_changes_nothing() -> None:
    alice = world(100)
    alice.run(lambda: len(alice.api.posted) == 1)
    kept = alice.keep()
    for number in (1, 2, 999):
        for event in (Fetched(number, 200, alice.now), FetchFailed(number, alice.now)):
            assert alice.engine.feed(event, HTML[1]) == []
    assert alice.keep() == kept
    assert alice.run() == COMPLETE


def test_answers_under_way_at_the_end_count_against_the_budget_but_are_not_posted() -> None:
    alice = world(2000)
    alice.run(lambda: len(alice.fetches) == 6)
    asked = len(alice.api.posted)
    alice.call_latency = lambda: 5.0
    alice.latency = lambda: 0.5
    alice.stop()
    assert alice.run() == Done("incomplete", "stopped", RUN)
    assert alice.saved is not None
    assert len(alice.saved.ended) + alice.saved.in_flight == 6
    assert len(alice.api.posted) - asked <= 1


def test_failures_under_way_at_the_end_do_not_change_its_reason() -> None:
    alice = world(2000)
    alice.run(lambda: len(alice.fetches) == 6)
    alice.call_latency = lambda: 5.0
    alice.discogs.rule = lambda page, before: LOST
    alice.stop()
    assert alice.run() == Done("incomplete", "stopped", RUN)
