"""What was played when, and most, told by the listener's own calendar."""

from typing import Any

from backend.conftest import GiveRecord
from people import Person


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


async def test_an_unknown_zone_is_refused(alice: Person) -> None:
    for zone in ("Nowhere/At-all", "'; select 1", ""):
        answer = await alice.http.get("/api/statistics/listening", params={"zone": zone})
        assert answer.status_code in (400, 422), answer.text
