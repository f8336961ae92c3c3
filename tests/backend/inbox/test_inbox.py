"""What one is told: once, in the inbox, until it is read or deleted."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar

from people import Person
from waugzee.db import transaction
from waugzee.hub import announced
from waugzee.reminders import actions, queries

NOW = datetime.now(UTC)
NOTHING: dict[str, Any] = {"notices": [], "unread": 0, "cursor": None}


async def look(app: Litestar, person: Person, now: datetime | None = None) -> None:
    user_id = await person.user_id()
    async with announced(app.state.engine, app.state.hub, user_id) as db:
        await actions.look(db, user_id, now or datetime.now(UTC))


async def told(person: Person) -> list[Any]:
    notices: list[Any] = (await person.ask("GET", "/api/inbox"))["notices"]
    return notices


async def due_record(person: Person, give_record: Any, title: str) -> str:
    """A record that was played and never cleaned."""
    copy_id: str = await give_record(person, title)
    await person.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    return copy_id


async def test_records_to_clean_are_told_once_and_together(
    app: Litestar, alice: Person, bob: Person, give_record: Any
) -> None:
    await look(app, alice)
    assert await alice.ask("GET", "/api/inbox") == NOTHING
    for title in ("Kind of Blue", "Blue Train", "Head Hunters", "Aja"):
        await due_record(alice, give_record, title)
    await look(app, alice)
    await look(app, alice)
    (notice,) = await told(alice)
    assert (notice["kind"], notice["count"], notice["subject_id"]) == ("cleaning", 4, None)
    assert notice["names"] == ["Aja", "Blue Train", "Head Hunters"]
    assert await bob.ask("GET", "/api/inbox") == NOTHING
    # Another one is told of on its own, and leads to itself.
    copy_id = await due_record(alice, give_record, "Tago Mago")
    await look(app, alice)
    newest = (await told(alice))[0]
    assert (newest["count"], newest["names"], newest["subject_id"]) == (1, ["Tago Mago"], copy_id)
    # Cleaned it is no more; due again it is told again.
    await alice.ask("POST", "/api/cleanings", {"copy_id": copy_id}, status=201)
    await look(app, alice)
    assert len(await told(alice)) == 2
    later = datetime.now(UTC) + timedelta(days=1)
    for minutes in range(5):
        played_at = (datetime.now(UTC) + timedelta(minutes=minutes + 1)).isoformat()
        await alice.ask("POST", "/api/plays", {"copy_id": copy_id, "played_at": played_at}, status=201)
    await look(app, alice, later)
    await look(app, alice, later)
    assert [notice["names"] for notice in await told(alice)][:2] == [["Tago Mago"], ["Tago Mago"]]
    assert len(await told(alice)) == 3


async def test_what_was_put_off_is_not_told(app: Litestar, alice: Person, give_record: Any) -> None:
    copy_id = await due_record(alice, give_record, "Aja")
    until = (NOW + timedelta(days=7)).isoformat()
    await alice.ask("PUT", f"/api/due/{copy_id}/snooze", {"until": until}, status=204)
    await look(app, alice)
    assert await told(alice) == []


async def test_a_needle_is_told_of_when_it_wears_and_when_it_is_worn(app: Litestar, alice: Person) -> None:
    stylus = await alice.ask(
        "POST", "/api/styluses", {"name": "Blue", "rated_hours": 1000, "starting_hours": 700}, status=201
    )
    mount = {"stylus_id": stylus["id"], "mounted_at": (NOW - timedelta(days=9)).isoformat()}
    for part in ("turntable", "cartridge"):
        made = await alice.ask("POST", f"/api/{part}s", {"name": part}, status=201)
        mount[f"{part}_id"] = made["id"]
    await alice.ask("POST", "/api/mounts", mount, status=201)
    for _ in range(2):
        await look(app, alice)
    (notice,) = await told(alice)
    assert (notice["kind"], notice["state"], notice["percent_left"]) == ("needle", "worn", 30)
    assert (notice["names"], notice["subject_id"]) == (["Blue"], stylus["id"])
    await alice.ask("PATCH", f"/api/styluses/{stylus['id']}", {"starting_hours": 990})
    for _ in range(2):
        await look(app, alice)
    assert [one["state"] for one in await told(alice)] == ["replace", "worn"]


async def test_maintenance_is_told_of_once_until_it_was_done(app: Litestar, alice: Person) -> None:
    mount = {"mounted_at": (NOW - timedelta(days=500)).isoformat()}
    for part in ("turntable", "cartridge", "stylus"):
        made = await alice.ask(
            "POST", f"/api/{'styluse' if part == 'stylus' else part}s", {"name": part}, status=201
        )
        mount[f"{part}_id"] = made["id"]
    await alice.ask("POST", "/api/mounts", mount, status=201)
    for _ in range(2):
        await look(app, alice)
    (notice,) = [one for one in await told(alice) if one["kind"] == "maintenance"]
    assert (notice["count"], sorted(notice["names"])) == (3, ["cartridge", "stylus", "turntable"])
    plans = (await alice.ask("GET", "/api/maintenance/plans"))["plans"]
    (levelling,) = [one for one in plans if one["kind"] == "levelling"]
    done = {"part_id": levelling["part_id"], "type_id": levelling["type_id"]}
    await alice.ask("POST", "/api/maintenance", done, status=201)
    await look(app, alice)
    assert len(await told(alice)) == 1
    await look(app, alice, NOW + timedelta(days=400))
    newest = (await told(alice))[0]
    assert (newest["count"], newest["names"]) == (1, ["turntable"])


async def test_what_is_not_wanted_is_not_told_until_it_is(
    app: Litestar, alice: Person, give_record: Any
) -> None:
    choices = await alice.ask("GET", "/api/inbox/choices")
    assert {choices[kind] for kind in ("cleaning", "needle", "maintenance", "sync", "connection")} == {
        "inbox"
    }
    await alice.ask("PATCH", "/api/inbox/choices", {"cleaning": "off"})
    await due_record(alice, give_record, "Aja")
    await look(app, alice)
    assert await told(alice) == []
    changed = await alice.ask("PATCH", "/api/inbox/choices", {"cleaning": "inbox", "zone": "Asia/Tokyo"})
    assert (changed["cleaning"], changed["zone"], changed["quiet_from"]) == ("inbox", "Asia/Tokyo", 1320)
    await look(app, alice)
    assert len(await told(alice)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"cleaning": "loud"},
        {"quiet_from": -1},
        {"quiet_until": 1440},
        {"quiet_from": 90.5},
        {"zone": "Mars/Olympus"},
        {"zone": "../UTC"},
        {"zone": "Africa/__init__/x"},
        {"zone": ""},
        {"zone": "x" * 65},
        {"zone": None},
    ],
)
async def test_what_cannot_be_chosen_is_refused(alice: Person, change: dict[str, Any]) -> None:
    before = await alice.ask("GET", "/api/inbox/choices")
    await alice.ask("PATCH", "/api/inbox/choices", {"needle": "off", **change}, status=422)
    assert await alice.ask("GET", "/api/inbox/choices") == before


async def test_notices_are_read_kept_and_deleted(
    app: Litestar, alice: Person, bob: Person, give_record: Any
) -> None:
    for title in ("One", "Two", "Three"):
        await due_record(alice, give_record, title)
        await look(app, alice)
    first = await alice.ask("GET", "/api/inbox?limit=2")
    assert ([one["names"] for one in first["notices"]], first["unread"]) == ([["Three"], ["Two"]], 3)
    rest = await alice.ask("GET", f"/api/inbox?limit=2&cursor={first['cursor']}")
    assert ([one["names"] for one in rest["notices"]], rest["cursor"]) == ([["One"]], None)
    three, two = (one["id"] for one in first["notices"])
    await bob.ask("PATCH", f"/api/inbox/{three}", {"read": True}, status=404)
    await bob.ask("DELETE", f"/api/inbox/{three}", status=404)
    await bob.ask("POST", "/api/inbox/read", {"newest": three}, status=204)
    await alice.ask("PATCH", f"/api/inbox/{three}", {"read": True}, status=204)
    assert (await alice.ask("GET", "/api/inbox"))["unread"] == 2
    await alice.ask("PATCH", f"/api/inbox/{three}", {"read": False}, status=204)
    # What came after the newest that was seen stays unread.
    await alice.ask("POST", "/api/inbox/read", {"newest": two}, status=204)
    assert [bool(one["read_at"]) for one in await told(alice)] == [False, True, True]
    await alice.ask("DELETE", f"/api/inbox/{three}", status=204)
    await alice.ask("DELETE", f"/api/inbox/{three}", status=404)
    assert (await alice.ask("GET", "/api/inbox"))["unread"] == 0
    await look(app, alice)
    assert [one["names"] for one in await told(alice)] == [["Two"], ["One"]]
    await alice.ask("GET", "/api/inbox?cursor=x", status=422)


async def test_the_users_pages_hear_of_it(app: Litestar, alice: Person, give_record: Any) -> None:
    await due_record(alice, give_record, "Aja")
    mailbox = app.state.hub.open(await alice.user_id())
    await look(app, alice)
    (event,) = await asyncio.wait_for(mailbox.take(), 60)
    assert event.type == "inbox"
    (notice,) = await told(alice)
    await alice.ask("PATCH", f"/api/inbox/{notice['id']}", {"read": True}, status=204)
    assert [event.type for event in await asyncio.wait_for(mailbox.take(), 60)] == ["inbox"]
    app.state.hub.close(await alice.user_id(), mailbox)


async def test_everybody_is_looked_after_once_a_day(app: Litestar, alice: Person) -> None:
    user_id = await alice.user_id()
    await alice.ask("PATCH", "/api/inbox/choices", {"zone": "UTC", "quiet_until": 7 * 60})
    now = datetime.now(UTC)
    # As many times as it takes: other users of this database wait as well.
    taken: list[Any] = []
    async with transaction(app.state.engine) as db:
        while user_id not in taken:
            await queries.add_new_users(db, now)
            some = await queries.take_due(db, now, now + timedelta(days=1))
            assert some
            taken += some
        assert user_id not in await queries.take_due(db, now, now + timedelta(days=1))
    await look(app, alice, now)
    async with transaction(app.state.engine) as db:
        seven = now.replace(hour=7, minute=0, second=0, microsecond=0)
        seven += timedelta(days=1 if seven <= now else 0)
        assert user_id not in await queries.take_due(db, seven - timedelta(seconds=1), now)
        assert user_id in await queries.take_due(db, seven, now + timedelta(days=2))


async def test_old_notices_are_forgotten(app: Litestar, alice: Person, give_record: Any) -> None:
    await due_record(alice, give_record, "Aja")
    await look(app, alice)
    await look(app, alice, datetime.now(UTC) + timedelta(days=181))
    assert await told(alice) == []
