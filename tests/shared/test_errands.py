"""The errand engine: one request at a time, under half the budget, its answers signed."""

import base64
from typing import Any

import msgspec
import pytest

from waugzee_sync.discogs.responses import Unreadable
from waugzee_sync.errands.engine import CALL_TRIES, TRIES, Doing, ErrandEngine
from waugzee_sync.errands.messages import (
    Errand,
    ErrandAnswer,
    ErrandDone,
    Errands,
    errand_signature,
    is_own_errand,
    request_digest,
)
from waugzee_sync.errands.readings import READERS
from waugzee_sync.errands.requests import (
    add_url,
    copies_url,
    instance_url,
    is_allowed_errand,
    release_url,
    search_url,
    value_url,
    want_url,
    wants_url,
)
from waugzee_sync.sync.events import (
    Answered,
    Call,
    CallFailed,
    Done,
    Fetch,
    Fetched,
    FetchFailed,
    Save,
    Started,
    Stop,
    Wake,
    Woke,
)
from waugzee_sync.sync.state import Options

NOW = 1_790_000_000.0
ORIGIN = "https://discogs.test"
DESK = "0" * 36
KEY = b"k" * 32
RELEASE = b'{"id": 5, "tracklist": [{"position": "A1", "title": "One", "duration": "3:45"}]}'


def errand(n: int = 5, method: Any = "GET", kind: Any = "release", **changed: Any) -> Errand:
    url = release_url(ORIGIN, n) if method == "GET" else want_url(ORIGIN, "alice", n)
    made = Errand(str(n), kind, method, url, None, int(NOW) + 300, "")
    made = msgspec.structs.replace(made, **changed)
    digest = request_digest(made.method, made.url, made.body)
    signed = errand_signature(KEY, made.id, made.kind, made.expires_at, digest)
    return msgspec.structs.replace(made, signature=signed)


class Desk:
    """An engine that has asked, and was told `errands`."""

    def __init__(self, *errands: Errand, ceiling: int = 60) -> None:
        options = Options(driver="browser-1", origins=[ORIGIN], seed="sixteen-or-more_1")
        self.engine = ErrandEngine(options, NOW)
        self.said = self.engine.feed(Started(NOW))
        self.tell(*errands, ceiling=ceiling)

    def of(self, kind: type) -> Any:
        return next((one for one in self.said if isinstance(one, kind)), None)

    def feed(self, event: Any, body: bytes = b"") -> "Desk":
        self.said = self.engine.feed(event, body)
        return self

    def tell(self, *errands: Errand, ceiling: int = 60, now: float = NOW) -> "Desk":
        key = base64.b64encode(KEY).decode()
        told = Errands(desk=DESK, key=key, now=now, ceiling=ceiling, errands=list(errands), left=len(errands))
        return self.answer(msgspec.json.encode(told), now=now)

    def answer(self, body: bytes, status: int = 200, now: float = NOW) -> "Desk":
        call = self.of(Call)
        return self.feed(Answered(call.id, status, now), body)

    def fetched(self, body: bytes, status: int = 200) -> ErrandAnswer:
        self.feed(Fetched(self.of(Fetch).id, status, NOW), body)
        return msgspec.json.decode(self.of(Call).body, type=ErrandAnswer)


TAKEN = msgspec.json.encode(ErrandDone(True))


def test_it_reads_posts_and_asks_again() -> None:
    desk = Desk(errand(5))
    assert desk.of(Fetch).url == "https://discogs.test/releases/5"
    answer = desk.fetched(RELEASE)
    assert is_own_errand(KEY, answer)
    assert msgspec.json.decode(answer.result)["tracklist"][0]["duration"] == "3:45"
    assert "Signature" in desk.of(Call).headers
    assert desk.answer(TAKEN).of(Call).path == "/api/errands"
    desk.tell()
    assert desk.of(Done) == Done("complete", None, None)
    assert desk.feed(Woke(NOW)).said == []


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"id": 0}', b'{"id": 5, "tracklist": 3}'])
def test_what_cannot_be_read_is_posted_as_nothing(body: bytes) -> None:
    answer = Desk(errand(5)).fetched(body)
    assert (answer.status, bytes(answer.result)) == (200, b"null")


def test_a_refusal_is_posted_and_a_lost_credential_stops() -> None:
    desk = Desk(errand(5), errand(6))
    assert desk.fetched(b"", 404).status == 404
    desk.answer(TAKEN)
    assert desk.fetched(b"", 401).status == 401
    desk.answer(TAKEN)
    assert desk.of(Done) == Done("incomplete", "unauthorized", None)


def test_without_an_answer_it_pauses_and_gives_up_in_the_end() -> None:
    desk = Desk(errand(5))
    now = NOW
    for n in range(TRIES):
        fetch = desk.of(Fetch)
        failed = FetchFailed(fetch.id, now) if n % 2 else Fetched(fetch.id, 502, now)
        desk.feed(failed)
        if n < TRIES - 1:
            now = desk.of(Wake).at
            desk.feed(Woke(now))
            desk.tell(errand(5, expires_at=int(now) + 300), now=now)
    assert desk.of(Done) == Done("incomplete", "unreachable", None)


def test_of_a_write_without_an_answer_nothing_is_known() -> None:
    desk = Desk(errand(5, "PUT", "write"))
    desk.feed(FetchFailed(desk.of(Fetch).id, NOW))
    assert msgspec.json.decode(desk.of(Call).body, type=ErrandAnswer).status == 0


def test_half_of_the_budget_is_left_alone() -> None:
    desk = Desk(errand(5), errand(6), ceiling=2)
    desk.fetched(RELEASE)
    desk.answer(TAKEN)
    assert desk.of(Fetch) is None
    assert desk.of(Wake).at > NOW + 60
    assert desk.of(Doing).waiting_until == desk.of(Wake).at
    desk.feed(Woke(NOW + 61))
    assert desk.of(Fetch).url.endswith("/6")


def test_what_expired_is_asked_for_afresh() -> None:
    desk = Desk(errand(5, expires_at=int(NOW) + 5))
    assert (desk.of(Fetch), desk.of(Call).path) == (None, "/api/errands")


def test_what_leads_elsewhere_is_refused() -> None:
    desk = Desk(errand(5, url="https://elsewhere.test/releases/5"))
    assert desk.of(Done) == Done("failed", "forged_instruction", None)


def test_our_server_may_be_away_for_a_while() -> None:
    desk = Desk(errand(5))
    desk.fetched(RELEASE)
    now = NOW
    for n in range(CALL_TRIES):
        call = desk.of(Call)
        if n == 0:
            desk.feed(Answered(call.id, 503, now))
        elif n == 1:
            desk.feed(Answered(call.id, 200, now), b"<html>")
        else:
            desk.feed(CallFailed(call.id, now))
        if n < CALL_TRIES - 1:
            now = desk.of(Wake).at
            desk.feed(Woke(now))
    assert desk.of(Done) == Done("incomplete", "server_unreachable", None)


@pytest.mark.parametrize(("status", "reason"), [(401, "signed_out"), (403, "refused")])
def test_our_server_may_refuse(status: int, reason: str) -> None:
    desk = Desk(errand(5))
    desk.fetched(RELEASE)
    desk.answer(b"", status)
    assert desk.of(Done) == Done("failed", reason, None)


def test_an_answer_that_came_too_late_is_let_go() -> None:
    desk = Desk(errand(5))
    desk.fetched(RELEASE)
    assert desk.answer(b"", 410).of(Call).path == "/api/errands"


def test_what_nobody_waits_for_changes_nothing() -> None:
    desk = Desk(errand(5))
    for event in (Fetched(99, 200, NOW), FetchFailed(99, NOW), Answered(99, 200, NOW), CallFailed(99, NOW)):
        assert desk.feed(event).said == []
    desk.feed(Stop(NOW))
    assert desk.of(Done) == Done("incomplete", "stopped", None)
    assert desk.of(Save).budget.in_flight == 1


def test_only_known_requests_are_allowed() -> None:
    for method, url in (
        ("GET", release_url(ORIGIN, 1)),
        ("GET", wants_url(ORIGIN, "a b", 2)),
        ("GET", search_url(ORIGIN, "5012394144777")),
        ("GET", value_url(ORIGIN, "alice") + "?token=secret"),
        ("GET", copies_url(ORIGIN, "alice", 3) + "&token=secret"),
        ("POST", add_url(ORIGIN, "alice", 1, 3)),
        ("POST", instance_url(ORIGIN, "alice", 1, 3, 4)),
        ("POST", instance_url(ORIGIN, "alice", 1, 3, 4) + "/fields/5"),
        ("DELETE", instance_url(ORIGIN, "alice", 1, 3, 4)),
        ("PUT", want_url(ORIGIN, "alice", 3)),
        ("DELETE", want_url(ORIGIN, "alice", 3)),
    ):
        assert is_allowed_errand(method, url, [ORIGIN])  # type: ignore[arg-type]
        assert not is_allowed_errand(method, url, ["https://elsewhere.test"])  # type: ignore[arg-type]
    assert not is_allowed_errand("DELETE", release_url(ORIGIN, 1), [ORIGIN])
    assert not is_allowed_errand("POST", f"{ORIGIN}/users/alice", [ORIGIN])
    assert not is_allowed_errand("GET", release_url(ORIGIN, 1) + "?curr_abbr=EUR", [ORIGIN])
    assert not is_allowed_errand("GET", search_url(ORIGIN, "1") + "&q=x", [ORIGIN])


def test_a_upc_is_asked_for_by_its_twelve_digits() -> None:
    assert "barcode=602547378781&" in search_url(ORIGIN, "0602547378781")
    assert "barcode=602547378781&" in search_url(ORIGIN, "602547378781")
    assert "barcode=01234565&" in search_url(ORIGIN, "01234565")


def test_each_kind_of_answer_is_read_strictly() -> None:
    page = b'{"pagination": {"page": 1, "pages": 1, "per_page": 50, "items": 1}, '
    want = b'{"id": 1, "rating": 0, "basic_information": {"id": 1, "title": "One"}}'
    assert READERS["wants"](page + b'"wants": [' + want + b"]}").wants[0].id == 1
    assert READERS["look_up"](page + b'"releases": [{}]}').releases
    assert READERS["write"](b"anything") is None
    row = b'{"id": 7, "title": "A - B", "year": "1979", "user_data": {}}'
    assert READERS["search"](page + b'"results": [' + row + b"]}").results[0].year == "1979"
    for kind in ("search", "wants", "look_up", "release"):
        with pytest.raises(Unreadable):
            READERS[kind](b"[]")
