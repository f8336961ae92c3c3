"""Parts: added once, changed by what is told, retired and kept, deleted only where nothing refers to them."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from people import Person
from waugzee.db import new_id

AddPart = Callable[..., Awaitable[str]]
LISTS = ["turntables", "cartridges", "styluses"]


@pytest.mark.parametrize("parts", LISTS)
async def test_a_part_is_added_once_changed_and_deleted(alice: Person, parts: str) -> None:
    body = {"id": str(new_id()), "maker": "Maker", "model": "One", "price_cents": 12_900, "currency": "EUR"}
    made = await alice.ask("POST", f"/api/{parts}", body, status=201)
    assert made["name"] == "Maker One"
    assert await alice.ask("POST", f"/api/{parts}", {**body, "name": "again"}) == made
    changed = await alice.ask("PATCH", f"/api/{parts}/{made['id']}", {"notes": "from Anna"})
    assert changed == {**made, "notes": "from Anna"}
    assert (await alice.ask("GET", f"/api/{parts}"))[parts] == [changed]
    await alice.ask("DELETE", f"/api/{parts}/{made['id']}", status=204)
    await alice.ask("DELETE", f"/api/{parts}/{made['id']}", status=404)
    assert (await alice.ask("GET", f"/api/{parts}"))[parts] == []


@pytest.mark.parametrize("parts", LISTS)
async def test_pages_follow_each_other(alice: Person, add_part: AddPart, parts: str) -> None:
    made = [await add_part(parts, f"n{n}") for n in range(5)]
    seen, cursor = [], ""
    for _ in range(3):
        page = await alice.ask("GET", f"/api/{parts}?limit=2{cursor}")
        seen += [one["id"] for one in page[parts]]
        cursor = f"&cursor={page['cursor']}"
    assert seen == made[::-1]


async def test_the_first_turntable_is_the_main_one_until_another_is(alice: Person, add_part: AddPart) -> None:
    first, second = await add_part("turntables", "SL-1200"), await add_part("turntables", "Planar 3")
    mains = {one["id"]: one["is_main"] for one in (await alice.ask("GET", "/api/turntables"))["turntables"]}
    assert mains == {first: True, second: False}
    await alice.ask("PATCH", f"/api/turntables/{second}", {"is_main": True})
    mains = {one["id"]: one["is_main"] for one in (await alice.ask("GET", "/api/turntables"))["turntables"]}
    assert mains == {first: False, second: True}


async def test_a_stylus_takes_from_its_model_what_is_not_told(alice: Person) -> None:
    models = (await alice.ask("GET", "/api/stylus-models"))["models"]
    assert len(models) > 80
    assert models == sorted(models, key=lambda one: (one["maker"], one["model"]))
    model = next(one for one in models if one["model"] == "2M Blue")
    told = {"model_id": model["id"], "starting_hours": 120, "rated_hours": 900}
    made = await alice.ask("POST", "/api/styluses", told, status=201)
    assert (made["name"], made["profile"]) == ("Ortofon 2M Blue", model["profile"])
    assert (made["rated_hours"], made["starting_hours"]) == (900, 120)
    await alice.ask("POST", "/api/styluses", {"model_id": "none-such"}, status=404)


BAD: list[tuple[str, dict[str, Any]]] = [
    ("turntables", {}),
    ("turntables", {"name": " "}),
    ("turntables", {"name": ""}),
    ("turntables", {"name": "x" * 121}),
    ("turntables", {"name": "a\0b"}),
    ("turntables", {"name": "x", "notes": "x" * 100_000}),
    ("turntables", {"name": "x", "bought_on": "1800-01-01"}),
    ("turntables", {"name": "x", "bought_on": "9999-12-31"}),
    ("turntables", {"name": "x", "price_cents": -1, "currency": "EUR"}),
    ("turntables", {"name": "x", "price_cents": 2**40, "currency": "EUR"}),
    ("turntables", {"name": "x", "price_cents": 100}),
    ("turntables", {"name": "x", "price_cents": 100, "currency": "euro"}),
    ("styluses", {"name": "x", "starting_hours": -1}),
    ("styluses", {"name": "x", "rated_hours": 0}),
    ("styluses", {"name": "x", "rated_hours": 2**63}),
    ("cartridges", {"name": "x", "force_set": -1800}),
    ("cartridges", {"name": "x", "force_low": 2000, "force_high": 1600}),
    ("cartridges", {"name": "x", "type": "laser"}),
]


@pytest.mark.parametrize(("parts", "body"), BAD)
async def test_what_no_part_can_be_is_refused(alice: Person, parts: str, body: dict[str, Any]) -> None:
    answer = await alice.ask("POST", f"/api/{parts}", body, status=422)
    assert answer["type"] == "/problems/invalid"
    assert (await alice.ask("GET", f"/api/{parts}"))[parts] == []


@pytest.mark.parametrize("parts", LISTS)
async def test_what_was_mounted_is_retired_not_deleted(
    alice: Person, chain: dict[str, str], parts: str
) -> None:
    key = {"turntables": "turntable_id", "cartridges": "cartridge_id", "styluses": "stylus_id"}[parts]
    body = {**chain, "mounted_at": "2025-01-01T00:00:00Z"}
    mount = await alice.ask("POST", "/api/mounts", body, status=201)
    refused = await alice.ask("DELETE", f"/api/{parts}/{chain[key]}", status=409)
    assert "retire it" in refused["detail"]
    retired = {"retired_at": "2025-06-01T00:00:00Z"}
    await alice.ask("PATCH", f"/api/{parts}/{chain[key]}", retired)
    (ended,) = (await alice.ask("GET", "/api/mounts"))["mounts"]
    assert ended["ended_at"] == "2025-06-01T00:00:00Z"
    late = {**chain, "mounted_at": "2025-07-01T00:00:00Z"}
    assert "retired" in (await alice.ask("POST", "/api/mounts", late, status=409))["detail"]
    early = {"retired_at": "2024-06-01T00:00:00Z"}
    await alice.ask("PATCH", f"/api/{parts}/{chain[key]}", early, status=409)
    await alice.ask("DELETE", f"/api/mounts/{mount['id']}", status=204)
    await alice.ask("DELETE", f"/api/{parts}/{chain[key]}", status=204)
