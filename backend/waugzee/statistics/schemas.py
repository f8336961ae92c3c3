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
    no hour. `current_streak` lasted until today or yesterday, wherever the range begins or ends.
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


class BestOfAYear(msgspec.Struct, kw_only=True):
    """What was played most in a year. A record counts for each of its artists and genres.

    `first_year` and `last_year` are those of the whole log.
    """

    plays: int
    seconds: int
    first_year: int | None
    last_year: int | None
    records: PlayedRecords
    artists: PlayedGroups
    genres: PlayedGroups


class Favourites(BestOfAYear, kw_only=True):
    """What was played most. A record counts for each of its artists, genres, styles and labels.

    `first_year` and `last_year` are those of the whole log.
    """

    styles: PlayedGroups
    labels: PlayedGroups
    decades: PlayedGroups
    formats: PlayedGroups


class ShelfGroup(msgspec.Struct):
    """Records on the shelf that have a name in common, how many of them were ever played."""

    name: str
    records: int
    played: int


class ShelfGroups(msgspec.Struct):
    """The first of `total` groups, the largest first."""

    total: int
    first: list[ShelfGroup]


class Added(msgspec.Struct):
    """What came to the shelf in a month, and how much stood there at its end, of what stands there now."""

    start: date
    records: int
    sum: int


class YearOfRelease(msgspec.Struct):
    """How many records of the shelf were released in a year."""

    year: int
    records: int


class Resting(msgspec.Struct):
    """A record that waits: `at` is when it was added, or played last."""

    copy_id: uuid.UUID
    title: str
    artist: str
    thumb: str | None
    at: datetime | None


class Worth(msgspec.Struct):
    """What Discogs said the collection is worth, in hundredths of `currency`, called as Discogs calls it."""

    on: date
    currency: str
    minimum: int
    median: int
    maximum: int


class OnTheShelf(msgspec.Struct, kw_only=True):
    """What stands on the shelf. `played_lately` and `neglected` are told apart by a year before now.

    `values` are of the days on which Discogs was asked and told one, in the currency it told last.
    Of `never_played` those longest here come first, of `neglected` those unplayed longest. `undated`:
    how many do not say when they were added.
    """

    records: int
    releases: int
    played: int
    played_lately: int
    undated: int
    added: list[Added]
    years: list[YearOfRelease]
    values: list[Worth]
    never_played: list[Resting]
    neglected: list[Resting]
    neglected_total: int
    artists: ShelfGroups
    genres: ShelfGroups
    styles: ShelfGroups
    labels: ShelfGroups
    decades: ShelfGroups
    formats: ShelfGroups


class CleaningPeriod(msgspec.Struct):
    """How often was cleaned from a day on. Periods without a cleaning are left out."""

    start: date
    cleanings: int


class MethodUse(msgspec.Struct):
    """How often was cleaned in a way; null where it was not said."""

    method: str | None
    cleanings: int


class StylusPeriod(msgspec.Struct):
    """What a stylus played from a day on, and how long it had run at the end, what it came with included."""

    start: date
    plays: int
    seconds: int
    run_seconds: int


class StylusPlays(msgspec.Struct):
    """What a stylus played."""

    id: uuid.UUID
    name: str
    plays: int
    seconds: int
    periods: list[StylusPeriod]


class CareAndWear(msgspec.Struct, kw_only=True):
    """Cleanings and styluses over time. `never_cleaned`: of those on the shelf that have a groove."""

    cleanings: int
    records: int
    never_cleaned: int
    periods: list[CleaningPeriod]
    methods: list[MethodUse]
    styluses: list[StylusPlays]


class Moment(msgspec.Struct):
    """A record that was played on a day."""

    copy_id: uuid.UUID
    title: str
    artist: str
    thumb: str | None
    on: date


class Particulars(msgspec.Struct, kw_only=True):
    """What was particular about a year. `discovered`: records played for the first time ever."""

    discovered: int
    added: int
    cleanings: int
    plays_before: int
    seconds_before: int
    busiest: Period | None
    first: Moment | None
    last: Moment | None


class YearInReview(msgspec.Struct, kw_only=True):
    """A year, all of it; `…_before` are those of the year before."""

    year: int
    listening: Listening
    favourites: BestOfAYear
    particulars: Particulars


class LeftOutRecord(msgspec.Struct):
    """A record that does not count, nor do its plays and cleanings."""

    copy_id: uuid.UUID
    title: str
    artist: str


class LeftOutFolder(msgspec.Struct):
    """A folder of which no record counts; its name where it is known."""

    folder_id: int
    name: str | None


class LeftOutPlay(msgspec.Struct):
    """A play that does not count."""

    id: uuid.UUID
    copy_id: uuid.UUID
    title: str
    artist: str
    played_at: datetime


class LeftOut(msgspec.Struct):
    """Everything that does not count, what was left out last first."""

    records: list[LeftOutRecord]
    folders: list[LeftOutFolder]
    plays: list[LeftOutPlay]
