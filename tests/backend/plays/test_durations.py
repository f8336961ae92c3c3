"""How long plays took follows their record: each way in which more is learnt of it measures them anew."""

import asyncio
import uuid
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conftest import GiveRecord
from collecting import put_on_shelf, record
from people import Person
from waugzee.collection.sides import Track
from waugzee.collection.tracklists import store_tracklist
from waugzee.db import transaction
from waugzee_sync.discogs.responses import Format

SINGLE = Format("Vinyl", qty="1", descriptions=['7"', "Single", "45 RPM"])
LP = Format("Vinyl", qty="1", descriptions=["LP", "Album"])
CASSETTE = Format("Cassette", qty="1", descriptions=["Album"])


def tracks(seconds: int) -> dict[str, Any]:
    return {
        "tracks": [
            {"position": f"{side}{n}", "title": "x", "seconds": seconds} for side in "AB" for n in (1, 2)
        ]
    }


async def took(person: Person) -> list[tuple[int, str]]:
    """How long each play took and how that is known, the latest first."""
    return [(one["seconds"], one["basis"]) for one in (await person.ask("GET", "/api/plays"))["plays"]]


async def hours(person: Person) -> float:
    """How long plays are together where days are counted: out of what each one keeps."""
    groups = (await person.ask("GET", "/api/plays/counts?by=records"))["groups"]
    return float(sum(group["seconds"] for group in groups)) / 3600


async def test_a_tracklist_and_a_correction_reach_plays_of_long_ago(
    give_record: GiveRecord, alice: Person
) -> None:
    copy_id = await give_record(alice)
    release = (await alice.ask("GET", f"/api/copies/{copy_id}"))["release_id"]
    for sides in (None, ["A"], ["A", "B"]):
        await alice.ask("POST", "/api/plays", {"copy_id": copy_id, "sides": sides}, status=201)
    estimated = await took(alice)
    assert {basis for _, basis in estimated} == {"estimate"}
    await alice.ask("PUT", f"/api/releases/{release}/tracklist", tracks(300))
    assert await took(alice) == [(1200, "tracklist"), (600, "tracklist"), (1200, "tracklist")]
    assert await hours(alice) == 3000 / 3600
    await alice.ask("PUT", f"/api/releases/{release}/durations", {"sides": [{"side": "A", "seconds": 900}]})
    assert [seconds for seconds, _ in await took(alice)] == [1500, 900, 1500]
    await alice.ask("PUT", f"/api/releases/{release}/durations", {"sides": []})
    await alice.ask("PUT", f"/api/releases/{release}/tracklist", {"tracks": []})
    assert await took(alice) == estimated


async def test_another_format_at_discogs_reaches_them_too(own_sql: AsyncEngine, alice: Person) -> None:
    user_id = await alice.user_id()
    album = record()
    (copy_id,) = await put_on_shelf(own_sql, user_id, [album])
    await alice.ask("POST", "/api/plays", {"copy_id": str(copy_id)}, status=201)
    ((before, _),) = await took(alice)
    information = msgspec.structs.replace(album.basic_information, formats=[SINGLE])
    await put_on_shelf(own_sql, user_id, [msgspec.structs.replace(album, basic_information=information)])
    ((after, _),) = await took(alice)
    assert after < before
    assert await hours(alice) == after / 3600


async def test_a_tape_wears_no_needle_from_when_it_is_known_for_one(
    own_sql: AsyncEngine, alice: Person
) -> None:
    user_id = await alice.user_id()
    album = record()
    (copy_id,) = await put_on_shelf(own_sql, user_id, [album])
    ids = {}
    for kind, path in (("turntable", "turntables"), ("cartridge", "cartridges"), ("stylus", "styluses")):
        added = await alice.ask("POST", f"/api/{path}", {"name": "x"}, status=201)
        ids[f"{kind}_id"] = added["id"]
    await alice.ask("POST", "/api/mounts", {**ids, "mounted_at": "2020-01-01T00:00:00Z"}, status=201)
    await alice.ask("POST", "/api/plays", {"copy_id": str(copy_id)}, status=201)
    assert (await alice.ask("GET", "/api/wear"))["styluses"][0]["hours"] > 0
    information = msgspec.structs.replace(album.basic_information, formats=[CASSETTE])
    await put_on_shelf(own_sql, user_id, [msgspec.structs.replace(album, basic_information=information)])
    assert (await alice.ask("GET", "/api/wear"))["styluses"][0]["hours"] == 0


async def test_tracks_of_a_disc_beside_the_record_wear_no_needle(own_sql: AsyncEngine, alice: Person) -> None:
    album = record()
    album.basic_information.formats = [LP, Format("CD", qty="1")]
    user_id = await alice.user_id()
    (copy_id,) = await put_on_shelf(own_sql, user_id, [album])
    listed = [{"position": at, "title": at, "seconds": 301} for at in ("A1", "B1", "CD-1")]
    await alice.ask("PUT", f"/api/releases/{album.id}/tracklist", {"tracks": listed})
    ran = []
    for told in (
        {"tracks": ["CD-1"]},
        {"sides": ["CD"]},
        {"tracks": ["CD-1"], "seconds": 77},
        {"tracks": ["A1", "CD-1"]},
        {"sides": ["A"], "tracks": ["CD-1"]},
        {"tracks": ["A1", "CD-1"], "seconds": 77},
        {},
    ):
        play = await alice.ask("POST", "/api/plays", {"copy_id": str(copy_id), **told}, status=201)
        async with transaction(own_sql, user_id) as db:
            ran.append(
                await db.driver.fetchval(
                    "select stylus_seconds from plays where plays.user_id = $1 and id = $2",
                    user_id,
                    play["id"],
                )
            )
    assert ran == [0, 0, 0, 301, 301, 77, 602]


async def test_a_play_given_to_another_record_takes_as_long_as_that(
    give_record: GiveRecord, alice: Person
) -> None:
    first, second = await give_record(alice), await give_record(alice, "Giant Steps")
    for copy_id, seconds in ((first, 100), (second, 200)):
        release = (await alice.ask("GET", f"/api/copies/{copy_id}"))["release_id"]
        await alice.ask("PUT", f"/api/releases/{release}/tracklist", tracks(seconds))
    play = await alice.ask("POST", "/api/plays", {"copy_id": first, "id": str(uuid.uuid4())}, status=201)
    assert play["seconds"] == 400
    amended = await alice.ask("PATCH", f"/api/plays/{play['id']}", {"copy_id": second})
    assert amended["seconds"] == 800
    amended = await alice.ask("PATCH", f"/api/plays/{play['id']}", {"sides": ["B"]})
    assert amended["seconds"] == 400
    amended = await alice.ask("PATCH", f"/api/plays/{play['id']}", {"seconds": 77})
    assert (amended["seconds"], amended["basis"]) == (77, "user")


async def test_a_play_logged_while_its_tracklist_is_written_is_measured_by_it(
    own_sql: AsyncEngine, give_record: GiveRecord, alice: Person
) -> None:
    copy_id, user_id = await give_record(alice), await alice.user_id()
    release = (await alice.ask("GET", f"/api/copies/{copy_id}"))["release_id"]
    written = [Track(f"{side}{n}", "x", 300) for side in "AB" for n in (1, 2)]
    async with transaction(own_sql, user_id) as writer, transaction(own_sql) as watcher:
        await store_tracklist(writer, user_id, release, written, "user")
        logging = asyncio.create_task(alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201))
        pid = await writer.driver.fetchval("select pg_backend_pid()")
        while not await watcher.driver.fetchval(
            "select exists (select from pg_stat_activity where $1 = any(pg_blocking_pids(pid)))", pid
        ):
            assert not logging.done()
    assert (await logging)["seconds"] == 1200
