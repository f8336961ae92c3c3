"""Tracklists of one's releases: written, corrected once, kept whatever is read later."""

import asyncio
import uuid
from typing import Any

import pytest
from litestar import Litestar

from collecting import put_on_shelf, record
from locking import somebody_waits_for
from people import Person
from waugzee.collection.sides import Track
from waugzee.collection.tracklists import correct_durations, store_tracklist
from waugzee.db import transaction

TRACKS = [
    {"position": "A1", "title": "Blue Train", "seconds": 643},
    {"position": "A2", "title": "Moment's Notice", "seconds": 550},
    {"position": "B1", "title": "Locomotion", "seconds": 434, "artist": "Lee Morgan"},
]


@pytest.fixture
async def release(alice: Person, own_sql: Any) -> str:
    item = record()
    await put_on_shelf(own_sql, await alice.user_id(), [item])
    return f"/api/releases/{item.id}"


def lengths(told: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [(side["side"], side["seconds"], side["basis"]) for side in told["sides"]]


async def test_before_anything_is_read_the_format_is_assumed(alice: Person, release: str) -> None:
    told = await alice.ask("GET", f"{release}/tracklist")
    assert (told["state"], told["source"], told["tracks"]) == ("wanted", None, [])
    assert lengths(told) == [("A", 1200, "estimate"), ("B", 1200, "estimate")]


async def test_a_written_tracklist_is_kept(alice: Person, release: str) -> None:
    written = await alice.ask("PUT", f"{release}/tracklist", {"tracks": TRACKS})
    assert lengths(written) == [("A", 1193, "tracklist"), ("B", 434, "tracklist")]
    assert [track["side"] for track in written["tracks"]] == ["A", "A", "B"]
    assert [track.get("artist") for track in written["tracks"]] == [None, None, "Lee Morgan"]
    assert (written["seconds"], written["source"]) == (1627, "user")
    assert await alice.ask("GET", f"{release}/tracklist") == written


async def test_what_is_read_later_replaces_no_written_tracklist(
    alice: Person, release: str, app: Litestar
) -> None:
    written = await alice.ask("PUT", f"{release}/tracklist", {"tracks": TRACKS})
    await read(app, await alice.user_id(), release, [Track("A", "Other", 60)])
    assert (await alice.ask("GET", f"{release}/tracklist"))["tracks"] == written["tracks"]
    await alice.ask("PUT", f"{release}/tracklist", {"tracks": []})
    await read(app, await alice.user_id(), release, [Track("A", "Other", 60)])
    told = await alice.ask("GET", f"{release}/tracklist")
    assert (told["source"], lengths(told)) == ("discogs", [("A", 60, "tracklist")])


async def test_a_correction_outlives_what_is_read(alice: Person, release: str, app: Litestar) -> None:
    corrected = await alice.ask("PUT", f"{release}/durations", {"sides": [{"side": "A", "seconds": 1500}]})
    assert lengths(corrected) == [("A", 1500, "user"), ("B", 1200, "estimate")]
    assert [side["corrected"] for side in corrected["sides"]] == [True, False]
    tracks = [Track("A1", "Blue Train", 643), Track("B1", "Locomotion", 434)]
    await read(app, await alice.user_id(), release, tracks)
    told = await alice.ask("GET", f"{release}/tracklist")
    assert lengths(told) == [("A", 1500, "user"), ("B", 434, "tracklist")]
    freed = await alice.ask("PUT", f"{release}/durations", {"sides": []})
    assert lengths(freed) == [("A", 643, "tracklist"), ("B", 434, "tracklist")]


async def test_a_correction_of_an_assumed_side_is_shown_at_the_one_it_became(
    alice: Person, release: str
) -> None:
    await alice.ask("PUT", f"{release}/durations", {"sides": [{"side": "B", "seconds": 900}]})
    tracks = [{"position": position, "title": "x", "seconds": 60} for position in ("A", "AA")]
    told = await alice.ask("PUT", f"{release}/tracklist", {"tracks": tracks})
    assert lengths(told) == [("A", 60, "tracklist"), ("AA", 900, "user")]
    assert [side["corrected"] for side in told["sides"]] == [False, True]


async def read(app: Litestar, user_id: uuid.UUID, release: str, tracks: list[Track]) -> None:
    async with transaction(app.state.engine, user_id) as db:
        await store_tracklist(db, user_id, int(release.rpartition("/")[2]), tracks, "discogs")


async def test_what_is_read_and_corrected_at_once_is_both_kept(
    alice: Person, release: str, own_sql: Any
) -> None:
    user_id, number = await alice.user_id(), int(release.rpartition("/")[2])
    tracks = [Track("A1", "Blue Train", 643), Track("B1", "Locomotion", 434)]
    async with transaction(own_sql, user_id) as reading:
        await store_tracklist(reading, user_id, number, tracks, "discogs")
        correction = {"sides": [{"side": "A", "seconds": 1500}]}
        correcting = asyncio.create_task(alice.ask("PUT", f"{release}/durations", correction))
        await somebody_waits_for(reading)
    assert lengths(await correcting) == [("A", 1500, "user"), ("B", 434, "tracklist")]
    async with transaction(own_sql, user_id) as correcting_again:
        await correct_durations(correcting_again, user_id, number, {"A": 1400})
        writing = asyncio.create_task(alice.ask("PUT", f"{release}/tracklist", {"tracks": TRACKS}))
        await somebody_waits_for(correcting_again)
    assert lengths(await writing) == [("A", 1400, "user"), ("B", 434, "tracklist")]


async def test_both_sides_cannot_be_empty(alice: Person, release: str) -> None:
    nothing = {"sides": [{"side": "A", "seconds": 0}, {"side": "B", "seconds": 0}]}
    problem = await alice.ask("PUT", f"{release}/durations", nothing, status=422)
    assert problem["detail"] == "At least one side must have something on it."


async def test_the_other_side_is_the_empty_one(alice: Person, release: str) -> None:
    for side in ("A", "B"):
        told = await alice.ask("PUT", f"{release}/durations", {"sides": [{"side": side, "seconds": 0}]})
        assert [one["side"] for one in told["sides"] if one["seconds"] == 0] == [side]


async def test_the_only_side_that_is_told_has_something_on_it(alice: Person, release: str) -> None:
    await alice.ask("PUT", f"{release}/durations", {"sides": [{"side": "B", "seconds": 0}]})
    told = await alice.ask("PUT", f"{release}/tracklist", {"tracks": TRACKS[2:]})
    assert (told["seconds"], lengths(told)) == (434, [("B", 434, "tracklist")])


async def test_a_side_that_the_record_does_not_have_is_refused(alice: Person, release: str) -> None:
    await alice.ask("PUT", f"{release}/tracklist", {"tracks": TRACKS})
    wrong = {"sides": [{"side": "C", "seconds": 60}]}
    problem = await alice.ask("PUT", f"{release}/durations", wrong, status=422)
    assert problem["detail"] == "This record has no side C."


@pytest.mark.parametrize(
    "side",
    [
        {"side": "A", "seconds": -1},
        {"side": "A", "seconds": 21_601},
        {"side": "A", "seconds": "60"},
        {"side": "", "seconds": 60},
        {"side": "A\0", "seconds": 60},
        {"side": "A" * 13, "seconds": 60},
    ],
)
async def test_lengths_that_cannot_be_are_refused(alice: Person, release: str, side: Any) -> None:
    await alice.ask("PUT", f"{release}/durations", {"sides": [side]}, status=422)


@pytest.mark.parametrize(
    "tracks",
    [
        [{"position": "A1", "title": "x" * 1001}],
        [{"position": "A\0", "title": ""}],
        [{"position": "A1", "title": "", "seconds": 0}],
        [{"position": "A1", "title": ""}] * 1001,
    ],
)
async def test_tracklists_that_cannot_be_are_refused(alice: Person, release: str, tracks: Any) -> None:
    await alice.ask("PUT", f"{release}/tracklist", {"tracks": tracks}, status=422)


@pytest.mark.parametrize("number", ["0", "1", "-5", str(2**63), "9" * 64])
async def test_of_others_releases_there_is_nothing(alice: Person, release: str, number: str) -> None:
    await alice.ask("GET", f"/api/releases/{number}/tracklist", status=404)
