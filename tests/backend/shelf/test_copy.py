"""One copy: what it is, and the history of what was done with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record, take_off_shelf
from people import Person
from waugzee.db import new_id
from waugzee.shelf.schemas import CopyDetails, Shelf
from waugzee_sync.discogs.responses import Note

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def test_a_copy_says_all_that_is_known_of_it(alice: Person, own_sql: AsyncEngine) -> None:
    item = record(notes=[Note(3, "bought in Leiden")], rating=5)
    (copy_id,) = await put_on_shelf(own_sql, await alice.user_id(), [item])
    copy = await alice.ask("GET", f"/api/copies/{copy_id}")
    assert copy == {
        "id": str(copy_id),
        "instance_id": item.instance_id,
        "release_id": item.id,
        "title": "Blue Train",
        "artist": "John Coltrane",
        "year": 1957,
        "format": "LP, Album, Mono",
        "label": "Blue Note",
        "catno": "BLP 1577",
        "genres": ["Jazz"],
        "styles": ["Hard Bop"],
        "thumb": None,
        "cover": None,
        "added_at": "2020-01-01T00:00:00+00:00",
        "rating": 5,
        "folder_id": 1,
        "removed_at": None,
        "archived_as": None,
        "archived_note": None,
        "joined_to": None,
        "media": None,
        "plays": 0,
        "last_played_at": None,
        "last_cleaned_at": None,
        "plays_since_cleaning": 0,
        "care": None,
        "notes": [{"field_id": 3, "value": "bought in Leiden"}],
        "discogs_url": f"https://www.discogs.com/release/{item.id}",
        "master_id": None,
        "master_url": None,
        "labels": [{"name": "Blue Note", "catno": "BLP 1577"}],
        "pressings": [],
        "wanted": False,
        "asked": False,
    }


async def test_the_condition_is_what_was_noted_last_or_what_discogs_says(
    alice: Person, own_sql: AsyncEngine
) -> None:
    item = record(notes=[Note(1, "Very Good Plus (VG+)"), Note(3, "Fair (F)")])
    other = record(notes=[Note(1, "as I like it")])
    ids = await put_on_shelf(own_sql, await alice.user_id(), [item, other])
    shelf = {one["id"]: one["media"] for one in (await alice.ask("GET", "/api/shelf"))["copies"]}
    assert [shelf[str(id)] for id in ids] == ["VG+", None]
    for body in ({"media": "G"}, {"sleeve": "M"}):
        await alice.ask("POST", "/api/conditions", {"copy_id": str(ids[0]), **body}, status=201)
    assert (await alice.ask("GET", f"/api/copies/{ids[0]}"))["media"] == "G"


async def test_other_pressings_of_a_master_stand_together(alice: Person, own_sql: AsyncEngine) -> None:
    mine, again, other, gone = (record() for _ in range(4))
    again.id = again.basic_information.id = mine.id
    for item in (mine, again, other, gone):
        item.basic_information.master_id = 77
    ids = await put_on_shelf(own_sql, await alice.user_id(), [mine, again, other, gone])
    await take_off_shelf(own_sql, await alice.user_id(), [mine, again, other], datetime.now(UTC))
    copy = await alice.ask("GET", f"/api/copies/{ids[0]}")
    assert copy["pressings"] == [str(ids[2])]
    assert copy["master_url"] == "https://www.discogs.com/master/77"


async def test_what_the_database_writes_is_what_the_schema_says(alice: Person, give_record: Any) -> None:
    """The JSON is made in SQL, so nothing else compares it with the types the page is built on."""
    copy_id = await give_record(alice)
    for path, kind in ((f"/api/copies/{copy_id}", CopyDetails), ("/api/shelf", Shelf)):
        answer = await alice.http.get(path)
        assert answer.headers["content-type"].startswith("application/json")
        decoded = msgspec.json.decode(answer.content, type=kind)
        assert msgspec.to_builtins(decoded).keys() == answer.json().keys()
    (listed,) = answer.json()["copies"]
    assert set(listed) == set(Shelf.__annotations__["copies"].__args__[0].__struct_fields__)


async def test_the_history_merges_plays_and_cleanings_newest_first(alice: Person, give_record: Any) -> None:
    copy_id, other = await give_record(alice), await give_record(alice)
    expected = []
    for n in range(6):
        kind, path, moment = (
            ("play", "/api/plays", "played_at") if n % 2 else ("cleaning", "/api/cleanings", "cleaned_at")
        )
        at = NOON + timedelta(hours=(n * 7) % 6)
        for copy in (copy_id, other):
            body = {"copy_id": copy, moment: at.isoformat(), "notes": f"{n}"}
            entry = await alice.ask("POST", path, body, status=201)
        if n == 3:
            await alice.ask("DELETE", f"{path}/{entry['id']}", status=204)
        if copy == other and n != 3:
            told = {"kind": kind, "id": entry["id"], "at": entry[moment], "notes": f"{n}"}
            expected.append(told)
    expected.sort(key=lambda told: str(told["at"]), reverse=True)
    history = await alice.ask("GET", f"/api/copies/{other}/history")
    shown = [{name: entry[name] for name in ("kind", "id", "at", "notes")} for entry in history["entries"]]
    assert (shown, history["cursor"]) == (expected, None)


async def test_the_history_outlives_the_copys_removal(alice: Person, own_sql: AsyncEngine) -> None:
    user_id = await alice.user_id()
    (copy_id,) = await put_on_shelf(own_sql, user_id, [record()])
    await alice.ask("POST", "/api/plays", {"copy_id": str(copy_id)}, status=201)
    await take_off_shelf(own_sql, user_id, [], datetime.now(UTC))
    assert (await alice.ask("GET", f"/api/copies/{copy_id}"))["plays"] == 1
    assert len((await alice.ask("GET", f"/api/copies/{copy_id}/history"))["entries"]) == 1


async def test_a_copy_that_is_not_there_is_404(alice: Person) -> None:
    await alice.ask("GET", f"/api/copies/{new_id()}", status=404)
    await alice.ask("GET", f"/api/copies/{new_id()}/history", status=404)
