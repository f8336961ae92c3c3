"""Which records are due for cleaning: by the defaults, by a user's rules, by a record's own."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record, take_off_shelf
from people import Person, Statements
from waugzee.care.tables import cleanings
from waugzee.collection.durations import measure_copies
from waugzee.db import new_id, transaction
from waugzee.plays.tables import plays
from waugzee_sync.discogs.responses import Format

NOW = datetime.now(UTC)


class Shelf:
    """Gives a person records with a past: cleaned so many days ago, played so often since."""

    def __init__(self, engine: AsyncEngine, person: Person) -> None:
        self.engine = engine
        self.person = person

    async def add(
        self, plays_since: int = 0, cleaned: float | None = 30, plays_before: int = 0, kind: str = "Vinyl"
    ) -> str:
        user_id = await self.person.user_id()
        item = record(secrets.token_hex(4))
        item.basic_information.formats = [Format(kind)]
        (copy_id,) = await put_on_shelf(self.engine, user_id, [item])
        entry = {"user_id": user_id, "copy_id": copy_id}
        async with transaction(self.engine, user_id) as db:
            if cleaned is not None:
                at = NOW - timedelta(days=cleaned)
                await db.run(insert(cleanings).values(**entry, id=new_id(), cleaned_at=at))
            since = [NOW - timedelta(minutes=1 + n) for n in range(plays_since)]
            before = [NOW - timedelta(days=(cleaned or 0) + 1 + n) for n in range(plays_before)]
            for at in since + before:
                await db.run(insert(plays).values(**entry, id=new_id(), played_at=at))
            await measure_copies(db, user_id, [copy_id])
        return str(copy_id)


@pytest.fixture
def shelf(own_sql: AsyncEngine, alice: Person) -> Shelf:
    return Shelf(own_sql, alice)


async def due(person: Person) -> dict[str, dict[str, Any]]:
    """What is due, by copy, in the order it is told."""
    return {one["copy_id"]: one for one in (await person.ask("GET", "/api/due"))["records"]}


@pytest.mark.parametrize(
    ("plays_since", "level"), [(0, None), (1, None), (2, None), (3, None), (4, 4), (5, 5), (50, 5)]
)
async def test_by_default_four_plays_make_it_due_and_five_needed(
    alice: Person, shelf: Shelf, plays_since: int, level: int | None
) -> None:
    """As the shelf's colours have it: 3 plays may need it soon, 4 are due, 5 need it."""
    copy_id = await shelf.add(plays_since, plays_before=9)
    found = (await due(alice)).get(copy_id)
    assert (found and found["level"]) == level
    if found:
        assert found["reasons"] == ["plays"]
        assert found["plays_since_cleaning"] == plays_since


async def test_what_was_never_cleaned_is_due_once_played(alice: Person, shelf: Shelf) -> None:
    await shelf.add(0, cleaned=None)
    played = await shelf.add(1, cleaned=None)
    found = await due(alice)
    assert list(found) == [played]
    assert (found[played]["reasons"], found[played]["level"]) == (["never_cleaned"], 5)


@pytest.mark.parametrize("kind", ["CD", "Cassette", "File"])
async def test_what_has_no_groove_is_never_due_unless_it_is_told(
    alice: Person, shelf: Shelf, kind: str
) -> None:
    played = await shelf.add(1, cleaned=None, kind=kind)
    assert await due(alice) == {}
    (copy,) = (await alice.ask("GET", "/api/shelf"))["copies"]
    never = {"bought_used": False, "rule": "never", "plays": None, "months": None}
    path = f"/api/copies/{played}/care"
    assert copy["care"] == await alice.ask("GET", path) == never
    assert (await alice.ask("PATCH", path, {"bought_used": True}))["rule"] == "never"
    await alice.ask("PATCH", path, {"bought_used": False, "rule": "usual"})
    assert list(await due(alice)) == [played]
    assert (await alice.ask("GET", f"/api/copies/{played}"))["care"] is None
    await alice.ask("DELETE", path, status=204)
    assert await due(alice) == {}


@pytest.mark.parametrize(("word", "expected"), [("never", 0), ("played", 1), ("always", 2)])
async def test_of_the_never_cleaned_one_says_which(
    alice: Person, shelf: Shelf, word: str, expected: int
) -> None:
    await shelf.add(0, cleaned=None)
    await shelf.add(1, cleaned=None)
    await alice.ask("PATCH", "/api/care/rules", {"never_cleaned": word})
    assert len(await due(alice)) == expected


async def test_by_age(alice: Person, shelf: Shelf) -> None:
    young, old, older = [await shelf.add(cleaned=days) for days in (300, 370, 500)]
    assert await due(alice) == {}
    await alice.ask("PATCH", "/api/care/rules", {"months": 12})
    found = await due(alice)
    assert young not in found
    assert [(one, found[one]["level"], found[one]["reasons"]) for one in found] == [
        (older, 5, ["age"]),
        (old, 4, ["age"]),
    ]


async def test_what_came_used_is_due_until_it_is_cleaned_here(alice: Person, shelf: Shelf) -> None:
    copy_id = await shelf.add(0, cleaned=None)
    await alice.ask("PATCH", f"/api/copies/{copy_id}/care", {"bought_used": True})
    assert (await due(alice))[copy_id]["reasons"] == ["bought_used"]
    await alice.ask("PATCH", "/api/care/rules", {"bought_used": False})
    assert await due(alice) == {}
    await alice.ask("PATCH", "/api/care/rules", {"bought_used": True})
    await alice.ask("POST", "/api/cleanings", {"copy_id": copy_id}, status=201)
    assert await due(alice) == {}


async def test_a_records_own_rule_goes_before_the_users(alice: Person, shelf: Shelf) -> None:
    copy_id = await shelf.add(6)
    path = f"/api/copies/{copy_id}/care"
    assert await alice.ask("GET", path) == {
        "bought_used": False,
        "rule": "usual",
        "plays": None,
        "months": None,
    }
    await alice.ask("PATCH", path, {"rule": "own", "plays": 10})
    assert await due(alice) == {}
    await alice.ask("PATCH", path, {"plays": 6})
    assert (await due(alice))[copy_id]["level"] == 4
    await alice.ask("PATCH", path, {"rule": "never"})
    assert await due(alice) == {}
    await alice.ask("DELETE", path, status=204)
    assert (await due(alice))[copy_id]["level"] == 5


async def test_rules_are_the_users_own_and_changed_by_what_is_given(alice: Person, bob: Person) -> None:
    usual = {"plays": 4, "months": None, "never_cleaned": "played", "bought_used": True}
    assert await alice.ask("GET", "/api/care/rules") == usual
    assert await alice.ask("PATCH", "/api/care/rules", {"plays": None, "months": 24}) == {
        **usual,
        "plays": None,
        "months": 24,
    }
    assert (await alice.ask("PATCH", "/api/care/rules", {"months": 6}))["plays"] is None
    assert await bob.ask("GET", "/api/care/rules") == usual


@pytest.mark.parametrize("wrong", [{"plays": 0}, {"plays": -1}, {"months": -6}, {"months": 601}], ids=str)
async def test_an_interval_is_a_while(alice: Person, give_record: Any, wrong: dict[str, Any]) -> None:
    copy_id = await give_record(alice)
    await alice.ask("PATCH", "/api/care/rules", wrong, status=422)
    await alice.ask("PATCH", f"/api/copies/{copy_id}/care", wrong, status=422)


async def test_the_list_pages_by_urgency_to_its_end(alice: Person, shelf: Shelf) -> None:
    expected = [await shelf.add(n) for n in (9, 7, 7, 5, 4)]
    expected[1:3] = sorted(expected[1:3], reverse=True)
    seen, cursor = [], ""
    while cursor is not None:
        page = await alice.ask("GET", f"/api/due/records?limit=2{cursor}")
        seen += [one["copy_id"] for one in page["records"]]
        cursor = page["cursor"] and f"&cursor={page['cursor']}"
    assert seen == expected
    everything = await alice.ask("GET", "/api/due")
    assert (everything["record_count"], everything["count"]) == (5, 5)


async def test_the_queries_are_as_many_whatever_there_is(
    alice: Person, shelf: Shelf, statements: Statements
) -> None:
    async def asked() -> int:
        before = statements.count
        await alice.ask("GET", "/api/due")
        return statements.count - before

    await asked()
    few = await asked()
    for _ in range(8):
        await shelf.add(5)
    assert await asked() == few


async def test_what_is_put_off_comes_back(alice: Person, shelf: Shelf) -> None:
    copy_id = await shelf.add(5)
    until = datetime.now(UTC) + timedelta(days=7)
    path = f"/api/due/{copy_id}/snooze"
    await alice.ask("PUT", path, {"until": until.isoformat()}, status=204)
    now = await alice.ask("GET", "/api/due")
    assert (now["count"], now["records"]) == (0, [])
    assert [one["copy_id"] for one in now["snoozed_records"]] == [copy_id]
    assert datetime.fromisoformat(now["snoozed_records"][0]["snoozed_until"]) == until
    await alice.ask("DELETE", path, status=204)
    await alice.ask("DELETE", path, status=204)
    assert list(await due(alice)) == [copy_id]


@pytest.mark.parametrize(
    "until",
    [
        NOW - timedelta(minutes=1),
        NOW + timedelta(days=400),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, tzinfo=UTC),
    ],
)
async def test_nothing_is_put_off_into_the_past_or_for_ever(
    alice: Person, shelf: Shelf, until: datetime
) -> None:
    copy_id = await shelf.add(5)
    await alice.ask("PUT", f"/api/due/{copy_id}/snooze", {"until": until.isoformat()}, status=422)


async def test_what_left_the_shelf_is_not_due(alice: Person, shelf: Shelf, own_sql: AsyncEngine) -> None:
    await shelf.add(5)
    await take_off_shelf(own_sql, await alice.user_id(), [], NOW)
    assert await due(alice) == {}


async def test_a_cursor_of_another_list_is_refused(alice: Person) -> None:
    await alice.ask("GET", "/api/due/records?cursor=WzFd", status=422)
