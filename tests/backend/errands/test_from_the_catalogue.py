"""What the dumps know of a record on the shelf is taken from there, and not asked for."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from errands import Errands, prefer
from locking import somebody_waits_for
from people import Person
from syncing import Simulator, sync, sync_public
from waugzee.catalogue.importing import import_file
from waugzee.collection.sides import Track
from waugzee.collection.tracklists import store_tracklist
from waugzee.db import transaction
from waugzee.enriching.everybody import enriched
from waugzee.errands.queries import put_details
from waugzee_demo.catalogue import Copy
from waugzee_demo.collection import Item

TABLES = "releases, masters, dump_files, dump_batches, dump_rejects, dump_repeats"
REST = (
    "<country>Jamaica</country><released>1973-04-00</released><tracklist>"
    "<track><position>A</position><title>One</title><duration>20:00</duration></track>"
    "<track><position>B</position><title>Two</title><duration>19:30</duration><artists><artist><id>7</id>"
    "<name>Prince Far I (2)</name></artist></artists></track></tracklist>"
    '<identifiers><identifier type="Barcode" value="5012345"/></identifiers>'
    "<companies><company><id>1</id><name>A Plant</name><entity_type_name>Pressed By</entity_type_name>"
    "</company></companies>"
)


@pytest.fixture
async def owner(owner_url: str) -> AsyncIterator[Any]:
    db = await asyncpg.connect(owner_url)
    yield db
    await db.execute(f"truncate {TABLES}")
    await db.close()


async def catalogue(owner: Any, folder: Path, *releases: str, month: str = "20260801") -> None:
    await put(owner, folder, "releases", month, releases)


async def put(owner: Any, folder: Path, kind: str, month: str, records: Sequence[str]) -> None:
    path = folder / f"discogs_{month}_{kind}.xml.gz"
    path.write_bytes(gzip.compress("\n".join([f"<{kind}>", *records, f"</{kind}>"]).encode()))
    await import_file(owner, path, month, lambda progress: None)


def master_of(item: Item) -> int:
    assert isinstance(item, Copy)
    assert item.release.master_id
    return item.release.master_id


def release(number: int, rest: str = REST) -> str:
    return f'<release id="{number}"><title>T</title>{rest}</release>'


async def test_what_the_dumps_know_is_not_asked_for(
    alice: Person, discogs: Simulator, owner: Any, tmp_path: Path
) -> None:
    await sync_public(alice, discogs, "demo")
    first, second, *others = sorted({item.release_id for item in discogs.items()})
    await catalogue(owner, tmp_path, release(first), release(second))
    await prefer(alice, enriching=True)
    errands = Errands(alice, discogs)
    assert (await errands.run()).outcome == "complete"
    asked = {path for _, path in errands.sent if path.startswith("/releases/")}
    assert asked == {f"/releases/{one}" for one in others}
    known = await alice.ask("GET", f"/api/releases/{first}/tracklist")
    assert known["source"] == "dump"
    assert [(side["side"], side["seconds"]) for side in known["sides"]] == [("A", 1200), ("B", 1170)]
    assert [track.get("artist") for track in known["tracks"]] == [None, "Prince Far I"]
    details = await alice.ask("GET", f"/api/releases/{first}/details")
    assert (details["country"], details["released"]) == ("Jamaica", "1973-04-00")
    assert details["identifiers"] == [{"type": "Barcode", "value": "5012345", "description": ""}]
    assert details["companies"] == [{"role": "Pressed By", "name": "A Plant"}]


async def test_a_sync_takes_them_from_the_catalogue_by_itself(
    alice: Person, discogs: Simulator, owner: Any, tmp_path: Path
) -> None:
    item = discogs.items()[0]
    master_id = master_of(item)
    pressing = (
        '<labels><label name="Studio One (2)" catno="{catno}"/></labels><formats>'
        '<format name="Vinyl" qty="1"><descriptions><description>LP</description></descriptions></format>'
        "</formats><country>UK</country>"
        f"<released>{{year}}</released><master_id>{master_id}</master_id>"
    )
    pressings = [
        release(10**9 + year, pressing.format(year=year, catno=catno))
        for year, catno in ((1980, "none"), (1971, "SOL 1"))
    ]
    own = release(item.release_id, pressing.format(year=1999, catno=""))
    await catalogue(owner, tmp_path, own, *pressings)
    await sync_public(alice, discogs, "demo")
    details = await alice.ask("GET", f"/api/releases/{item.release_id}/details")
    # No master says when the first came out: the oldest pressing does.
    assert (details["country"], details["original_year"], details["pressings"]) == ("UK", 1971, 3)
    found = await alice.ask("GET", f"/api/releases/{item.release_id}/pressings")
    assert (found["original_year"], found["count"]) == (1971, 3)
    assert [(one["year"], one["owned"]) for one in found["pressings"]] == [
        (1971, False),
        (1980, False),
        (1999, True),
    ]
    assert found["pressings"][0] == {
        "release_id": 10**9 + 1971,
        "country": "UK",
        "released": "1971",
        "year": 1971,
        "label": "Studio One",
        "catno": "SOL 1",
        "format": "LP",
        "owned": False,
    }
    assert [one["catno"] for one in found["pressings"]] == ["SOL 1", None, None]
    await alice.ask("GET", "/api/releases/999999999/pressings", status=404)


async def test_an_import_brings_every_shelf_up_to_date(
    alice: Person, bob: Person, discogs: Simulator, owner: Any, owner_url: str, tmp_path: Path
) -> None:
    for person in (alice, bob):
        await sync_public(person, discogs, "demo")
    item = discogs.items()[0]
    await catalogue(owner, tmp_path, release(item.release_id))
    await put(
        owner,
        tmp_path,
        "masters",
        "20260801",
        [f'<master id="{master_of(item)}"><year>1965</year></master>'],
    )
    assert await enriched(owner_url) >= 2
    for person in (alice, bob):
        details = await person.ask("GET", f"/api/releases/{item.release_id}/details")
        assert (details["country"], details["original_year"]) == ("Jamaica", 1965)
    # What Discogs itself says of it stays, what the older dump said does not.
    await prefer(bob, enriching=True)
    await Errands(bob, discogs).run()
    later = release(item.release_id, REST.replace("Jamaica", "UK").replace("20:00", "21:00"))
    await catalogue(owner, tmp_path, later, month="20260901")
    await enriched(owner_url)
    details = await alice.ask("GET", f"/api/releases/{item.release_id}/details")
    assert details["country"] == "UK"
    known = await alice.ask("GET", f"/api/releases/{item.release_id}/tracklist")
    assert known["sides"][0]["seconds"] == 1260


async def test_what_discogs_says_meanwhile_stays(
    alice: Person, discogs: Simulator, owner: Any, owner_url: str, own_sql: AsyncEngine, tmp_path: Path
) -> None:
    await sync_public(alice, discogs, "demo")
    number, user_id = discogs.items()[0].release_id, await alice.user_id()
    await catalogue(owner, tmp_path, release(number))
    async with transaction(own_sql, user_id) as db:
        await store_tracklist(db, user_id, number, [Track("A1", "One", 60)], "discogs")
        await put_details(db, user_id, number, datetime.now(UTC), 200, "UK", None, None, "[]", "[]")
        enriching = asyncio.create_task(enriched(owner_url))
        await somebody_waits_for(db)
    await enriching
    assert (await alice.ask("GET", f"/api/releases/{number}/tracklist"))["source"] == "discogs"
    assert (await alice.ask("GET", f"/api/releases/{number}/details"))["country"] == "UK"


async def test_a_tracklist_that_cannot_be_kept_costs_no_other(
    alice: Person, discogs: Simulator, owner: Any, owner_url: str, tmp_path: Path
) -> None:
    await sync_public(alice, discogs, "demo")
    first, second, *_ = sorted({item.release_id for item in discogs.items()})
    await catalogue(owner, tmp_path, release(first), release(second))
    odd = '[{"position": 1, "title": "One", "duration": "20:00"}]'
    await owner.execute("update releases set tracks = $2 where id = $1", first, odd)
    await enriched(owner_url)
    for number, source in ((first, None), (second, "dump")):
        assert (await alice.ask("GET", f"/api/releases/{number}/tracklist"))["source"] == source
        assert (await alice.ask("GET", f"/api/releases/{number}/details"))["country"] == "Jamaica"


async def test_the_simulated_discogs_is_another_one(
    alice: Person, discogs: Simulator, owner: Any, tmp_path: Path
) -> None:
    await sync(alice, discogs)
    release_id = discogs.items()[0].release_id
    await catalogue(owner, tmp_path, release(release_id))
    await Errands(alice, discogs).run()
    assert (await alice.ask("GET", f"/api/releases/{release_id}/tracklist"))["source"] is None
