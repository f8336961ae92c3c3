"""When one may be disturbed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from waugzee.errors import Invalid
from waugzee.inbox.schemas import Choices
from waugzee.inbox.times import checked_zone, may_push_at, next_morning


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


BERLIN: dict[str, Any] = {"zone": "Europe/Berlin"}
NEVER_QUIET = {"quiet_from": 0, "quiet_until": 0}
NOON_REST = {"quiet_from": 12 * 60, "quiet_until": 15 * 60}


@pytest.mark.parametrize(
    ("now", "last", "choices", "moment"),
    [
        # Berlin is an hour ahead in winter, two in summer.
        ("2026-01-10 12:00", None, BERLIN, "2026-01-10 12:00"),
        ("2026-01-10 21:00", None, BERLIN, "2026-01-11 07:00"),
        ("2026-01-10 20:59", None, BERLIN, "2026-01-10 20:59"),
        ("2026-01-10 06:59", None, BERLIN, "2026-01-10 07:00"),
        ("2026-07-10 06:00", None, BERLIN, "2026-07-10 06:00"),
        ("2026-07-10 05:59", None, BERLIN, "2026-07-10 06:00"),
        ("2026-01-10 13:00", None, NOON_REST, "2026-01-10 15:00"),
        ("2026-01-10 03:00", None, NEVER_QUIET, "2026-01-10 03:00"),
        # Once a day and kind, by the user's days: from 23:00 UTC on it is tomorrow in Berlin.
        ("2026-01-10 18:00", "2026-01-10 08:00", BERLIN, "2026-01-11 08:00"),
        ("2026-01-11 09:00", "2026-01-10 08:00", BERLIN, "2026-01-11 09:00"),
        ("2026-01-10 23:30", "2026-01-10 22:30", {**BERLIN, **NEVER_QUIET}, "2026-01-10 23:30"),
        ("2026-01-10 22:30", "2026-01-09 23:30", {**BERLIN, **NEVER_QUIET}, "2026-01-11 08:00"),
        # The clocks go forward at two, and from three back to two.
        ("2026-03-29 00:30", None, {**BERLIN, "quiet_until": 150}, "2026-03-29 01:30"),
        ("2026-10-25 00:10", None, {**BERLIN, "quiet_until": 150}, "2026-10-25 00:30"),
    ],
)
def test_when_something_may_be_pushed(
    now: str, last: str | None, choices: dict[str, Any], moment: str
) -> None:
    assert may_push_at(at(now), at(last) if last else None, Choices(**choices)) == at(moment)


@pytest.mark.parametrize(
    ("now", "choices", "moment"),
    [
        ("2026-01-10 12:00", BERLIN, "2026-01-11 07:00"),
        ("2026-01-10 07:00", BERLIN, "2026-01-11 07:00"),
        ("2026-01-10 06:59", BERLIN, "2026-01-10 07:00"),
        ("2026-01-10 06:00", NEVER_QUIET, "2026-01-10 09:00"),
        # In the hour that comes twice the second time is later, not a day away.
        ("2026-10-25 01:10", {**BERLIN, "quiet_until": 150}, "2026-10-26 01:30"),
    ],
)
def test_it_is_looked_once_a_day(now: str, choices: dict[str, Any], moment: str) -> None:
    assert next_morning(at(now), Choices(**choices)) == at(moment)


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "Europe", "/UTC", "Africa/__init__/x", ""])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        checked_zone(name)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Etc/Unknown", "Etc/UTC"),
    ],
)
def test_a_zone_is_known_by_the_names_that_browsers_keep(name: str, zone: str) -> None:
    assert checked_zone(name) == zone
