"""What the routes of the inbox take and answer, and what can be chosen."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Kind = Literal["cleaning", "needle", "maintenance", "sync", "connection"]
Way = Literal["off", "inbox", "push"]
"""Not told at all; told in the inbox; told there, and pushed to the devices that asked for it."""
Minute = Annotated[int, Meta(ge=0, le=1439)]
"""A minute of the day."""
Zone = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"\A[A-Za-z0-9_+\-/]+\Z")]


class About(msgspec.Struct, omit_defaults=True):
    """What a notice says: how many things, the first few by name, and what is the matter with them.

    `state` is a stylus' level, why a sync ended, or "listenbrainz" where it is not Discogs that turned a
    connection down. `run_id` is the sync.
    """

    count: int = 1
    names: list[str] = []
    state: str | None = None
    percent_left: float | None = None
    run_id: uuid.UUID | None = None


class Notice(msgspec.Struct, kw_only=True):
    """Something the user was told, and when they read it. `subject_id`: what it is about, if one thing."""

    id: uuid.UUID
    kind: Kind
    subject_id: uuid.UUID | None
    count: int
    names: list[str]
    state: str | None
    percent_left: float | None
    run_id: uuid.UUID | None
    at: datetime
    read_at: datetime | None


class Notices(msgspec.Struct):
    """Notices, the newest first; how many in all are `unread`. `cursor` leads to the next ones."""

    notices: list[Notice]
    unread: int
    cursor: str | None


class ReadNotice(msgspec.Struct):
    """Whether it has been read."""

    read: bool


class ReadUpTo(msgspec.Struct):
    """The newest notice that was seen: with it all older ones are read."""

    newest: uuid.UUID


class Choices(msgspec.Struct, kw_only=True):
    """How one is told of each kind, and the time of day in which nothing is pushed.

    From `quiet_from` until `quiet_until` in the time `zone`; the same minute twice is no quiet time.
    """

    cleaning: Way = "inbox"
    needle: Way = "inbox"
    maintenance: Way = "inbox"
    sync: Way = "inbox"
    connection: Way = "inbox"
    quiet_from: Minute = 22 * 60
    quiet_until: Minute = 8 * 60
    zone: Zone | None = None
    """As the user's devices name it; until one said so, UTC."""


class ChangeChoices(msgspec.Struct, kw_only=True):
    """What to choose; what is absent stays."""

    cleaning: Way | UnsetType = UNSET
    needle: Way | UnsetType = UNSET
    maintenance: Way | UnsetType = UNSET
    sync: Way | UnsetType = UNSET
    connection: Way | UnsetType = UNSET
    quiet_from: Minute | UnsetType = UNSET
    quiet_until: Minute | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET
