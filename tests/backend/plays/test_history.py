"""The log as it is read: filtered, searched, counted, in pages."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.plays.conftest import Owned, give, play
from collecting import record
from people import Person

Shelf = dict[str, Owned]


@pytest.fixture
async def shelf(alice: Person, own_sql: AsyncEngine) -> Shelf:
    """Three records and eleven plays."""
    owned = {
        "train": await give(own_sql, alice, record("Blue Train", "John Coltrane")),
        "life": await give(own_sql, alice, record("Lush Life", "John Coltrane")),
        "homogenic": await give(own_sql, alice, record("Homogénic", "Björk")),
    }
    for day in range(1, 8):
        await play(alice, owned["train"], played_at=f"2026-05-0{day}T20:00:00Z", rating=1 + day % 5)
    await play(alice, owned["life"], played_at="2026-05-03T21:00:00Z", mood="late", notes="Crackle on side 2")
    await play(alice, owned["life"], played_on="2026-04-30", sides=["A"])
    for hour in (10, 11):
        await play(alice, owned["homogenic"], played_at=f"2026-06-01T{hour}:00:00Z", notes="100 %")
    return owned


async def pages(person: Person, path: str, name: str) -> list[Any]:
    """Everything, two at a time."""
    found: list[Any] = []
    joint = "&" if "?" in path else "?"
    answer = await person.ask("GET", f"{path}{joint}limit=2")
    found += answer[name]
    while answer["cursor"]:
        assert len(answer[name]) == 2
        answer = await person.ask("GET", f"{path}{joint}limit=2&cursor={answer['cursor']}")
        found += answer[name]
    return found


async def test_pages_are_the_whole_list_newest_first(alice: Person, shelf: Shelf) -> None:
    whole = (await alice.ask("GET", "/api/plays"))["plays"]
    assert len(whole) == 11
    assert [each["played_at"] for each in whole] == sorted(
        (each["played_at"] for each in whole), reverse=True
    )
    assert await pages(alice, "/api/plays", "plays") == whole


@pytest.mark.parametrize(
    ("query", "number"),
    [
        *[("copy_id=TRAIN", 7), ("release_id=LIFE", 2), ("artist=John%20Coltrane", 9), ("artist=john", 0)],
        *[("since=2026-05-07", 3), ("until=2026-04-30", 1), ("since=2026-05-03&until=2026-05-03", 2)],
        *[("mood=late", 1), ("rating=4", 2), ("rating=1", 7)],
        *[("q=bjork", 2), ("q=BJÖRK", 2), ("q=homogenic", 2), ("q=crackle%20lush", 1), ("q=train%20lush", 0)],
        *[("q=%25", 2), ("q=_", 0), ("q=late", 1), ("q=%00", 11), ("q=", 11)],
        ("copy_id=00000000-0000-0000-0000-000000000000", 0),
    ],
)
async def test_what_one_looks_for(alice: Person, shelf: Shelf, query: str, number: int) -> None:
    query = query.replace("TRAIN", shelf["train"].copy_id).replace("LIFE", str(shelf["life"].release_id))
    assert len(await pages(alice, f"/api/plays?{query}", "plays")) == number
    counted = await pages(alice, f"/api/plays/counts?by=records&{query}", "groups")
    assert sum(group["plays"] for group in counted) == number


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "rating=6",
        "rating=x",
        "copy_id=1",
        "release_id=0",
        f"release_id={2**63}",
        "cursor=x",
    ],
)
async def test_what_one_cannot_look_for(alice: Person, query: str) -> None:
    answer = await alice.http.get(f"/api/plays?{query}")
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_days_are_counted_newest_first(alice: Person, shelf: Shelf) -> None:
    days = await pages(alice, "/api/plays/counts?by=days", "groups")
    assert [(day["key"], day["plays"], day["records"]) for day in days] == [
        ("2026-06-01", 2, 1),
        ("2026-05-07", 1, 1),
        ("2026-05-06", 1, 1),
        ("2026-05-05", 1, 1),
        ("2026-05-04", 1, 1),
        ("2026-05-03", 2, 2),
        ("2026-05-02", 1, 1),
        ("2026-05-01", 1, 1),
        ("2026-04-30", 1, 1),
    ]
    assert [day["seconds"] for day in days] == [4800, *[2400] * 4, 4800, *[2400] * 2, 1200]


async def test_records_and_artists_by_how_much_they_were_played(alice: Person, shelf: Shelf) -> None:
    records = await pages(alice, "/api/plays/counts?by=records", "groups")
    assert [(one["title"], one["plays"]) for one in records] == [
        ("Blue Train", 7),
        *sorted([("Homogénic", 2), ("Lush Life", 2)], key=lambda one: titles(shelf)[one[0]], reverse=True),
    ]
    artists = await pages(alice, "/api/plays/counts?by=artists", "groups")
    assert [(one["key"], one["plays"], one["records"]) for one in artists] == [
        ("John Coltrane", 9, 2),
        ("Björk", 2, 1),
    ]


def titles(shelf: Shelf) -> dict[str, str]:
    return {owned.item.basic_information.title: owned.copy_id for owned in shelf.values()}


async def test_counts_are_by_nothing_else(alice: Person) -> None:
    assert (await alice.http.get("/api/plays/counts?by=users")).status_code == 400


async def test_the_number_of_statements_does_not_grow(alice: Person, shelf: Shelf, statements: Any) -> None:
    used = []
    for limit in (2, 11):
        before = statements.count
        await alice.ask("GET", f"/api/plays?limit={limit}")
        used.append(statements.count - before)
    assert used[0] == used[1]


async def test_a_records_own_history_tells_all_of_its_plays(alice: Person, shelf: Shelf) -> None:
    owned = shelf["life"]
    await alice.ask("POST", "/api/cleanings", {"copy_id": owned.copy_id}, status=201)
    cleaning, late, day = (await alice.ask("GET", f"/api/copies/{owned.copy_id}/history"))["entries"]
    assert (cleaning["kind"], cleaning["play"]) == ("cleaning", None)
    assert (late["play"]["mood"], late["play"]["seconds"], late["play"]["basis"]) == (
        "late",
        2400,
        "estimate",
    )
    assert (day["play"]["played_on"], day["play"]["date_only"], day["play"]["sides"]) == (
        "2026-04-30",
        True,
        ["A"],
    )
