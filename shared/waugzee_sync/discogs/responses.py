"""The responses we accept: strict where it matters (ids, dates, types), open where Discogs varies.

A page is an envelope and items. A broken envelope is refused whole; an item that does not validate is
set aside with its reason and counted. What an item leaves out is unknown, never a change.
"""

import json
import re
from datetime import datetime
from itertools import accumulate
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

LARGEST_ID = 2**63 - 1
MOST_ITEMS = 10_000_000
MOST_PAGES = 100_000
DEEPEST = 100
"""Levels of lists and objects; Discogs has seven. Some thousands end the browser's interpreter for good."""

Id = Annotated[int, Meta(ge=1, le=LARGEST_ID)]
IdOrNone = Annotated[int, Meta(ge=0, le=LARGEST_ID)] | None
ShortText = Annotated[str, Meta(max_length=10_000)]
Texts = list[ShortText] | None
Decoded = TypeVar("Decoded")


class Unreadable(Exception):
    """The body is not what was asked for; the message says why."""


class Artist(msgspec.Struct, omit_defaults=True, gc=False):
    """A credit. `anv` is the name as printed, `join` what stands before the next one."""

    name: ShortText = ""
    id: IdOrNone = 0
    anv: ShortText | None = ""
    join: ShortText | None = ""


class Label(msgspec.Struct, omit_defaults=True, gc=False):
    """A label with the catalogue number it gave."""

    name: ShortText = ""
    id: IdOrNone = 0
    catno: ShortText | None = ""


class Format(msgspec.Struct, omit_defaults=True, gc=False):
    """A carrier; `qty` is text, and not always a sensible number."""

    name: ShortText = ""
    qty: ShortText | None = ""
    descriptions: Texts = None
    text: ShortText | None = ""


class Note(msgspec.Struct, gc=False):
    """The value of one of the user's own fields."""

    field_id: Annotated[int, Meta(ge=0, le=LARGEST_ID)]
    value: ShortText


class BasicInformation(msgspec.Struct, omit_defaults=True, gc=False):
    """The release, as the collection shows it. `year` 0 and empty images mean unknown."""

    id: Id
    title: ShortText
    year: Annotated[int, Meta(ge=0, le=9999)] | None = 0
    master_id: IdOrNone = None
    thumb: ShortText | None = ""
    cover_image: ShortText | None = ""
    artists: list[Artist] | None = None
    labels: list[Label] | None = None
    formats: list[Format] | None = None
    genres: Texts = None
    styles: Texts = None


class CollectionItem(msgspec.Struct, omit_defaults=True, gc=False):
    """One copy that the user owns (an instance, in Discogs' word)."""

    id: Id
    instance_id: Id
    basic_information: BasicInformation
    date_added: Annotated[datetime, Meta(tz=True)] | None = None
    rating: Annotated[int, Meta(ge=0, le=5)] | UnsetType = UNSET
    folder_id: Annotated[int, Meta(ge=0, le=LARGEST_ID)] | UnsetType = UNSET
    notes: list[Note] | UnsetType = UNSET


class SetAside(msgspec.Struct):
    """An item that did not validate, and why; `instance_id` where at least that could be read."""

    instance_id: int | None
    reason: str


class Pagination(msgspec.Struct):
    """What Discogs says of the whole; its `urls` are dropped, for they echo credentials."""

    page: Annotated[int, Meta(ge=1, le=MOST_PAGES)]
    pages: Annotated[int, Meta(ge=0, le=MOST_PAGES)]
    per_page: Annotated[int, Meta(ge=1, le=1000)]
    items: Annotated[int, Meta(ge=0, le=MOST_ITEMS)]


class Page(msgspec.Struct):
    """A page of a collection, its items not yet judged."""

    pagination: Pagination
    releases: Annotated[list[msgspec.Raw], Meta(max_length=1000)]


class _Identified(msgspec.Struct):
    instance_id: Any = None


_page = msgspec.json.Decoder(Page)
_item = msgspec.json.Decoder(CollectionItem)
_identified = msgspec.json.Decoder(_Identified)
_string = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_no_bracket = bytes(set(range(256)) - set(b"[]{}"))
_step = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_lone_surrogate = re.compile("[\ud800-\udfff]")


def read_page(body: bytes, page: int) -> Page:
    """Decode the answer to a request for `page`; raises Unreadable."""
    read = decoded(body, _page)
    if read.pagination.page != page:
        raise Unreadable(f"page {page} was asked for, and page {read.pagination.page} came")
    return read


def decoded(body: bytes, decoder: msgspec.json.Decoder[Decoded]) -> Decoded:
    """Decode an answer of Discogs; raises Unreadable and nothing else."""
    if _is_too_deep(body):
        raise Unreadable(f"nested deeper than {DEEPEST} levels")
    try:
        # msgspec does not look inside the items yet, so broken text would pass through unread.
        text = body.decode()
        try:
            return decoder.decode(body)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:
            return decoder.decode(_with_whole_characters(text))
    except (msgspec.DecodeError, ValueError) as error:
        raise Unreadable(str(error)[:200]) from error


def _with_whole_characters(text: str) -> str:
    """Replace each half of a surrogate pair: one character cut in two must not cost the whole page."""
    return _lone_surrogate.sub("\N{REPLACEMENT CHARACTER}", json.dumps(json.loads(text), ensure_ascii=False))


def _is_too_deep(text: bytes) -> bool:
    """Say, without going down itself, whether a decoder would go too deep."""
    if text.count(b"[") + text.count(b"{") <= DEEPEST:
        return False
    brackets = _string.sub(b"", text).translate(None, _no_bracket)
    return max(accumulate(map(_step.__getitem__, brackets)), default=0) > DEEPEST


def judged(item: bytes | msgspec.Raw) -> CollectionItem | SetAside:
    """Validate one item, the same way on both sides of the wire. Raises nothing."""
    raw = bytes(item)
    if _is_too_deep(raw):
        return SetAside(None, f"nested deeper than {DEEPEST} levels")
    try:
        read = _item.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return SetAside(_instance_id(raw), str(error)[:200])
    reason = flaw(read, raw)
    return SetAside(read.instance_id, reason) if reason else read


def flaw(item: CollectionItem, raw: bytes) -> str | None:
    """Say what the types could not: PostgreSQL takes no NUL, and dates must survive a change of zone."""
    if item.id != item.basic_information.id:
        return f"the release is {item.id} outside and {item.basic_information.id} inside"
    if item.date_added is not None and not 1970 < item.date_added.year < 2100:
        return f"the date added is in the year {item.date_added.year}"
    # In JSON a NUL can only stand as an escape; the second look is for a backslash before "u0000", and
    # for texts that are dropped.
    if b"\\u0000" in raw and "\0" in _texts(msgspec.to_builtins(item)):
        return "a text holds a NUL character"
    return None


def _texts(value: Any) -> str:
    """All texts within a value, joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(map(_texts, value.values()))
    if isinstance(value, list):
        return "".join(map(_texts, value))
    return ""


def _instance_id(raw: bytes) -> int | None:
    try:
        found = _identified.decode(raw).instance_id
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found if type(found) is int and 1 <= found <= LARGEST_ID else None


IMAGE_ORIGINS = ("https://i.discogs.com", "https://img.discogs.com")
_IMAGE = re.compile(r"(https?://[A-Za-z0-9.:\-]+)(/[!-~]{1,2000})", re.ASCII)
_PLACEHOLDER = re.compile(r"/images/(spacer\.gif|default-release\.png)(\?|#|$)")


def image_url(text: str | None, simulator: str | None = None) -> str | None:
    """Return `text` where it is an image on Discogs' image hosts (or the simulator's origin), else None."""
    parts = _IMAGE.fullmatch(text or "")
    if parts is None or (parts[1] not in IMAGE_ORIGINS and parts[1] != simulator):
        return None
    return None if _PLACEHOLDER.search(parts[2]) else text
