"""When something was done with a copy."""

from datetime import UTC, datetime, timedelta

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
