"""Moments and days, where the clock is not UTC and changes in the night."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.plays.conftest import Owned, play
from people import Person


@pytest.mark.parametrize(
    ("when", "day"),
    [
        # The night that summer begins in Berlin, and the one that it ends: the same clock twice.
        ({"played_at": "2026-03-29T01:59:59+01:00"}, "2026-03-29"),
        ({"played_at": "2026-03-29T03:00:00+02:00"}, "2026-03-29"),
        ({"played_at": "2026-10-25T02:30:00+02:00"}, "2026-10-25"),
        ({"played_at": "2026-10-25T02:30:00+01:00"}, "2026-10-25"),
        # Midnight, from both sides, far east and far west.
        ({"played_at": "2026-05-01T23:59:59+14:00"}, "2026-05-01"),
        ({"played_at": "2026-05-02T00:00:00+14:00"}, "2026-05-02"),
        ({"played_at": "2026-05-01T23:59:59-11:00"}, "2026-05-01"),
        ({"played_at": "2026-05-02T09:59:59Z", "utc_offset": -600}, "2026-05-01"),
        ({"played_at": "2026-05-02T10:00:00Z", "utc_offset": -600}, "2026-05-02"),
        ({"played_at": "2026-02-28T23:30:00Z", "utc_offset": 345}, "2026-03-01"),
        ({"played_at": "2024-02-28T23:30:00Z", "utc_offset": 345}, "2024-02-29"),
        # Days without a time.
        ({"played_on": "2024-02-29", "utc_offset": 840}, "2024-02-29"),
        ({"played_on": "2026-03-29", "utc_offset": -720}, "2026-03-29"),
        ({"played_on": "1877-01-02"}, "1877-01-02"),
    ],
)
async def test_it_was_the_listeners_day(alice: Person, blue_train: Owned, when: Any, day: str) -> None:
    told = await play(alice, blue_train, **when)
    assert (told["played_on"], told["date_only"]) == (day, "played_on" in when)
    listed = await alice.ask("GET", f"/api/plays?since={day}&until={day}")
    assert [each["id"] for each in listed["plays"]] == [told["id"]]
    counted = await alice.ask("GET", "/api/plays/counts?by=days")
    assert [group["key"] for group in counted["groups"]] == [day]


async def test_the_same_moment_told_from_two_zones_is_one(alice: Person, blue_train: Owned) -> None:
    east = await play(alice, blue_train, played_at="2026-05-02T09:00:00+09:00")
    west = await play(alice, blue_train, played_at="2026-05-01T20:00:00-04:00")
    assert east["played_at"] == west["played_at"] == "2026-05-02T00:00:00Z"
    assert (east["played_on"], west["played_on"]) == ("2026-05-02", "2026-05-01")


async def test_tomorrow_is_the_last_day(alice: Person, blue_train: Owned) -> None:
    now = datetime.now(UTC)
    for offset in (-720, 0, 840):
        today = (now + timedelta(minutes=offset)).date()
        await play(alice, blue_train, played_on=str(today + timedelta(days=1)), utc_offset=offset)
        problem = await play(
            alice, blue_train, 422, played_on=str(today + timedelta(days=3)), utc_offset=offset
        )
        assert problem["detail"] == "The date is before the phonograph or after tomorrow."
    await play(alice, blue_train, played_at=(now + timedelta(hours=23)).isoformat())
    await play(alice, blue_train, 422, played_at=(now + timedelta(hours=25)).isoformat())


async def test_a_moment_becomes_a_day_and_a_day_a_moment(alice: Person, blue_train: Owned) -> None:
    told = await play(alice, blue_train, played_at="2026-05-01T23:30:00+02:00")
    path = f"/api/plays/{told['id']}"
    day = await alice.ask("PATCH", path, {"played_on": "2026-04-30"})
    assert (day["date_only"], day["played_on"], day["utc_offset"]) == (True, "2026-04-30", 120)
    west = await alice.ask("PATCH", path, {"utc_offset": -480})
    assert (west["date_only"], west["played_on"], west["utc_offset"]) == (True, "2026-04-30", -480)
    moment = await alice.ask("PATCH", path, {"played_at": "2026-05-03T08:00:00Z", "utc_offset": 0})
    assert (moment["date_only"], moment["played_on"]) == (False, "2026-05-03")
    later = await alice.ask("PATCH", path, {"utc_offset": 960 - 15})
    assert (later["played_at"], later["played_on"]) == ("2026-05-03T08:00:00Z", "2026-05-03")
    assert (await alice.ask("PATCH", path, {"utc_offset": 970}))["played_on"] == "2026-05-04"
