"""What the routes of barcodes take and answer."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from waugzee.errands.schemas import OnShelf

Barcode = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{6,14}\Z")]
"""The digits alone, as scanned or typed."""


class AskBarcode(msgspec.Struct):
    """Have a barcode looked up at Discogs."""

    barcode: Barcode


class Found(msgspec.Struct):
    """A release at Discogs, as its search shows it."""

    release_id: int
    master_id: int | None
    artist: str
    title: str
    year: int | None
    country: str | None
    format: str
    label: str | None
    catno: str | None
    thumb: str | None
    cover: str | None


class FoundRelease(msgspec.Struct, kw_only=True):
    """A release that was found, and what one has of it: `copies` are those of this or another pressing."""

    release: Found
    owned: OnShelf | None
    copies: list[uuid.UUID]
    wanted: bool


class Lookup(msgspec.Struct, kw_only=True):
    """A look at Discogs. `status` is what it answered: 0 where that cannot be read, null while one waits."""

    asked_at: datetime
    answered_at: datetime | None
    status: int | None
    total: int | None
    releases: list[FoundRelease]


class BarcodeLook(msgspec.Struct, kw_only=True):
    """What is known of a barcode. `copies` on the shelf bear it; `lookup` is null where none was asked for.

    `searchable`: the connection lets one search at Discogs; else `why` says what is in the way.
    """

    barcode: str
    copies: list[uuid.UUID]
    searchable: bool
    why: Literal["not_connected", "public"] | None
    lookup: Lookup | None
