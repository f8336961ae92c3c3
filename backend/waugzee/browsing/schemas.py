"""What the routes of the catalogue answer."""

from typing import Literal

import msgspec

Kind = Literal["artist", "label", "master", "release"]


class Standing(msgspec.Struct):
    """What stands of one kind: the month of its dump, and how many records that had."""

    kind: Kind
    month: str
    records: int


class Catalogue(msgspec.Struct):
    """What was imported. `pending`: so many records the search does not know yet; nothing: none at all."""

    kinds: list[Standing]
    pending: int
    importing: bool


class Hit(msgspec.Struct, kw_only=True):
    """A line of a list. Of an artist `artist` is the real name, of a label the one it belongs to.

    `versions`: how many releases a master has. `owned`: it is on one's shelf, or another pressing is.
    """

    kind: Kind
    id: int
    title: str
    artist: str
    year: int | None = None
    country: str | None = None
    format: str | None = None
    label: str | None = None
    catno: str | None = None
    genre: str | None = None
    versions: int | None = None
    owned: Literal["same", "other"] | None = None
    wanted: bool = False


class Hits(msgspec.Struct):
    """Some hits; `cursor` leads to the next ones."""

    hits: list[Hit]
    cursor: str | None


class Credit(msgspec.Struct):
    """An artist as named on it. Without `id` it leads nowhere."""

    id: int | None = None
    name: str = ""
    anv: str = ""
    join: str = ""


class OnLabel(msgspec.Struct):
    """A label or series, and the number there."""

    id: int | None = None
    name: str = ""
    catno: str = ""


class Carrier(msgspec.Struct):
    name: str = ""
    qty: int = 1
    text: str = ""
    descriptions: list[str] = []


class CatalogueTrack(msgspec.Struct):
    """A line of a tracklist; one of the type `heading` or `index` is above others."""

    type: str = "track"
    position: str = ""
    title: str = ""
    duration: str = ""
    artists: list[Credit] = []
    sub_tracks: list["CatalogueTrack"] = []


class CatalogueIdentifier(msgspec.Struct):
    type: str = ""
    value: str = ""
    description: str = ""


class CatalogueCompany(msgspec.Struct):
    id: int | None = None
    name: str = ""
    catno: str = ""
    role: str = ""


class CatalogueRelease(msgspec.Struct, kw_only=True):
    """A release as the dump has it. `vanished`: the month that no longer had it."""

    id: int
    title: str
    artist: str
    artists: list[Credit]
    labels: list[OnLabel]
    format: str
    formats: list[Carrier]
    genres: list[str]
    styles: list[str]
    country: str | None
    released: str | None
    year: int | None
    master_id: int | None
    tracks: list[CatalogueTrack]
    identifiers: list[CatalogueIdentifier]
    companies: list[CatalogueCompany]
    series: list[OnLabel]
    vanished: str | None
    owned: Literal["same", "other"] | None
    wanted: bool


class CatalogueMaster(msgspec.Struct, kw_only=True):
    """A master: what its releases are versions of."""

    id: int
    title: str
    artist: str
    artists: list[Credit]
    year: int | None
    genres: list[str]
    styles: list[str]
    main_release: int | None
    versions: int
    vanished: str | None
    owned: Literal["same", "other"] | None
    wanted: bool


class CatalogueArtist(msgspec.Struct, kw_only=True):
    id: int
    name: str
    real_name: str | None
    variations: list[str]
    aliases: list[Credit]
    members: list[Credit]
    groups: list[Credit]
    vanished: str | None


class CatalogueLabel(msgspec.Struct, kw_only=True):
    """`parent`: the label it belongs to."""

    id: int
    name: str
    parent: Credit | None
    sublabels: list[Credit]
    vanished: str | None
