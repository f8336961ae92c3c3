"""A host that speaks JSON only, as the browser's worker does, drives the same engine."""

from typing import Any

import msgspec
import pytest

from shared.simulated_api import Api
from shared.simulated_discogs import ORIGIN, Discogs
from shared.simulated_world import NOW
from waugzee_sync.host import open_errands, open_session
from waugzee_sync.sync.events import Call

OPTIONS: dict[str, Any] = {
    "driver": "browser-1",
    "origins": [ORIGIN],
    "seed": "sixteen-or-more_1",
    "now": NOW,
}


def drive(options: dict[str, Any], discogs: Discogs, api: Api) -> list[dict[str, Any]]:
    """Answer everything at once; return all actions."""
    session = open_session(msgspec.json.encode(options).decode())
    events: list[tuple[dict[str, Any], bytes]] = [({"type": "started"}, b"")]
    done: list[dict[str, Any]] = []
    while events:
        event, body = events.pop(0)
        text = session.feed(msgspec.json.encode({**event, "now": NOW}).decode(), body)
        for action in msgspec.json.decode(text):
            done.append(action)
            if action["type"] == "fetch":
                status, answer = discogs.answer(action["url"], NOW)
                events.append(({"type": "fetched", "id": action["id"], "status": status}, answer))
            elif action["type"] == "call":
                status, answer = api.answer(msgspec.convert(action, Call), NOW)
                events.append(({"type": "answered", "id": action["id"], "status": status}, answer))
    return done


def test_a_run_is_driven_in_json() -> None:
    api = Api()
    actions = drive(OPTIONS, Discogs(1497), api)
    assert actions[-1] == {"type": "done", "outcome": "complete", "reason": None, "run_id": api.run_id}
    assert len(api.copies) == 1497
    saved = [action["budget"] for action in actions if action["type"] == "save"]
    assert saved[-1] == {"ended": [NOW] * 15, "in_flight": 0, "lowered_until": 0.0, "paused_until": 0.0}


def test_the_budget_of_the_last_engine_counts() -> None:
    budget = {"ended": [NOW] * 50, "in_flight": 3, "lowered_until": 0.0}
    actions = drive({**OPTIONS, "budget": budget}, Discogs(1497), Api())
    assert sum(action["type"] == "fetch" for action in actions) == 2
    assert [action["at"] for action in actions if action["type"] == "wake"] == [NOW + 60.05]


def test_the_host_may_set_the_pace() -> None:
    actions = drive({**OPTIONS, "ceiling": 7, "concurrency": 2}, Discogs(1497), Api())
    assert sum(action["type"] == "fetch" for action in actions) == 7


def test_each_feed_answers_a_list() -> None:
    session = open_session(msgspec.json.encode(OPTIONS).decode())
    assert session.feed('{"type": "fetch_failed", "id": 7, "now": 1790000000.5}') == (
        '[{"type":"progress","phase":"opening","pages_done":0,"pages_total":null,"items_seen":0,'
        '"items_total":null,"seconds_left":null,"waiting_until":null,"problem":null,"run_id":null}]'
    )
    assert session.feed('{"type": "woke", "now": 1790000001}') == "[]"
    stopped = msgspec.json.decode(session.feed('{"type": "stop", "now": 1790000002}'))
    assert stopped[-1] == {"type": "done", "outcome": "failed", "reason": "stopped", "run_id": None}


@pytest.mark.parametrize(
    "event",
    [
        "",
        "{}",
        '{"type": "unheard_of", "now": 1}',
        '{"type": "woke"}',
        '{"type": "fetched", "id": 1, "now": 1}',
    ],
)
def test_an_event_that_is_none_is_refused(event: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        open_session(msgspec.json.encode(OPTIONS).decode()).feed(event)


@pytest.mark.parametrize(
    "changed",
    [
        {"driver": "short"},
        {"driver": "eight or more"},
        {"seed": "short"},
        {"seed": "s" * 49},
        {"seed": "sixteen or more, with spaces"},
        {"origins": "https://api.discogs.com"},
        {"ceiling": 0},
        {"concurrency": 0},
        {"now": None},
        {"budget": {"ended": ["yesterday"]}},
    ],
)
def test_options_that_cannot_work_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        open_session(msgspec.json.encode({**OPTIONS, **changed}).decode())


def test_errands_are_driven_in_json_too() -> None:
    session = open_errands(msgspec.json.encode(OPTIONS).decode())
    asked = msgspec.json.decode(session.feed('{"type": "started", "now": 1790000000}'))
    assert [action["type"] for action in asked] == ["call", "doing"]
