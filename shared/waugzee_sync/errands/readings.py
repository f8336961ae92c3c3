"""What is kept of an answer: strict where it matters, open where Discogs varies."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from waugzee_sync.discogs.money import CollectionValue, amounts_of
from waugzee_sync.discogs.responses import Artist, BasicInformation, Id, IdOrNone, Pagination, decoded
from waugzee_sync.errands.messages import Kind

Words = Annotated[str, Meta(max_length=2000)]
Year = Annotated[int, Meta(ge=0, le=9999)]


class Entry(msgspec.Struct, omit_defaults=True):
    """A line of a tracklist as Discogs has it; `type_` is track, heading or index.

    `artists` are told where they are others than the release's.
    """

    position: Words | None = ""
    type_: Words | None = "track"
    title: Words | None = ""
    duration: Words | None = ""
    sub_tracks: Annotated[list["Entry"], Meta(max_length=1000)] | None = None
    artists: Annotated[list[Artist], Meta(max_length=1000)] | None = None


class Identifier(msgspec.Struct, omit_defaults=True):
    """A barcode, a runout, a label code."""

    type: Words | None = ""
    value: Words | None = ""
    description: Words | None = ""


class Company(msgspec.Struct, omit_defaults=True):
    """Who pressed, recorded, published."""

    name: Words | None = ""
    entity_type_name: Words | None = ""


class Release(msgspec.Struct, omit_defaults=True):
    """A release as its own page shows it: what the collection leaves out."""

    id: Id
    tracklist: Annotated[list[Entry], Meta(max_length=2000)] = []
    country: Words | None = ""
    released: Words | None = ""
    year: Year | None = 0
    master_id: IdOrNone = None
    identifiers: Annotated[list[Identifier], Meta(max_length=2000)] | None = None
    companies: Annotated[list[Company], Meta(max_length=2000)] | None = None


class Want(msgspec.Struct, omit_defaults=True):
    """A release that the user looks for."""

    id: Id
    basic_information: BasicInformation
    date_added: Annotated[datetime, Meta(tz=True)] | None = None
    rating: Annotated[int, Meta(ge=0, le=5)] = 0
    notes: Words | None = None


class WantsPage(msgspec.Struct):
    """A page of a wantlist."""

    pagination: Pagination
    wants: Annotated[list[Want], Meta(max_length=1000)]


class CopiesOfRelease(msgspec.Struct):
    """The copies of one release, each still to be judged as an item of a page is."""

    pagination: Pagination
    releases: Annotated[list[msgspec.Raw], Meta(max_length=1000)]


class SearchRow(msgspec.Struct, omit_defaults=True):
    """A release that a search found. `title` holds the artist too, `year` is text and may be missing."""

    id: Id
    title: Words = ""
    type: Words | None = "release"
    year: Annotated[str, Meta(max_length=20)] | None = None
    country: Words | None = None
    format: Annotated[list[Words], Meta(max_length=200)] | None = None
    label: Annotated[list[Words], Meta(max_length=200)] | None = None
    catno: Words | None = None
    master_id: IdOrNone = None
    thumb: Words | None = None
    cover_image: Words | None = None


class SearchPage(msgspec.Struct):
    """The first page of what a search found."""

    pagination: Pagination
    results: Annotated[list[SearchRow], Meta(max_length=1000)]


Result = Release | WantsPage | CopiesOfRelease | SearchPage | CollectionValue | None
Read = Callable[[bytes], Any]


def _reader(kind: type) -> Read:
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind)
    return lambda body: decoded(body, decoder)


def _read_value(body: bytes) -> CollectionValue:
    value = decoded(body, _value)
    amounts_of(value)
    return value


_value = msgspec.json.Decoder(CollectionValue)

READERS: dict[Kind, Read] = {
    "release": _reader(Release),
    "wants": _reader(WantsPage),
    "look_up": _reader(CopiesOfRelease),
    "search": _reader(SearchPage),
    "value": _read_value,
    "write": lambda body: None,
}
"""How each kind of answer is read, the same way on both sides of the wire; each raises Unreadable."""
