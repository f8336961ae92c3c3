"""Kleio's history taken in: told first, written once, to the right records, and nothing lost in silence."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

import dumping
from collecting import put_on_shelf, record, take_off_shelf
from kleio import SEEDED, TOKEN, cleaning, database, export, play, release
from people import Person, Statements, client
from waugzee.db import transaction
from waugzee.discogs.queries import connect_discogs
from waugzee.imports import routes
from waugzee.imports.routes import AT_ONCE
from waugzee.sync.queries import add_run
from waugzee.visitors.queries import end_run
from waugzee_sync.discogs.responses import CollectionItem

WHEN = "2025-04-01 19:30:00"
BLUE: dict[str, Any] = {
    **{"id": 21, "name": "2M Blue", "manufacturer": "Ortofon", "expected_lifespan_hours": 1500},
    **{"owned": 1, "base_model": 0, "active": 1, "purchase_date": "2025-03-01 00:00:00+00:00"},
}


async def told(person: Person, body: bytes, **query: Any) -> Any:
    """What the file would bring."""
    return await person.ask("POST", "/api/imports", content=body, params=query)


async def taken(person: Person, body: bytes, **query: Any) -> Any:
    """What it brought."""
    return await told(person, body, apply="true", **query)


async def plays_of(person: Person) -> list[dict[str, Any]]:
    plays: list[dict[str, Any]] = (await person.ask("GET", "/api/plays?limit=200"))["plays"]
    return plays


async def cleanings_of(person: Person) -> list[dict[str, Any]]:
    cleanings: list[dict[str, Any]] = (await person.ask("GET", "/api/cleanings?limit=200"))["cleanings"]
    return cleanings


async def shelf_of(person: Person) -> dict[str, dict[str, Any]]:
    return {copy["id"]: copy for copy in (await person.ask("GET", "/api/shelf"))["copies"]}


async def owned(engine: AsyncEngine, person: Person, *items: CollectionItem) -> list[str]:
    return [str(one) for one in await put_on_shelf(engine, await person.user_id(), items)]


async def synced(engine: AsyncEngine, person: Person) -> None:
    """Note that the whole collection was read once."""
    user_id, run_id, now = await person.user_id(), uuid.uuid4(), datetime.now(UTC)
    async with transaction(engine, user_id) as db:
        await add_run(db, user_id, run_id, "full", "oauth", "alice", now)
        await end_run(db, user_id, run_id, 0, 0, now)


def counts(report: Any, kind: str) -> tuple[int, int, int, int]:
    (of,) = (one for one in report["entries"] if one["kind"] == kind)
    assert of["found"] == of["new"] + of["known"] + of["deleted"] + of["set_aside"]
    return of["found"], of["new"], of["known"] + of["deleted"], of["set_aside"]


def deleted(report: Any) -> dict[str, int]:
    return {one["kind"]: one["deleted"] for one in report["entries"] if one["deleted"]}


def remarks(report: Any) -> dict[tuple[str, str], tuple[int, bool]]:
    return {(one["kind"], one["reason"]): (one["count"], one["taken_in"]) for one in report["remarks"]}


async def test_alice_takes_her_history_along_and_bob_gets_nothing(
    own_sql: AsyncEngine, alice: Person, bob: Person
) -> None:
    item = record()
    (copy_id,) = await owned(own_sql, alice, item)
    (bobs,) = await owned(own_sql, bob, item)
    body = database(
        auth=[{"token": TOKEN, "username": "alice"}],
        releases=[release(item.id, "As Kleio has it", item.instance_id)],
        styluses=[*SEEDED, BLUE],
        play_history=[play(item.id, WHEN, stylus_id=21, notes="rain"), play(item.id, "2025-05-01 00:00:00")],
        cleaning_history=[cleaning(item.id, "2025-04-01 19:29:59", notes="Deep Clean")],
    )
    before = await shelf_of(alice)
    dry = await told(alice, body, zone="Europe/Berlin")
    assert (dry["applied"], dry["synced"], dry["has_token"]) == (False, False, True)
    assert (await plays_of(alice), await cleanings_of(alice), await shelf_of(alice)) == ([], [], before)
    done = await taken(alice, body, zone="Europe/Berlin")
    assert done == {**dry, "applied": True}
    assert (done["source"], done["remarks"]) == ("kleio-database", [])
    assert done["records"] == {"matched": 1, "departed": 0, "unknown": 0}
    assert [counts(done, kind) for kind in ("play", "cleaning", "stylus")] == [
        (2, 2, 0, 0),
        (1, 1, 0, 0),
        (1, 1, 0, 0),
    ]
    day, evening = await plays_of(alice)
    assert (day["date_only"], day["played_on"], day["played_at"]) == (
        *(True, "2025-05-01"),
        "2025-05-01T10:00:00Z",
    )
    assert (evening["played_at"], evening["utc_offset"], evening["notes"]) == (
        *("2025-04-01T19:30:00Z", 120),
        "rain",
    )
    assert (evening["copy_id"], evening["title"]) == (copy_id, "Blue Train")
    (cleaned,) = await cleanings_of(alice)
    assert (cleaned["copy_id"], cleaned["depth"], cleaned["notes"]) == (copy_id, "deep", "Deep Clean")
    (stylus,) = (await alice.ask("GET", "/api/styluses"))["styluses"]
    assert (stylus["name"], stylus["rated_hours"], stylus["bought_on"], stylus["retired_at"]) == (
        *("Ortofon 2M Blue", 1500),
        *("2025-03-01", None),
    )
    assert evening["stylus_id"] == stylus["id"]
    assert (await plays_of(bob), await cleanings_of(bob)) == ([], [])
    assert (await shelf_of(bob))[bobs]["plays"] == 0
    assert (await bob.ask("GET", "/api/styluses"))["styluses"] == []


async def test_what_follows_from_plays_follows_from_these(own_sql: AsyncEngine, alice: Person) -> None:
    """How long they took, what the shelf shows, wear, what is due, and what open devices have to read."""
    item, other = record(), record("Unplayed")
    copy_id, _ = await owned(own_sql, alice, item, other)
    cursor = (await alice.ask("GET", "/api/shelf"))["cursor"]
    evenings = [play(item.id, f"2025-04-0{day} 20:00:00", stylus_id=21) for day in range(1, 6)]
    await taken(alice, database(releases=[], styluses=[BLUE], play_history=evenings))
    plays = await plays_of(alice)
    assert [one["seconds"] for one in plays] == [2400] * 5
    (changed,) = (await alice.ask("GET", f"/api/shelf?since={cursor}"))["copies"]
    assert (changed["id"], changed["plays"], changed["plays_since_cleaning"]) == (copy_id, 5, 5)
    assert changed["last_played_at"] == "2025-04-05T20:00:00+00:00"
    (wear,) = (await alice.ask("GET", "/api/wear"))["styluses"]
    assert (wear["plays"], wear["hours"]) == (5, pytest.approx(5 * 2400 / 3600, abs=0.01))
    due = await alice.ask("GET", "/api/due")
    assert [one["copy_id"] for one in due["records"]] == [copy_id]
    listening = await alice.ask("GET", "/api/statistics/listening?since=2025-04-01&until=2025-04-30")
    assert listening["plays"] == 5


async def test_a_second_time_adds_nothing_and_later_only_what_is_new(
    own_sql: AsyncEngine, alice: Person
) -> None:
    item = record()
    await owned(own_sql, alice, item)
    first = [play(item.id, WHEN, stylus_id=21), play(item.id, WHEN, notes="twice in a second")]
    cleanings = [cleaning(item.id, "2025-04-01 08:00:00")]
    body = database(releases=[], styluses=[BLUE], play_history=first, cleaning_history=cleanings)
    await taken(alice, body)
    cursor = (await alice.ask("GET", "/api/shelf"))["cursor"]
    again = await taken(alice, body)
    assert [counts(again, kind) for kind in ("play", "cleaning", "stylus")] == [
        (2, 0, 2, 0),
        (1, 0, 1, 0),
        (1, 0, 1, 0),
    ]
    assert (await alice.ask("GET", "/api/shelf"))["cursor"] == cursor, "no device has anything to read"
    exported = export([*first, play(item.id, "2025-06-01 20:00:00")], cleanings, [BLUE])
    more = await taken(alice, exported)
    assert (more["source"], counts(more, "play"), counts(more, "cleaning")) == (
        *("kleio-export", (3, 1, 2, 0)),
        (1, 0, 1, 0),
    )
    assert (len(await plays_of(alice)), len(await cleanings_of(alice))) == (3, 1)
    assert len((await alice.ask("GET", "/api/styluses"))["styluses"]) == 1


async def test_what_was_deleted_stays_deleted_and_what_was_corrected_corrected(
    own_sql: AsyncEngine, alice: Person
) -> None:
    item = record()
    await owned(own_sql, alice, item)
    body = database(
        releases=[],
        play_history=[play(item.id, WHEN), play(item.id, "2025-04-02 20:00:00")],
        cleaning_history=[cleaning(item.id, WHEN)],
    )
    await taken(alice, body)
    kept, gone = await plays_of(alice)
    (cleaned,) = await cleanings_of(alice)
    await alice.ask("DELETE", f"/api/plays/{gone['id']}", status=204)
    await alice.ask("DELETE", f"/api/cleanings/{cleaned['id']}", status=204)
    await alice.ask("PATCH", f"/api/plays/{kept['id']}", {"notes": "with Bob", "sides": ["A"]})
    report = await taken(alice, body)
    assert (counts(report, "play"), counts(report, "cleaning")) == ((2, 0, 2, 0), (1, 0, 1, 0))
    assert deleted(report) == {"play": 1, "cleaning": 1}
    assert [(one["id"], one["notes"], one["sides"]) for one in await plays_of(alice)] == [
        (kept["id"], "with Bob", ["A"])
    ]
    assert await cleanings_of(alice) == []


async def test_a_play_goes_to_the_copy_that_kleio_knew(own_sql: AsyncEngine, alice: Person) -> None:
    first, second, gone = record(), record(), record()
    for one in (second, gone):
        one.id = one.basic_information.id = first.id
    second.date_added = datetime(2024, 1, 1, tzinfo=UTC)
    gone.date_added = datetime(2010, 1, 1, tzinfo=UTC)
    ids = await owned(own_sql, alice, first, second, gone)
    await take_off_shelf(own_sql, await alice.user_id(), [first, second], datetime.now(UTC))
    for number, kleios in enumerate((second.instance_id, 999_999, gone.instance_id), 1):
        row = release(first.id, instance_id=kleios)
        body = database(releases=[row], play_history=[play(first.id, f"2025-04-0{number} 20:00:00")])
        assert (await taken(alice, body))["records"] == {"matched": 1, "departed": 0, "unknown": 0}
    assert [one["copy_id"] for one in reversed(await plays_of(alice))] == [ids[1], ids[0], ids[2]]


async def test_a_record_that_is_on_no_shelf_becomes_one_that_left(alice: Person) -> None:
    body = database(
        releases=[
            release(5, "Sold", 77, rating=4, year=1962, thumb="https://example.org/spy.jpg"),
            release(6, "Given away", 78, cover_image="https://i.discogs.com/cover.jpg"),
            release(7, "Without a number of its own", -1),
            release(8, "With one of another's", 77),
        ],
        artists=[{"id": 1, "name": "John Cage"}],
        release_artists=[{"release_id": 5, "artist_id": 1, "role": ""}],
        formats=[{"release_id": 5, "name": "Vinyl", "qty": 1}],
        play_history=[play(5, WHEN), play(7, WHEN), play(8, WHEN)],
    )
    report = await taken(alice, body)
    assert report["records"] == {"matched": 0, "departed": 4, "unknown": 0}
    copies = {copy["title"]: copy for copy in (await shelf_of(alice)).values()}
    assert all(copy["removed_at"] for copy in copies.values())
    sold = copies["Sold"]
    assert (sold["artist"], sold["year"], sold["rating"], sold["plays"]) == ("John Cage", 1962, 4, 1)
    assert (sold["thumb"], copies["Given away"]["cover"]) == (None, "https://i.discogs.com/cover.jpg")
    again = await taken(alice, body)
    assert again["records"] == {"matched": 4, "departed": 0, "unknown": 0}
    assert len(await shelf_of(alice)) == 4


async def test_what_kleio_called_archived_is(alice: Person) -> None:
    rows = [{**release(5, "Archived"), "is_archived": 1}, {**release(6, "Not", 10), "is_archived": 0}]
    added = "alter table releases add column is_archived boolean"
    await taken(alice, database(more=added, releases=rows))
    told_as = {copy["title"]: copy["archived_as"] for copy in (await shelf_of(alice)).values()}
    assert told_as == {"Archived": "other", "Not": None}


async def test_two_at_once_are_one_after_the_other(alice: Person) -> None:
    await alice.user_id()
    rows = [release(n, instance_id=n) for n in range(1, 50)]
    body = database(releases=rows, styluses=[BLUE], play_history=[play(n, WHEN) for n in range(1, 50)])
    reports = await asyncio.gather(*(taken(alice, body) for _ in range(4)))
    assert sorted(counts(report, "play")[1] for report in reports) == [0, 0, 0, 49]
    assert sorted(report["records"]["departed"] for report in reports) == [0, 0, 0, 49]
    assert (len(await plays_of(alice)), len(await shelf_of(alice))) == (49, 49)


async def test_a_sync_brings_the_copy_back_that_an_import_made(own_sql: AsyncEngine, alice: Person) -> None:
    item = record("Blue Train")
    body = database(
        releases=[release(item.id, "As Kleio has it", item.instance_id)], play_history=[play(item.id, WHEN)]
    )
    await taken(alice, body)
    ((copy_id, before),) = (await shelf_of(alice)).items()
    assert before["removed_at"] is not None
    await owned(own_sql, alice, item)
    ((same, after),) = (await shelf_of(alice)).items()
    assert (same, after["title"], after["removed_at"], after["plays"]) == (copy_id, "Blue Train", None, 1)
    assert counts(await taken(alice, body), "play") == (1, 0, 1, 0)


async def test_what_nobody_knows_waits_for_a_sync(own_sql: AsyncEngine, alice: Person) -> None:
    item = record()
    body = export([play(item.id, WHEN, notes="rain")], [cleaning(item.id, "2025-04-01 08:00:00")])
    report = await taken(alice, body)
    assert report["records"] == {"matched": 0, "departed": 0, "unknown": 1}
    assert (counts(report, "play"), counts(report, "cleaning")) == ((1, 0, 0, 1), (1, 0, 0, 1))
    assert remarks(report) == {("play", "no-record"): (1, False), ("cleaning", "no-record"): (1, False)}
    assert report["remarks"][0]["examples"] == [
        {"release_id": item.id, "when": "2025-04-01T19:30:00+00:00", "text": "rain", "title": None}
    ]
    await owned(own_sql, alice, item)
    assert counts(await taken(alice, body), "play") == (1, 1, 0, 0)
    assert [one["notes"] for one in await plays_of(alice)] == ["rain"]


@pytest.fixture
async def dumps(owner_url: str, tmp_path: Path) -> AsyncIterator[dumping.Dumps]:
    db = await asyncpg.connect(owner_url)
    yield dumping.Dumps(db, tmp_path)
    await db.execute(f"truncate {dumping.EVERYTHING}")
    await db.close()


async def test_the_catalogue_knows_records_that_the_file_does_not(
    own_sql: AsyncEngine, alice: Person, bob: Person, dumps: dumping.Dumps
) -> None:
    await dumps.import_(releases=[dumping.release(1001, "Blue Train", dumping.COLTRANE, dumping.OF_32287)])
    body = export([play(1001, WHEN), play(1002, WHEN)])
    # Before a sync every record would be one that left, and the plays would stay with it.
    assert (await taken(alice, body))["records"] == {"matched": 0, "departed": 0, "unknown": 2}
    for person in (alice, bob):
        await synced(own_sql, person)
    report = await taken(alice, body)
    assert report["records"] == {"matched": 0, "departed": 1, "unknown": 1}
    (copy,) = (await shelf_of(alice)).values()
    assert (copy["title"], copy["artist"], copy["label"], copy["catno"], copy["format"]) == (
        *("Blue Train", "John Coltrane"),
        *("Blue Note", "BLP 1577", "LP"),
    )
    assert (copy["removed_at"] is not None, copy["plays"], copy["thumb"]) == (True, 1, None)
    assert (await taken(alice, body))["records"] == {"matched": 1, "departed": 0, "unknown": 1}
    async with transaction(own_sql, await bob.user_id()) as db:
        await connect_discogs(db, await bob.user_id(), "demo", "demo", now=datetime.now(UTC))
    assert (await taken(bob, body))["records"] == {"matched": 0, "departed": 0, "unknown": 2}


async def test_a_log_that_was_handed_on_is_gone_on_with_there(own_sql: AsyncEngine, alice: Person) -> None:
    old, new = record(), record()
    new.id = new.basic_information.id = old.id
    old_id, new_id = await owned(own_sql, alice, old, new)
    await take_off_shelf(own_sql, await alice.user_id(), [new], datetime.now(UTC))
    await alice.ask("POST", f"/api/copies/{old_id}/join", {"to": new_id}, status=204)
    row = release(old.id, instance_id=old.instance_id)
    await taken(alice, database(releases=[row], play_history=[play(old.id, WHEN)]))
    assert [one["copy_id"] for one in await plays_of(alice)] == [new_id]


async def test_a_stylus_that_is_there_already_is_that_one(own_sql: AsyncEngine, alice: Person) -> None:
    item = record()
    await owned(own_sql, alice, item)
    mine = await alice.ask("POST", "/api/styluses", {"maker": "ORTOFON", "model": "2M Blue"}, status=201)
    await alice.ask("PATCH", f"/api/styluses/{mine['id']}", {"name": "My needle"})
    resting = {**BLUE, "id": 22, "name": "2M Red", "active": 0}
    unused = {**BLUE, "id": 23, "name": "M44", "active": 0, "manufacturer": None}
    plays = [play(item.id, WHEN, stylus_id=21), play(item.id, "2025-04-02 20:00:00", stylus_id=22)]
    body = database(releases=[], styluses=[BLUE, resting, unused], play_history=plays)
    started = datetime.now(UTC)
    assert counts(await taken(alice, body), "stylus") == (3, 2, 1, 0)
    styluses = {one["name"]: one for one in (await alice.ask("GET", "/api/styluses"))["styluses"]}
    assert {name: one["retired_at"] for name, one in styluses.items() if name != "M44"} == {
        "My needle": None,
        "Ortofon 2M Red": "2025-04-02T20:00:00Z",
    }
    assert datetime.fromisoformat(styluses["M44"]["retired_at"]) >= started
    red, blue = await plays_of(alice)
    assert (blue["stylus_id"], red["stylus_id"]) == (mine["id"], styluses["Ortofon 2M Red"]["id"])


async def test_what_is_set_aside_or_changed_is_told_with_its_reason(
    own_sql: AsyncEngine, alice: Person
) -> None:
    item = record()
    await owned(own_sql, alice, item)
    ahead = f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d %H:%M:%S}"
    body = database(
        releases=[],
        play_history=[
            play(item.id, WHEN, notes="long " * 500),
            play(item.id, "2025-04-02 20:00:00", stylus_id=99),
            play(item.id, ahead, notes="not yet"),
            *[play(item.id, f"in week {week}") for week in range(30)],
        ],
    )
    report = await taken(alice, body)
    assert counts(report, "play") == (33, 2, 0, 31)
    assert remarks(report) == {
        ("play", "impossible-time"): (1, False),
        ("play", "no-time"): (30, False),
        ("play", "notes-cut"): (1, True),
        ("play", "unknown-stylus"): (1, True),
    }
    examples = {one["reason"]: one["examples"] for one in report["remarks"]}
    assert len(examples["no-time"]) == 20
    assert examples["no-time"][0]["when"] == "in week 0"
    assert examples["impossible-time"][0] == {
        **{"release_id": item.id, "when": ahead, "text": "not yet", "title": "Blue Train"}
    }
    assert set(remarks(await taken(alice, body))) == {("play", "impossible-time"), ("play", "no-time")}


async def refused(person: Person, body: bytes, status: int, query: str = "") -> str:
    path = f"/api/imports?apply=true{query}"
    problem = await person.ask("POST", path, content=body, status=status)
    assert problem["status"] == status
    kind: str = problem["type"]
    return kind.removeprefix("/problems/")


async def test_what_is_no_file_of_kleios_is_refused_and_loses_nothing(
    alice: Person, give_record: Any
) -> None:
    copy_id = await give_record(alice)
    await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    before = await plays_of(alice), await shelf_of(alice)
    assert await refused(alice, b"", 400) == "unreadable-file"
    assert await refused(alice, b"{}", 400) == "unreadable-file"
    assert await refused(alice, database({"notes": "id INTEGER"}), 400) == "unreadable-file"
    assert await refused(alice, database()[:5000], 400) == "unreadable-file"
    assert await refused(alice, export(), 422, "&zone=Atlantis/Capital") == "invalid"
    assert await refused(alice, b"x" * 64_000_001, 400) == "unreadable-file"
    assert await refused(alice, b"x" * 200_000_001, 413) == "too-large"
    assert (await plays_of(alice), await shelf_of(alice)) == before


async def test_a_file_is_not_even_read_while_there_are_enough(app: Litestar, alice: Person) -> None:
    come = [asyncio.Event() for _ in range(AT_ONCE + 1)]
    end = asyncio.Event()

    async def body(came: asyncio.Event) -> AsyncIterator[bytes]:
        came.set()
        yield b"{"
        await end.wait()

    def send(came: asyncio.Event) -> asyncio.Task[httpx.Response]:
        return asyncio.create_task(alice.http.post("/api/imports", content=body(came)))

    sent = [send(came) for came in come[:-1]]
    await asyncio.gather(*(came.wait() for came in come[:-1]))
    sent.append(send(come[-1]))
    # A request that came later was answered meanwhile.
    await alice.ask("GET", "/api/shelf")
    assert not come[-1].is_set()
    end.set()
    assert [answer.status_code for answer in await asyncio.gather(*sent)] == [400] * len(sent)


async def test_a_file_that_never_ends_makes_room(
    app: Litestar, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def drops() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    monkeypatch.setattr(routes, "LONGEST", 0.01)
    answer = await alice.http.post("/api/imports", content=drops())
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")
    assert not app.state.importing.locked()


async def test_a_key_takes_in_what_its_scope_allows(app: Litestar, alice: Person) -> None:
    statuses = {}
    for scope in ("read", "log"):
        made = await alice.ask("POST", "/api/keys", {"name": scope, "scopes": [scope]}, status=201)
        async with client(app, made["key"]) as http:
            answer: httpx.Response = await http.post("/api/imports", content=export())
            statuses[scope] = answer.status_code
    assert statuses == {"read": 403, "log": 200}


async def test_the_number_of_queries_stays_the_same(
    own_sql: AsyncEngine, alice: Person, bob: Person, statements: Statements
) -> None:
    counted = []
    for person, many in ((alice, 10), (bob, 100)):
        await person.user_id()
        plays = [play(n, f"2025-04-01 {n % 24:02}:00:00") for n in range(1, many)]
        body = database(releases=[release(n, instance_id=n) for n in range(1, many)], play_history=plays)
        before = statements.count
        assert counts(await taken(person, body), "play")[1] == many - 1
        counted.append(statements.count - before)
    assert counted[0] == counted[1]
