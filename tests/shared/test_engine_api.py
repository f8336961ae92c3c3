"""What our own API answers, and what the engine does about it: nothing that was read is lost."""

import itertools

import msgspec
import pytest

from shared.simulated_api import LIFE, Api
from shared.simulated_discogs import HTML, LOST, NOT_FOUND, Answer, Discogs
from shared.simulated_world import NOW, World
from waugzee_sync.messages import Finished, Instructions
from waugzee_sync.sync.engine import CALL_TRIES, SWEEPS, TRIES
from waugzee_sync.sync.events import Answered, Call, CallFailed, Done

RUN = "00000000-0000-0000-0000-000000000001"
COMPLETE = Done("complete", None, RUN)


def world(count: int = 1000) -> World:
    return World(Discogs(count), Api())


def last_part(call: Call) -> str:
    parts = call.path.split("/")
    return "page" if "pages" in parts else {"syncs": "open"}.get(parts[-1], parts[-1])


AWAY: list[Answer] = [
    LOST,
    (500, b""),
    (503, b""),
    (429, b""),
    (408, b""),
    (200, b"<html>a captive portal</html>"),
    (200, b""),
    (200, b"\xff"),
    (302, b""),
    (409, b'{"type": "/problems/replayed", "status": 409}'),
]


@pytest.mark.parametrize("failure", AWAY, ids=[f"{status} {body[:6]!r}" for status, body in AWAY])
class TestAway:
    def test_for_a_while_loses_nothing(self, failure: Answer) -> None:
        alice = world()
        alice.api.rule = lambda call, before: failure if NOW + 0.6 < alice.now < NOW + 20 else None
        assert alice.run() == COMPLETE
        assert alice.api.copies == set(range(1, 1001))
        assert len(alice.fetches) == 10
        assert "server_unreachable" in {said.problem for said in alice.progress}
        assert alice.progress[-1].problem is None

    @pytest.mark.parametrize("kind", ["open", "instructions", "page", "finish"])
    def test_in_one_place_is_asked_again_with_growing_waits(self, failure: Answer, kind: str) -> None:
        alice = world()
        moments: list[float] = []

        def rule(call: Call, before: int) -> Answer | None:
            if last_part(call) == kind and (kind != "page" or call.path.endswith("/4")) and len(moments) < 6:
                moments.append(alice.now)
                return failure
            return None

        alice.api.rule = rule
        assert alice.run() == COMPLETE
        waits = [after - before for before, after in itertools.pairwise(moments)]
        assert waits == pytest.approx([1, 2, 4, 8, 16], abs=0.2)
        assert len(alice.fetches) == 10

    def test_for_good_ends_with_what_was_stored(self, failure: Answer) -> None:
        alice = world()
        alice.api.rule = lambda call, before: failure if len(alice.api.posted) == 5 else None
        assert alice.run() == Done("incomplete", "server_unreachable", RUN)
        assert 100 < alice.now - NOW < 200
        alice.api.rule = lambda call, before: None
        alice.begin()
        before = len(alice.fetches)
        assert alice.run() == COMPLETE
        assert len(alice.fetches) - before == 5

    def test_from_the_beginning_opens_no_run(self, failure: Answer) -> None:
        alice = world()
        alice.api.rule = lambda call, before: failure
        assert alice.run() == Done("failed", "server_unreachable", None)
        assert len(alice.api.calls) == CALL_TRIES

    def test_while_the_run_is_left(self, failure: Answer) -> None:
        alice = world()
        alice.run(lambda: len(alice.api.posted) == 3)
        alice.api.rule = lambda call, before: failure if last_part(call) == "pause" and before < 3 else None
        alice.stop()
        assert alice.run() == Done("incomplete", "stopped", RUN)
        assert alice.api.state == "incomplete"


def test_each_attempt_to_post_a_page_is_signed_anew() -> None:
    alice = world()
    alice.api.rule = lambda call, before: LOST if last_part(call) == "page" and before < 3 else None
    assert alice.run() == COMPLETE
    posts = [call for call in alice.api.calls if call.method == "PUT"]
    assert len(posts) == 40
    assert len({call.headers["Signature-Input"] for call in posts}) == 40
    assert all(call.headers.keys() == {"Content-Digest", "Signature-Input", "Signature"} for call in posts)
    # Nothing but pages is signed: the bearer token, which the host adds, speaks for the rest.
    assert all(call.headers == {} for call in alice.api.calls if call.method == "POST")


def test_a_request_that_the_network_gave_twice_is_signed_anew() -> None:
    """The server stored the page, and what we hear is how it refused the same request again."""
    alice = world()

    def twice(call: Call, before: int) -> Answer | None:
        if call.method == "PUT" and before == 0:
            alice.api.served(call, alice.now)
            return 409, b'{"type": "/problems/replayed"}'
        return None

    alice.api.rule = twice
    assert alice.run() == COMPLETE
    assert len(alice.fetches) == 10
    assert len(set(alice.api.nonces)) == 20


def test_an_answer_that_was_lost_is_given_again() -> None:
    """The server did what it was asked for, and we never heard of it."""
    alice = world()

    def deaf(call: Call, before: int) -> Answer | None:
        if before:
            return None
        alice.api.served(call, alice.now)
        return LOST

    alice.api.rule = deaf
    ended = alice.run()
    # Of its end we hear as of one that somebody else has made.
    assert ended == Done("watching", None, RUN)
    assert alice.api.state == "complete"
    assert alice.api.copies == set(range(1, 1001))
    assert len(alice.fetches) == 10


@pytest.mark.parametrize(
    ("kind", "status", "done"),
    [
        ("open", 401, Done("failed", "signed_out", None)),
        ("open", 409, Done("failed", "not_connected", None)),
        ("open", 400, Done("failed", "refused", None)),
        ("open", 403, Done("failed", "refused", None)),
        ("instructions", 401, Done("incomplete", "signed_out", RUN)),
        ("instructions", 404, Done("incomplete", "refused", RUN)),
        ("instructions", 409, Done("watching", None, RUN)),
        ("instructions", 410, Done("incomplete", "refused", RUN)),
        ("page", 401, Done("incomplete", "signed_out", RUN)),
        ("page", 400, Done("incomplete", "refused", RUN)),
        ("page", 403, Done("incomplete", "refused", RUN)),
        ("page", 409, Done("watching", None, RUN)),
        ("page", 413, Done("incomplete", "refused", RUN)),
        ("finish", 401, Done("incomplete", "signed_out", RUN)),
        ("finish", 404, Done("incomplete", "refused", RUN)),
        ("finish", 409, Done("watching", None, RUN)),
    ],
)
@pytest.mark.parametrize("body", [b"", b'{"type": "/problems/run-closed"}', b"\xff"])
def test_a_refusal_is_final(kind: str, status: int, done: Done, body: bytes) -> None:
    alice = world()
    alice.api.rule = lambda call, before: (status, body) if last_part(call) == kind else None
    assert alice.run() == done
    assert sum(last_part(call) == kind for call in alice.api.calls) <= 5


@pytest.mark.parametrize("status", [401, 404, 409])
def test_a_run_that_cannot_be_left_was_left_by_another(status: int) -> None:
    alice = world()
    alice.run(lambda: len(alice.api.posted) == 3)
    alice.api.rule = lambda call, before: (status, b"") if last_part(call) == "pause" else None
    alice.stop()
    assert alice.run() == Done("incomplete", "stopped", RUN)


# Instructions


def test_instructions_that_expired_are_asked_for_anew() -> None:
    alice = world(12_000)
    alice.api.ceiling = 10
    assert alice.run() == COMPLETE
    assert alice.api.receipts.reads > 120
    assert (len(alice.fetches), alice.discogs.refused) == (120, 0)
    instructed = [alice.api.receipts.of_page[page].read for page in range(1, 121)]
    assert len(set(instructed)) == 120


@pytest.mark.parametrize("ahead", [-86_400.0, -400.0, 400.0, 86_400.0])
def test_the_clocks_may_differ(ahead: float) -> None:
    alice = World(Discogs(1000), Api(ahead=ahead))
    assert alice.run() == COMPLETE


def test_a_page_that_came_too_late_is_read_again() -> None:
    alice = world()
    late: list[Call] = []

    def rule(call: Call, before: int) -> Answer | None:
        if last_part(call) == "page" and before < 2:
            late.append(call)
            return 410, b""
        return None

    alice.api.rule = rule
    assert alice.run() == COMPLETE
    assert (len(alice.fetches), len(late)) == (30, 20)
    assert alice.api.copies == set(range(1, 1001))


def test_a_page_that_always_comes_too_late_ends_the_run() -> None:
    alice = world()
    alice.api.rule = lambda call, before: (410, b"") if call.path.endswith("/pages/4") else None
    assert alice.run() == Done("incomplete", "unreadable", RUN)
    assert alice.discogs.pages_asked.count(4) == TRIES
    assert len(alice.api.copies) == 900


def test_a_late_second_reading_does_not_make_the_first_one_undone() -> None:
    alice = world()
    alice.api.copies = set(range(1, 1002))
    alice.api.rule = lambda call, before: (410, b"") if last_part(call) == "page" and before == 1 else None
    assert alice.run() == COMPLETE
    assert alice.api.removed == {1001}
    assert len(alice.fetches) == 30


@pytest.mark.parametrize("late", [1, 2])
def test_of_two_readings_of_a_page_one_or_both_may_come_too_late(late: int) -> None:
    """The first is posted slowly, page 1 is read again meanwhile, and the second is posted after that."""
    alice = world(1000)
    alice.discogs.rule = lambda page, before: NOT_FOUND if page == 2 and before == 0 else None
    alice.run(lambda: len(alice.discogs.pages_asked) == 1)
    slow = iter([2.0])
    alice.call_latency = lambda: next(slow, 0.05 if alice.now < NOW + 1.5 else 1.2)
    alice.api.rule = lambda call, before: (
        (410, b"") if call.path.endswith("/pages/1") and before < late else None
    )
    assert alice.run() == COMPLETE
    assert alice.discogs.pages_asked.count(1) == 3
    assert alice.api.copies == set(range(1, 1001))


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://api.discogs.com", "https://api.discogs.com.evil.example"]
)
def test_a_forged_instruction_is_not_followed(origin: str) -> None:
    alice = world()
    alice.api.origin = origin
    assert alice.run() == Done("failed", "forged_instruction", RUN)
    assert alice.fetches == []


def test_an_instruction_forged_later_ends_the_run_there() -> None:
    alice = world()
    alice.run(lambda: len(alice.api.posted) == 1)
    alice.begin()
    alice.api.origin = "https://evil.example"
    assert alice.run() == Done("failed", "forged_instruction", RUN)
    assert not any("evil" in url for url in alice.fetches)


@pytest.mark.parametrize("given", ["none", "expired", "of other pages"])
def test_instructions_of_no_use_are_not_asked_for_without_end(given: str) -> None:
    alice = world()

    def rule(call: Call, before: int) -> Answer | None:
        if last_part(call) != "instructions":
            return None
        _, body = alice.api.served(call, alice.now)
        useless = msgspec.json.decode(body, type=Instructions)
        if given == "none":
            useless.instructions.clear()
        change = {"expires_at": int(alice.now)} if given == "expired" else {"page": 1}
        useless.instructions = [msgspec.structs.replace(one, **change) for one in useless.instructions]
        return 200, msgspec.json.encode(useless)

    alice.api.rule = rule
    assert alice.run() == Done("incomplete", "server_unreachable", RUN)
    assert sum(last_part(call) == "instructions" for call in alice.api.calls) == CALL_TRIES
    assert set(alice.discogs.pages_asked) == {1}


def test_instructions_that_come_after_the_end_are_none_to_follow() -> None:
    alice = world()
    alice.run(lambda: any(last_part(call) == "instructions" for call in alice.api.calls))
    alice.stop()
    assert alice.run() == Done("incomplete", "stopped", RUN)
    assert len(alice.fetches) == 1


# Finish


@pytest.mark.parametrize("reread", [[], [2]])
def test_a_server_that_never_ends_a_run_is_left(reread: list[int]) -> None:
    alice = world(200)

    def rule(call: Call, before: int) -> Answer | None:
        if last_part(call) == "finish":
            return 200, msgspec.json.encode(Finished(alice.api.run, reread))
        return None

    alice.api.rule = rule
    assert alice.run() == Done("incomplete", None, RUN)
    asked = [call.body for call in alice.api.calls if last_part(call) == "finish"]
    assert asked[-1] == '{"driver":"browser-1","give_up":true}'
    assert len(asked) == (SWEEPS + 1 if reread else 2)


def test_a_page_read_again_is_read_by_an_instruction_given_for_that() -> None:
    alice = world(300)
    alice.api.copies = set(range(1, 302))
    alice.run(lambda: len(alice.api.posted) == 3)
    first = alice.api.receipts.reads
    # A browser that opens the run anew is given nothing to read: all pages are there.
    alice.begin()
    assert alice.run() == COMPLETE
    assert min(receipt.read for receipt in alice.api.receipts.of_page.values()) > first


def test_an_answer_that_was_already_taken_or_never_asked_for_changes_nothing() -> None:
    alice = world(100)
    alice.run(lambda: len(alice.api.posted) == 1)
    kept = alice.keep()
    for number in (1, 2, 999):
        for event in (Answered(number, 200, alice.now), CallFailed(number, alice.now)):
            assert alice.engine.feed(event, HTML[1]) == []
    assert alice.keep() == kept
    assert alice.run() == COMPLETE


def test_an_instruction_lives_long_enough_for_the_wait_in_a_full_window() -> None:
    """Else each would be asked for twice."""
    alice = world(9000)
    assert alice.run() == COMPLETE
    assert LIFE > 60
    assert alice.api.receipts.reads == 90
