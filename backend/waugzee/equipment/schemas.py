"""What the routes about equipment take and answer."""

import uuid
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from waugzee.collection.schemas import Moment, Notes

Name = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\A[^\x00]*\Z")]
Words = Annotated[str, Meta(max_length=120, pattern=r"\A[^\x00]*\Z")]
Cents = Annotated[int, Meta(ge=0, le=1_000_000_000)]
"""A price in hundredths of its currency."""
Currency = Annotated[str, Meta(pattern=r"\A[A-Z]{3}\Z")]
Milligrams = Annotated[int, Meta(ge=100, le=20_000)]
Hours = Annotated[int, Meta(ge=0, le=100_000)]
RatedHours = Annotated[int, Meta(ge=1, le=100_000)]
CartridgeType = Literal["mm", "mi", "mc", "ceramic", "other"]


class Part(msgspec.Struct, kw_only=True):
    """What every part has. A retired one is kept, with all it did."""

    id: uuid.UUID
    name: str
    maker: str
    model: str
    bought_on: date | None
    price_cents: int | None
    currency: str | None
    notes: str
    retired_at: datetime | None
    created_at: datetime


class AddPart(msgspec.Struct, kw_only=True):
    """A part to add. A client-made `id` (UUIDv7) is added once, however often it is sent.

    Without a `name` it goes by maker and model.
    """

    id: uuid.UUID | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    maker: Words = ""
    model: Words = ""
    bought_on: date | None = None
    price_cents: Cents | None = None
    currency: Currency | None = None
    notes: Notes = ""


class AmendPart(msgspec.Struct, kw_only=True):
    """What to change of a part; what is absent stays. `retired_at` retires it, and ends where it sits."""

    name: Name | UnsetType = UNSET
    maker: Words | UnsetType = UNSET
    model: Words | UnsetType = UNSET
    bought_on: date | UnsetType | None = UNSET
    price_cents: Cents | UnsetType | None = UNSET
    currency: Currency | UnsetType | None = UNSET
    notes: Notes | UnsetType = UNSET
    retired_at: Moment | UnsetType | None = UNSET


class Turntable(Part, kw_only=True):
    """A turntable; what is played without a word is played on the main one."""

    is_main: bool


class AddTurntable(AddPart, kw_only=True):
    """A turntable to add; the first is the main one."""

    is_main: bool | UnsetType = UNSET


class AmendTurntable(AmendPart, kw_only=True):
    """What to change of a turntable; one that becomes the main one takes that from the others."""

    is_main: bool | UnsetType = UNSET


class TurntablePage(msgspec.Struct):
    """Some turntables, newest first; `cursor` leads to the next ones."""

    turntables: list[Turntable]
    cursor: str | None


class Cartridge(Part, kw_only=True):
    """A cartridge; tracking forces in milligrams: what the maker allows, and what is set."""

    type: CartridgeType | None
    force_low: int | None
    force_high: int | None
    force_set: int | None
    alignment: str


class AddCartridge(AddPart, kw_only=True):
    """A cartridge to add."""

    type: CartridgeType | None = None
    force_low: Milligrams | None = None
    force_high: Milligrams | None = None
    force_set: Milligrams | None = None
    alignment: Words = ""


class AmendCartridge(AmendPart, kw_only=True):
    """What to change of a cartridge."""

    type: CartridgeType | UnsetType | None = UNSET
    force_low: Milligrams | UnsetType | None = UNSET
    force_high: Milligrams | UnsetType | None = UNSET
    force_set: Milligrams | UnsetType | None = UNSET
    alignment: Words | UnsetType = UNSET


class CartridgePage(msgspec.Struct):
    """Some cartridges, newest first; `cursor` leads to the next ones."""

    cartridges: list[Cartridge]
    cursor: str | None


class Stylus(Part, kw_only=True):
    """A stylus: how long it should last, and what it had run before it came here, in hours."""

    model_id: str | None
    profile: str
    rated_hours: int | None
    starting_hours: int


class AddStylus(AddPart, kw_only=True):
    """A stylus to add; what is absent is taken from its model, where `model_id` names one."""

    model_id: Words | None = None
    profile: Words = ""
    rated_hours: RatedHours | None = None
    starting_hours: Hours = 0


class AmendStylus(AmendPart, kw_only=True):
    """What to change of a stylus."""

    profile: Words | UnsetType = UNSET
    rated_hours: RatedHours | UnsetType | None = UNSET
    starting_hours: Hours | UnsetType = UNSET


class StylusPage(msgspec.Struct):
    """Some styluses, newest first; `cursor` leads to the next ones."""

    styluses: list[Stylus]
    cursor: str | None


class StylusModel(msgspec.Struct, kw_only=True):
    """A common model of stylus. `source` says whether the hours are the maker's, or usual for its profile."""

    id: str
    maker: str
    model: str
    profile: str
    rated_hours: int
    source: str


class StylusModels(msgspec.Struct):
    """The common models, by maker and model."""

    models: list[StylusModel]


class Mount(msgspec.Struct, kw_only=True):
    """A stylus in a cartridge on a turntable, from `mounted_at` until `ended_at`; none while it lasts."""

    id: uuid.UUID
    stylus_id: uuid.UUID
    cartridge_id: uuid.UUID
    turntable_id: uuid.UUID
    mounted_at: datetime
    ended_at: datetime | None
    notes: str
    created_at: datetime


class AddMount(msgspec.Struct, kw_only=True):
    """A mount to add: since now, unless told. A client-made `id` is added once, however often it is sent.

    With `swap` whatever of the three sat elsewhere at that time ends there; one that had begun keeps its
    time before, and what it did after the new one's end goes on. Without an end the new one lasts until
    the next mount of one of the three.
    """

    stylus_id: uuid.UUID
    cartridge_id: uuid.UUID
    turntable_id: uuid.UUID
    id: uuid.UUID | UnsetType = UNSET
    mounted_at: Moment | UnsetType = UNSET
    ended_at: Moment | None = None
    notes: Notes = ""
    swap: bool = False


class AmendMount(msgspec.Struct, kw_only=True):
    """What to change of a mount; `ended_at` null: it lasts."""

    stylus_id: uuid.UUID | UnsetType = UNSET
    cartridge_id: uuid.UUID | UnsetType = UNSET
    turntable_id: uuid.UUID | UnsetType = UNSET
    mounted_at: Moment | UnsetType = UNSET
    ended_at: Moment | UnsetType | None = UNSET
    notes: Notes | UnsetType = UNSET


class MountPage(msgspec.Struct):
    """Some mounts, the latest first; `cursor` leads to the next ones."""

    mounts: list[Mount]
    cursor: str | None
