"""When something was done with a copy."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
from msgspec import UNSET

from waugzee.errors import Invalid

EARLIEST = datetime(1877, 1, 1, tzinfo=UTC)
"""The year of the phonograph: nothing was played or cleaned before."""


def checked_moment(moment: datetime, now: datetime) -> datetime:
    """Return `moment` in UTC; raises Invalid outside 1877 to tomorrow."""
    try:
        utc = moment.astimezone(UTC)
    except OverflowError as error:
        raise Invalid("The date is outside the calendar.") from error
    if not EARLIEST <= utc <= now + timedelta(days=1):
        raise Invalid("The date is before the phonograph or after tomorrow.")
    return utc


def checked_day(moment: datetime, now: datetime) -> datetime:
    """Return noon UTC of the day that `moment` names where it was written; raises Invalid as above.

    Noon, so that the day is the same whichever zone it is read in; a zone ahead may be in tomorrow.
    """
    day = moment.date()
    if not EARLIEST.date() <= day <= (now + timedelta(days=1)).date():
        raise Invalid("The date is before the phonograph or after tomorrow.")
    return datetime.combine(day, time(12), UTC)


def checked_local_day(day: date, utc_offset: int, now: datetime) -> datetime:
    """Return noon of `day` where the clock is `utc_offset` minutes ahead of UTC; raises Invalid likewise."""
    ahead = timedelta(minutes=utc_offset)
    if not EARLIEST.date() <= day <= (now + ahead).date() + timedelta(days=1):
        raise Invalid("The date is before the phonograph or after tomorrow.")
    return datetime.combine(day, time(12), UTC) - ahead


def checked(moment: datetime, date_only: bool, now: datetime) -> datetime:
    """Return what is stored of a moment, or of a day alone."""
    return checked_day(moment, now) if date_only else checked_moment(moment, now)


def changed_moment(data: msgspec.Struct, name: str, now: datetime) -> dict[str, Any]:
    """What an amendment gives, its moment `name` checked; raises Invalid for `date_only` without one."""
    changes = {field: value for field, value in msgspec.structs.asdict(data).items() if value is not UNSET}
    if name in changes:
        changes.setdefault("date_only", False)
        changes[name] = checked(changes[name], changes["date_only"], now)
    elif "date_only" in changes:
        raise Invalid(f"`date_only` comes with `{name}`.")
    return changes
