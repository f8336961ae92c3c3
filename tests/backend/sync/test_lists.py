"""The user's folders and fields: as Discogs last showed them to their owner, and nobody else's."""

import time
from typing import Any

import pytest
from litestar import Litestar

from people import Person
from posting import HandRun
from syncing import Simulator, sync, sync_public
from waugzee.db import transaction
from waugzee_sync import signing


async def folders(person: Person) -> dict[int, str]:
    return {one["id"]: one["name"] for one in (await person.ask("GET", "/api/folders"))["folders"]}


async def fields(person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await person.ask("GET", "/api/fields"))["fields"]
    return found


async def post(run: HandRun, number: int, listed: list[Any], status: int = 200, **changed: Any) -> Any:
    """Read a list anew and post it, signed."""
    name = {0: "folders", -1: "fields"}[number]
    given = await run.instruction(number)
    body = {
        "read": given.read,
        "expires_at": given.expires_at,
        "url_digest": signing.url_digest(given.url),
        "signature": given.signature,
        name: listed,
        **changed,
    }
    answer = await run.post(body, number, to=f"{run.path}/{name}")
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_they_come_with_a_run(alice: Person, bob: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    assert await folders(alice) == {id: name for id, name in discogs.collection().folders.items() if id}
    assert [field["name"] for field in await fields(alice)] == [
        field["name"] for field in sorted(discogs.world.fields, key=lambda field: str(field["position"]))
    ]
    media = (await fields(alice))[0]
    assert (media["type"], media["options"][0]) == ("dropdown", "Mint (M)")
    assert await folders(bob) == {}
    assert await fields(bob) == []


async def test_folders_renamed_made_dropped_and_two_of_one_name(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    theirs = discogs.collection().folders
    kept, dropped = [id for id in theirs if id > 1][:2]
    theirs[kept] = "J" * 50
    theirs[999_001] = theirs[999_002] = "Twins"
    discogs.collection().drop_folder(dropped)
    await sync(alice, discogs)
    found = await folders(alice)
    assert found == {id: name for id, name in theirs.items() if id}
    assert (found[kept], found[999_001], found[999_002]) == ("J" * 50, "Twins", "Twins")
    assert dropped not in found


async def test_fields_changed_reordered_and_all_deleted(
    monkeypatch: pytest.MonkeyPatch, alice: Person, discogs: Simulator
) -> None:
    own = [
        {"id": 9, "name": "Shop", "type": "textarea", "position": 1, "public": False, "lines": 1},
        {"id": 4, "name": "Box", "type": "dropdown", "position": 2, "public": True, "options": ["A", "B"]},
    ]
    monkeypatch.setattr(discogs.world, "fields", own)
    await sync(alice, discogs)
    assert await fields(alice) == [
        {"id": 9, "name": "Shop", "type": "textarea", "position": 1, "public": False, "lines": 1},
        {"id": 4, "name": "Box", "type": "dropdown", "position": 2, "options": ["A", "B"]},
    ]
    own[1] = {**own[1], "position": 0, "options": ["C"]}
    await sync(alice, discogs)
    assert [(field["id"], field.get("options")) for field in await fields(alice)] == [(4, ["C"]), (9, None)]
    own.clear()
    await sync(alice, discogs)
    assert await fields(alice) == []


async def test_a_stranger_s_run_asks_for_neither_and_changes_neither(
    alice: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs)
    before = await folders(alice), await fields(alice)
    discogs.counters.paths.clear()
    await sync_public(alice, discogs, "demo")
    assert (await folders(alice), await fields(alice)) == before
    assert all("?page=" in path for path in discogs.counters.paths)


async def test_unchanged_lists_write_no_row(app: Litestar, alice: Person, discogs: Simulator) -> None:
    async def versions() -> list[Any]:
        user_id = await alice.user_id()
        async with transaction(app.state.engine, user_id) as db:
            return [
                tuple(row)
                for table in ("folders", "collection_fields")
                for row in await db.driver.fetch(
                    f"select xmin::text, ctid::text from {table} where {table}.user_id = $1", user_id
                )
            ]

    await sync(alice, discogs)
    before = await versions()
    await sync(alice, discogs)
    assert await versions() == before != []


async def test_a_list_posted_by_hand(alice: Person) -> None:
    run = await HandRun.open(alice)
    twice = [{"id": 1, "name": "first"}, {"id": 1, "name": "last"}, {"id": 0, "name": "All"}]
    assert await post(run, 0, twice) == {"changed": True}
    assert await folders(alice) == {1: "last"}
    assert await post(run, 0, twice) == {"changed": False}
    assert await post(run, 0, [{"id": 0, "name": "All"}]) == {"changed": False}
    assert await folders(alice) == {1: "last"}


async def test_an_older_reading_of_a_list_changes_nothing(alice: Person) -> None:
    run = await HandRun.open(alice)
    old = await run.instruction(0)
    await post(run, 0, [{"id": 5, "name": "new"}])
    proof = {
        "read": old.read,
        "expires_at": old.expires_at,
        "url_digest": signing.url_digest(old.url),
        "signature": old.signature,
    }
    late = await run.post({**proof, "folders": [{"id": 5, "name": "old"}]}, 0, to=f"{run.path}/folders")
    assert (late.status_code, late.json()) == (200, {"changed": False})
    assert await folders(alice) == {5: "new"}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"signature": "A" * 44}, 403),
        ({"read": 999}, 403),
        ({"url_digest": "0" * 64}, 403),
        ({"expires_at": int(time.time()) - 1000}, 403),
        ({"folders": None}, 422),
        ({"folders": [{"id": "1", "name": "x"}]}, 422),
        ({"folders": [{"id": 1, "name": "a\0b"}]}, 422),
        ({"folders": [{"id": 2**63, "name": "x"}]}, 422),
        ({"folders": [{"id": 1, "name": "x" * 1001}]}, 422),
    ],
)
async def test_a_list_bent_or_forged(alice: Person, changed: dict[str, Any], status: int) -> None:
    run = await HandRun.open(alice)
    await post(run, 0, [{"id": 1, "name": "x"}], status, **changed)
    assert await folders(alice) == {}


async def test_a_list_led_to_by_a_page_s_instruction_is_refused(alice: Person) -> None:
    run = await HandRun.open(alice)
    page = await run.instruction(1)
    body = {
        "read": page.read,
        "expires_at": page.expires_at,
        "url_digest": signing.url_digest(page.url),
        "signature": page.signature,
        "folders": [{"id": 1, "name": "x"}],
    }
    answer = await run.post(body, 0, to=f"{run.path}/folders")
    assert answer.status_code == 403
    unsigned = await run.post(body, 0, to=f"{run.path}/folders", key=b"not the run's")
    assert unsigned.status_code == 403


async def test_a_closed_run_takes_no_list(alice: Person) -> None:
    run = await HandRun.open(alice)
    given = await run.instruction(0)
    await alice.ask("POST", f"{run.path}/pause", {"reason": "stopped"})
    body = {
        "read": given.read,
        "expires_at": given.expires_at,
        "url_digest": signing.url_digest(given.url),
        "signature": given.signature,
        "folders": [{"id": 1, "name": "x"}],
    }
    answer = await run.post(body, 0, to=f"{run.path}/folders")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/run-closed")
