"""Lists run from the newest back; a cursor stays where it was, whatever is logged meanwhile."""

import base64
import uuid
from datetime import UTC, datetime, timedelta, timezone
from itertools import chain
from typing import Any

import msgspec
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from people import Person, Statements
from waugzee.errors import Invalid
from waugzee.paging import Position, from_cursor, to_cursor

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


async def log(person: Person, copy_id: str, moment: datetime) -> str:
    body = {"copy_id": copy_id, "played_at": moment.isoformat()}
    return str((await person.ask("POST", "/api/plays", body, status=201))["id"])


async def pages(person: Person, path: str, name: str, limit: int) -> list[list[str]]:
    found, cursor = [], None
    while True:
        asked = f"{path}?limit={limit}" + (f"&cursor={cursor}" if cursor else "")
        page = await person.ask("GET", asked)
        found.append([entry["id"] for entry in page[name]])
        cursor = page["cursor"]
        if cursor is None:
            return found


async def test_the_newest_come_first_and_every_one_once(alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    moments = [NOON, NOON + timedelta(hours=2), NOON, NOON + timedelta(hours=1), NOON, NOON, NOON]
    logged = {await log(alice, copy_id, moment): moment for moment in moments}
    whole = [entry["id"] for entry in (await alice.ask("GET", "/api/plays"))["plays"]]
    assert whole == sorted(logged, key=lambda entry_id: (logged[entry_id], entry_id), reverse=True)
    for path, name in (("/api/plays", "plays"), (f"/api/copies/{copy_id}/history", "entries")):
        for limit in (1, 2, 3, 7, 200):
            got = await pages(alice, path, name, limit)
            assert list(chain(*got)) == whole, (path, limit)
            assert all(len(page) == limit for page in got[:-1])


async def test_what_is_logged_meanwhile_moves_nothing(alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    ids = [await log(alice, copy_id, NOON + timedelta(minutes=n)) for n in range(6)]
    first = await alice.ask("GET", "/api/plays?limit=2")
    assert [play["id"] for play in first["plays"]] == [ids[5], ids[4]]
    await log(alice, copy_id, NOON + timedelta(hours=1))
    late = await log(alice, copy_id, NOON + timedelta(seconds=90))
    await alice.ask("DELETE", f"/api/plays/{ids[4]}", status=204)
    await alice.ask("DELETE", f"/api/plays/{ids[2]}", status=204)
    rest = await alice.ask("GET", f"/api/plays?limit=50&cursor={first['cursor']}")
    assert [play["id"] for play in rest["plays"]] == [ids[3], late, ids[1], ids[0]]


async def test_a_cursor_of_bobs_shows_alice_her_own(alice: Person, bob: Person, give_record: Any) -> None:
    own = await log(alice, await give_record(alice), NOON)
    copy_of_bob = await give_record(bob)
    for n in range(2):
        await log(bob, copy_of_bob, NOON + timedelta(minutes=n))
    cursor = (await bob.ask("GET", "/api/plays?limit=1"))["cursor"]
    assert [play["id"] for play in (await alice.ask("GET", f"/api/plays?cursor={cursor}"))["plays"]] == [own]


def encoded(value: Any) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(value)).decode().rstrip("=")


SOME_ID = str(uuid.UUID(int=7))
NO_CURSORS = [
    "",
    "x",
    "%00",
    "%FF",
    "ü",
    "e30",
    "0.1",
    encoded([]),
    encoded(["2026-01-01T00:00:00Z"]),
    encoded(["2026-01-01T00:00:00Z", "1"]),
    encoded(["2026-01-01T00:00:00", SOME_ID]),
    encoded([0, SOME_ID]),
    encoded(["0001-01-01T00:00:00+14:00", SOME_ID]),
    encoded(["9999-12-31T23:59:59-14:00", SOME_ID]),
    encoded({"at": "2026-01-01T00:00:00Z", "id": SOME_ID}),
    encoded("x" * 5000),
    base64.urlsafe_b64encode(b"[" * 40_000).decode(),
]


@pytest.mark.parametrize("path", ["/api/plays", "/api/cleanings", "/api/syncs", "/api/copies/COPY/history"])
@pytest.mark.parametrize("cursor", NO_CURSORS, ids=lambda cursor: cursor[:30])
async def test_a_cursor_that_is_none_of_ours_is_invalid(
    alice: Person, give_record: Any, path: str, cursor: str
) -> None:
    copy_id = await give_record(alice) if "COPY" in path else ""
    answer = await alice.http.get(f"{path.replace('COPY', copy_id)}?cursor={cursor}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["type"] == "/problems/invalid"


NO_PLACES = [
    "",
    "1",
    "1.",
    "1.x",
    f".{SOME_ID}",
    f"-1.{SOME_ID}",
    f"x.{SOME_ID}",
    f"{2**62}.{SOME_ID}",
    f"{'9' * 5000}.{SOME_ID}",
    "%00",
    "%FF",
]


@pytest.mark.parametrize("since", NO_PLACES, ids=lambda since: since[:30])
async def test_a_place_in_the_feed_that_is_none_is_invalid(alice: Person, since: str) -> None:
    answer = await alice.http.get(f"/api/shelf?since={since}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["type"] == "/problems/invalid"


def test_a_cursor_comes_back_as_it_was() -> None:
    for at in (
        NOON,
        NOON.astimezone(timezone(timedelta(hours=-3, minutes=-30))),
        datetime(1, 1, 1, tzinfo=UTC),
    ):
        position = Position(at, uuid.UUID(int=7))
        assert from_cursor(to_cursor(position)) == position
    assert from_cursor(None) is None
    with pytest.raises(Invalid):
        from_cursor("not one")


LISTS = ["/api/plays", "/api/cleanings", "/api/copies/COPY/history", "/api/shelf", "/api/syncs"]


@pytest.mark.parametrize("path", LISTS)
async def test_twice_as_much_takes_no_more_statements(
    alice: Person, give_record: Any, statements: Statements, own_sql: AsyncEngine, path: str
) -> None:
    counts = []
    copy_id = await give_record(alice)
    path = path.replace("COPY", copy_id)
    for _ in range(2):
        for _ in range(5):
            copy = await give_record(alice) if path == "/api/shelf" else copy_id
            for log_path in ("/api/plays", "/api/cleanings"):
                await alice.ask("POST", log_path, {"copy_id": copy}, status=201)
        before = statements.count
        await alice.ask("GET", path)
        counts.append(statements.count - before)
    assert 0 < counts[1] == counts[0]
