"""Mounts: half-open, never two of one part at once, swapped by ending what was there."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from people import Person, new_person
from waugzee.db import new_id, transaction
from waugzee.equipment.queries import mounted_at

AddPart = Callable[..., Awaitable[str]]
Chain = dict[str, str]


def day(month: int, of: int = 1) -> str:
    return f"2025-{month:02}-{of:02}T00:00:00Z"


async def periods(alice: Person) -> list[tuple[str, str, str | None]]:
    """What was mounted, earliest first: the stylus, from when, to when."""
    listed = (await alice.ask("GET", "/api/mounts"))["mounts"]
    return [(one["stylus_id"], one["mounted_at"], one["ended_at"]) for one in listed[::-1]]


async def test_a_mount_is_added_once_and_stays_deleted(alice: Person, chain: Chain) -> None:
    body = {**chain, "id": str(new_id()), "mounted_at": day(1)}
    made = await alice.ask("POST", "/api/mounts", body, status=201)
    assert await alice.ask("POST", "/api/mounts", body) == made
    changed = await alice.ask("PATCH", f"/api/mounts/{made['id']}", {"ended_at": day(2)})
    assert changed == {**made, "ended_at": day(2)}
    await alice.ask("DELETE", f"/api/mounts/{made['id']}", status=204)
    await alice.ask("DELETE", f"/api/mounts/{made['id']}", status=204)
    await alice.ask("POST", "/api/mounts", body, status=410)
    await alice.ask("PATCH", f"/api/mounts/{made['id']}", {"notes": "x"}, status=410)
    assert await periods(alice) == []


@pytest.mark.parametrize("shared", ["stylus_id", "cartridge_id", "turntable_id"])
async def test_a_part_is_in_one_place_at_a_time(
    alice: Person, add_part: AddPart, chain: Chain, shared: str
) -> None:
    other = {
        "turntable_id": await add_part("turntables", "Planar 3"),
        "cartridge_id": await add_part("cartridges", "DL-103"),
        "stylus_id": await add_part("styluses", "103"),
    }
    first = {**chain, "mounted_at": day(3), "ended_at": day(6)}
    await alice.ask("POST", "/api/mounts", first, status=201)
    second = {**other, shared: chain[shared]}
    for begins, ends in ((day(2), day(4)), (day(4), day(5)), (day(5), None), (day(1), None)):
        body = {**second, "mounted_at": begins, "ended_at": ends}
        refused = await alice.ask("POST", "/api/mounts", body, status=409)
        assert f"This {shared[:-3]} was mounted from 2025-03-01" in refused["detail"]
    # Half-open: one may begin as the other ends.
    for begins, ends in ((day(2), day(3)), (day(6), None)):
        body = {**second, "mounted_at": begins, "ended_at": ends}
        await alice.ask("POST", "/api/mounts", body, status=201)
    listed = (await alice.ask("GET", "/api/mounts"))["mounts"]
    await alice.ask("PATCH", f"/api/mounts/{listed[0]['id']}", {"mounted_at": day(5)}, status=409)
    assert len(await periods(alice)) == 3


async def test_a_swap_ends_what_was_there(alice: Person, add_part: AddPart, chain: Chain) -> None:
    black = await add_part("styluses", "Black")
    await alice.ask("POST", "/api/mounts", {**chain, "mounted_at": day(1)}, status=201)
    swap = {**chain, "stylus_id": black, "mounted_at": day(5), "swap": True}
    await alice.ask("POST", "/api/mounts", swap, status=201)
    assert await periods(alice) == [(chain["stylus_id"], day(1), day(5)), (black, day(5), None)]


async def test_a_back_dated_swap_lasts_until_the_next_one(
    alice: Person, add_part: AddPart, chain: Chain
) -> None:
    black, red = await add_part("styluses", "Black"), await add_part("styluses", "Red")
    blue = chain["stylus_id"]
    for stylus, at in ((blue, day(1)), (black, day(8)), (red, day(4))):
        body = {**chain, "stylus_id": stylus, "mounted_at": at, "swap": True}
        await alice.ask("POST", "/api/mounts", body, status=201)
    assert await periods(alice) == [(blue, day(1), day(4)), (red, day(4), day(8)), (black, day(8), None)]
    # At the same moment it takes the place.
    body = {**chain, "stylus_id": blue, "mounted_at": day(4), "swap": True}
    await alice.ask("POST", "/api/mounts", body, status=201)
    assert await periods(alice) == [(blue, day(1), day(4)), (blue, day(4), day(8)), (black, day(8), None)]


async def test_a_swap_for_a_while_splits_what_was_there(
    alice: Person, add_part: AddPart, chain: Chain
) -> None:
    black, blue = await add_part("styluses", "Black"), chain["stylus_id"]
    await alice.ask("POST", "/api/mounts", {**chain, "mounted_at": day(1)}, status=201)
    body = {**chain, "stylus_id": black, "mounted_at": day(4), "ended_at": day(5), "swap": True}
    await alice.ask("POST", "/api/mounts", body, status=201)
    assert await periods(alice) == [(blue, day(1), day(4)), (black, day(4), day(5)), (blue, day(5), None)]
    # Over another's beginning it does not go.
    body = {**body, "mounted_at": day(3), "ended_at": day(6)}
    await alice.ask("POST", "/api/mounts", body, status=409)
    assert len(await periods(alice)) == 3


async def test_of_two_devices_at_once_one_finds_the_place_taken(
    alice: Person, add_part: AddPart, chain: Chain
) -> None:
    styluses = [await add_part("styluses", f"n{n}") for n in range(6)]
    bodies = [{**chain, "stylus_id": stylus, "mounted_at": day(1)} for stylus in styluses]
    answers = await asyncio.gather(*(alice.http.post("/api/mounts", json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert len(await periods(alice)) == 1


async def test_swaps_at_once_never_overlap(alice: Person, add_part: AddPart, chain: Chain) -> None:
    styluses = [await add_part("styluses", f"n{n}") for n in range(6)]
    bodies = [
        {**chain, "stylus_id": stylus, "mounted_at": day(month), "swap": True}
        for month, stylus in enumerate(styluses, 1)
    ]
    answers = await asyncio.gather(*(alice.http.post("/api/mounts", json=body) for body in bodies))
    assert {answer.status_code for answer in answers} == {201}
    found = await periods(alice)
    assert [begin for _, begin, _ in found] == [day(month) for month in range(1, 7)]
    assert [end for _, _, end in found] == [*(day(month) for month in range(2, 7)), None]


NEXT_WEEK = (datetime.now(UTC) + timedelta(days=7)).isoformat()


@pytest.mark.parametrize(
    "body",
    [
        {"mounted_at": day(2), "ended_at": day(1)},
        {"mounted_at": day(2), "ended_at": day(2)},
        {"mounted_at": NEXT_WEEK},
        {"mounted_at": day(2), "ended_at": NEXT_WEEK},
        {"mounted_at": "1800-01-01T00:00:00Z"},
        {"mounted_at": "0001-01-01T00:00:00+14:00"},
        {"mounted_at": "9999-12-31T23:59:59-14:00"},
        {"mounted_at": "2025-01-01T00:00:00"},
        {"mounted_at": day(1), "notes": "x" * 100_000},
    ],
)
async def test_times_that_cannot_be_are_refused(alice: Person, chain: Chain, body: dict[str, Any]) -> None:
    await alice.ask("POST", "/api/mounts", {**chain, **body}, status=422)
    assert await periods(alice) == []


async def test_parts_of_others_are_not_there(app: Litestar, alice: Person, chain: Chain) -> None:
    async with new_person(app, "bob") as bob:
        await bob.ask("POST", "/api/mounts", chain, status=404)
        for key in chain:
            mine = {one: str(new_id()) for one in chain} | {key: chain[key]}
            await bob.ask("POST", "/api/mounts", mine, status=404)
    await alice.ask("POST", "/api/mounts", chain, status=201)


async def test_what_was_mounted_at_a_moment(
    alice: Person, add_part: AddPart, chain: Chain, own_sql: AsyncEngine
) -> None:
    """On the main turntable, where both had a stylus; over the hour that is twice there in autumn."""
    other = {
        "turntable_id": await add_part("turntables", "Planar 3"),
        "cartridge_id": await add_part("cartridges", "DL-103"),
        "stylus_id": await add_part("styluses", "103"),
    }
    await alice.ask("POST", "/api/mounts", {**other, "mounted_at": day(1)}, status=201)
    begins, ends = "2025-10-26T02:30:00+02:00", "2025-10-26T02:30:00+01:00"
    body = {**chain, "mounted_at": begins, "ended_at": ends}
    made = await alice.ask("POST", "/api/mounts", body, status=201)
    assert (made["mounted_at"], made["ended_at"]) == ("2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z")
    user_id = await alice.user_id()
    seen = []
    async with transaction(own_sql, user_id) as db:
        for minutes in (-1, 0, 59, 60):
            moment = datetime(2025, 10, 26, 0, 30, tzinfo=UTC) + timedelta(minutes=minutes)
            found = await mounted_at(db, user_id, moment)
            assert found is not None
            seen.append(str(found["stylus_id"]))
        assert await mounted_at(db, user_id, datetime(2024, 1, 1, tzinfo=UTC)) is None
    before, during = other["stylus_id"], chain["stylus_id"]
    assert seen == [before, during, during, before]
