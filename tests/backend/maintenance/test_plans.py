"""What is due when: computed from plays, mounts and what was done, whatever of it is corrected."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from people import Person, Statements
from waugzee.maintenance.kinds import KNOWN

IDS: dict[str, str] = {kind.kind: str(kind.id) for kind in KNOWN}
Chain = dict[str, str]
Play = Callable[..., Awaitable[str]]
NOW = datetime.now(UTC)


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


async def plans(person: Person) -> dict[str, Any]:
    """By kind: the fixtures have one part of each."""
    told = (await person.ask("GET", "/api/maintenance/plans"))["plans"]
    return {one["kind"]: one for one in told}


async def done(person: Person, part_id: str, kind: str, days: float) -> str:
    body = {"part_id": part_id, "type_id": IDS[kind], "done_at": ago(days)}
    return str((await person.ask("POST", "/api/maintenance", body, status=201))["id"])


async def due(person: Person) -> Any:
    return await person.ask("GET", "/api/due")


async def test_hours_count_since_it_was_done_last(alice: Person, chain: Chain, play: Play) -> None:
    for days, hours in ((300, 20), (50, 20), (10, 4)):
        await play(days, hours)
    before = await plans(alice)
    assert before["stylus_cleaning"]["hours_run"] == 44
    assert before["stylus_cleaning"]["due"]
    assert before["stylus_cleaning"]["used"] == pytest.approx(1000 / 30.44 / 3, abs=0.05)
    entry = await done(alice, chain["stylus_id"], "stylus_cleaning", 20)
    since = (await plans(alice))["stylus_cleaning"]
    assert (since["hours_run"], since["due"]) == (4, False)
    assert since["last_done_at"] == since["since"]
    await alice.ask("PATCH", f"/api/maintenance/{entry}", {"done_at": ago(60)})
    assert (await plans(alice))["stylus_cleaning"]["hours_run"] == 24
    late = await play(5, 1)
    assert (await plans(alice))["stylus_cleaning"]["due"], "25 hours are run"
    await alice.ask("DELETE", f"/api/plays/{late}", status=204)
    assert not (await plans(alice))["stylus_cleaning"]["due"]
    await alice.ask("DELETE", f"/api/maintenance/{entry}", status=204)
    assert (await plans(alice))["stylus_cleaning"] == before["stylus_cleaning"] | {
        "used": pytest.approx(before["stylus_cleaning"]["used"], abs=0.01)
    }


async def test_months_count_since_it_was_done_last_or_since_it_was_bought(
    alice: Person, chain: Chain
) -> None:
    deck = chain["turntable_id"]
    told = (await plans(alice))["levelling"]
    assert (told["last_done_at"], told["due"]) == (None, True)
    assert date.fromisoformat(told["due_on"]) == (NOW - timedelta(days=1000, seconds=-12 * 2629746)).date()
    assert not (await plans(alice))["belt"]["due"]
    await alice.ask("PATCH", f"/api/turntables/{deck}", {"bought_on": "2015-05-01"})
    belt = (await plans(alice))["belt"]
    assert (belt["due"], belt["since"]) == (True, "2015-05-01T12:00:00Z")
    await done(alice, deck, "levelling", 364)
    assert not (await plans(alice))["levelling"]["due"]
    await done(alice, deck, "levelling", 400)
    assert not (await plans(alice))["levelling"]["due"], "the last one counts"


async def test_it_tells_when_it_will_be_due_at_the_present_rate(
    alice: Person, chain: Chain, play: Play
) -> None:
    await done(alice, chain["stylus_id"], "stylus_cleaning", 31)
    for days in (30, 20, 10):
        await play(days, 3)
    ahead = date.fromisoformat((await plans(alice))["stylus_cleaning"]["due_on"]) - NOW.date()
    assert ahead.days == pytest.approx(3 * 30.44 - 31, abs=1), "by months before the hours are run"
    for days in (5, 4, 3):
        await play(days, 4)
    ahead = date.fromisoformat((await plans(alice))["stylus_cleaning"]["due_on"]) - NOW.date()
    assert ahead.days == pytest.approx((25 - 21) / 21 * 90, abs=1)


async def test_what_rests_is_not_due(alice: Person, chain: Chain) -> None:
    mount = (await alice.ask("GET", "/api/mounts"))["mounts"][0]["id"]
    assert {one["plan"]["kind"] for one in (await due(alice))["maintenance"]} == {
        *("levelling", "lubrication", "alignment", "tracking_force", "stylus_cleaning")
    }
    await alice.ask("PATCH", f"/api/mounts/{mount}", {"ended_at": ago(1)})
    told = await due(alice)
    assert [one["plan"]["kind"] for one in told["maintenance"]] == ["levelling", "lubrication"]
    assert told["count"] == 2
    assert not (await plans(alice))["alignment"]["in_use"]
    await alice.ask("PATCH", f"/api/turntables/{chain['turntable_id']}", {"retired_at": ago(0.5)})
    assert (await due(alice))["count"] == 0
    assert "levelling" not in await plans(alice)


async def test_it_is_put_off_and_comes_back(alice: Person, bob: Person, chain: Chain) -> None:
    told = (await due(alice))["maintenance"]
    first = told[0]["plan"]
    path, until = f"/api/due/{first['id']}/snooze", {"until": (NOW + timedelta(days=7)).isoformat()}
    await bob.ask("PUT", path, until, status=404)
    await bob.ask("DELETE", path, status=404)
    await alice.ask("PUT", path, until, status=204)
    after = await due(alice)
    assert after["count"] == len(told) - 1
    assert [one["plan"]["id"] for one in after["snoozed_maintenance"]] == [first["id"]]
    await alice.ask("DELETE", path, status=204)
    assert (await due(alice))["maintenance"] == [
        {**one, "plan": {**one["plan"], "used": pytest.approx(one["plan"]["used"], abs=0.01)}} for one in told
    ]


async def test_the_number_of_queries_stays_the_same(
    alice: Person, own_sql: AsyncEngine, statements: Statements, chain: Chain
) -> None:
    counts = []
    for n in range(3):
        await alice.ask("POST", "/api/turntables", {"name": f"n{n}"}, status=201)
        await alice.ask("POST", "/api/maintenance/types", {"part": "turntable", "name": f"n{n}"}, status=201)
        await done(alice, chain["cartridge_id"], "alignment", n)
        (copy_id,) = await put_on_shelf(own_sql, await alice.user_id(), [record()])
        await alice.ask("POST", "/api/plays", {"copy_id": str(copy_id)}, status=201)
        for path in ("/api/maintenance/plans", "/api/maintenance", "/api/due"):
            await alice.ask("GET", path)
            before = statements.count
            await alice.ask("GET", path)
            counts.append((path, statements.count - before))
    assert len(set(counts)) == 3, counts
