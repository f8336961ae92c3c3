"""Records that left the collection: kept with their history, archived, come back, or handed on."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record, take_off_shelf
from people import Person
from waugzee_sync.discogs.responses import CollectionItem


async def on_shelf(engine: AsyncEngine, person: Person, records: Sequence[CollectionItem]) -> list[str]:
    return [str(id) for id in await put_on_shelf(engine, await person.user_id(), records)]


async def leave(engine: AsyncEngine, person: Person, kept: Sequence[CollectionItem] = ()) -> None:
    await take_off_shelf(engine, await person.user_id(), kept, datetime.now(UTC))


async def log(person: Person, copy_id: str) -> None:
    for what in ("plays", "cleanings"):
        entry = {"id": str(uuid.uuid4()), "copy_id": copy_id}
        await person.ask("POST", f"/api/{what}", entry, status=201)


async def history(person: Person, copy_id: str) -> list[str]:
    entries = (await person.ask("GET", f"/api/copies/{copy_id}/history"))["entries"]
    return sorted(entry["kind"] for entry in entries)


def pair() -> tuple[CollectionItem, CollectionItem]:
    """Two copies of one release."""
    first, second = record(), record()
    second.id = second.basic_information.id = first.id
    return first, second


@pytest.mark.parametrize("fate", ["sold", "given_away", "lost", "broken", "other", None])
async def test_what_became_of_it_is_kept(own_sql: AsyncEngine, alice: Person, fate: str | None) -> None:
    (copy_id,) = await on_shelf(own_sql, alice, [record()])
    await log(alice, copy_id)
    await leave(own_sql, alice)
    said = {"archived_as": fate, "note": "to Erica, for a turntable"}
    await alice.ask("PUT", f"/api/copies/{copy_id}/archive", said, status=204)
    (copy,) = (await alice.ask("GET", "/api/shelf"))["copies"]
    assert (copy["archived_as"], copy["archived_note"]) == (fate, said["note"])
    assert copy["removed_at"] is not None
    assert await history(alice, copy_id) == ["cleaning", "play"]


async def test_the_same_instance_returns_by_itself_and_is_no_longer_archived(
    own_sql: AsyncEngine, alice: Person
) -> None:
    item = record()
    (copy_id,) = await on_shelf(own_sql, alice, [item])
    await leave(own_sql, alice)
    await alice.ask("PUT", f"/api/copies/{copy_id}/archive", {"archived_as": "lost"}, status=204)
    await on_shelf(own_sql, alice, [item])
    (copy,) = (await alice.ask("GET", "/api/shelf"))["copies"]
    assert (copy["id"], copy["removed_at"], copy["archived_as"]) == (copy_id, None, None)


async def test_a_new_instance_takes_over_the_log(own_sql: AsyncEngine, alice: Person) -> None:
    first, second = pair()
    (old,) = await on_shelf(own_sql, alice, [first])
    await log(alice, old)
    (new,) = await on_shelf(own_sql, alice, [second])
    await leave(own_sql, alice, [second])
    await log(alice, new)
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": new}, status=204)
    assert await history(alice, old) == []
    assert await history(alice, new) == ["cleaning", "cleaning", "play", "play"]
    copies = {copy["id"]: copy for copy in (await alice.ask("GET", "/api/shelf"))["copies"]}
    assert (copies[old]["joined_to"], copies[new]["plays"]) == (new, 2)
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": new}, status=204)
    assert len(await history(alice, new)) == 4


async def test_what_was_handed_on_can_be_taken_back(own_sql: AsyncEngine, alice: Person) -> None:
    first, second = pair()
    (old,) = await on_shelf(own_sql, alice, [first])
    await log(alice, old)
    await alice.ask("PATCH", f"/api/copies/{old}/care", {"rule": "never"})
    (new,) = await on_shelf(own_sql, alice, [second])
    await leave(own_sql, alice, [second])
    await log(alice, new)
    await alice.ask("DELETE", f"/api/copies/{old}/join", status=409)
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": new}, status=204)
    assert (await alice.ask("GET", f"/api/copies/{new}/care"))["rule"] == "never"
    await log(alice, new)
    await alice.ask("DELETE", f"/api/copies/{old}/join", status=204)
    assert await history(alice, old) == ["cleaning", "play"]
    assert await history(alice, new) == ["cleaning", "cleaning", "play", "play"]
    assert (await alice.ask("GET", f"/api/copies/{old}/care"))["rule"] == "never"
    copies = {copy["id"]: copy for copy in (await alice.ask("GET", "/api/shelf"))["copies"]}
    assert (copies[old]["joined_to"], copies[new]["plays"], copies[old]["plays"]) == (None, 2, 1)
    await alice.ask("DELETE", f"/api/copies/{old}/join", status=409)


async def test_a_log_is_handed_on_once(own_sql: AsyncEngine, alice: Person) -> None:
    first, second = pair()
    third = record()
    third.id = third.basic_information.id = first.id
    old, new, other = await on_shelf(own_sql, alice, [first, second, third])
    await leave(own_sql, alice, [second, third])
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": new}, status=204)
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": other}, status=409)


async def test_only_what_left_is_archived_or_joined(own_sql: AsyncEngine, alice: Person) -> None:
    first, second = pair()
    other = record()
    old, new, stranger = await on_shelf(own_sql, alice, [first, second, other])
    await alice.ask("PUT", f"/api/copies/{old}/archive", {"archived_as": "sold"}, status=409)
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": new}, status=409)
    await leave(own_sql, alice, [second, other])
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": stranger}, status=409)
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": old}, status=409)
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": str(uuid.uuid4())}, status=404)


@pytest.mark.parametrize(
    "bent", [{}, {"archived_as": "burnt"}, {"archived_as": "sold", "note": "a\0b"}, {"archived_as": 1}]
)
async def test_words_there_are_not(own_sql: AsyncEngine, alice: Person, bent: dict[str, Any]) -> None:
    (copy_id,) = await on_shelf(own_sql, alice, [record()])
    await leave(own_sql, alice)
    await alice.ask("PUT", f"/api/copies/{copy_id}/archive", bent, status=422)


async def test_alice_s_log_is_not_bob_s_to_move(own_sql: AsyncEngine, alice: Person, bob: Person) -> None:
    first, second = pair()
    (old,) = await on_shelf(own_sql, alice, [first])
    await leave(own_sql, alice)
    (bobs,) = await on_shelf(own_sql, bob, [second])
    await bob.ask("POST", f"/api/copies/{old}/join", {"to": bobs}, status=404)
    await alice.ask("POST", f"/api/copies/{old}/join", {"to": bobs}, status=404)
