"""Now spinning: put on, turned over, taken off; on every device the same, and a play in the end."""

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
