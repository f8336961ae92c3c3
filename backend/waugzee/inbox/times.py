"""When one may be disturbed: not in the quiet time of day, and not twice a day for one kind of thing."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from waugzee.errors import Invalid
from waugzee.inbox.schemas import Choices
from waugzee.zones import zone_named

MORNING = 9 * 60
"""The minute of the day at which one is told where no quiet time ends."""
DAY = timedelta(days=1)


def zone_of(choices: Choices) -> ZoneInfo:
    return ZoneInfo(choices.zone or "UTC")


def checked_zone(name: str) -> str:
    """Its present name; raises Invalid."""
    zone = zone_named(name)
    if zone is None:
        raise Invalid(f"{name} is no time zone: give one such as Europe/Berlin.")
    return zone


def next_morning(now: datetime, choices: Choices) -> datetime:
    """When to look next what there is to tell: at the end of the quiet time, once a day."""
    quiet = choices.quiet_from != choices.quiet_until
    return _next(now, choices.quiet_until if quiet else MORNING, zone_of(choices))


def may_push_at(now: datetime, last: datetime | None, choices: Choices) -> datetime:
    """The first moment from `now` on, where one of this kind was pushed at `last`."""
    zone = zone_of(choices)
    moment = now
    if last is not None and last.astimezone(zone).date() >= now.astimezone(zone).date():
        midnight = _next(last, 0, zone)
        moment = _next(midnight, MORNING, zone)
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    since, until = choices.quiet_from, choices.quiet_until
    quiet = since <= minute < until if since <= until else minute >= since or minute < until
    return _next(moment, until, zone) if quiet else moment


def _next(after: datetime, minute: int, zone: ZoneInfo) -> datetime:
    """The next moment that the clocks of a zone show this minute."""
    clock = time(minute // 60, minute % 60)
    today = after.astimezone(zone).date()
    # Compared as moments: within a zone the hour that comes twice would be one.
    soon = datetime.combine(today, clock, zone).astimezone(UTC)
    return soon if soon > after else datetime.combine(today + DAY, clock, zone).astimezone(UTC)
