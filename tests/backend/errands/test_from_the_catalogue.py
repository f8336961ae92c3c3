"""What the dumps know of a record on the shelf is taken from there, and not asked for."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from errands import Errands, prefer
from people import Person
from syncing import Simulator, sync, sync_public
from waugzee.catalogue.importing import import_file

TABLES = "releases, dump_files, dump_batches, dump_rejects"
REST = (
    "<country>Jamaica</country><released>1973-04-00</released><tracklist>"
    "<track><position>A</position><title>One</title><duration>20:00</duration></track>"
    "<track><position>B</position><title>Two</title><duration>19:30</duration></track></tracklist>"
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


async def catalogue(owner: Any, folder: Path, *release_ids: int) -> None:
    records = [f'<release id="{one}"><title>T</title>{REST}</release>' for one in release_ids]
    path = folder / "discogs_20260801_releases.xml.gz"
    path.write_bytes(gzip.compress("\n".join(["<releases>", *records, "</releases>"]).encode()))
    await import_file(owner, path, "20260801", lambda progress: None)


async def test_what_the_dumps_know_is_not_asked_for(
    alice: Person, discogs: Simulator, owner: Any, tmp_path: Path
) -> None:
    await sync_public(alice, discogs, "demo")
    first, second, *others = sorted({item.release_id for item in discogs.items()})
    await catalogue(owner, tmp_path, first, second)
    await prefer(alice, enriching=True)
    errands = Errands(alice, discogs)
    assert (await errands.run()).outcome == "complete"
    asked = {path for _, path in errands.sent if path.startswith("/releases/")}
    assert asked == {f"/releases/{one}" for one in others}
    known = await alice.ask("GET", f"/api/releases/{first}/tracklist")
    assert known["source"] == "dump"
    assert [(side["side"], side["seconds"]) for side in known["sides"]] == [("A", 1200), ("B", 1170)]
    details = await alice.ask("GET", f"/api/releases/{first}/details")
    assert (details["country"], details["released"]) == ("Jamaica", "1973-04-00")
    assert details["identifiers"] == [{"type": "Barcode", "value": "5012345", "description": ""}]
    assert details["companies"] == [{"role": "Pressed By", "name": "A Plant"}]


async def test_the_simulated_discogs_is_another_one(
    alice: Person, discogs: Simulator, owner: Any, tmp_path: Path
) -> None:
    await sync(alice, discogs)
    release_id = discogs.items()[0].release_id
    await catalogue(owner, tmp_path, release_id)
    await Errands(alice, discogs).run()
    assert (await alice.ask("GET", f"/api/releases/{release_id}/tracklist"))["source"] is None
