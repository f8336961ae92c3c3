"""What a user says of their profile, and every field that anybody may read of it (`Public…`)."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

Address = Annotated[str, Meta(min_length=3, max_length=24, pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\Z")]
"""An address by name. Those made at random are longer, so that neither is ever taken for the other."""
Title = Annotated[str, Meta(max_length=80, pattern=r"\A[^\x00-\x1f\x7f]*\Z")]


class Profile(msgspec.Struct, kw_only=True):
    """The user's own view of their profile. `url`: where it is or would be; None before it was ever open.

    `names`: the addresses that are kept for this user, used or not.
    """

    open: bool
    url: str | None
    address: str | None
    named: bool
    names: list[str]
    title: str
    shelf: bool
    statistics: bool
    spinning: bool
    listed: bool


class ChangeProfile(msgspec.Struct, kw_only=True):
    """What to change; what is absent stays. `name`: an address by that name, or with null one at random."""

    open: bool | UnsetType = UNSET
    name: Address | UnsetType | None = UNSET
    title: Title | UnsetType = UNSET
    shelf: bool | UnsetType = UNSET
    statistics: bool | UnsetType = UNSET
    spinning: bool | UnsetType = UNSET
    listed: bool | UnsetType = UNSET


class PublicGenre(msgspec.Struct):
    """A genre, and how many records of the shelf are of it."""

    name: str
    records: int


class PublicShelf(msgspec.Struct):
    """How much stands on the shelf."""

    records: int
    genres: list[PublicGenre]


class PublicTop(msgspec.Struct):
    """One of the records played most."""

    release_id: int
    title: str
    artist: str
    cover: str | None
    plays: int


class PublicStatistics(msgspec.Struct):
    """Counts of all time, without what their owner left out of statistics."""

    records: int
    artists: int
    plays: int
    hours: int
    top: list[PublicTop]


class PublicSpin(msgspec.Struct):
    """The record on the turntable."""

    release_id: int
    title: str
    artist: str
    cover: str | None
    side: str


class PublicSpinning(msgspec.Struct):
    """What spins now, if anything."""

    record: PublicSpin | None


class PublicProfile(msgspec.Struct):
    """A profile as anybody reads it; the parts that its owner did not choose are null."""

    title: str
    shelf: PublicShelf | None
    statistics: PublicStatistics | None
    spinning: PublicSpinning | None


class PublicRecord(msgspec.Struct):
    """A release on the shelf, and how many copies of it."""

    release_id: int
    title: str
    artist: str
    year: int | None
    format: str
    label: str | None
    catno: str | None
    genres: list[str]
    thumb: str | None
    cover: str | None
    copies: int


class PublicRecords(msgspec.Struct):
    """A page of the shelf by artist; `total`: how many there are of what was asked for."""

    records: list[PublicRecord]
    total: int
    cursor: str | None
