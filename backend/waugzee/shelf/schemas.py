"""What the shelf answers."""

import uuid
from datetime import date, datetime
from typing import Literal

import msgspec

from waugzee.care.rule_schemas import CopyCare
from waugzee.care.schemas import Details
from waugzee.collection.schemas import Notes
from waugzee.collection.sides import Basis

Fate = Literal["sold", "given_away", "lost", "broken", "other"]
"""What became of a record that left the collection."""


class ShelfCopy(msgspec.Struct, kw_only=True):
    """One copy as the shelf shows it: what it is, and what was done with it.

    `media`: its condition. `care`: when it is due for cleaning, where not as all others.
    """

    id: uuid.UUID
    release_id: int
    title: str
    artist: str
    year: int | None
    format: str
    label: str | None
    catno: str | None
    genres: list[str]
    styles: list[str]
    thumb: str | None
    cover: str | None
    added_at: datetime | None
    rating: int
    folder_id: int | None
    removed_at: datetime | None
    archived_as: Fate | None
    archived_note: str | None
    joined_to: uuid.UUID | None
    media: str | None
    plays: int
    last_played_at: datetime | None
    last_cleaned_at: datetime | None
    plays_since_cleaning: int
    care: CopyCare | None


class Archive(msgspec.Struct):
    """Keep a record that left the collection, with what became of it; None: that is not known (any more)."""

    archived_as: Fate | None
    note: Notes = ""


class Join(msgspec.Struct):
    """The copy that takes over what was logged of another one."""

    to: uuid.UUID


class Note(msgspec.Struct):
    """The value of one of the user's own Discogs fields."""

    field_id: int
    value: str


class LabelOfCopy(msgspec.Struct):
    """A label, and the catalogue number it gave the release."""

    name: str
    catno: str


class CopyDetails(ShelfCopy, kw_only=True):
    """One copy with all that is known of it.

    `pressings`: the copies of other releases of the same master on the shelf. `wanted`: on the wantlist.
    `asked`: `/api/releases/{release_id}/details` tells of its release.
    """

    instance_id: int
    notes: list[Note]
    discogs_url: str
    master_id: int | None
    master_url: str | None
    labels: list[LabelOfCopy]
    pressings: list[uuid.UUID]
    wanted: bool
    asked: bool


class Shelf(msgspec.Struct):
    """Changed copies, whole. Ask again with `cursor`: at once while `more`, later for what changed since.

    `anew`: the cursor is unknown, as after a restored backup. Forget what was read: this is the beginning.
    """

    copies: list[ShelfCopy]
    cursor: str
    more: bool
    anew: bool


class PlayDetails(msgspec.Struct, kw_only=True):
    """What more is known of a play: the fields of `Play` that bear the same names."""

    played_on: date
    date_only: bool
    utc_offset: int
    sides: list[str] | None
    tracks: list[str] | None
    stylus_id: uuid.UUID | None
    turntable_id: uuid.UUID | None
    seconds: int
    basis: Basis
    rating: int | None
    mood: str | None


class CleaningDetails(Details, kw_only=True):
    """What more is known of a cleaning: the fields of `Cleaning` that bear the same names."""

    date_only: bool


class HistoryEntry(msgspec.Struct):
    """A play or a cleaning of one copy, each with its own details."""

    kind: Literal["play", "cleaning"]
    id: uuid.UUID
    at: datetime
    notes: str
    play: PlayDetails | None
    cleaning: CleaningDetails | None


class History(msgspec.Struct):
    """What was done with one copy, newest first."""

    entries: list[HistoryEntry]
    cursor: str | None
