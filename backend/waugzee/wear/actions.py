"""How far the parts have run, told from what the database adds up."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from waugzee.db import Transaction
from waugzee.errors import NotFound
from waugzee.wear import queries
from waugzee.wear.schemas import Level, MonthOfUse, PartWear, StylusUse, StylusWear, Wear

LEVELS: Sequence[tuple[float, Level]] = ((80, "fresh"), (60, "good"), (40, "fair"), (20, "worn"))
"""From so many percent of life left."""
RECENT = timedelta(days=90)
"""What the forecast takes for the present rate."""
SHORTEST = timedelta(days=14)
"""A stylus mounted later than that is taken to have run for so long: an evening is no rate."""
FARTHEST = 50 * 365
"""Days ahead, beyond which a forecast says nothing."""


class Sum(msgspec.Struct):
    """What a part has played, and where it is."""

    plays: int = 0
    seconds: int = 0
    recent: int = 0
    last: datetime | None = None
    mounted_since: datetime | None = None
    mounted: bool = False


async def wear_of(db: Transaction, user_id: uuid.UUID, now: datetime) -> Wear:
    """How far everything of the user's has run, in three queries."""
    sums: dict[uuid.UUID | None, Sum] = {}
    for chain in await queries.chains(db, user_id):
        for key in ("stylus_id", "cartridge_id", "turntable_id"):
            part = sums.setdefault(chain[key], Sum())
            part.mounted |= chain["lasts"]
            part.mounted_since = min(part.mounted_since or chain["first"], chain["first"])
    for row in await queries.ran(db, user_id, now - RECENT):
        known = {row[key] for key in ("stylus_id", "cartridge_id", "turntable_id")} - {None}
        for part_id in known or {None}:
            part = sums.setdefault(part_id, Sum())
            part.plays += row["plays"]
            part.seconds += row["seconds"]
            part.recent += row["recent"]
            part.last = max(part.last or row["last"], row["last"])
    nowhere = sums.get(None, Sum())
    told: dict[str, list[Any]] = {"stylus": [], "cartridge": [], "turntable": []}
    for row in await queries.parts(db, user_id):
        told[row["kind"]].append(_told(row, sums.get(row["id"], Sum()), now))
    return Wear(
        as_of=now,
        styluses=told["stylus"],
        cartridges=told["cartridge"],
        turntables=told["turntable"],
        unmounted_hours=hours(nowhere.seconds),
        unmounted_plays=nowhere.plays,
    )


async def stylus_use(db: Transaction, user_id: uuid.UUID, stylus_id: uuid.UUID, now: datetime) -> StylusUse:
    """How one stylus is worn, and by month; raises NotFound."""
    wear = next((one for one in (await wear_of(db, user_id, now)).styluses if one.id == stylus_id), None)
    if wear is None:
        raise NotFound("There is no such stylus.")
    rows = await queries.months(db, user_id, stylus_id)
    return StylusUse(wear, [MonthOfUse(row["month"], row["plays"], hours(row["seconds"])) for row in rows])


def hours(seconds: int) -> float:
    return round(seconds / 3600, 2)


def level(percent_left: float) -> Level:
    return next((word for least, word in LEVELS if percent_left >= least), "replace")


def window_of(now: datetime, mounted_since: datetime | None) -> timedelta:
    """How far back the present rate is taken from."""
    return max(SHORTEST, min(RECENT, now - (mounted_since or now)))


def forecast(
    now: datetime, seconds_left: float, recent_seconds: int, mounted_since: datetime | None
) -> date | None:
    """The day on which so many seconds will have run at the present rate; None where none can be told."""
    if not recent_seconds:
        return None
    days = seconds_left / recent_seconds * (window_of(now, mounted_since) / timedelta(days=1))
    return (now + timedelta(days=days)).astimezone(UTC).date() if days < FARTHEST else None


def _told(row: Any, part: Sum, now: datetime) -> PartWear:
    common = {
        "id": row["id"],
        "name": row["name"],
        "hours": round(row["starting_hours"] + part.seconds / 3600, 2),
        "plays": part.plays,
        "last_played_at": part.last,
        "mounted": part.mounted,
        "retired": row["retired_at"] is not None,
    }
    if row["kind"] != "stylus":
        return PartWear(**common)
    rated = row["rated_hours"]
    left = None if rated is None else max(0.0, rated - row["starting_hours"] - part.seconds / 3600)
    percent = None if left is None else 100 * left / rated
    window = window_of(now, part.mounted_since)
    ahead = None
    if left is not None and part.mounted:
        ahead = forecast(now, left * 3600, part.recent, part.mounted_since)
    return StylusWear(
        **common,
        starting_hours=row["starting_hours"],
        rated_hours=rated,
        hours_left=None if left is None else round(left, 2),
        percent_left=None if percent is None else round(percent, 1),
        level="unknown" if percent is None else level(percent),
        recent_hours=hours(part.recent),
        recent_days=round(window / timedelta(days=1)),
        forecast=ahead,
    )
