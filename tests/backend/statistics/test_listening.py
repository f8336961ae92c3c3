"""What was played when, and most, told by the listener's own calendar."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conftest import GiveRecord
from collecting import put_on_shelf, record
from people import Person
from waugzee.collection.rows import groups_of
from waugzee_sync.discogs.responses import Artist, BasicInformation, Format, Label


async def play(person: Person, copy_id: str, at: str, **more: Any) -> str:
    """Log a play; of a day alone where `at` is one."""
    body = {"copy_id": copy_id, "played_at" if "T" in at else "played_on": at, **more}
    made = await person.ask("POST", "/api/plays", body, status=201)
    return str(made["id"])


async def test_a_play_counts_on_the_day_it_was_for_the_listener(
    alice: Person, give_record: GiveRecord
) -> None:
    copy_id = await give_record(alice)
    # Late on the last of March here, April already in UTC, and in Tokyo's morning.
    await play(alice, copy_id, "2025-04-01T03:30:00Z", utc_offset=-300, seconds=600)
    await play(alice, copy_id, "2025-03-31T23:30:00Z", utc_offset=540, seconds=900)
    await play(alice, copy_id, "2025-04-02", utc_offset=0, seconds=60)
    told = await alice.ask("GET", "/api/statistics/listening?by=day&until=2025-04-30")
    assert [(one["start"], one["plays"], one["seconds"]) for one in told["periods"]] == [
        ("2025-03-31", 1, 600),
        ("2025-04-01", 1, 900),
        ("2025-04-02", 1, 60),
    ]
    assert [(one["number"], one["plays"]) for one in told["hours"]] == [(8, 1), (22, 1)]
    assert [(one["number"], one["plays"]) for one in told["weekdays"]] == [(1, 1), (2, 1), (3, 1)]
    assert told["longest_streak"] == {"since": "2025-03-31", "until": "2025-04-02", "days": 3}
    assert told["current_streak"] is None
    assert (told["plays"], told["records"], told["artists"], told["days"]) == (3, 1, 1, 3)
    assert told["calendar_until"] == "2025-04-30"

    march = await alice.ask("GET", "/api/statistics/listening?by=month&since=2025-03-01&until=2025-03-31")
    assert [(one["start"], one["seconds"]) for one in march["periods"]] == [("2025-03-01", 600)]
    assert (march["first_year"], march["last_year"]) == (2025, 2025)


async def test_the_streak_until_now_is_not_cut_at_the_range(alice: Person, give_record: GiveRecord) -> None:
    copy_id, today = await give_record(alice), datetime.now(UTC).date()
    ids = {n: await play(alice, copy_id, str(today - timedelta(days=n))) for n in (0, 1, 2, 3, 4, 6)}

    async def streaks(query: str) -> list[Any]:
        told = await alice.ask("GET", f"/api/statistics/listening?{query}")
        return [told["longest_streak"]["days"], told["current_streak"]]

    streak = {"since": str(today - timedelta(days=4)), "until": str(today), "days": 5}
    assert await streaks("") == [5, streak]
    assert await streaks(f"since={today - timedelta(days=2)}") == [3, streak]
    assert await streaks(f"until={today - timedelta(days=3)}") == [2, streak]
    await alice.ask("PUT", f"/api/statistics/left-out/{ids[3]}", status=204)
    assert (await streaks(""))[1]["days"] == 3


async def test_what_is_played_most_counts_for_every_genre_and_style(
    alice: Person, give_record: GiveRecord
) -> None:
    often = await give_record(alice, "Often")
    seldom = await give_record(alice, "Seldom", artist="Sun Ra (2)")
    for day in (1, 2, 3):
        await play(alice, often, f"2025-05-0{day}T20:00:00Z", seconds=100)
    await play(alice, seldom, "2025-05-04T20:00:00Z", seconds=1000)
    told = await alice.ask("GET", "/api/statistics/favourites?limit=1")
    assert [(one["title"], one["plays"]) for one in told["records"]["first"]] == [("Often", 3)]
    assert told["artists"]["total"] == 2
    assert told["genres"] == {
        "total": 1,
        "first": [{"name": "Jazz", "plays": 4, "seconds": 1300, "records": 2}],
    }
    assert [one["name"] for one in told["decades"]["first"]] == ["1950"]
    assert [one["name"] for one in told["formats"]["first"]] == ["LP"]
    later = await alice.ask("GET", "/api/statistics/favourites?since=2025-05-04")
    assert [one["name"] for one in later["artists"]["first"]] == ["Sun Ra"]


ODD = BasicInformation(
    id=7_000_000,
    title="Odd",
    artists=[Artist('"Weird" \\ {Al}, NULL'), Artist("NULL"), Artist("NULL"), Artist("Can (2)")],
    labels=[Label("", catno="none"), Label("a\x1fb", catno="1"), Label("Ünïcode 🎶", catno="2")],
    formats=[Format("Vinyl", qty="2", descriptions=['12"', "LP"]), Format("CD", qty="1"), Format("Box Set")],
    genres=["Folk, World, & Country"],
    styles=["{}", "\\", "'; select 1", "Free Jazz"],
)


def test_a_record_says_what_it_has_in_common_with_others() -> None:
    assert groups_of(ODD) == [
        'a"Weird" \\ {Al}, NULL',
        "aNULL",
        "aCan (2)",
        "gFolk, World, & Country",
        "s{}",
        "s\\",
        "s'; select 1",
        "sFree Jazz",
        "la\x1fb",
        "lÜnïcode 🎶",
        "dunknown",
        'f12"',
        "fCD",
        "fBox Set",
    ]


async def test_names_are_told_as_they_are_written(alice: Person, own_sql: AsyncEngine) -> None:
    item = record("Odd")
    item.basic_information = ODD
    (copy_id,) = await put_on_shelf(own_sql, await alice.user_id(), [item])
    await play(alice, str(copy_id), "2025-05-01T20:00:00Z")
    told = await alice.ask("GET", "/api/statistics/favourites")
    shelf = await alice.ask("GET", "/api/statistics/shelf")
    for view in (told, shelf):
        names = {
            kind: {one["name"] for one in view[kind]["first"]} for kind in ("artists", "styles", "labels")
        }
        assert names["artists"] == {'"Weird" \\ {Al}, NULL', "NULL", "Can"}
        assert names["styles"] == {"{}", "\\", "'; select 1", "Free Jazz"}
        assert names["labels"] == {"a b", "Ünïcode 🎶"}, "a separator of ours becomes a space"
        assert [one["name"] for one in view["decades"]["first"]] == ["unknown"]


async def test_half_a_record_counts_for_what_was_played_of_it(alice: Person, give_record: GiveRecord) -> None:
    first, second = await give_record(alice, "First"), await give_record(alice, "Second")
    deeds: list[tuple[str, str, dict[str, Any]]] = [
        (first, "2025-03-01T10:00:00Z", {"sides": ["A"]}),
        (first, "2025-03-01T12:00:00Z", {"sides": ["A", "B"]}),
        (second, "2025-03-02T10:00:00Z", {}),
        (second, "2025-03-03", {"sides": ["B"]}),
        (second, "2024-12-31T23:30:00Z", {"sides": ["B"], "utc_offset": 60}),
    ]
    ids = [await play(alice, copy_id, at, **more) for copy_id, at, more in deeds]
    left_out = await play(alice, first, "2025-03-04T10:00:00Z")
    await alice.ask("PUT", f"/api/statistics/left-out/{left_out}", status=204)
    logged = {one["id"]: one["seconds"] for one in (await alice.ask("GET", "/api/plays"))["plays"]}
    total = sum(logged[one] for one in ids)
    assert logged[ids[0]] < logged[ids[1]] == logged[ids[2]]

    listening = await alice.ask("GET", "/api/statistics/listening?by=day")
    assert (listening["plays"], listening["seconds"]) == (5, total)
    assert {one["start"]: one["seconds"] for one in listening["periods"]} == {
        "2025-01-01": logged[ids[4]],
        "2025-03-01": logged[ids[0]] + logged[ids[1]],
        "2025-03-02": logged[ids[2]],
        "2025-03-03": logged[ids[3]],
    }
    assert [one["number"] for one in listening["hours"]] == [0, 10, 12], "no hour where only the day is known"
    favourites = await alice.ask("GET", "/api/statistics/favourites")
    assert [(one["title"], one["plays"]) for one in favourites["records"]["first"]] == [
        ("Second", 3),
        ("First", 2),
    ]
    review = await alice.ask("GET", "/api/statistics/review?year=2025")
    assert (review["year"], review["listening"]["seconds"]) == (2025, total)
    assert (
        review["favourites"]["records"]
        == (await alice.ask("GET", "/api/statistics/favourites?since=2025-01-01&limit=5"))["records"]
    )
    assert (review["particulars"]["discovered"], review["particulars"]["plays_before"]) == (2, 0)
    assert review["particulars"]["first"]["on"] == "2025-01-01"


async def test_what_was_played_as_often_stands_by_how_long(alice: Person, give_record: GiveRecord) -> None:
    copies = [await give_record(alice, f"Record {n}", artist=f"Artist {n}") for n in range(4)]
    for copy_id, seconds in zip(copies, (60, 90, 60, 60), strict=True):
        await play(alice, copy_id, "2025-05-01T20:00:00Z", seconds=seconds)
    told = await alice.ask("GET", "/api/statistics/favourites?limit=3")
    even = sorted(copy_id for copy_id, n in zip(copies, range(4), strict=True) if n != 1)
    assert [one["copy_id"] for one in told["records"]["first"]] == [copies[1], *even[:2]]
    assert [one["name"] for one in told["artists"]["first"]] == ["Artist 1", "Artist 0", "Artist 2"]
    assert (told["records"]["total"], told["artists"]["total"]) == (4, 4)


async def test_a_record_heard_before_but_left_out_then_is_discovered_now(
    alice: Person, give_record: GiveRecord
) -> None:
    copy_id = await give_record(alice)
    before = await play(alice, copy_id, "2023-05-01T20:00:00Z")
    await play(alice, copy_id, "2025-05-01T20:00:00Z")
    review = "/api/statistics/review?year=2025"
    assert (await alice.ask("GET", review))["particulars"]["discovered"] == 0
    await alice.ask("PUT", f"/api/statistics/left-out/{before}", status=204)
    assert (await alice.ask("GET", review))["particulars"]["discovered"] == 1


async def test_a_year_without_a_play_is_an_empty_one(alice: Person) -> None:
    told = await alice.ask("GET", "/api/statistics/review?year=2025")
    assert (told["listening"]["plays"], told["listening"]["periods"], told["favourites"]["plays"]) == (
        0,
        [],
        0,
    )
    assert told["favourites"]["artists"] == {"total": 0, "first": []}
    assert told["particulars"]["first"] is told["particulars"]["busiest"] is None


@pytest.mark.parametrize("zone", ["Asia/Calcutta", "Etc/Unknown", "Nowhere/At-all", "Africa/__init__/x"])
async def test_whatever_zone_a_device_names_its_figures_are_told(alice: Person, zone: str) -> None:
    for view in ("listening", "shelf", "care", "review?year=2025"):
        await alice.ask("GET", f"/api/statistics/{view}{'&' if '?' in view else '?'}zone={zone}")


async def test_what_cannot_be_a_zone_is_refused(alice: Person) -> None:
    for zone in ("'; select 1", ""):
        answer = await alice.http.get("/api/statistics/listening", params={"zone": zone})
        assert answer.status_code in (400, 422), answer.text


async def test_a_disc_is_none_of_those_never_cleaned(alice: Person, own_sql: AsyncEngine) -> None:
    disc = record("On disc")
    disc.basic_information.formats = [Format("CD", qty="1")]
    await put_on_shelf(own_sql, await alice.user_id(), [record("On vinyl"), disc])
    assert (await alice.ask("GET", "/api/statistics/care"))["never_cleaned"] == 1
