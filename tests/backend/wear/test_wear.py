"""What is told of wear: levels, what is left, and until when it lasts."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from people import Person, Statements, new_person
from waugzee.db import new_id
from waugzee.wear.actions import level
from waugzee_sync.discogs.responses import Format


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


async def mounted(alice: Person, days: float, **stylus: Any) -> str:
    """A stylus on a deck of its own since so many days."""
    ids = {}
    for key, parts, more in (
        ("turntable_id", "turntables", {}),
        ("cartridge_id", "cartridges", {}),
        ("stylus_id", "styluses", stylus),
    ):
        made = await alice.ask("POST", f"/api/{parts}", {"name": "one", **more}, status=201)
        ids[key] = made["id"]
    await alice.ask("POST", "/api/mounts", {**ids, "mounted_at": ago(days)}, status=201)
    return str(ids["stylus_id"])


async def play(alice: Person, own_sql: AsyncEngine, days: float, hours: float) -> str:
    (copy_id,) = await put_on_shelf(own_sql, await alice.user_id(), [record()])
    body = {"copy_id": str(copy_id), "played_at": ago(days), "seconds": int(hours * 3600)}
    return str((await alice.ask("POST", "/api/plays", body, status=201))["id"])


async def test_a_stylus_tells_what_is_left_and_until_when(alice: Person, own_sql: AsyncEngine) -> None:
    stylus_id = await mounted(alice, 200, rated_hours=1000, starting_hours=380)
    for days in (80, 60, 40, 20):
        await play(alice, own_sql, days, 4)
    await play(alice, own_sql, 150, 4)
    (told,) = (await alice.ask("GET", "/api/wear"))["styluses"]
    assert (told["hours"], told["hours_left"], told["percent_left"]) == (400, 600, 60)
    assert (told["level"], told["plays"], told["mounted"]) == ("good", 5, True)
    assert (told["recent_hours"], told["recent_days"]) == (16, 90)
    ahead = date.fromisoformat(told["forecast"]) - datetime.now(UTC).date()
    assert ahead.days == pytest.approx(600 / 16 * 90, abs=1)
    use = await alice.ask("GET", f"/api/wear/styluses/{stylus_id}")
    assert use["wear"]["hours"] == 400
    assert sum(month["hours"] for month in use["months"]) == 20
    assert sum(month["plays"] for month in use["months"]) == 5


async def test_a_corrected_play_corrects_the_wear(alice: Person, own_sql: AsyncEngine) -> None:
    await mounted(alice, 100, rated_hours=1000)
    play_id = await play(alice, own_sql, 50, 4)
    await alice.ask("PATCH", f"/api/plays/{play_id}", {"seconds": 7200})
    wear = await alice.ask("GET", "/api/wear")
    assert [wear[parts][0]["hours"] for parts in ("styluses", "cartridges", "turntables")] == [2, 2, 2]
    await alice.ask("PATCH", f"/api/plays/{play_id}", {"played_at": ago(101)})
    wear = await alice.ask("GET", "/api/wear")
    assert (wear["styluses"][0]["hours"], wear["unmounted_hours"], wear["unmounted_plays"]) == (0, 2, 1)
    await alice.ask("DELETE", f"/api/plays/{play_id}", status=204)
    assert (await alice.ask("GET", "/api/wear"))["unmounted_plays"] == 0


async def test_a_stylus_that_a_play_names_ran_though_its_mount_is_not_known(
    alice: Person, own_sql: AsyncEngine
) -> None:
    stylus_id = await mounted(alice, 100)
    play_id = await play(alice, own_sql, 50, 4)
    await alice.ask("PATCH", f"/api/plays/{play_id}", {"stylus_id": stylus_id})
    (mount,) = (await alice.ask("GET", "/api/mounts"))["mounts"]
    await alice.ask("DELETE", f"/api/mounts/{mount['id']}", status=204)
    wear = await alice.ask("GET", "/api/wear")
    assert [wear[parts][0]["hours"] for parts in ("styluses", "cartridges", "turntables")] == [4, 0, 0]
    assert (wear["unmounted_hours"], wear["unmounted_plays"]) == (0, 0)
    use = await alice.ask("GET", f"/api/wear/styluses/{stylus_id}")
    assert [(month["plays"], month["hours"]) for month in use["months"]] == [(1, 4)]
    (told,) = (await alice.ask("GET", "/api/statistics/care"))["styluses"]
    assert (told["plays"], told["seconds"]) == (1, 4 * 3600)


async def test_only_plays_that_a_needle_ran_for_count(alice: Person, own_sql: AsyncEngine) -> None:
    disc = record()
    disc.basic_information.formats = [Format("CD")]
    (copy_id,) = await put_on_shelf(own_sql, await alice.user_id(), [disc])
    for days in (1, 200):
        body = {"copy_id": str(copy_id), "played_at": ago(days)}
        await alice.ask("POST", "/api/plays", body, status=201)
    stylus_id = await mounted(alice, 100)
    wear = await alice.ask("GET", "/api/wear")
    assert (wear["styluses"][0]["plays"], wear["styluses"][0]["last_played_at"]) == (0, None)
    assert wear["unmounted_plays"] == 0
    assert (await alice.ask("GET", f"/api/wear/styluses/{stylus_id}"))["months"] == []
    assert (await alice.ask("GET", "/api/statistics/care"))["styluses"] == []


async def test_past_its_life_nothing_is_left(alice: Person) -> None:
    await mounted(alice, 10, rated_hours=500, starting_hours=600)
    (told,) = (await alice.ask("GET", "/api/wear"))["styluses"]
    assert (told["hours_left"], told["percent_left"], told["level"]) == (0, 0, "replace")
    assert told["forecast"] is None, "it rests"


async def test_without_rated_hours_it_says_so(alice: Person, own_sql: AsyncEngine) -> None:
    await mounted(alice, 100)
    await play(alice, own_sql, 1, 3)
    (told,) = (await alice.ask("GET", "/api/wear"))["styluses"]
    assert (told["hours"], told["hours_left"], told["percent_left"]) == (3, None, None)
    assert (told["level"], told["forecast"]) == ("unknown", None)


def test_the_levels() -> None:
    told = {percent: level(percent) for percent in (100, 80, 79.9, 60, 59.9, 40, 39.9, 20, 19.9, 0)}
    assert list(told.values()) == [
        *("fresh", "fresh", "good", "good", "fair", "fair", "worn", "worn", "replace", "replace")
    ]


async def test_another_users_stylus_is_not_there(app: Litestar, alice: Person) -> None:
    stylus_id = await mounted(alice, 10)
    async with new_person(app, "bob") as bob:
        await bob.ask("GET", f"/api/wear/styluses/{stylus_id}", status=404)
        assert (await bob.ask("GET", "/api/wear"))["styluses"] == []
    await alice.ask("GET", f"/api/wear/styluses/{new_id()}", status=404)


async def test_the_number_of_queries_stays_the_same(
    alice: Person, own_sql: AsyncEngine, statements: Statements
) -> None:
    counts = []
    for _ in range(3):
        await mounted(alice, 10, rated_hours=1000)
        await play(alice, own_sql, 5, 1)
        await alice.ask("GET", "/api/wear")
        before = statements.count
        await alice.ask("GET", "/api/wear")
        counts.append(statements.count - before)
    assert len(set(counts)) == 1, counts
