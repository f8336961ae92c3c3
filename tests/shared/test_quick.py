"""The quick check: one request where nothing is new, and a full run where the counts differ."""

import pytest

from shared.simulated_api import Api
from shared.simulated_discogs import ORIGIN, Discogs
from shared.simulated_world import World
from waugzee_sync.discogs.requests import collection_page_url, is_allowed
from waugzee_sync.sync.events import Done


def run_id(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012}"


def whole(count: int = 500) -> World:
    """Alice, whose collection was read whole."""
    alice = World(Discogs(count), Api())
    assert alice.run() == Done("complete", None, run_id(1))
    alice.fetches.clear()
    alice.discogs.pages_asked.clear()
    return alice


def check(alice: World) -> Done | None:
    alice.mode = "quick"
    alice.begin()
    return alice.run()


def test_nothing_new_costs_one_request() -> None:
    alice = whole()
    assert check(alice) == Done("complete", None, run_id(2))
    assert alice.fetches == [collection_page_url(ORIGIN, "alice", 1, newest_first=True)]
    assert alice.progress[-1].pages_total == 1
    assert alice.progress[-1].items_total is None


def test_new_ones_are_stored_by_the_same_request() -> None:
    alice = whole()
    alice.discogs.add([9001, 9002])
    assert check(alice) == Done("complete", None, run_id(2))
    assert len(alice.fetches) == 1
    assert {9001, 9002} <= alice.api.copies


@pytest.mark.parametrize("change", ["gone", "many new", "one gone, one new"])
def test_where_the_counts_differ_a_full_run_follows(change: str) -> None:
    alice = whole()
    if change != "many new":
        del alice.discogs.items[7]
    if change != "gone":
        alice.discogs.add(range(9000, 9150 if change == "many new" else 9001))
    assert check(alice) == Done("complete", None, run_id(3))
    assert alice.api.copies - alice.api.removed == set(alice.discogs.items)


def test_a_check_taken_up_again_reads_no_other_page() -> None:
    alice = whole()
    alice.mode = "quick"
    alice.begin()
    alice.run(lambda: len(alice.api.receipts.of_page) == 1)
    alice.begin()
    assert alice.run() == Done("complete", None, run_id(2))
    assert alice.discogs.pages_asked == [1]


def test_a_stop_between_the_check_and_the_full_run_leaves_that_to_be_resumed() -> None:
    alice = whole()
    del alice.discogs.items[7]
    alice.mode = "quick"
    alice.begin()
    alice.run(lambda: alice.api.reason == "differs")
    alice.stop()
    assert alice.run() == Done("incomplete", "stopped", run_id(3))
    assert alice.api.removed == set()


def test_before_anything_was_read_whole_a_check_is_a_full_run() -> None:
    alice = World(Discogs(300), Api())
    assert check(alice) == Done("complete", None, run_id(1))
    assert len(alice.fetches) == 3


def test_who_was_taken_over_watches() -> None:
    alice = World(Discogs(6000), Api())
    alice.run(lambda: len(alice.api.posted) == 3)
    alice.api.driver = "the-phone"
    assert alice.run() == Done("watching", None, run_id(1))


def test_taking_over_goes_on_with_the_run() -> None:
    alice = World(Discogs(1000), Api())
    alice.run(lambda: len(alice.api.posted) == 3)
    alice.driver = "the-phone"
    alice.begin()
    assert alice.run() == Done("watching", None, run_id(1))
    alice.take_over = True
    alice.begin()
    assert alice.run() == Done("complete", None, run_id(1))
    assert alice.api.driver == "the-phone"


def test_the_newest_page_is_an_address_of_a_known_shape() -> None:
    assert is_allowed(collection_page_url(ORIGIN, "alice", 1, "token", newest_first=True), [ORIGIN])
