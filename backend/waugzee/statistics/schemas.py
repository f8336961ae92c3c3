"""What statistics tell. Days are the listener's own; lengths are seconds."""

import uuid
from datetime import date, datetime
from typing import Literal

import msgspec

Unit = Literal["day", "week", "month", "year"]
"""How long the periods of a time line are; weeks begin on Monday."""


class Range(msgspec.Struct, frozen=True):
    """The days that count, both included; without a bound all on that side."""

    since: date | None = None
    until: date | None = None


class Period(msgspec.Struct):
    """What was played from a day on. Periods without a play are left out."""

    start: date
    plays: int
    seconds: int


class Part(msgspec.Struct):
    """What was played on a weekday (1 is Monday) or in an hour of the day."""

    number: int
    plays: int
    seconds: int


class Streak(msgspec.Struct):
    """Days in a row, each with a play."""

    since: date
    until: date
    days: int


class Listening(msgspec.Struct, kw_only=True):
    """What was played when. `first_year` and `last_year` are those of the whole log.

    `calendar` holds the days of the last year of the range. Plays of which only the day is known are in
    no hour. `current_streak` lasted until today or yesterday.
    """

    plays: int
    seconds: int
    records: int
    artists: int
    days: int
    first_year: int | None
    last_year: int | None
    periods: list[Period]
    calendar_until: date
    calendar: list[Period]
    weekdays: list[Part]
    hours: list[Part]
    longest_streak: Streak | None
    current_streak: Streak | None


class PlayedGroup(msgspec.Struct):
    """Plays of all records that have a name in common: an artist, a genre, a label.

    `records`: how many were played. An unknown decade is called `unknown`.
    """

    name: str
    plays: int
    seconds: int
    records: int


class PlayedGroups(msgspec.Struct):
    """The first of `total` groups, the most played first."""

    total: int
    first: list[PlayedGroup]


class PlayedRecord(msgspec.Struct):
    """A record and how often it was played. `removed`: it left the shelf."""

    copy_id: uuid.UUID
    title: str
    artist: str
    thumb: str | None
    cover: str | None
    removed: bool
    plays: int
    seconds: int
    last_played_at: datetime


class PlayedRecords(msgspec.Struct):
    """The first of `total` records, the most played first."""

    total: int
    first: list[PlayedRecord]


class Favourites(msgspec.Struct, kw_only=True):
    """What was played most. A record counts for each of its artists, genres, styles and labels.

    `first_year` and `last_year` are those of the whole log.
    """

    plays: int
    seconds: int
    first_year: int | None
    last_year: int | None
    records: PlayedRecords
    artists: PlayedGroups
    genres: PlayedGroups
    styles: PlayedGroups
    labels: PlayedGroups
    decades: PlayedGroups
    formats: PlayedGroups
