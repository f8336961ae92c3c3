"""One's own export taken in again: by another account, twice, later, and by the one it came from."""

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record, take_off_shelf
from people import Person, Statements, new_person
from waugzee import __version__
from waugzee.accounts.tables import users
from waugzee.collection.tables import collection_values
from waugzee.db import new_id, transaction
from waugzee.errors import UnreadableFile
from waugzee.exporting.queries import exported
from waugzee.imports import own_export
from waugzee.imports.own_rows import NOT_TAKEN, TAKEN
from waugzee_sync.discogs.responses import CollectionItem

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOON = (datetime.now(UTC) + timedelta(days=30)).isoformat()
PARTS = ("turntable", "cartridge", "stylus")


async def exported_by(person: Person) -> dict[str, Any]:
    document: dict[str, Any] = await person.ask("GET", "/api/export")
    return document


async def told(person: Person, document: Any, **query: Any) -> Any:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return await person.ask("POST", "/api/imports", content=body, params=query)


async def taken(person: Person, document: Any) -> Any:
    return await told(person, document, apply="true")


def entries(report: Any, of: str) -> dict[str, int]:
    """How many of each kind there are, of those that are `new`, `known`, `deleted` or `set_aside`."""
    for one in report["entries"]:
        assert one["found"] == one["new"] + one["known"] + one["deleted"] + one["set_aside"]
    return {one["kind"]: one[of] for one in report["entries"] if one[of]}


def reasons(report: Any) -> dict[tuple[str, str], int]:
    return {(one["kind"], one["reason"]): one["count"] for one in report["remarks"]}


async def owned(engine: AsyncEngine, person: Person, *items: CollectionItem) -> list[str]:
    return [str(one) for one in await put_on_shelf(engine, await person.user_id(), items)]


async def furnish(engine: AsyncEngine, person: Person, items: list[CollectionItem]) -> dict[str, str]:
    """Give a person one of everything, and of two records; the last of three has left."""
    first, second, gone = await owned(engine, person, *items)
    ask = person.ask
    ids = {"first": first, "second": second, "gone": gone}
    for part in PARTS:
        made = {"name": f"My {part}", "price_cents": 9900, "currency": "EUR", "bought_on": "2019-05-01"}
        ids[part] = (await ask("POST", f"/api/{part.replace('us', 'use')}s", made, status=201))["id"]
    mount = {f"{part}_id": ids[part] for part in PARTS}
    await ask("POST", "/api/mounts", {**mount, "mounted_at": "2020-01-01T00:00:00Z"}, status=201)
    for name in ("Felt", "Given up"):
        made = {"part": "turntable", "name": name, "hours": 100}
        ids[name] = (await ask("POST", "/api/maintenance/types", made, status=201))["id"]
        done = {"part_id": ids["turntable"], "type_id": ids[name], "notes": name}
        await ask("POST", "/api/maintenance", done, status=201)
    await ask("DELETE", f"/api/maintenance/types/{ids['Given up']}", status=204)
    await ask("PATCH", f"/api/maintenance/plans/{ids['turntable']}/{ids['Felt']}", {"rule": "never"})
    plans = (await ask("GET", "/api/maintenance/plans"))["plans"]
    plan = next(one["id"] for one in plans if one["part"] == "stylus")
    evening = {"played_at": "2024-03-05T22:30:00+02:00", "notes": "rain", "rating": 4, "mood": "late"}
    played = {**evening, "copy_id": first, "stylus_id": ids["stylus"], "sides": ["A"]}
    ids["play"] = (await ask("POST", "/api/plays", played, status=201))["id"]
    day = {"copy_id": gone, "played_on": "2024-03-04", "utc_offset": -300}
    ids["day"] = (await ask("POST", "/api/plays", day, status=201))["id"]
    cleaned = {"copy_id": second, "cleaned_at": "2024-03-04T12:00:00Z", "method": "wet", "depth": "deep"}
    ids["cleaning"] = (await ask("POST", "/api/cleanings", cleaned, status=201))["id"]
    noted = {"copy_id": gone, "media": "VG+", "fault": "scratch"}
    await ask("POST", "/api/conditions", noted, status=201)
    await ask("PATCH", f"/api/copies/{second}/care", {"rule": "own", "plays": 9, "bought_used": True})
    await ask("PATCH", "/api/care/rules", {"plays": 7, "never_cleaned": "always"})
    await ask("PATCH", "/api/preferences", {"session_gap_minutes": 30, "writing_back": True})
    await ask("PATCH", "/api/inbox/choices", {"needle": "off", "zone": "Europe/Berlin"})
    for name in ("Sunday", "Sold"):
        ids[name] = str(new_id())
        await ask("POST", "/api/crates", {"id": ids[name], "name": name}, status=204)
        for copy_id in (second, gone):
            await ask("PUT", f"/api/crates/{ids[name]}/copies/{copy_id}", {}, status=204)
    await ask("PUT", f"/api/statistics/left-out/{second}", status=204)
    await ask("PUT", f"/api/statistics/left-out/{ids['day']}", status=204)
    await ask("PUT", "/api/statistics/left-out/folders/1", status=204)
    for subject in (first, ids["stylus"], plan):
        await ask("PUT", f"/api/due/{subject}/snooze", {"until": SOON}, status=204)
    await ask("PUT", f"/api/skips/{second}", {}, status=204)
    tracks = {
        "tracks": [{"position": "A1", "title": "By hand", "seconds": 300}, {"position": "B1", "title": ""}]
    }
    await ask("PUT", f"/api/releases/{items[0].id}/tracklist", tracks)
    await ask("PUT", f"/api/releases/{items[0].id}/durations", {"sides": [{"side": "B", "seconds": 61}]})
    user_id = await person.user_id()
    worth = {"read_on": NOW.date(), "read_at": NOW, "status": 200, "currency": "€"}
    worth |= {"minimum": 900, "median": 12300, "maximum": 45600}
    async with transaction(engine, user_id) as db:
        await db.run(insert(collection_values).values(user_id=user_id, **worth))
    await take_off_shelf(engine, user_id, items[:2], datetime(2025, 1, 1, tzinfo=UTC))
    await ask("PUT", f"/api/copies/{gone}/archive", {"archived_as": "sold", "note": "to Bob"}, status=204)
    return ids


def comparable(document: Any) -> dict[str, list[str]]:
    """What is taken in, with records by their release."""
    tables = document["tables"]
    releases = {row["id"]: f"release {row['release_id']}" for row in tables["copies"]}
    text = json.dumps({table: tables[table] for table in TAKEN})
    for copy_id, release in releases.items():
        text = text.replace(copy_id, release)
    told = json.loads(text)
    places = {
        row["id"]: place for place, row in enumerate(sorted(told["crates"], key=lambda row: row["rank"]))
    }
    for row in told["crates"]:
        row["rank"] = places[row["id"]]
    for row in told["preferences"]:
        row["chosen"].pop("writing_back", None)
    for row in told["tracklists"]:
        del row["fetched_at"]
    return {table: sorted(map(str, rows)) for table, rows in told.items()}


@pytest.fixture
def items() -> list[CollectionItem]:
    return [record("First"), record("Second"), record("Gone")]


def test_each_table_of_an_export_is_taken_or_not_with_a_reason() -> None:
    assert {*TAKEN, *NOT_TAKEN} == set(exported())
    assert not TAKEN.keys() & NOT_TAKEN.keys()


async def test_who_moves_finds_all_of_it_again(
    own_sql: AsyncEngine, app: Litestar, alice: Person, bob: Person, items: list[CollectionItem]
) -> None:
    await furnish(own_sql, alice, items)
    document = await exported_by(alice)
    assert all(document["tables"][table] for table in TAKEN), "one of everything"
    await owned(own_sql, bob, *items[:2])
    before = await exported_by(bob)
    dry = await told(bob, document)
    assert (await exported_by(bob))["tables"] == before["tables"]
    report = await taken(bob, document)
    assert report == {**dry, "applied": True}
    assert (report["source"], report["remarks"]) == ("waugzee", [])
    assert report["records"] == {"matched": 2, "departed": 1, "unknown": 0}
    assert (entries(report, "known"), entries(report, "deleted")) == ({}, {})
    assert {TAKEN[table][0] for table in TAKEN} - {"record"} == entries(report, "new").keys()
    assert comparable(await exported_by(bob)) == comparable(document)
    assert (await bob.ask("GET", "/api/preferences"))["writing_back"] is False

    async with new_person(app, "carol") as carol:
        report = await taken(carol, document)
        assert report["records"] == {"matched": 0, "departed": 3, "unknown": 0}
        shown = (await carol.ask("GET", "/api/shelf"))["copies"]
        assert [one["title"] for one in shown if one["removed_at"] is None] == []
        # The next sync brings the records back, with all that was done with them.
        await owned(own_sql, carol, *items[:2])
        assert comparable(await exported_by(carol)) == comparable(document)


async def test_a_second_time_adds_nothing(
    own_sql: AsyncEngine, alice: Person, bob: Person, items: list[CollectionItem]
) -> None:
    ids = await furnish(own_sql, alice, items)
    document = await exported_by(alice)
    document["tables"]["crates"].append({"id": ids["first"], "name": "Named like a record", "rank": 1})
    await taken(bob, document)
    before = await exported_by(bob)
    again = await taken(bob, document)
    assert entries(again, "new") == {}
    assert again["records"] == {"matched": 3, "departed": 0, "unknown": 0}
    assert (await exported_by(bob))["tables"] == before["tables"]


async def test_what_was_deleted_or_chosen_here_since_stays_so(
    own_sql: AsyncEngine, alice: Person, items: list[CollectionItem]
) -> None:
    """The account that the file came from takes in what it lacks, and nothing that was taken back."""
    ids = await furnish(own_sql, alice, items)
    document = await exported_by(alice)
    await alice.ask("DELETE", f"/api/plays/{ids['play']}", status=204)
    await alice.ask("DELETE", f"/api/cleanings/{ids['cleaning']}", status=204)
    await alice.ask("DELETE", f"/api/crates/{ids['Sunday']}/copies/{ids['second']}", status=204)
    await alice.ask("DELETE", f"/api/statistics/left-out/{ids['day']}", status=204)
    await alice.ask("DELETE", f"/api/statistics/left-out/{ids['second']}", status=204)
    await alice.ask("DELETE", f"/api/due/{ids['stylus']}/snooze", status=204)
    await alice.ask("DELETE", f"/api/skips/{ids['second']}", status=204)
    await alice.ask("PATCH", f"/api/plays/{ids['day']}", {"notes": "corrected"})
    await alice.ask("PATCH", "/api/care/rules", {"plays": 2})
    await alice.ask("PATCH", "/api/preferences", {"session_gap_minutes": 99})
    before = await exported_by(alice)
    report = await taken(alice, document)
    assert entries(report, "new") == {}
    assert entries(report, "deleted") == {"play": 1, "cleaning": 1, "interval": 1}
    assert (await exported_by(alice))["tables"] == before["tables"]


async def test_what_was_taken_back_of_a_record_without_a_log_stays_so(
    own_sql: AsyncEngine, alice: Person, bob: Person
) -> None:
    (copy_id,) = await owned(own_sql, alice, record())
    await alice.ask("PUT", f"/api/statistics/left-out/{copy_id}", status=204)
    await alice.ask("PUT", f"/api/skips/{copy_id}", {}, status=204)
    document = await exported_by(alice)
    await alice.ask("DELETE", f"/api/statistics/left-out/{copy_id}", status=204)
    await alice.ask("DELETE", f"/api/skips/{copy_id}", status=204)
    assert entries(await taken(alice, document), "new") == {}
    assert entries(await taken(bob, document), "new") == {"left-out": 1, "put-off": 1}


async def test_a_newer_file_adds_what_it_has_more(
    own_sql: AsyncEngine, alice: Person, bob: Person, items: list[CollectionItem]
) -> None:
    ids = await furnish(own_sql, alice, items)
    await taken(bob, await exported_by(alice))
    await alice.ask("POST", "/api/plays", {"copy_id": ids["first"], "notes": "later"}, status=201)
    report = await taken(bob, await exported_by(alice))
    assert entries(report, "new") == {"play": 1}
    assert [one["notes"] for one in (await bob.ask("GET", "/api/plays"))["plays"]] == ["later", "rain", ""]


async def test_settings_come_where_nothing_was_chosen_here(
    own_sql: AsyncEngine, alice: Person, bob: Person, items: list[CollectionItem]
) -> None:
    await furnish(own_sql, alice, items)
    await bob.ask("PATCH", "/api/preferences", {"flip_sound": True, "session_gap_minutes": 60})
    await bob.ask("PATCH", "/api/care/rules", {"plays": 3})
    report = await taken(bob, await exported_by(alice))
    assert (entries(report, "new")["setting"], entries(report, "known")) == (1, {"setting": 2})
    preferred = await bob.ask("GET", "/api/preferences")
    assert (preferred["flip_sound"], preferred["session_gap_minutes"]) == (True, 60)
    assert (await bob.ask("GET", "/api/care/rules"))["plays"] == 3
    assert (await bob.ask("GET", "/api/inbox/choices"))["needle"] == "off"


async def test_records_are_found_by_number_then_by_the_only_free_copy(
    own_sql: AsyncEngine, alice: Person, bob: Person
) -> None:
    same, other, twice, none = (record(title) for title in ("Same", "Other", "Twice", "None"))
    mine = await owned(own_sql, alice, same, other, twice, none)
    for copy_id in mine:
        await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    theirs = [record(title) for title in ("Same", "Other", "Twice", "Twice")]
    for item, release in zip(theirs, (same, other, twice, twice), strict=True):
        item.id = item.basic_information.id = release.id
    here = await owned(own_sql, bob, same, *theirs)
    report = await taken(bob, await exported_by(alice))
    assert report["records"] == {"matched": 2, "departed": 2, "unknown": 0}
    plays = {one["title"]: one for one in (await bob.ask("GET", "/api/plays"))["plays"]}
    assert (plays["Same"]["copy_id"], plays["Other"]["copy_id"]) == (here[0], here[2])
    assert (plays["Twice"]["removed"], plays["None"]["removed"]) == (True, True)
    again = await taken(bob, await exported_by(alice))
    assert again["records"] == {"matched": 4, "departed": 0, "unknown": 0}


async def test_the_log_of_one_that_left_goes_to_no_copy_of_another_number(
    own_sql: AsyncEngine, alice: Person, bob: Person
) -> None:
    kept, gone = record(), record()
    gone.id = gone.basic_information.id = kept.id
    _, gone_id = await owned(own_sql, alice, kept, gone)
    await alice.ask("POST", "/api/plays", {"copy_id": gone_id}, status=201)
    await take_off_shelf(own_sql, await alice.user_id(), [kept], datetime.now(UTC))
    await owned(own_sql, bob, kept)
    report = await taken(bob, await exported_by(alice))
    assert report["records"] == {"matched": 0, "departed": 1, "unknown": 0}
    assert [one["removed"] for one in (await bob.ask("GET", "/api/plays"))["plays"]] == [True]


async def test_what_was_sold_stays_sold_where_another_copy_was_bought(
    own_sql: AsyncEngine, alice: Person, bob: Person, items: list[CollectionItem]
) -> None:
    await furnish(own_sql, alice, items)
    bought = record("Gone")
    bought.id = bought.basic_information.id = items[2].id
    await owned(own_sql, bob, bought)
    await taken(bob, await exported_by(alice))
    shown = (await bob.ask("GET", "/api/shelf"))["copies"]
    assert [one["archived_as"] for one in shown if one["release_id"] == bought.id] == [None, "sold"]


async def test_a_number_of_another_record_here_is_no_match(
    own_sql: AsyncEngine, alice: Person, bob: Person
) -> None:
    item = record("Mine")
    (copy_id,) = await owned(own_sql, alice, item)
    await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    await owned(own_sql, bob, record("Bob's", instance_id=item.instance_id))
    document = await exported_by(alice)
    assert (await taken(bob, document))["records"] == {"matched": 0, "departed": 1, "unknown": 0}
    assert [one["title"] for one in (await bob.ask("GET", "/api/plays"))["plays"]] == ["Mine"]
    assert (await taken(bob, document))["records"] == {"matched": 1, "departed": 0, "unknown": 0}


async def test_the_log_goes_where_it_was_handed_on_to(own_sql: AsyncEngine, alice: Person) -> None:
    old, new = record(), record()
    new.id = new.basic_information.id = old.id
    old_id, new_id_ = await owned(own_sql, alice, old, new)
    await alice.ask("POST", "/api/plays", {"copy_id": old_id}, status=201)
    document = await exported_by(alice)
    document["tables"]["plays"].append({**document["tables"]["plays"][0], "id": str(new_id())})
    await take_off_shelf(own_sql, await alice.user_id(), [new], datetime.now(UTC))
    await alice.ask("POST", f"/api/copies/{old_id}/join", {"to": new_id_}, status=204)
    assert entries(await taken(alice, document), "new") == {"play": 1}
    assert {one["copy_id"] for one in (await alice.ask("GET", "/api/plays"))["plays"]} == {new_id_}


async def test_gear_of_two_histories_stands_side_by_side(
    own_sql: AsyncEngine, alice: Person, bob: Person, items: list[CollectionItem]
) -> None:
    await furnish(own_sql, alice, items)
    await bob.ask("POST", "/api/turntables", {"name": "Bob's"}, status=201)
    await bob.ask("POST", "/api/crates", {"id": str(new_id()), "name": "Bob's"}, status=204)
    document = await exported_by(alice)
    document["tables"]["mounts"].append(
        {**document["tables"]["mounts"][0], "id": str(new_id()), "mounted_at": "2021-01-01T00:00:00Z"}
    )
    report = await taken(bob, document)
    assert reasons(report) == {("mount", "overlaps"): 1}
    turntables = (await bob.ask("GET", "/api/turntables"))["turntables"]
    assert {one["name"]: one["is_main"] for one in turntables} == {"Bob's": True, "My turntable": False}
    assert [one["name"] for one in (await bob.ask("GET", "/api/crates"))["crates"]] == [
        "Bob's",
        "Sunday",
        "Sold",
    ]


async def test_what_was_played_without_a_word_wears_what_it_was_played_on(
    own_sql: AsyncEngine, alice: Person, bob: Person
) -> None:
    for person in (alice, bob):
        mount = {}
        for part in PARTS:
            made = {"name": part}
            path = f"/api/{part.replace('us', 'use')}s"
            mount[f"{part}_id"] = (await person.ask("POST", path, made, status=201))["id"]
        await person.ask("POST", "/api/mounts", {**mount, "mounted_at": "2020-01-01T00:00:00Z"}, status=201)
    (copy_id,) = await owned(own_sql, alice, record())
    await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    (worn,) = (await alice.ask("GET", "/api/wear"))["styluses"]
    await taken(bob, await exported_by(alice))
    after = {one["id"]: one["plays"] for one in (await bob.ask("GET", "/api/wear"))["styluses"]}
    assert after == {mount["stylus_id"]: 0, worn["id"]: 1}


async def test_what_is_set_aside_is_told_with_its_reason(
    own_sql: AsyncEngine, alice: Person, bob: Person, items: list[CollectionItem]
) -> None:
    await furnish(own_sql, alice, items)
    document = await exported_by(alice)
    tables = document["tables"]
    good = tables["plays"][0]
    nobody, ahead = str(new_id()), (datetime.now(UTC) + timedelta(days=9)).isoformat()
    ratings: list[Any] = [6, 10**400, "5", []]
    wrong: list[Any] = [
        good,
        *({**good, "id": str(new_id()), "played_at": at} for at in (ahead, "1066-10-14T00:00:00Z")),
        *({**good, "id": str(new_id()), "rating": rating} for rating in ratings),
        {**good, "id": str(new_id()), "notes": "\0"},
        {**good, "id": str(new_id()), "played_at": "2024-03-05T22:30:00+23:59"},
        {**good, "id": str(new_id()), "copy_id": nobody},
        {**good, "id": str(new_id()), "stylus_id": nobody, "turntable_id": nobody},
        {**good, "id": "17"},
        {},
    ]
    tables["plays"] += wrong
    tables["mounts"].append({**tables["mounts"][0], "id": str(new_id()), "stylus_id": nobody})
    tables["crate_copies"].append({"crate_id": nobody, "copy_id": tables["copies"][0]["id"], "rank": 2**63})
    tables["copies"].append({**tables["copies"][0], "id": str(new_id()), "title": "\0"})
    tables["tracklists"].append({**tables["tracklists"][0], "release_id": 7})
    tables["collection_values"].append(
        {**tables["collection_values"][0], "read_on": "2025-12-31", "minimum": None}
    )
    tables["snoozes"].append({"subject_id": nobody, "until": SOON})
    tables["snoozes"].append({"subject_id": nobody, "until": "2126-01-01T00:00:00Z"})
    tables["crates"] += [{"id": str(new_id()), "name": "More", "rank": n} for n in range(200)]
    report = await taken(bob, document)
    assert reasons(report) == {
        ("play", "repeated"): 1,
        ("play", "impossible-time"): 2,
        ("play", "unreadable"): 7,
        ("play", "no-subject"): 1,
        ("play", "unknown-stylus"): 1,
        ("play", "unknown-turntable"): 1,
        ("mount", "no-subject"): 1,
        ("in-crate", "unreadable"): 1,
        ("record", "unreadable"): 1,
        ("tracklist", "no-subject"): 1,
        ("value", "unreadable"): 1,
        ("put-off", "no-subject"): 1,
        ("put-off", "impossible-time"): 1,
        ("crate", "too-many"): 2,
    }
    assert entries(report, "new")["play"] == 4
    assert entries(report, "set_aside")["play"] == 11
    for path in ("shelf", "plays", "due", "wear", "crates", "maintenance/plans", "statistics/shelf"):
        await bob.ask("GET", f"/api/{path}")


BEGUN = b'{"waugzee":"0.1.0","tables":'
REFUSED = {
    "cut off": (BEGUN + b'{"plays":[{"id":', "cut short"),
    "without tables": (b'{"waugzee":"0.1.0"}', "cut short"),
    "no version": (b'{"waugzee":17,"tables":{}}', "cut short"),
    "no list": (BEGUN + b'{"plays":{}}}', "cut short"),
    # PostgreSQL, which writes them, has no such text.
    "half a character": (BEGUN + b'{"plays":[{"notes":"\\ud83c"}]}}', "cut short"),
    "deep": (BEGUN + b"[" * 3_000_000, "cut short"),
    "endless": (BEGUN + b"[" * 60_000_000, "more in the file"),
    "many rows": (BEGUN + b'{"plays":[%b{}]}}' % (b"{}," * 200_000), "more in the file"),
    "of tomorrow": (b'{"waugzee":"9.1.0","tables":{}}', "9.1.0"),
    "of another time": (b'{"waugzee":"next","tables":{}}', "next"),
    "of another shape": (BEGUN + b'{"reels":[]}}', "reels"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_no_whole_export_is_refused(which: str) -> None:
    body, said = REFUSED[which]
    assert own_export.is_own(body)
    with pytest.raises(UnreadableFile, match=said):
        own_export.read(body, NOW)


async def test_a_file_that_is_refused_loses_nothing(
    own_sql: AsyncEngine, alice: Person, items: list[CollectionItem]
) -> None:
    await furnish(own_sql, alice, items)
    before = await exported_by(alice)
    cut_short = json.dumps(before).encode()[:-9]
    problem = await alice.ask("POST", "/api/imports?apply=true", content=cut_short, status=400)
    assert problem["type"] == "/problems/unreadable-file"
    await alice.ask("POST", "/api/imports?apply=true", content=b"[" * 200_000_001, status=413)
    assert (await exported_by(alice))["tables"] == before["tables"]


@pytest.mark.parametrize("row", [b"17", b'{"notes":"\xff"}', b'{"reels":%b1%b}' % (b"[" * 500, b"]" * 500)])
def test_a_row_that_is_none_is_set_aside(row: bytes) -> None:
    export = own_export.read(BEGUN + b'{"plays":[%b]}}' % row, NOW)
    assert [one.reason for one in export.set_aside] == ["unreadable"]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_stands_in_a_row_it_is_read_or_set_aside(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(TAKEN)))
    columns = TAKEN[table][1].__struct_fields__
    rows = data.draw(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(columns, ANY)), max_size=4))
    body = json.dumps({"waugzee": __version__, "tables": {table: rows}}).encode()
    try:
        export = own_export.read(body, NOW)
    except UnreadableFile:
        return
    assert len(export.rows[table]) + len(export.set_aside) == len(rows)


SHOWN = (
    *("shelf", "plays", "cleanings", "due", "wear", "crates", "mounts", "maintenance", "maintenance/plans"),
    *("preferences", "care/rules", "inbox/choices", "skips", "statistics/listening", "statistics/shelf"),
    *("statistics/left-out", "export"),
)


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_changed_of_a_file_no_harm_is_done(
    own_sql: AsyncEngine, alice: Person, bob: Person, items: list[CollectionItem], seed: int
) -> None:
    """Values stand in each other's place, and odd ones in theirs: what is taken in can be read."""
    await furnish(own_sql, alice, items)
    document = await exported_by(alice)
    chance = random.Random(seed)
    rows = [row for lines in document["tables"].values() for row in lines]
    values = [value for row in rows for value in row.values()]
    odd: list[Any] = [
        None,
        0,
        -1,
        2**31,
        2**63 - 1,
        2**63,
        1e308,
        "",
        "\0",
        "x" * 3000,
        [],
        {},
        True,
        "0001-01-01T00:00:00Z",
    ]
    for lines in document["tables"].values():
        lines += [{**chance.choice(lines), **chance.choice(lines)} for _ in range(4) if lines]
        lines += [{**one, "id": str(new_id())} for one in lines[:9] if "id" in one]
        for row in lines:
            for column in row:
                if chance.random() < 0.05:
                    row[column] = chance.choice([*values, *odd])
    report = await taken(bob, document)
    for path in SHOWN:
        await bob.ask("GET", f"/api/{path}")
    again = await taken(bob, document)
    assert (entries(again, "new"), again["records"]["departed"]) == ({}, 0), report


async def test_visitors_take_nothing_in(app: Litestar, own_sql: AsyncEngine, alice: Person) -> None:
    async with transaction(own_sql) as db:
        await db.run(update(users).where(users.c.id == await alice.user_id()).values(visiting=True))
    await alice.ask("POST", "/api/imports", await exported_by(alice), status=403)


async def test_twenty_thousand_plays_take_as_many_queries_as_two(
    own_sql: AsyncEngine, alice: Person, bob: Person, statements: Statements
) -> None:
    (copy_id,) = await owned(own_sql, alice, record())
    await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    document = await exported_by(alice)
    (play,) = document["tables"]["plays"]
    counted = []
    for many in (2, 20_000):
        document["tables"]["plays"] = [{**play, "id": str(new_id())} for _ in range(many)]
        before = statements.count
        assert entries(await taken(bob, document), "new") == {"play": many}
        counted.append(statements.count - before)
    # The first file brings the record as well.
    assert counted[1] <= counted[0]
