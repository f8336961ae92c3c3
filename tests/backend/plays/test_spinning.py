"""Now spinning: put on, turned over, taken off; on every device the same, and a play in the end."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.plays.conftest import SIDE_A, SIDE_B, Owned, give
from collecting import record
from people import Person
from waugzee.db import new_id, transaction
from waugzee.plays.spin_tables import spins


async def put_on(person: Person, owned: Owned, status: int = 200, **more: Any) -> Any:
    body = {"id": str(new_id()), "copy_id": owned.copy_id, **more}
    return await person.ask("PUT", "/api/spinning", body, status=status)


async def now(person: Person) -> Any:
    return (await person.ask("GET", "/api/spinning"))["spin"]


async def pass_by(engine: AsyncEngine, person: Person, seconds: int) -> None:
    """Let time pass: the side began so much earlier."""
    user_id = await person.user_id()
    since = datetime.now(UTC) - timedelta(seconds=seconds)
    async with transaction(engine, user_id) as db:
        own = (spins.c.user_id == user_id) & spins.c.running_since.is_not(None)
        await db.run(update(spins).where(own).values(running_since=since))


async def finish(person: Person, spin: Any) -> Any:
    return (await person.ask("POST", f"/api/spinning/{spin['id']}/finish"))["play"]


async def change(person: Person, spin: Any, status: int = 200, **changes: Any) -> Any:
    return await person.ask("PATCH", f"/api/spinning/{spin['id']}", changes, status=status)


async def test_a_record_is_put_on_and_runs(alice: Person, blue_train: Owned, own_sql: AsyncEngine) -> None:
    assert await now(alice) is None
    spin = await put_on(alice, blue_train)
    assert (spin["title"], spin["side"], spin["running"], spin["over"]) == ("Blue Train", "A", True, False)
    assert [(side["side"], side["seconds"]) for side in spin["sides"]] == [("A", SIDE_A), ("B", SIDE_B)]
    assert len(spin["tracks"]) == 4
    await pass_by(own_sql, alice, 700)
    assert 700 <= (await now(alice))["elapsed"] < 720


async def test_both_sides_become_one_play(alice: Person, blue_train: Owned, own_sql: AsyncEngine) -> None:
    spin = await put_on(alice, blue_train, utc_offset=120)
    await pass_by(own_sql, alice, SIDE_A)
    turned = await change(alice, spin, side="B")
    assert (turned["side"], turned["played"], turned["elapsed"]) == ("B", ["A"], 0)
    await pass_by(own_sql, alice, SIDE_B)
    play = await finish(alice, spin)
    assert (play["id"], play["sides"], play["seconds"]) == (spin["id"], ["A", "B"], SIDE_A + SIDE_B)
    assert (play["played_at"], play["utc_offset"]) == (spin["began_at"], 120)
    assert await now(alice) is None
    for _ in range(4):
        assert await finish(alice, spin) == play
    assert (await alice.ask("GET", "/api/plays"))["plays"] == [play]


async def test_a_side_counts_from_its_half(alice: Person, blue_train: Owned, own_sql: AsyncEngine) -> None:
    spin = await put_on(alice, blue_train)
    await pass_by(own_sql, alice, SIDE_A // 2 - 30)
    await change(alice, spin, side="B")
    await pass_by(own_sql, alice, SIDE_B // 2 + 30)
    assert (await finish(alice, spin))["sides"] == ["B"]


async def test_what_was_hardly_begun_is_not_logged(alice: Person, blue_train: Owned) -> None:
    spin = await put_on(alice, blue_train)
    assert await finish(alice, spin) is None
    assert (await alice.ask("GET", "/api/plays"))["plays"] == []


async def test_it_stands_still_while_paused(alice: Person, blue_train: Owned, own_sql: AsyncEngine) -> None:
    spin = await put_on(alice, blue_train)
    await pass_by(own_sql, alice, 300)
    paused = await change(alice, spin, running=False)
    assert (paused["running"], 300 <= paused["elapsed"] < 320) == (False, True)
    assert (await now(alice))["elapsed"] == paused["elapsed"]
    on = await change(alice, spin, running=True)
    assert (on["running"], on["elapsed"]) == (True, paused["elapsed"])
    assert (await change(alice, spin, elapsed=643))["elapsed"] == 643


async def test_it_ends_by_itself(alice: Person, blue_train: Owned, own_sql: AsyncEngine) -> None:
    spin = await put_on(alice, blue_train)
    await pass_by(own_sql, alice, SIDE_A + 601)
    assert not (await now(alice))["over"], "the other side may still be played"
    await change(alice, spin, side="B")
    await pass_by(own_sql, alice, SIDE_B + 601)
    assert (await now(alice))["over"]
    assert (await finish(alice, spin))["sides"] == ["A", "B"]


async def deck(person: Person, name: str) -> str:
    return str((await person.ask("POST", "/api/turntables", {"name": name}, status=201))["id"])


async def mounted_on(person: Person, turntable_id: str, name: str) -> str:
    """A stylus that has sat on this turntable for long."""
    stylus = await person.ask("POST", "/api/styluses", {"name": name}, status=201)
    cartridge = await person.ask("POST", "/api/cartridges", {"name": name}, status=201)
    mount = {"turntable_id": turntable_id, "cartridge_id": cartridge["id"], "stylus_id": stylus["id"]}
    await person.ask("POST", "/api/mounts", {**mount, "mounted_at": "2026-01-01T00:00:00Z"}, status=201)
    return str(stylus["id"])


async def test_two_decks_turn_at_once_each_with_its_needle(
    alice: Person, blue_train: Owned, own_sql: AsyncEngine
) -> None:
    main, second = await deck(alice, "Main"), await deck(alice, "Second")
    await mounted_on(alice, main, "M44")
    await mounted_on(alice, second, "DL-103")
    one = await put_on(alice, blue_train)
    assert (one["turntable_id"], one["turntable"]) == (main, "Main")
    other = await put_on(alice, blue_train, turntable_id=second)
    told = await alice.ask("GET", "/api/spinning")
    assert [spin["id"] for spin in told["spins"]] == [other["id"], one["id"]]
    assert told["spin"]["turntable"] == "Second"
    await pass_by(own_sql, alice, SIDE_A)
    assert (await finish(alice, one))["turntable_id"] is None, "the main deck is meant anyway"
    assert (await finish(alice, other))["turntable_id"] == second
    wear = await alice.ask("GET", "/api/wear")
    assert {one["name"]: one["plays"] for one in wear["styluses"]} == {"M44": 1, "DL-103": 1}
    await put_on(alice, blue_train, 404, turntable_id=str(new_id()))


async def test_on_a_deck_without_a_needle_no_other_one_is_worn(
    alice: Person, blue_train: Owned, own_sql: AsyncEngine
) -> None:
    await mounted_on(alice, await deck(alice, "Main"), "M44")
    bare = await deck(alice, "Bare")
    spin = await put_on(alice, blue_train, turntable_id=bare)
    await pass_by(own_sql, alice, SIDE_A)
    assert (await finish(alice, spin))["turntable_id"] == bare
    wear = await alice.ask("GET", "/api/wear")
    assert (wear["styluses"][0]["plays"], wear["unmounted_plays"]) == (0, 1)
    await mounted_on(alice, bare, "DL-103")
    wear = await alice.ask("GET", "/api/wear")
    assert {one["name"]: one["plays"] for one in wear["styluses"]} == {"M44": 0, "DL-103": 1}


async def tell(person: Person, spin_id: str, owned: Owned, status: int = 200, **more: Any) -> Any:
    body = {"copy_id": owned.copy_id, "began_ago": 0, "changed_ago": 0, "side": "A", "elapsed": 0, **more}
    return await person.ask("PUT", f"/api/spinning/{spin_id}", body, status=status)


async def test_played_without_a_network_it_is_handed_up_once(alice: Person, blue_train: Owned) -> None:
    spin_id = str(new_id())
    whole: dict[str, Any] = {
        "began_ago": 7200,
        "changed_ago": 3600,
        "utc_offset": 60,
        "side": "B",
        "elapsed": SIDE_B,
        "running": False,
        "ran": [{"side": "A", "seconds": SIDE_A + 40}],
        "taken_off": True,
    }
    told = await tell(alice, spin_id, blue_train, **whole)
    play = told["play"]
    assert (told["spin"], play["id"], play["sides"]) == (None, spin_id, ["A", "B"])
    began = datetime.now(UTC) - datetime.fromisoformat(play["played_at"])
    assert abs(began - timedelta(hours=2)) < timedelta(minutes=1)
    for _ in range(4):
        assert (await tell(alice, spin_id, blue_train, **whole))["play"] == play
    assert (await alice.ask("GET", "/api/plays"))["plays"] == [play]
    await alice.ask("DELETE", f"/api/plays/{spin_id}", status=204)
    assert await tell(alice, spin_id, blue_train, **whole) == {"spin": None, "play": None}


async def test_what_still_turns_goes_on_where_it_is(alice: Person, blue_train: Owned) -> None:
    spin_id = str(new_id())
    ran = [{"side": "A", "seconds": SIDE_A // 2 - 10}]
    told = await tell(alice, spin_id, blue_train, began_ago=900, changed_ago=300, side="B", ran=ran)
    spin = told["spin"]
    assert (spin["side"], spin["played"], spin["running"]) == ("B", [], True)
    assert 300 <= spin["elapsed"] < 320
    assert (await now(alice))["id"] == spin_id


async def test_of_two_devices_the_later_word_holds(alice: Person, blue_train: Owned) -> None:
    spin = await put_on(alice, blue_train)
    paused = await change(alice, spin, running=False, elapsed=100)
    old = await tell(alice, spin["id"], blue_train, began_ago=60, changed_ago=60, side="B")
    assert (old["spin"]["side"], old["spin"]["elapsed"]) == ("A", paused["elapsed"])
    new = await tell(alice, spin["id"], blue_train, side="B", elapsed=5)
    assert new["spin"]["side"] == "B"
    await alice.ask("DELETE", f"/api/spinning/{spin['id']}", status=204)
    gone = await tell(alice, spin["id"], blue_train, taken_off=True, side="B", elapsed=SIDE_B)
    assert gone == {"spin": None, "play": None}


async def test_who_put_on_last_has_the_deck(alice: Person, blue_train: Owned, own_sql: AsyncEngine) -> None:
    on = await put_on(alice, blue_train)
    other = await give(own_sql, alice, record("Lush Life"))
    told = await tell(alice, str(new_id()), other, began_ago=3000, changed_ago=3000)
    assert (told["spin"], told["play"]["title"]) == (None, "Lush Life")
    assert (await now(alice))["id"] == on["id"]
    later = await tell(alice, str(new_id()), other)
    assert (await now(alice))["id"] == later["spin"]["id"]


async def test_sides_that_a_device_could_not_name_are_counted(alice: Person, blue_train: Owned) -> None:
    tracks = [
        {"position": "C1", "title": "One", "seconds": 600},
        {"position": "D1", "title": "Two", "seconds": 600},
    ]
    await alice.ask("PUT", f"/api/releases/{blue_train.release_id}/tracklist", {"tracks": tracks})
    ran = [{"side": "A", "seconds": 600}, {"side": "Z", "seconds": 600}]
    off: dict[str, Any] = {"began_ago": 1300, "side": "B", "elapsed": 600, "ran": ran, "taken_off": True}
    assert (await tell(alice, str(new_id()), blue_train, **off))["play"]["sides"] == ["C", "D"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"changed_ago": 5},
        {"began_ago": -1},
        {"began_ago": 10**7},
        {"elapsed": 10**9},
        {"side": ""},
        {"ran": [{}]},
    ],
)
async def test_what_cannot_have_been_is_refused(alice: Person, blue_train: Owned, wrong: Any) -> None:
    await tell(alice, str(new_id()), blue_train, 422, **wrong)
    assert await now(alice) is None


async def test_another_record_takes_its_place(alice: Person, blue_train: Owned, own_sql: AsyncEngine) -> None:
    await put_on(alice, blue_train)
    await pass_by(own_sql, alice, SIDE_A)
    other = await give(own_sql, alice, record("Lush Life"))
    assert (await put_on(alice, other, side="B"))["side"] == "B"
    (logged,) = (await alice.ask("GET", "/api/plays"))["plays"]
    assert (logged["title"], logged["sides"]) == ("Blue Train", ["A"])


async def test_put_on_five_times_it_spins_once(alice: Person, blue_train: Owned) -> None:
    spin = await put_on(alice, blue_train)
    for _ in range(4):
        assert (await put_on(alice, blue_train, id=spin["id"]))["began_at"] == spin["began_at"]
    await alice.ask("DELETE", f"/api/spinning/{spin['id']}", status=204)
    assert await now(alice) is None
    await put_on(alice, blue_train, 422, id=spin["id"])


async def test_told_four_times_at_once_it_spins_once(alice: Person, blue_train: Owned) -> None:
    spin_id = str(new_id())
    for _ in range(2):
        spins = await asyncio.gather(*(put_on(alice, blue_train, id=spin_id) for _ in range(4)))
        assert len({spin["began_at"] for spin in spins}) == 1
    other = str(new_id())
    told = await asyncio.gather(*(tell(alice, other, blue_train, side="B") for _ in range(4)))
    assert {one["spin"]["id"] for one in told} == {other}


async def test_a_record_that_was_told_to_be_empty_is_put_on_by_its_tracklist(
    alice: Person, blue_train: Owned
) -> None:
    path, track = f"/api/releases/{blue_train.release_id}", {"position": "A1", "title": "x", "seconds": 60}
    await alice.ask("PUT", f"{path}/durations", {"sides": [{"side": "A", "seconds": 0}]})
    await alice.ask("PUT", f"{path}/tracklist", {"tracks": [track]})
    spin = await put_on(alice, blue_train)
    assert [(one["side"], one["seconds"]) for one in spin["sides"]] == [("A", 60)]


async def test_a_side_that_is_not_there(alice: Person, blue_train: Owned) -> None:
    problem = await put_on(alice, blue_train, 422, side="C")
    assert problem["detail"] == "This record has no side C; it has A, B."
    spin = await put_on(alice, blue_train)
    await change(alice, spin, 422, side="C")
    assert (await now(alice))["side"] == "A"


@pytest.mark.parametrize("wrong", [{"elapsed": -1}, {"elapsed": 10**9}, {"running": None}, {"side": ""}])
async def test_what_cannot_be_changed(alice: Person, blue_train: Owned, wrong: Any) -> None:
    await change(alice, await put_on(alice, blue_train), 422, **wrong)


async def test_bob_hears_nothing_of_it(alice: Person, bob: Person, blue_train: Owned, app: Litestar) -> None:
    spin = await put_on(alice, blue_train)
    assert await now(bob) is None
    await change(bob, spin, 404, running=False)
    await bob.ask("POST", f"/api/spinning/{spin['id']}/finish", status=404)
    await put_on(bob, blue_train, 404)
    await tell(bob, spin["id"], blue_train, 404)
