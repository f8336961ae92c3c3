"""What was done: logged once, corrected, deleted for good, and told newest first."""

from typing import Any

import pytest

from people import Person
from waugzee.db import new_id
from waugzee.maintenance.kinds import KNOWN

IDS: dict[str, str] = {kind.kind: str(kind.id) for kind in KNOWN}
Chain = dict[str, str]


async def done(person: Person, part_id: str, kind: str, *, status: int = 201, **more: Any) -> Any:
    body = {"part_id": part_id, "type_id": IDS.get(kind, kind), **more}
    return await person.ask("POST", "/api/maintenance", body, status=status)


async def test_it_is_logged_once_changed_and_deleted_for_good(alice: Person, chain: Chain) -> None:
    told: dict[str, Any] = {"id": str(new_id()), "done_at": "2026-01-02T03:04:05Z", "notes": "a drop of oil"}
    made = await done(alice, chain["turntable_id"], "lubrication", **told)
    assert {name: made[name] for name in told} == told
    assert (made["kind"], made["part_id"]) == ("lubrication", chain["turntable_id"])
    assert await done(alice, chain["turntable_id"], "lubrication", status=200, **told) == made
    path = f"/api/maintenance/{made['id']}"
    changed = await alice.ask("PATCH", path, {"notes": "two drops"})
    assert changed == {**made, "notes": "two drops"}
    by_day = await alice.ask("PATCH", path, {"done_at": "2026-01-01T23:30:00-05:00", "date_only": True})
    assert (by_day["done_at"], by_day["date_only"]) == ("2026-01-01T12:00:00Z", True)
    assert await alice.ask("PATCH", path, {}) == by_day
    for _ in range(2):
        await alice.ask("DELETE", path, status=204)
    assert (await alice.ask("GET", "/api/maintenance"))["maintenance"] == []
    assert (await done(alice, chain["turntable_id"], "lubrication", status=410, **told))["type"] == (
        "/problems/deleted"
    )
    await alice.ask("PATCH", path, {"notes": "x"}, status=410)


async def test_an_undo_may_overtake_what_it_undoes(alice: Person, chain: Chain) -> None:
    entry_id = str(new_id())
    await alice.ask("DELETE", f"/api/maintenance/{entry_id}", status=404)
    await done(alice, chain["stylus_id"], "stylus_cleaning", id=entry_id, status=410)


async def test_pages_follow_each_other_of_all_and_of_a_part(alice: Person, chain: Chain) -> None:
    for day in range(1, 6):
        await done(alice, chain["turntable_id"], "levelling", done_at=f"2026-01-0{day}T10:00:00Z")
    await done(alice, chain["cartridge_id"], "alignment", done_at="2026-01-03T11:00:00Z")
    for part, days in (("", [5, 4, 3, 3, 2, 1]), (f"&part_id={chain['turntable_id']}", [5, 4, 3, 2, 1])):
        seen, cursor = [], ""
        while True:
            page = await alice.ask("GET", f"/api/maintenance?limit=2{part}{cursor}")
            seen += [int(one["done_at"][8:10]) for one in page["maintenance"]]
            if page["cursor"] is None:
                break
            cursor = f"&cursor={page['cursor']}"
        assert seen == days


@pytest.mark.parametrize(
    ("kind", "more", "status"),
    [
        ("alignment", {}, 422),
        pytest.param(str(new_id()), {}, 404, id="no such kind"),
        ("levelling", {"done_at": "1800-01-01T00:00:00Z"}, 422),
        ("levelling", {"done_at": "9999-12-31T23:59:59-12:00"}, 422),
        ("levelling", {"done_at": "2026-01-01T00:00:00"}, 422),
        ("levelling", {"notes": "x" * 100_000}, 422),
        ("levelling", {"notes": "a\0b"}, 422),
        ("levelling", {"part_id": str(new_id())}, 404),
        ("levelling", {"id": "one"}, 422),
    ],
)
async def test_what_cannot_have_been_done_is_refused(
    alice: Person, chain: Chain, kind: str, more: dict[str, Any], status: int
) -> None:
    await done(alice, **{"part_id": chain["turntable_id"], "kind": kind, "status": status, **more})
    assert (await alice.ask("GET", "/api/maintenance"))["maintenance"] == []


async def test_a_part_with_a_history_is_retired_not_deleted(alice: Person) -> None:
    deck = (await alice.ask("POST", "/api/turntables", {"name": "Deck"}, status=201))["id"]
    entry = await done(alice, deck, "belt")
    refused = await alice.ask("DELETE", f"/api/turntables/{deck}", status=409)
    assert "retire it" in refused["detail"]
    await alice.ask("DELETE", f"/api/maintenance/{entry['id']}", status=204)
    await alice.ask("DELETE", f"/api/turntables/{deck}", status=204)


async def test_another_users_parts_are_not_there(alice: Person, bob: Person, chain: Chain) -> None:
    entry = await done(alice, chain["stylus_id"], "stylus_cleaning")
    await done(bob, chain["stylus_id"], "stylus_cleaning", status=404)
    await bob.ask("GET", f"/api/maintenance?part_id={chain['stylus_id']}", status=404)
    await bob.ask("PATCH", f"/api/maintenance/{entry['id']}", {"notes": "x"}, status=404)
    assert (await bob.ask("GET", "/api/maintenance"))["maintenance"] == []
