"""What the routes about the spinning record take and answer."""

import uuid
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from waugzee.collection.positions import LONGEST
from waugzee.collection.schemas import SideName, TracklistSide
from waugzee.collection.sides import Track
from waugzee.plays.schemas import Play, UtcOffset


class Spin(msgspec.Struct, kw_only=True):
    """A record on the turntable. At `as_of` its side had played for `elapsed` seconds.

    `over`: the record has come to its end by now; finish it, and it is logged.
    """

    id: uuid.UUID
    copy_id: uuid.UUID
    release_id: int
    title: str
    artist: str
    thumb: str | None
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
    """What is spinning now, if anything."""

    spin: Spin | None


class StartSpin(msgspec.Struct, kw_only=True):
    """Put a record on. The client-made `id` becomes that of its play; without `side`, its first."""

    id: uuid.UUID
    copy_id: uuid.UUID
    side: SideName | UnsetType = UNSET
    utc_offset: UtcOffset = 0


class ChangeSpin(msgspec.Struct, kw_only=True):
    """Pause or go on, move along the side, or turn to another; what is absent stays."""

    running: bool | UnsetType = UNSET
    elapsed: Annotated[int, Meta(ge=0, le=LONGEST)] | UnsetType = UNSET
    side: SideName | UnsetType = UNSET


class Finished(msgspec.Struct):
    """What became of it: a play, or nothing where no side was played to its half."""

    play: Play | None
