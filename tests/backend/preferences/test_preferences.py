"""What one prefers: by default, as changed, one's own."""

from typing import Any

import pytest

from people import Person

DEFAULTS = {"session_gap_minutes": 45, "flip_sound": False, "flip_vibration": True}


async def test_there_are_defaults(alice: Person) -> None:
    told = await alice.ask("GET", "/api/preferences")
    assert told.items() >= DEFAULTS.items()


async def test_what_is_changed_stays_and_the_rest_is_as_it_was(alice: Person, bob: Person) -> None:
    before = await alice.ask("GET", "/api/preferences")
    changed = await alice.ask("PATCH", "/api/preferences", {"session_gap_minutes": 90})
    assert changed == {**before, "session_gap_minutes": 90}
    assert await alice.ask("PATCH", "/api/preferences", {}) == changed
    again = await alice.ask("PATCH", "/api/preferences", {"flip_sound": True})
    assert again == {**changed, "flip_sound": True}
    assert await alice.ask("GET", "/api/preferences") == again
    assert await bob.ask("GET", "/api/preferences") == before


async def test_views_are_kept_in_their_order(alice: Person) -> None:
    views = [{"name": "Jazz", "query": "?genre=Jazz&order=year"}, {"name": "Everything", "query": ""}]
    assert (await alice.ask("PATCH", "/api/preferences", {"saved_views": views}))["saved_views"] == views
    await alice.ask("PATCH", "/api/preferences", {"saved_views": views[:1]})
    assert (await alice.ask("GET", "/api/preferences"))["saved_views"] == views[:1]


@pytest.mark.parametrize(
    "change",
    [
        {"session_gap_minutes": 0},
        {"session_gap_minutes": 1441},
        {"session_gap_minutes": None},
        {"flip_sound": 1},
        {"last_played_field": 0},
        {"saved_views": [{"name": "", "query": ""}]},
        {"saved_views": [{"name": "Jazz", "query": "javascript:alert(1)"}]},
        {"saved_views": [{"name": "Jazz", "query": "?genre=Jazz"}] * 51},
        {"last_played_field": 2**63},
    ],
)
async def test_what_cannot_be_preferred_is_refused(alice: Person, change: Any) -> None:
    await alice.ask("PATCH", "/api/preferences", change, status=422)
