"""What the routes about plays take and answer."""

import uuid
from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from waugzee.collection.estimates import MOST_SIDES
from waugzee.collection.positions import LONGEST
from waugzee.collection.schemas import Moment, Notes, SideName
from waugzee.collection.sides import MOST_TRACKS, Basis

UtcOffset = Annotated[int, Meta(gt=-1440, lt=1440)]
"""Minutes that the listener's clock is ahead of UTC."""
SideNames = Annotated[list[SideName], Meta(max_length=MOST_SIDES)]
Position = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"\A[^\x00]*\Z")]
Positions = Annotated[list[Position], Meta(max_length=MOST_TRACKS)]
Seconds = Annotated[int, Meta(ge=1, le=4 * LONGEST)]
Rating = Annotated[int, Meta(ge=1, le=5)]
Mood = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"\A[^\x00]*\Z")]


class Play(msgspec.Struct, kw_only=True):
    """One play of one copy.

    `played_on` is the day it was for the listener. Without sides and tracks the whole record was played.
    `seconds` is how long, and `basis` how that is known: `user`, `tracklist`, `partly`, or an `estimate`.
    """

    id: uuid.UUID
    copy_id: uuid.UUID
    release_id: int
    title: str
    artist: str
    thumb: str | None
    removed: bool
    """The copy has left the collection since."""
    played_at: datetime
    played_on: date
    date_only: bool
    utc_offset: int
    sides: list[str] | None
    tracks: list[str] | None
    stylus_id: uuid.UUID | None
    """The one that was chosen; None stands for the one that was mounted then."""
    turntable_id: uuid.UUID | None
    """Where it was played, where that is known; None stands for the main one."""
    seconds: int
    basis: Basis
    rating: int | None
    mood: str | None
    notes: str
    created_at: datetime


class LogPlay(msgspec.Struct, kw_only=True):
    """A play to log. A client-made `id` (UUIDv7) is logged once, however often it is sent.

    Give `copy_id`, or `release_id` for the copy of it that was played last. Give `played_at`, or
    `played_on` where only the day is known, or neither for now; with `utc_offset`, or the offset that
    `played_at` carries. Without `sides` and `tracks` the whole record was played.
    """

    copy_id: uuid.UUID | UnsetType = UNSET
    release_id: int | UnsetType = UNSET
    id: uuid.UUID | UnsetType = UNSET
    played_at: Moment | UnsetType = UNSET
    played_on: date | UnsetType = UNSET
    utc_offset: UtcOffset | UnsetType = UNSET
    sides: SideNames | None = None
    tracks: Positions | None = None
    stylus_id: uuid.UUID | None = None
    turntable_id: uuid.UUID | None = None
    seconds: Seconds | None = None
    rating: Rating | None = None
    mood: Mood | None = None
    notes: Notes = ""


class AmendPlay(msgspec.Struct, kw_only=True):
    """What to change of a play; what is absent stays. `sides` and `tracks` are told together."""

    copy_id: uuid.UUID | UnsetType = UNSET
    played_at: Moment | UnsetType = UNSET
    played_on: date | UnsetType = UNSET
    utc_offset: UtcOffset | UnsetType = UNSET
    sides: SideNames | UnsetType | None = UNSET
    tracks: Positions | UnsetType | None = UNSET
    stylus_id: uuid.UUID | UnsetType | None = UNSET
    seconds: Seconds | UnsetType | None = UNSET
    rating: Rating | UnsetType | None = UNSET
    mood: Mood | UnsetType | None = UNSET
    notes: Notes | UnsetType = UNSET


class DuplicatePlay(msgspec.Struct, kw_only=True):
    """When the same was played again: now, unless told. The id is as for logging."""

    id: uuid.UUID | UnsetType = UNSET
    played_at: Moment | UnsetType = UNSET
    played_on: date | UnsetType = UNSET
    utc_offset: UtcOffset | UnsetType = UNSET


class PlayPage(msgspec.Struct):
    """Some plays, newest first; `cursor` leads to the next ones.

    `joined` holds the ids of those that belong to one session with the play before them in time, which
    is the next one in the list.
    """

    plays: list[Play]
    cursor: str | None
    joined: list[uuid.UUID]


class Group(msgspec.Struct, kw_only=True):
    """Plays counted together: of a day, a record, or an artist; `key` names which."""

    key: str
    plays: int
    records: int
    seconds: int
    last_played_at: datetime
    title: str | None = None
    artist: str | None = None
    thumb: str | None = None


class GroupPage(msgspec.Struct):
    """Some groups: days newest first, the others by how much they were played."""

    groups: list[Group]
    cursor: str | None


class PlaySession(msgspec.Struct):
    """Plays less than the preferred gap apart, by their ids, newest first."""

    began_at: datetime
    ended_at: datetime
    seconds: int
    plays: list[uuid.UUID]


class PlaySessionPage(msgspec.Struct):
    """Some sessions, newest first."""

    sessions: list[PlaySession]
    cursor: str | None
