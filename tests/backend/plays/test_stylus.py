"""The stylus of a play: the one that was mounted, unless another was chosen that was mounted too."""

from typing import Any

import pytest

from backend.plays.conftest import Owned, play
from people import Person
from waugzee.db import new_id

BEFORE, DURING, AFTER = (f"2026-0{month}-10T20:00:00Z" for month in (2, 4, 6))


@pytest.fixture
async def second(alice: Person) -> str:
    """A stylus on a second turntable from March to May; another plays on the main one all the time."""
    styluses = []
    for name, since, until in (("Red", "2026-01-01", None), ("Black", "2026-03-01", "2026-05-01")):
        ids = {}
        for part in ("turntable", "cartridge", "stylus"):
            path = "/api/styluses" if part == "stylus" else f"/api/{part}s"
            ids[f"{part}_id"] = (await alice.ask("POST", path, {"name": name}, status=201))["id"]
        mount = {**ids, "mounted_at": f"{since}T00:00:00Z"}
        if until:
            mount["ended_at"] = f"{until}T00:00:00Z"
        await alice.ask("POST", "/api/mounts", mount, status=201)
        styluses.append(ids["stylus_id"])
    chosen: str = styluses[1]
    return chosen


async def plays_by_stylus(person: Person) -> dict[str, int]:
    wear: Any = await person.ask("GET", "/api/wear")
    return {one["name"]: one["plays"] for one in wear["styluses"]}


async def test_a_stylus_is_chosen_where_it_was_mounted(alice: Person, blue_train: Owned, second: str) -> None:
    told = await play(alice, blue_train, played_at=DURING, stylus_id=second)
    assert told["stylus_id"] == second
    assert await plays_by_stylus(alice) == {"Red": 0, "Black": 1}
    assert (await play(alice, blue_train, played_at=DURING))["stylus_id"] is None
    assert await plays_by_stylus(alice) == {"Red": 1, "Black": 1}


@pytest.mark.parametrize("when", [BEFORE, AFTER])
async def test_one_that_was_not_mounted_then_is_refused(
    alice: Person, blue_train: Owned, second: str, when: str
) -> None:
    problem = await play(alice, blue_train, 422, played_at=when, stylus_id=second)
    assert problem["detail"] == "That stylus was not mounted then."
    told = await play(alice, blue_train, played_at=DURING, stylus_id=second)
    path = f"/api/plays/{told['id']}"
    await alice.ask("PATCH", path, {"played_at": when}, status=422)
    moved = await alice.ask("PATCH", path, {"played_at": when, "stylus_id": None})
    assert moved["stylus_id"] is None


async def test_nobody_plays_on_what_is_not_theirs(
    alice: Person, bob: Person, blue_train: Owned, second: str
) -> None:
    await play(alice, blue_train, 422, stylus_id=str(new_id()))
    await bob.ask("POST", "/api/plays", {"copy_id": blue_train.copy_id, "stylus_id": second}, status=422)


async def test_five_times_the_same_is_one_though_it_was_unmounted(
    alice: Person, blue_train: Owned, second: str
) -> None:
    body: dict[str, Any] = {"id": str(new_id()), "played_at": DURING, "stylus_id": second}
    first = await play(alice, blue_train, **body)
    (mount,) = [
        one for one in (await alice.ask("GET", "/api/mounts"))["mounts"] if one["stylus_id"] == second
    ]
    await alice.ask("DELETE", f"/api/mounts/{mount['id']}", status=204)
    assert await play(alice, blue_train, 200, **body) == first


async def test_a_deleted_play_is_told_again_though_its_mount_was_corrected(
    alice: Person, blue_train: Owned, second: str
) -> None:
    told: dict[str, Any] = {"played_at": DURING, "stylus_id": second}
    first = await play(alice, blue_train, **told)
    (mount,) = [
        one for one in (await alice.ask("GET", "/api/mounts"))["mounts"] if one["stylus_id"] == second
    ]
    await alice.ask("PATCH", f"/api/mounts/{mount['id']}", {"mounted_at": "2026-04-20T00:00:00Z"})
    await alice.ask("PATCH", f"/api/plays/{first['id']}", {"stylus_id": second, "notes": "late"})
    await alice.ask("DELETE", f"/api/plays/{first['id']}", status=204)
    assert (await play(alice, blue_train, **told))["stylus_id"] == second
    await play(alice, blue_train, 422, played_at=BEFORE, stylus_id=second)


async def test_a_play_on_a_turntable_keeps_to_what_was_mounted_there(
    alice: Person, bob: Person, blue_train: Owned, second: str
) -> None:
    decks = {one["name"]: one["id"] for one in (await alice.ask("GET", "/api/turntables"))["turntables"]}
    told = await play(alice, blue_train, played_at=DURING, turntable_id=decks["Black"])
    assert (told["turntable_id"], told["stylus_id"]) == (decks["Black"], None)
    (entry,) = (await alice.ask("GET", f"/api/copies/{blue_train.copy_id}/history"))["entries"]
    assert entry["play"]["turntable_id"] == decks["Black"]
    assert await plays_by_stylus(alice) == {"Red": 0, "Black": 1}
    path = f"/api/plays/{told['id']}/duplicate"
    assert (await alice.ask("POST", path, {}, status=201))["turntable_id"] is None
    again = await alice.ask("POST", path, {"played_at": DURING}, status=201)
    assert again["turntable_id"] == decks["Black"]
    await bob.ask(
        "POST", "/api/plays", {"copy_id": blue_train.copy_id, "turntable_id": decks["Red"]}, status=404
    )


async def test_another_main_turntable_leaves_what_was_played_where_it_was(
    alice: Person, blue_train: Owned, second: str
) -> None:
    for when in (BEFORE, DURING):
        await play(alice, blue_train, played_at=when)
    decks = {one["name"]: one["id"] for one in (await alice.ask("GET", "/api/turntables"))["turntables"]}
    await alice.ask("PATCH", f"/api/turntables/{decks['Black']}", {"is_main": True})
    assert await plays_by_stylus(alice) == {"Red": 2, "Black": 0}
    await play(alice, blue_train, played_at=DURING)
    assert await plays_by_stylus(alice) == {"Red": 2, "Black": 1}
    await alice.ask("PATCH", f"/api/turntables/{decks['Black']}", {"is_main": False})
    assert await plays_by_stylus(alice) == {"Red": 2, "Black": 1}
    await alice.ask("POST", "/api/turntables", {"name": "New", "is_main": True}, status=201)
    assert await plays_by_stylus(alice) == {"Red": 2, "Black": 1}


async def test_the_same_again_takes_the_stylus_only_where_it_is_mounted(
    alice: Person, blue_train: Owned, second: str
) -> None:
    told = await play(alice, blue_train, played_at=DURING, stylus_id=second)
    path = f"/api/plays/{told['id']}/duplicate"
    assert (await alice.ask("POST", path, {}, status=201))["stylus_id"] is None
    again = await alice.ask("POST", path, {"played_at": DURING}, status=201)
    assert again["stylus_id"] == second
