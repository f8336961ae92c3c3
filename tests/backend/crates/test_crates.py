"""Lists of one's own: made, named, filled, put into order, and forgotten without losing a record."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record, take_off_shelf
from people import Person
from waugzee.db import new_id


async def crate(person: Person, name: str) -> str:
    made = {"id": str(new_id()), "name": name}
    await person.ask("POST", "/api/crates", made, status=204)
    return made["id"]


async def crates(person: Person) -> list[tuple[str, list[str]]]:
    told = (await person.ask("GET", "/api/crates"))["crates"]
    return [(one["name"], one["copies"]) for one in told]


async def put(person: Person, crate_id: str, copy_id: str, status: int = 204, **where: Any) -> None:
    await person.ask("PUT", f"/api/crates/{crate_id}/copies/{copy_id}", where, status=status)


async def test_records_stand_where_they_were_put(alice: Person, give_record: Any) -> None:
    one, two, three = [await give_record(alice) for _ in range(3)]
    sunday = await crate(alice, "Sunday")
    for copy in (one, two, three, one):
        await put(alice, sunday, copy)
    assert await crates(alice) == [("Sunday", [one, two, three])]
    await put(alice, sunday, three, after=None)
    await put(alice, sunday, one, after=two)
    assert await crates(alice) == [("Sunday", [three, two, one])]
    await put(alice, sunday, two, after=str(new_id()), status=404)
    await alice.ask("DELETE", f"/api/crates/{sunday}/copies/{two}", status=204)
    await alice.ask("DELETE", f"/api/crates/{sunday}/copies/{two}", status=204)
    assert await crates(alice) == [("Sunday", [three, one])]
    await alice.ask("DELETE", f"/api/crates/{sunday}", status=204)
    assert await crates(alice) == []
    await alice.ask("DELETE", f"/api/crates/{sunday}", status=404)
    assert (await alice.ask("GET", f"/api/copies/{one}"))["id"] == one


async def test_an_order_is_never_worn_out(alice: Person, give_record: Any) -> None:
    first, last, *others = [await give_record(alice) for _ in range(4)]
    box = await crate(alice, "Box")
    for copy in (first, *others, last):
        await put(alice, box, copy)
    # Always between the first two: each time half of the room is gone.
    expected = [first, *others, last]
    for turn in range(50):
        moved = expected[1 + turn % 2 + 1] if turn % 2 else expected[-1]
        await put(alice, box, moved, after=first)
        expected.remove(moved)
        expected.insert(1, moved)
        assert (await crates(alice))[0][1] == expected


async def test_crates_have_names_and_an_order(alice: Person) -> None:
    ids = [await crate(alice, name) for name in ("A", "B", "C")]
    await alice.ask("POST", "/api/crates", {"id": ids[0], "name": "again"}, status=204)
    await alice.ask("PATCH", f"/api/crates/{ids[2]}", {"after": None}, status=204)
    await alice.ask("PATCH", f"/api/crates/{ids[0]}", {"name": "Z", "after": ids[1]}, status=204)
    assert [name for name, _ in await crates(alice)] == ["C", "B", "Z"]
    await alice.ask("PATCH", f"/api/crates/{ids[0]}", {"after": ids[0]}, status=404)


@pytest.mark.parametrize("name", ["", "x" * 81, "a\0b", 3, None])
async def test_names_there_cannot_be(alice: Person, name: Any) -> None:
    await alice.ask("POST", "/api/crates", {"id": str(new_id()), "name": name}, status=422)


async def test_what_left_stays_in_its_crate_and_hands_its_place_on(
    alice: Person, own_sql: AsyncEngine
) -> None:
    first, second = record(), record()
    second.id = second.basic_information.id = first.id
    old, new = [str(id) for id in await put_on_shelf(own_sql, await alice.user_id(), [first, second])]
    both, one = await crate(alice, "Both"), await crate(alice, "One")
    for box, copy in ((both, new), (both, old), (one, old)):
        await put(alice, box, copy)
    await take_off_shelf(own_sql, await alice.user_id(), [second], datetime.now(UTC))
    assert await crates(alice) == [("Both", [new, old]), ("One", [old])]
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": new}, status=204)
    assert await crates(alice) == [("Both", [new, old]), ("One", [new])]
    await alice.ask("DELETE", f"/api/copies/{old}/join", status=204)
    assert await crates(alice) == [("Both", [new, old]), ("One", [old])]


async def test_bob_puts_nothing_of_his_into_alices(alice: Person, bob: Person, give_record: Any) -> None:
    hers, his = await give_record(alice), await give_record(bob)
    box = await crate(alice, "Hers")
    await put(bob, box, his, status=404)
    await put(alice, box, his, status=404)
    await put(alice, box, hers)
    await put(alice, str(uuid.uuid4()), hers, status=404)
    assert await crates(bob) == []
