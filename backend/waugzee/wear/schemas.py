"""What the routes about wear answer."""

import uuid
from datetime import date, datetime
from typing import Literal

import msgspec

Level = Literal["fresh", "good", "fair", "worn", "replace", "unknown"]
"""How much life a stylus has left: from 80, 60, 40, 20 percent, and less; unknown without rated hours."""


class PartWear(msgspec.Struct, kw_only=True):
    """How long a cartridge or a turntable has run."""

    id: uuid.UUID
    name: str
    hours: float
    plays: int
    last_played_at: datetime | None
    mounted: bool
    """It is in use now."""
    retired: bool


class StylusWear(PartWear, kw_only=True):
    """How far a stylus is worn. `hours` holds the `starting_hours` it came with.

    `hours_left` is never below nothing. `forecast` is the day it will have run its rated hours if it
    goes on as it did over the last `recent_days`; none where it rests or nothing is rated.
    """

    starting_hours: int
    rated_hours: int | None
    hours_left: float | None
    percent_left: float | None
    level: Level
    recent_hours: float
    recent_days: int
    forecast: date | None


class Wear(msgspec.Struct, kw_only=True):
    """How far everything has run, as of a moment; and what was played while nothing was mounted."""

    as_of: datetime
    styluses: list[StylusWear]
    cartridges: list[PartWear]
    turntables: list[PartWear]
    unmounted_hours: float
    unmounted_plays: int


class MonthOfUse(msgspec.Struct):
    """What a stylus played in a month, as `2026-01`."""

    month: str
    plays: int
    hours: float


class StylusUse(msgspec.Struct):
    """How far a stylus is worn, and its use by month, the latest first."""

    wear: StylusWear
    months: list[MonthOfUse]
