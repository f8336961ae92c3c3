"""Whole runs of the engine against a Discogs and an API of a few lines, and the ways to begin and end one."""

import msgspec
import pytest

from shared.simulated_api import Api
from shared.simulated_discogs import HTML, LOST, Answer, Discogs
from shared.simulated_world import NOW, World
from waugzee_sync.sync.engine import SWEEPS
from waugzee_sync.sync.events import Done, FetchFailed, Progress, Started, Stop, Wake, Woke

RUN = "00000000-0000-0000-0000-000000000001"
COMPLETE = Done("complete", None, RUN)


def world(count: int = 1497, *, copies: int = 0, driver: str = "browser-1") -> World:
    """A collection at Discogs, `copies` of which we already have from an earlier run."""
    api = Api()
    api.copies = set(range(1, copies + 1))
    return World(Discogs(count), api, driver=driver)


def test_a_collection_is_read_once_and_is_whole() -> None:
    alice = world(1497)
    assert alice.run() == COMPLETE
    assert alice.api.copies == set(range(1, 1498))
    assert sorted(alice.discogs.pages_asked) == sorted(alice.api.posted) == list(range(1, 16))
    assert alice.now - NOW < 3
    assert alice.discogs.refused == 0


@pytest.mark.parametrize("count", [0, 1, 100, 101])
def test_a_small_collection_is_whole_too(count: int) -> None:
    alice = world(count)
    assert alice.run() == COMPLETE
    assert len(alice.api.copies) == count
    assert len(alice.fetches) == alice.discogs.pages


def test_ten_thousand_items_stay_within_the_limit_and_near_it() -> None:
    alice = world(10_000)
    assert alice.run() == COMPLETE
    assert alice.now - NOW <= 1.25 * 60.5
    assert (len(alice.fetches), alice.discogs.refused) == (100, 0)
    waited = [said for said in alice.progress if said.phase == "waiting"]
    assert all(said.waiting_until and said.waiting_until - NOW < 62 for said in waited)
    assert waited


def test_forty_thousand_items_are_asked_for_as_they_can_be_read() -> None:
    alice = world(40_000)
    assert alice.run() == COMPLETE
    assert len(alice.fetches) == 400
    assert alice.api.receipts.reads <= 400 + 40  # signed addresses that nobody used in time
    assert alice.discogs.refused == 0


def test_progress_tells_the_truth_and_never_runs_backwards() -> None:
    alice = world(5500)
    assert alice.run() == COMPLETE
    said = alice.progress
    assert said[0] == Progress("opening", 0, None, 0, None, None, None, None, None)
    assert said[-1] == Progress("finishing", 55, 55, 5500, 5500, 0.0, None, None, RUN)
    assert [one.pages_done for one in said] == sorted(one.pages_done for one in said)
    assert [one.items_seen for one in said] == sorted(one.items_seen for one in said)
    assert {one.phase for one in said} == {"opening", "reading", "finishing"}


@pytest.mark.parametrize(("count", "latency"), [(10_000, 0.5), (5000, 0.1), (5000, 4.0)])
def test_the_estimate_is_near_what_it_takes(count: int, latency: float) -> None:
    alice = world(count)
    alice.latency = lambda: latency
    alice.run(lambda: len(alice.api.posted) == 10)
    begun, estimate = alice.now, alice.progress[-1].seconds_left
    assert alice.run() == COMPLETE
    assert estimate == pytest.approx(alice.now - begun, rel=0.2, abs=2)


def test_nothing_that_was_stored_is_read_again_after_a_reload() -> None:
    alice = world(1497)
    alice.run(lambda: len(alice.api.posted) == 6)
    stored = set(alice.api.posted)
    alice.begin()
    before = len(alice.discogs.pages_asked)
    assert alice.run() == COMPLETE
    assert stored.isdisjoint(alice.discogs.pages_asked[before:])
    assert alice.api.copies == set(range(1, 1498))


def test_the_budget_outlives_a_reload() -> None:
    alice = world(10_000)
    alice.run(lambda: len(alice.fetches) == 40)
    alice.begin()
    assert alice.run() == COMPLETE
    assert alice.discogs.refused == 0


def test_a_run_whose_pages_are_all_stored_is_finished_without_reading() -> None:
    alice = world(300)
    alice.run(lambda: len(alice.api.posted) == 3)
    alice.begin()
    fetches = len(alice.fetches)
    assert alice.run() == COMPLETE
    assert len(alice.fetches) == fetches


def test_a_second_browser_watches() -> None:
    alice = world()
    alice.run(lambda: len(alice.api.posted) == 3)
    phone = World(alice.discogs, alice.api, driver="a-phone-1")
    assert phone.run() == Done("watching", None, RUN)
    assert phone.fetches == []
    assert alice.run() == COMPLETE


def test_removed_records_are_called_so_after_a_second_reading() -> None:
    alice = world(250, copies=260)
    assert alice.run() == COMPLETE
    assert alice.api.removed == set(range(251, 261))
    assert sorted(alice.discogs.pages_asked) == [1, 1, 2, 2, 3, 3]


def test_a_growing_collection_is_read_to_its_new_end() -> None:
    alice = world(400)
    alice.run(lambda: len(alice.discogs.pages_asked) == 1)
    alice.discogs.add(range(401, 652))
    assert alice.run() == COMPLETE
    assert alice.api.copies == set(range(1, 652))
    assert alice.progress[-1].pages_total == 7


def test_a_shrinking_collection_is_read_again_where_it_moved() -> None:
    alice = world(500, copies=500)
    alice.concurrency = 1
    alice.begin()
    alice.run(lambda: len(alice.discogs.pages_asked) == 2)
    for instance_id in range(1, 151):
        del alice.discogs.items[instance_id]
    assert alice.run() == COMPLETE
    assert alice.api.removed == set(range(1, 151))
    assert alice.progress[-1].pages_total == 4


def test_a_collection_that_never_rests_ends_incomplete() -> None:
    alice = world(300, copies=301)
    new = iter(range(1000, 2000))
    gone = iter(range(1, 300))

    def changing(page: int, before: int) -> Answer | None:
        alice.discogs.add([next(new)])
        del alice.discogs.items[next(gone)]
        return None

    alice.discogs.rule = changing
    assert alice.run() == Done("incomplete", "kept_changing", RUN)
    assert alice.api.removed == set()
    assert len(alice.fetches) <= 3 * (SWEEPS + 1)
    assert sum(call.path.endswith("finish") for call in alice.api.calls) == SWEEPS + 1


def test_a_page_that_is_always_absent_leaves_the_run_incomplete() -> None:
    alice = world(500)
    alice.discogs.rule = lambda page, before: (404, b"") if page == 4 else None
    assert alice.run() == Done("incomplete", "missing_pages", RUN)
    assert alice.discogs.pages_asked.count(4) == SWEEPS + 1
    assert len(alice.api.copies) == 400


def test_an_item_without_an_id_leaves_the_run_incomplete_and_is_not_read_again() -> None:
    alice = world(200)
    alice.discogs.items[7] = msgspec.Raw(b'{"id": 7}')
    assert alice.run() == Done("incomplete", "item_without_id", RUN)
    assert sorted(alice.discogs.pages_asked) == [1, 2]


def test_items_set_aside_are_posted_as_they_came_and_counted() -> None:
    alice = world(200)
    alice.discogs.items[7] = msgspec.Raw(b'{"id": "7", "instance_id": 7, "token": "t"}')
    assert alice.run() == COMPLETE
    bodies = [call.body or "" for call in alice.api.calls if call.method == "PUT"]
    assert sum('{"id": "7", "instance_id": 7, "token": "t"}' in body for body in bodies) == 1
    assert not any("secret" in body for body in bodies)


def test_two_runs_one_after_the_other_are_two() -> None:
    alice = world(300)
    assert alice.run() == COMPLETE
    alice.begin()
    assert alice.run() == Done("complete", None, "00000000-0000-0000-0000-000000000002")
    assert len(alice.fetches) == 6


# Stop


@pytest.mark.parametrize("fetches", range(0, 55, 3))
def test_stop_at_any_moment_leaves_a_run_to_be_resumed(fetches: int) -> None:
    alice = world(5500)
    alice.run(lambda: len(alice.fetches) >= fetches)
    alice.stop()
    asked = len(alice.fetches)
    stopped = alice.run()
    assert stopped in (Done("incomplete", "stopped", RUN), Done("failed", "stopped", None))
    assert len(alice.fetches) == asked
    stored = set(alice.api.posted)
    alice.begin()
    before = len(alice.discogs.pages_asked)
    assert alice.run() == COMPLETE
    assert stored.isdisjoint(alice.discogs.pages_asked[before:])
    assert alice.api.copies == set(range(1, 5501))


def test_what_was_read_is_posted_before_the_run_is_left() -> None:
    alice = world(1497)
    alice.call_latency = lambda: 3.0
    alice.run(lambda: len(alice.discogs.pages_asked) == 15)
    read = len(alice.engine.state.read)
    alice.stop()
    assert alice.run() == Done("incomplete", "stopped", RUN)
    assert len(alice.api.posted) == read
    assert [call.path.split("/")[-1] for call in alice.api.calls].count("pause") == 1


def test_stop_while_the_run_is_being_finished_ends_complete() -> None:
    alice = world(100)
    alice.run(lambda: any(call.path.endswith("finish") for call in alice.api.calls))
    alice.stop()
    assert alice.run() == COMPLETE


def test_stop_while_pages_are_to_be_read_again_ends_the_run() -> None:
    alice = world(100, copies=101)
    alice.run(lambda: any(call.path.endswith("finish") for call in alice.api.calls))
    alice.stop()
    assert alice.run() == Done("incomplete", "stopped", RUN)
    assert len(alice.fetches) == 1


def test_stop_twice_is_stop() -> None:
    alice = world()
    alice.run(lambda: len(alice.fetches) == 8)
    alice.stop()
    alice.stop()
    assert alice.run() == Done("incomplete", "stopped", RUN)


def test_after_its_end_an_engine_asks_for_nothing() -> None:
    alice = world(10)
    alice.run()
    for event in (Started(alice.now), Stop(alice.now), FetchFailed(1, alice.now)):
        assert alice.engine.feed(event) == []


def test_a_second_start_opens_no_second_run() -> None:
    alice = world(10)
    alice.feed(Started(alice.now))
    alice.run(lambda: len(alice.fetches) == 1)
    alice.feed(Started(alice.now))
    assert alice.run() == COMPLETE
    assert sum(call.path == "/api/syncs" for call in alice.api.calls) == 1


# A state that was kept


@pytest.mark.parametrize("steps", range(0, 150, 5))
def test_a_kept_state_goes_on_where_it_was(steps: int) -> None:
    alice = world(2000, copies=2100)
    alice.call_latency = lambda: 0.3
    left = iter(range(steps))
    alice.run(lambda: next(left, None) is None)
    alice.begin(alice.keep())
    assert alice.run() == COMPLETE
    assert alice.api.copies - alice.api.removed == set(range(1, 2001))
    # Only what was under way is done again: reading 20 pages twice, 5 of them at a time.
    assert len(alice.fetches) <= 40 + alice.concurrency


def test_what_was_read_and_kept_is_posted_without_reading_it_again() -> None:
    alice = world(2000)
    alice.call_latency = lambda: 4.0
    alice.run(lambda: len(alice.engine.state.read) == 20)
    assert len(alice.api.posted) < 20
    alice.begin(alice.keep())
    assert alice.run() == COMPLETE
    assert len(alice.fetches) == 20


def test_a_kept_state_does_not_count_for_another_run() -> None:
    alice = world(500)
    alice.run(lambda: len(alice.api.posted) == 3)
    kept = alice.keep()
    alice.begin()
    assert alice.run() == COMPLETE
    before = len(alice.fetches)
    alice.begin(kept)
    assert alice.run() == Done("complete", None, "00000000-0000-0000-0000-000000000002")
    assert len(alice.fetches) - before == 5


def test_a_kept_state_that_was_ending_ends() -> None:
    alice = world(2000)
    alice.run(lambda: len(alice.fetches) == 12)
    alice.stop()
    alice.begin(alice.keep())
    assert alice.run() == Done("incomplete", "stopped", RUN)
    assert alice.progress[-1].phase == "finishing"


def test_a_kept_state_of_a_run_that_others_drive_now_watches() -> None:
    alice = world(2000)
    alice.run(lambda: len(alice.fetches) == 12)
    kept = alice.keep()
    alice.api.driver = "a-phone-1"
    alice.begin(kept)
    assert alice.run() == Done("watching", None, RUN)


def test_a_kept_state_whose_run_ends_before_it_opens_ends_too() -> None:
    alice = world(2000)
    alice.run(lambda: len(alice.fetches) == 12)
    alice.api.rule = lambda call, before: LOST
    alice.begin(alice.keep())
    alice.stop()
    assert alice.run() == Done("incomplete", "server_unreachable", RUN)


# The clock


def test_a_timer_that_goes_off_too_early_is_set_again() -> None:
    alice = world(10_000)
    alice.run(lambda: alice.progress[-1].phase == "waiting" and alice.discogs.pages_asked[54:] != [])
    (wish,) = [action for action in alice.engine.feed(Woke(alice.now)) if isinstance(action, Wake)]
    (again,) = [action for action in alice.engine.feed(Woke(wish.at - 0.001)) if isinstance(action, Wake)]
    assert again == wish


def test_a_clock_set_back_costs_a_minute_at_most() -> None:
    alice = world(10_000)
    alice.run(lambda: len(alice.fetches) == 54)
    alice.set_clock_back(250.0)
    begun = alice.now
    assert alice.run() == COMPLETE
    assert alice.now - begun < 70


def test_a_clock_set_back_does_not_hold_back_what_is_sent_again() -> None:
    alice = world(1000)
    alice.run(lambda: len(alice.fetches) == 3)
    alice.api.rule = lambda call, before: HTML
    alice.run(lambda: any(call.attempts == 6 for call in alice.engine.state.calls))
    alice.api.rule = lambda call, before: None
    alice.set_clock_back(250.0)
    begun = alice.now
    assert alice.run() == COMPLETE
    assert alice.now - begun < 35
