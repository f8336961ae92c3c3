"""What the engine and the sync endpoints say to each other. All JSON; times in Unix seconds where numbers."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from waugzee_sync.discogs.lists import Fields, Folders
from waugzee_sync.discogs.requests import ListName
from waugzee_sync.discogs.responses import MOST_PAGES, Pagination, SetAside

RunMode = Literal["full", "quick"]
"""A full run reads everything; a quick one the newest page, and whether the counts agree."""
RunState = Literal["running", "incomplete", "complete"]
Reason = Literal[
    "stopped",
    "private_collection",
    "unknown_user",
    "unauthorized",
    "unreachable",
    "unreadable",
    "missing_pages",
    "count_mismatch",
    "kept_changing",
    "item_without_id",
    "replaced",
    "differs",
]
DriverKind = Literal["browser", "terminal", "server"]
PauseReason = Literal[
    "stopped", "private_collection", "unknown_user", "unauthorized", "unreachable", "unreadable"
]
LISTS: dict[int, ListName] = {0: "folders", -1: "fields"}
"""The user's lists, read beside the pages of a run: numbered below them, asked for and signed alike."""
PartNumber = Annotated[int, msgspec.Meta(ge=-1, le=MOST_PAGES)]
Requests = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
"""Requests to Discogs since the engine last told of some, whatever came of them."""
PageNumber = Annotated[int, msgspec.Meta(ge=1, le=MOST_PAGES)]
ReadNumber = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
Driver = Annotated[str, msgspec.Meta(min_length=8, max_length=64, pattern=r"\A[A-Za-z0-9_-]+\Z")]


class SyncRun(msgspec.Struct, kw_only=True):
    """A sync run as anyone may watch it. `driven` says that someone is at work on it right now.

    `driver` is what drives it, or did last. `requests` counts those to Discogs that it told of: what a
    driver did in vain before it vanished is missing.
    """

    id: uuid.UUID
    mode: RunMode
    state: RunState
    reason: Reason | None
    detail: str | None
    kind: Literal["demo", "public", "token", "oauth"]
    username: str
    pages_done: int
    pages_total: int | None
    items_seen: int
    items_total: int | None
    set_aside: int
    added: int
    changed: int
    removed: int
    requests: int
    driver: DriverKind | None
    driven: bool
    started_at: datetime
    updated_at: datetime
    finished_at: datetime | None


class SetAsideItems(msgspec.Struct):
    """The items of a run that did not validate, with their reasons."""

    items: list[SetAside]


class Instruction(msgspec.Struct, frozen=True):
    """One exact address to fetch, for one reading of one page (or list), until `expires_at`."""

    page: PartNumber
    read: ReadNumber
    url: str
    expires_at: int
    signature: str


class OpenSync(msgspec.Struct):
    """Open a run, or join the one under way. `driver` names the browser, terminal or server that asks.

    `auto` leaves it to the server whether a quick check will do. With `take_over` the run is driven from
    here, whoever drove it.
    """

    driver: Driver
    mode: RunMode | Literal["auto"] = "full"
    take_over: bool = False


class StoredPage(msgspec.Struct):
    """A page this run already holds."""

    page: int
    items: int
    pages: int
    count: int


class SyncStart(msgspec.Struct, kw_only=True):
    """An open run. Without `key` someone else drives it: watch. `now` is the server's clock.

    `lists` are the numbers of the lists that are still to be read.
    """

    run: SyncRun
    now: float
    key: str | None
    ceiling: int
    stored: list[StoredPage]
    lists: list[PartNumber]
    instructions: list[Instruction]


class Driven(msgspec.Struct, kw_only=True):
    """What a run's driver says. Once another has taken over, it is told to watch; None is not asked."""

    driver: Driver | None = None


class AskInstructions(Driven, kw_only=True):
    """The pages (and lists) to read next."""

    pages: Annotated[list[PartNumber], msgspec.Meta(min_length=1, max_length=50)]


class Instructions(msgspec.Struct):
    """One instruction for each page asked for."""

    instructions: list[Instruction]


class Reading(Driven, kw_only=True):
    """What was read, with the proof of the instruction that led to it."""

    read: ReadNumber
    requests: Requests = 1
    expires_at: Annotated[int, msgspec.Meta(ge=0, le=2**40)]
    url_digest: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    signature: Annotated[str, msgspec.Meta(max_length=64)]


class PageReading(Reading, kw_only=True):
    """A page as it was read: the counts, and the items, each judged again."""

    pagination: Pagination
    items: Annotated[list[msgspec.Raw], msgspec.Meta(max_length=1000)]


class PageStored(msgspec.Struct):
    """What became of a page. `superseded`: a newer reading was already there, and nothing was changed."""

    superseded: bool
    added: int
    changed: int
    set_aside: int


class FoldersReading(Reading, kw_only=True):
    """The user's folders as they were read, all of them."""

    folders: Folders


class FieldsReading(Reading, kw_only=True):
    """The user's fields as they were read, all of them."""

    fields: Fields


class ListStored(msgspec.Struct):
    """What became of a list: whether it differed from what was stored."""

    changed: bool


class Finish(Driven, kw_only=True):
    """Ask whether the run is whole. With `give_up` it ends either way."""

    give_up: bool = False


class Finished(msgspec.Struct):
    """The run as it is now; while it is running, the pages to read again."""

    run: SyncRun
    reread: list[int]


class Pause(Driven, kw_only=True):
    """End the run as incomplete, to be resumed later."""

    reason: PauseReason
    requests: Requests = 0
    detail: Annotated[str, msgspec.Meta(max_length=500, pattern=r"\A[^\x00]*\Z")] | None = None
