"""What the routes about the spinning records take and answer."""

import uuid
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from waugzee.collection.estimates import MOST_SIDES
from waugzee.collection.positions import LONGEST
from waugzee.collection.schemas import SideName, TracklistSide
from waugzee.collection.sides import Track
from waugzee.plays.schemas import Play, SideNames, UtcOffset


class Spin(msgspec.Struct, kw_only=True):
    """A record on a turntable: the named one, where there is one.

    At `as_of` its side had played for `elapsed` seconds.

    `over`: the record has come to its end by now; finish it, and it is logged.
    """

    id: uuid.UUID
    copy_id: uuid.UUID
    release_id: int
    title: str
    artist: str
    thumb: str | None
    turntable_id: uuid.UUID | None
    turntable: str | None
    began_at: datetime
    side: str
    elapsed: int
    running: bool
    as_of: datetime
    played: list[str]
    sides: list[TracklistSide]
    tracks: list[Track]
    over: bool


class Spinning(msgspec.Struct):
    """What is spinning now, if anything: on each turntable in `spins`, put on last in `spin`."""

    spin: Spin | None
    spins: list[Spin]


class StartSpin(msgspec.Struct, kw_only=True):
    """Put a record on. The client-made `id` becomes that of its play; without `side`, its first.

    Without `turntable_id` it is the main one.
    """

    id: uuid.UUID
    copy_id: uuid.UUID
    turntable_id: uuid.UUID | UnsetType | None = UNSET
    side: SideName | UnsetType = UNSET
    utc_offset: UtcOffset = 0


class ChangeSpin(msgspec.Struct, kw_only=True):
    """Pause or go on, move along the side, or turn to another; what is absent stays."""

    running: bool | UnsetType = UNSET
    elapsed: Annotated[int, Meta(ge=0, le=LONGEST)] | UnsetType = UNSET
    side: SideName | UnsetType = UNSET


Ago = Annotated[int, Meta(ge=0, le=7 * 86_400)]
"""Seconds before the request was made: clocks differ, the passing of time does not."""


class Ran(msgspec.Struct):
    """For how long a side ran."""

    side: SideName
    seconds: Annotated[int, Meta(ge=0, le=LONGEST)]


class TellSpin(msgspec.Struct, kw_only=True):
    """A record that was put on, turned over or taken off without a network, as it stands now.

    `side` had run for `elapsed` seconds when it was last changed; `played` are the sides that were known
    to be played before the network went, `ran` those that were turned over since. Without `turntable_id`
    it is the main one.
    """

    copy_id: uuid.UUID
    turntable_id: uuid.UUID | UnsetType | None = UNSET
    utc_offset: UtcOffset = 0
    began_ago: Ago
    changed_ago: Ago
    side: SideName
    elapsed: Annotated[int, Meta(ge=0, le=LONGEST)]
    running: bool = True
    played: SideNames = []
    ran: Annotated[list[Ran], Meta(max_length=MOST_SIDES)] = []
    taken_off: bool = False


class Told(msgspec.Struct):
    """What became of it: it still spins, or it is a play, or nothing where no side was played to its half."""

    spin: Spin | None
    play: Play | None


class Finished(msgspec.Struct):
    """What became of it: a play, or nothing where no side was played to its half."""

    play: Play | None
