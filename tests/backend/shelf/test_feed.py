"""What changed since a cursor: only that, in the order of commits, and nothing is ever missed."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record, store, take_off_shelf
from people import Person
from waugzee.db import transaction

Copies = list[dict[str, Any]]


async def shelf(person: Person, since: str | None = None, limit: int = 1000) -> tuple[Copies, str]:
    """Every page from `since` on, and the cursor to go on with."""
    copies: Copies = []
    while True:
        path = f"/api/shelf?limit={limit}" + (f"&since={since}" if since else "")
        page = await person.ask("GET", path)
        copies += page["copies"]
        since = page["cursor"]
        if not page["more"]:
            assert isinstance(since, str)
            return copies, since


def titles(copies: Iterable[dict[str, Any]]) -> list[str]:
    return [copy["title"] for copy in copies]


async def test_an_empty_shelf_has_a_cursor_too(alice: Person, give_record: Any) -> None:
    copies, cursor = await shelf(alice)
    assert copies == []
    await give_record(alice, "Blue Train")
    assert titles((await shelf(alice, cursor))[0]) == ["Blue Train"]


async def test_a_cursor_from_before_a_restored_backup_reads_all_anew(alice: Person, give_record: Any) -> None:
    for title in ("A", "B"):
        await give_record(alice, title)
    _, cursor = await shelf(alice)
    feed, _, copy_id = cursor.partition(".")
    path = f"/api/shelf?since={int(feed) + 1}.{copy_id}"
    page = await alice.ask("GET", path + "&limit=1")
    assert (titles(page["copies"]), page["anew"], page["more"]) == (["A"], True, True)
    rest = await alice.ask("GET", f"/api/shelf?since={page['cursor']}")
    assert (titles(rest["copies"]), rest["anew"]) == (["B"], False)
    assert (await alice.ask("GET", "/api/shelf"))["anew"] is False
    assert (await alice.ask("GET", f"/api/shelf?since={cursor}"))["anew"] is False


async def test_only_what_changed_comes(alice: Person, give_record: Any) -> None:
    ids = [await give_record(alice, title) for title in ("A", "B", "C")]
    _, cursor = await shelf(alice)
    assert await shelf(alice, cursor) == ([], cursor)
    play = await alice.ask("POST", "/api/plays", {"copy_id": ids[1]}, status=201)
    copies, cursor = await shelf(alice, cursor)
    assert (titles(copies), copies[0]["plays"]) == (["B"], 1)
    await alice.ask("POST", "/api/cleanings", {"copy_id": ids[0]}, status=201)
    await alice.ask("PATCH", f"/api/plays/{play['id']}", {"notes": "x"})
    copies, cursor = await shelf(alice, cursor)
    assert titles(copies) == ["A", "B"], "in the order in which they changed"
    await alice.ask("DELETE", f"/api/plays/{play['id']}", status=204)
    copies, cursor = await shelf(alice, cursor)
    assert (titles(copies), copies[0]["plays"]) == (["B"], 0)


async def test_what_changed_nothing_does_not_come(alice: Person, give_record: Any) -> None:
    play = await alice.ask("POST", "/api/plays", {"copy_id": await give_record(alice)}, status=201)
    await alice.ask("DELETE", f"/api/plays/{play['id']}", status=204)
    _, cursor = await shelf(alice)
    await alice.ask("DELETE", f"/api/plays/{play['id']}", status=204)
    await alice.ask("POST", "/api/plays", {"copy_id": play["copy_id"], "id": play["id"]}, status=410)
    await alice.ask("PATCH", f"/api/plays/{play['id']}", {"notes": "x"}, status=410)
    assert (await shelf(alice, cursor))[0] == []


async def test_many_pages_hold_every_copy_once(alice: Person, own_sql: AsyncEngine) -> None:
    user_id = await alice.user_id()
    for batch in range(3):
        await put_on_shelf(own_sql, user_id, [record(f"{batch}.{n}") for n in range(4)])
    for limit in (1, 2, 3, 4, 5, 12, 13):
        copies, cursor = await shelf(alice, limit=limit)
        assert len({copy["id"] for copy in copies}) == len(copies) == 12
        assert [title[0] for title in titles(copies)] == ["0"] * 4 + ["1"] * 4 + ["2"] * 4
        assert (await shelf(alice, cursor))[0] == []


async def test_a_removed_copy_comes_with_the_time_and_can_return(alice: Person, own_sql: AsyncEngine) -> None:
    user_id = await alice.user_id()
    kept, gone = record("kept"), record("gone")
    await put_on_shelf(own_sql, user_id, [kept, gone])
    _, cursor = await shelf(alice)
    now = datetime.now(UTC)
    assert await take_off_shelf(own_sql, user_id, [kept], now) == 1
    (copy,), cursor = await shelf(alice, cursor)
    assert (copy["title"], datetime.fromisoformat(copy["removed_at"])) == ("gone", now)
    await alice.ask("POST", "/api/plays", {"copy_id": copy["id"]}, status=201)
    await put_on_shelf(own_sql, user_id, [gone])
    (back,), _ = await shelf(alice, cursor)
    assert (back["id"], back["removed_at"], back["plays"]) == (copy["id"], None, 1)


async def until_somebody_waits(own_sql: AsyncEngine) -> None:
    """Return once a transaction waits for what another has locked."""
    async with transaction(own_sql) as db, asyncio.timeout(60):
        while not await db.driver.fetchval("select count(*) from pg_locks where not granted"):
            pass


async def test_who_commits_last_comes_last(alice: Person, give_record: Any, own_sql: AsyncEngine) -> None:
    """Two writers at once: had the second not waited, a reader between them would miss the first."""
    copy_id = await give_record(alice, "B")
    _, cursor = await shelf(alice)
    async with transaction(own_sql, await alice.user_id()) as db:
        await store(db, await alice.user_id(), [record("A")])
        second = asyncio.create_task(alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201))
        await until_somebody_waits(own_sql)
        assert await shelf(alice, cursor) == ([], cursor)
        assert not second.done()
    await second
    copies, _ = await shelf(alice, cursor)
    assert titles(copies) == ["A", "B"]


async def test_what_was_rolled_back_leaves_no_gap_to_wait_for(
    alice: Person, give_record: Any, own_sql: AsyncEngine
) -> None:
    await give_record(alice, "A")
    _, cursor = await shelf(alice)

    async def fail() -> None:
        async with transaction(own_sql, await alice.user_id()) as db:
            await store(db, await alice.user_id(), [record("never")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    await give_record(alice, "B")
    assert titles((await shelf(alice, cursor))[0]) == ["B"]


async def test_a_reader_among_writers_ends_up_knowing_everything(alice: Person, own_sql: AsyncEngine) -> None:
    user_id = await alice.user_id()
    ids = await put_on_shelf(own_sql, user_id, [record(f"record {n}") for n in range(6)])
    writing = True

    async def write(writer: int) -> None:
        for n in range(6):
            copy_id = str(ids[(writer * 5 + n) % len(ids)])
            path = "/api/plays" if (writer + n) % 2 else "/api/cleanings"
            entry = await alice.ask("POST", path, {"copy_id": copy_id}, status=201)
            if n % 3 == 0:
                await alice.ask("DELETE", f"{path}/{entry['id']}", status=204)
            await put_on_shelf(own_sql, user_id, [record(f"writer {writer}, {n}")])

    async def read() -> tuple[dict[str, Any], int]:
        known: dict[str, Any] = {}
        cursor, rounds = None, 0
        last = False
        while not last:
            last = not writing
            copies, cursor = await shelf(alice, cursor, limit=3)
            known |= {copy["id"]: copy for copy in copies}
            rounds += 1
        return known, rounds

    reader = asyncio.create_task(read())
    await asyncio.gather(*(write(n) for n in range(4)))
    writing = False
    known, rounds = await reader
    whole, _ = await shelf(alice)
    assert known == {copy["id"]: copy for copy in whole}
    assert len(known) == 6 + 4 * 6
    assert rounds > 2, "it read while they wrote"


async def test_a_copys_own_rule_of_cleaning_comes_with_it(alice: Person, give_record: Any) -> None:
    ids = [await give_record(alice, title) for title in ("A", "B")]
    copies, cursor = await shelf(alice)
    assert [copy["care"] for copy in copies] == [None, None]
    path = f"/api/copies/{ids[1]}/care"
    own = await alice.ask("PATCH", path, {"rule": "own", "plays": 2})
    ((changed,), cursor) = await shelf(alice, cursor)
    assert (changed["title"], changed["care"]) == ("B", own)
    assert (await alice.ask("GET", f"/api/copies/{ids[1]}"))["care"] == own
    await alice.ask("PATCH", path, {"rule": "usual"})
    ((changed,), cursor) = await shelf(alice, cursor)
    assert changed["care"] is None, "it is as all others, whatever rule it once had"
    await alice.ask("PATCH", path, {"bought_used": True})
    await alice.ask("DELETE", path, status=204)
    ((changed,), _) = await shelf(alice, cursor)
    assert changed["care"] is None
