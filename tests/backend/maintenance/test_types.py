"""Kinds of maintenance: those of everybody, those of one's own, and how often each is due."""

from typing import Any

import pytest

from people import Person
from waugzee.db import new_id
from waugzee.maintenance.actions import MOST_TYPES
from waugzee.maintenance.kinds import KNOWN

BELT = str(KNOWN[0].id)
Chain = dict[str, str]


async def types(person: Person) -> dict[str, Any]:
    told = (await person.ask("GET", "/api/maintenance/types"))["types"]
    return {one["name"]: one for one in told}


async def plan(person: Person, part_id: str, name: str) -> Any:
    plans = (await person.ask("GET", "/api/maintenance/plans"))["plans"]
    return next((one for one in plans if one["part_id"] == part_id and one["name"] == name), None)


async def test_everybody_has_some_and_changes_how_often(alice: Person, bob: Person) -> None:
    before = await types(alice)
    assert [(one["kind"], one["part"], one["hours"], one["months"]) for one in before.values()] == [
        (kind.kind, kind.part, kind.hours, kind.months) for kind in KNOWN
    ]
    path = f"/api/maintenance/types/{BELT}"
    assert await alice.ask("PATCH", path, {"hours": 3000}) == {**before["Belt"], "hours": 3000}
    assert (await alice.ask("PATCH", path, {"months": None}))["hours"] == 3000
    assert await types(alice) == {**before, "Belt": {**before["Belt"], "hours": 3000, "months": None}}
    assert await types(bob) == before
    await alice.ask("PATCH", path, {"name": "Strap"}, status=422)
    await alice.ask("DELETE", path, status=204)
    assert await types(alice) == before


async def test_ones_own_is_added_once_and_named_by_the_log_when_it_is_gone(
    alice: Person, chain: Chain
) -> None:
    body = {"id": str(new_id()), "part": "turntable", "name": "Dust cover", "months": 2}
    made = await alice.ask("POST", "/api/maintenance/types", body, status=201)
    assert made == {**body, "kind": "own", "hours": None}
    assert await alice.ask("POST", "/api/maintenance/types", {**body, "name": "again"}) == made
    assert (await plan(alice, chain["turntable_id"], "Dust cover"))["due"]
    assert await plan(alice, chain["stylus_id"], "Dust cover") is None
    path = f"/api/maintenance/types/{made['id']}"
    assert (await alice.ask("PATCH", path, {"name": "Lid"}))["months"] == 2
    entry = {"part_id": chain["turntable_id"], "type_id": made["id"]}
    await alice.ask("POST", "/api/maintenance", entry, status=201)
    await alice.ask("DELETE", path, status=204)
    await alice.ask("DELETE", path, status=204)
    assert "Lid" not in await types(alice)
    assert await plan(alice, chain["turntable_id"], "Lid") is None
    (told,) = (await alice.ask("GET", "/api/maintenance"))["maintenance"]
    assert (told["kind"], told["name"]) == ("own", "Lid")
    await alice.ask("POST", "/api/maintenance/types", body, status=410)
    await alice.ask("POST", "/api/maintenance", entry, status=404)
    await alice.ask("DELETE", f"/api/maintenance/types/{new_id()}", status=404)


async def test_a_part_has_an_interval_of_its_own_or_none(alice: Person, chain: Chain) -> None:
    deck = chain["turntable_id"]
    path = f"/api/maintenance/plans/{deck}/{BELT}"
    assert (await plan(alice, deck, "Belt"))["months"] == 60
    assert await alice.ask("PATCH", path, {"rule": "own", "months": 24}) == {
        "rule": "own",
        "hours": None,
        "months": 24,
    }
    own = await plan(alice, deck, "Belt")
    assert (own["rule"], own["months"], own["due"]) == ("own", 24, True)
    await alice.ask("PATCH", path, {"rule": "never"})
    never = await plan(alice, deck, "Belt")
    assert (never["rule"], never["months"], never["due"], never["due_on"]) == ("never", None, False, None)
    assert (await alice.ask("PATCH", path, {"rule": "own"}))["months"] == 24
    await alice.ask("DELETE", path, status=204)
    assert (await plan(alice, deck, "Belt"))["rule"] == "usual"
    await alice.ask("PATCH", f"/api/maintenance/plans/{chain['stylus_id']}/{BELT}", {}, status=422)
    await alice.ask("PATCH", f"/api/maintenance/plans/{new_id()}/{BELT}", {}, status=404)
    await alice.ask("PATCH", f"/api/maintenance/plans/{deck}/{new_id()}", {}, status=404)


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"name": "a\0b"},
        {"part": "tonearm"},
        {"hours": 0},
        {"hours": -1},
        {"hours": 2**63},
        {"months": 0},
        {"months": 601},
        {"months": "2"},
    ],
)
async def test_what_no_kind_can_be_is_refused(alice: Person, bad: dict[str, Any]) -> None:
    body = {"part": "stylus", "name": "Zero dust", **bad}
    assert (await alice.ask("POST", "/api/maintenance/types", body, status=422))[
        "type"
    ] == "/problems/invalid"
    assert len(await types(alice)) == len(KNOWN)


async def test_there_are_not_more_than_so_many(alice: Person) -> None:
    for n in range(MOST_TYPES - len(KNOWN)):
        await alice.ask("POST", "/api/maintenance/types", {"part": "stylus", "name": f"n{n}"}, status=201)
    await alice.ask("POST", "/api/maintenance/types", {"part": "stylus", "name": "one more"}, status=409)
