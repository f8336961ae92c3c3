"""Sides, tracks, how long, and what one thought of it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.plays.conftest import SIDE_A, SIDE_B, Owned, give, play, take
from collecting import record
from people import Person
from waugzee.db import new_id
from waugzee_sync.discogs.responses import Format


async def test_one_word_is_the_whole_record(alice: Person, blue_train: Owned) -> None:
    told = await play(alice, blue_train)
    assert (told["sides"], told["tracks"]) == (None, None)
    assert (told["seconds"], told["basis"]) == (SIDE_A + SIDE_B, "tracklist")
    assert (told["title"], told["artist"], told["removed"]) == ("Blue Train", "John Coltrane", False)


async def test_a_side_takes_as_long_as_its_tracks(alice: Person, blue_train: Owned) -> None:
    told = await play(alice, blue_train, sides=["B"], rating=5, mood="late", notes="quiet pressing")
    assert (told["sides"], told["seconds"], told["basis"]) == (["B"], SIDE_B, "tracklist")
    assert (told["rating"], told["mood"], told["notes"]) == (5, "late", "quiet pressing")


async def test_sides_are_kept_once_each_in_their_order(alice: Person, blue_train: Owned) -> None:
    assert (await play(alice, blue_train, sides=["B", "A", "B"]))["sides"] == ["A", "B"]


async def test_single_tracks_beside_a_side(alice: Person, blue_train: Owned) -> None:
    told = await play(alice, blue_train, sides=["A"], tracks=["B2", "A1"])
    assert (told["sides"], told["tracks"], told["seconds"]) == (["A"], ["B2"], SIDE_A + 478)


async def test_the_user_knows_how_long_it_took(alice: Person, blue_train: Owned) -> None:
    told = await play(alice, blue_train, sides=["A"], seconds=600)
    assert (told["seconds"], told["basis"]) == (600, "user")
    freed = await alice.ask("PATCH", f"/api/plays/{told['id']}", {"seconds": None})
    assert (freed["seconds"], freed["basis"]) == (SIDE_A, "tracklist")


async def test_a_correction_changes_every_play_of_the_release(alice: Person, blue_train: Owned) -> None:
    one = await play(alice, blue_train, sides=["A"])
    whole = await play(alice, blue_train)
    correction = {"sides": [{"side": "A", "seconds": 1300}]}
    await alice.ask("PUT", f"/api/releases/{blue_train.release_id}/durations", correction)
    told = {each["id"]: each for each in (await alice.ask("GET", "/api/plays"))["plays"]}
    assert (told[one["id"]]["seconds"], told[one["id"]]["basis"]) == (1300, "user")
    assert told[whole["id"]]["seconds"] == 1300 + SIDE_B


async def test_without_a_tracklist_the_format_says(alice: Person, own_sql: AsyncEngine) -> None:
    owned = await give(own_sql, alice, record())
    told = await play(alice, owned, sides=["A"])
    assert (told["seconds"], told["basis"]) == (1200, "estimate")
    problem = await play(alice, owned, 422, tracks=["A1"])
    assert problem["detail"] == "This record has no tracks that are known yet."


async def test_a_single_is_shorter(alice: Person, own_sql: AsyncEngine) -> None:
    item = record()
    item.basic_information.formats = [Format("Vinyl", "1", ['7"', "45 RPM", "Single"])]
    assert (await play(alice, await give(own_sql, alice, item)))["seconds"] == 420


@pytest.mark.parametrize(
    ("what", "detail"),
    [
        ({"sides": ["C"]}, "This record has no side C; it has A, B."),
        ({"sides": ["A", "Z"]}, "This record has no side Z; it has A, B."),
        ({"tracks": ["A9"]}, "This record has no track A9."),
    ],
)
async def test_what_the_record_does_not_have_is_refused(
    alice: Person, blue_train: Owned, what: Any, detail: str
) -> None:
    problem = await play(alice, blue_train, 422, **what)
    assert (problem["type"], problem["detail"]) == ("/problems/invalid", detail)
    told = await play(alice, blue_train)
    assert (await alice.ask("PATCH", f"/api/plays/{told['id']}", what, status=422))["detail"] == detail
    assert (await alice.ask("GET", "/api/plays"))["plays"] == [told]


async def test_a_side_with_nothing_on_it_is_not_played(alice: Person, blue_train: Owned) -> None:
    empty = {"sides": [{"side": "B", "seconds": 0}]}
    await alice.ask("PUT", f"/api/releases/{blue_train.release_id}/durations", empty)
    assert (await play(alice, blue_train, 422, sides=["B"]))["detail"] == (
        "This record has no side B; it has A."
    )
    assert (await play(alice, blue_train))["seconds"] == SIDE_A


@pytest.mark.parametrize(
    "wrong",
    [
        {"notes": "x" * 100_000},
        {"notes": "x" * 2001},
        {"rating": 0},
        {"rating": 6},
        {"rating": "5"},
        {"mood": ""},
        {"mood": "x" * 41},
        {"mood": "a\0"},
        {"seconds": 0},
        {"seconds": -60},
        {"seconds": 86_401},
        {"seconds": 2**70},
        {"sides": ["A"] * 61},
        {"sides": "A"},
        {"sides": ["♪"]},
        {"sides": [None]},
        {"tracks": ["A1"] * 1001},
        {"tracks": ["a\0"]},
        {"utc_offset": 1440},
        {"utc_offset": "60"},
        {"played_on": "2026-13-01"},
        {"played_on": "1066-10-14"},
        {"played_on": "9999-12-31"},
        {"played_on": "2026-01-01", "played_at": "2026-01-01T00:00:00Z"},
        {"release_id": 1},
    ],
)
async def test_what_cannot_be_is_refused(alice: Person, blue_train: Owned, wrong: Any) -> None:
    problem = await play(alice, blue_train, 422, **wrong)
    assert problem["detail"]
    assert (await alice.ask("GET", "/api/plays"))["plays"] == []


async def test_five_times_the_same_is_one_play_whatever_became_of_its_sides(
    alice: Person, blue_train: Owned
) -> None:
    body: dict[str, Any] = {"id": str(new_id()), "sides": ["B"]}
    first = await play(alice, blue_train, **body)
    one_side = {"tracks": [{"position": "A1", "title": "Blue Train", "seconds": 643}]}
    await alice.ask("PUT", f"/api/releases/{blue_train.release_id}/tracklist", one_side)
    for _ in range(4):
        again = await play(alice, blue_train, 200, **body)
        assert (again["id"], again["sides"]) == (first["id"], ["B"])
    assert len((await alice.ask("GET", "/api/plays"))["plays"]) == 1


async def test_a_duplicate_is_the_same_now(alice: Person, blue_train: Owned) -> None:
    first = await play(
        alice, blue_train, sides=["A"], rating=4, mood="loud", played_on="2026-01-01", utc_offset=60
    )
    body = {"id": str(new_id())}
    path = f"/api/plays/{first['id']}/duplicate"
    again = await alice.ask("POST", path, body, status=201)
    assert (again["sides"], again["rating"], again["mood"]) == (["A"], 4, "loud")
    assert (again["date_only"], again["utc_offset"]) == (False, 60)
    assert await alice.ask("POST", path, body, status=200) == again
    await alice.ask("DELETE", f"/api/plays/{first['id']}", status=204)
    await alice.ask("POST", path, {}, status=410)


async def test_a_play_moves_to_another_copy(alice: Person, blue_train: Owned, own_sql: AsyncEngine) -> None:
    other = await give(own_sql, alice, record("Lush Life"))
    told = await play(alice, blue_train, sides=["A"])
    moved = await alice.ask("PATCH", f"/api/plays/{told['id']}", {"copy_id": other.copy_id})
    assert (moved["title"], moved["sides"], moved["seconds"]) == ("Lush Life", ["A"], 1200)
    await alice.ask("PATCH", f"/api/plays/{told['id']}", {"copy_id": str(new_id())}, status=404)
    shelf = {copy["id"]: copy["plays"] for copy in (await alice.ask("GET", "/api/shelf"))["copies"]}
    assert shelf == {blue_train.copy_id: 0, other.copy_id: 1}


async def test_of_several_copies_the_one_played_last_is_taken(alice: Person, own_sql: AsyncEngine) -> None:
    first, second = record(), record()
    second.id = second.basic_information.id = first.id
    one, two = await give(own_sql, alice, first), await give(own_sql, alice, second)
    await play(alice, one, played_at="2026-01-02T20:00:00Z")
    await play(alice, two, played_at="2026-01-01T20:00:00Z")
    by_release = {"release_id": first.id}
    told = await alice.ask("POST", "/api/plays", by_release, status=201)
    assert told["copy_id"] == one.copy_id
    await take(own_sql, alice, [second], datetime.now(UTC))
    assert (await alice.ask("POST", "/api/plays", by_release, status=201))["copy_id"] == two.copy_id


@pytest.mark.parametrize("number", [0, -1, 1, 2**63, 10**40])
async def test_a_release_that_was_never_there_is_404(alice: Person, number: int) -> None:
    await alice.ask("POST", "/api/plays", {"release_id": number}, status=404)


async def test_a_record_once_owned_keeps_its_plays_and_takes_more(
    alice: Person, blue_train: Owned, own_sql: AsyncEngine
) -> None:
    before = await play(alice, blue_train, sides=["A"])
    await take(own_sql, alice, [], datetime.now(UTC))
    later = await play(alice, blue_train, sides=["B"])
    told = (await alice.ask("GET", "/api/plays"))["plays"]
    assert [(each["id"], each["removed"]) for each in told] == [(later["id"], True), (before["id"], True)]


async def test_bob_plays_nothing_of_alices(alice: Person, bob: Person, blue_train: Owned) -> None:
    told = await play(alice, blue_train)
    await play(bob, blue_train, 404, sides=["A"])
    await bob.ask("POST", "/api/plays", {"release_id": blue_train.release_id}, status=404)
    await bob.ask("POST", f"/api/plays/{told['id']}/duplicate", {}, status=404)
