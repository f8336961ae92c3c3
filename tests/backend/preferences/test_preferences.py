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


@pytest.mark.parametrize(
    "change",
    [
        {"session_gap_minutes": 0},
        {"session_gap_minutes": 1441},
        {"session_gap_minutes": None},
        {"flip_sound": 1},
        {"last_played_field": 0},
        {"last_played_field": 2**63},
    ],
)
async def test_what_cannot_be_preferred_is_refused(alice: Person, change: Any) -> None:
    await alice.ask("PATCH", "/api/preferences", change, status=422)
