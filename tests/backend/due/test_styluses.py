"""Needles near their end: due while they are in use, until they are put off or swapped."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from people import Person

NOW = datetime.now(UTC)


async def mounted(person: Person, **stylus: Any) -> str:
    """Mount a new stylus; its id."""
    worn = await person.ask("POST", "/api/styluses", {"name": "Blue", **stylus}, status=201)
    mount = {
        "turntable_id": (await person.ask("POST", "/api/turntables", {"name": "Deck"}, status=201))["id"],
        "cartridge_id": (await person.ask("POST", "/api/cartridges", {"name": "Body"}, status=201))["id"],
        "stylus_id": worn["id"],
        "mounted_at": (NOW - timedelta(days=9)).isoformat(),
    }
    await person.ask("POST", "/api/mounts", mount, status=201)
    return str(worn["id"])


async def due(person: Person) -> Any:
    return await person.ask("GET", "/api/due")


@pytest.mark.parametrize(
    ("ran", "level"),
    [(0, None), (600, None), (601, "worn"), (800, "worn"), (801, "replace"), (2000, "replace")],
)
async def test_it_is_due_from_forty_percent_down(alice: Person, ran: int, level: str | None) -> None:
    await mounted(alice, rated_hours=1000, starting_hours=ran)
    told = await due(alice)
    assert [one["wear"]["level"] for one in told["styluses"]] == ([level] if level else [])
    assert told["count"] == (1 if level else 0)
    assert told["record_count"] == 0


async def test_without_rated_hours_nobody_knows(alice: Person) -> None:
    await mounted(alice, starting_hours=5000)
    assert (await due(alice))["styluses"] == []


async def test_it_is_put_off_and_comes_back(alice: Person, bob: Person) -> None:
    stylus = await mounted(alice, rated_hours=500, starting_hours=490)
    path, until = f"/api/due/{stylus}/snooze", (NOW + timedelta(days=7)).isoformat()
    await bob.ask("PUT", path, {"until": until}, status=404)
    await alice.ask("PUT", path, {"until": until}, status=204)
    told = await due(alice)
    assert (told["count"], told["styluses"]) == (0, [])
    assert [one["wear"]["id"] for one in told["snoozed_styluses"]] == [stylus]
    await alice.ask("DELETE", path, status=204)
    assert [one["wear"]["id"] for one in (await due(alice))["styluses"]] == [stylus]


async def test_a_needle_that_is_not_in_use_is_nobody_s_worry(alice: Person) -> None:
    worn = await alice.ask(
        "POST", "/api/styluses", {"name": "Old", "rated_hours": 500, "starting_hours": 499}, status=201
    )
    assert (await due(alice))["styluses"] == []
    assert worn["rated_hours"] == 500
