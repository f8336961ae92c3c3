"""What a file of another program's says, whichever format it has, and the ids that its entries get here.

An id is made of what is said, not of where it stands: the kind, the release, the second, and the number among
equals. So the same entry has it in every file of the same history, and is written once.
"""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from waugzee_sync.discogs.responses import CollectionItem

Kind = Literal[
    "play",
    "cleaning",
    "condition",
    "record",
    "turntable",
    "cartridge",
    "stylus",
    "mount",
    "maintenance",
    "interval",
    "care",
    "crate",
    "in-crate",
    "left-out",
    "put-off",
    "tracklist",
    "value",
    "setting",
]
"""What an entry is. An `interval`: how often maintenance is due; `care`: when cleaning is, of one record."""
Source = Literal["kleio-database", "kleio-export", "waugzee"]
Reason = Literal[
    "unreadable",
    "no-release",
    "no-time",
    "impossible-time",
    "no-record",
    "no-name",
    "unknown-stylus",
    "notes-cut",
    "characters-replaced",
    "details-left-out",
    "no-subject",
    "repeated",
    "overlaps",
    "too-many",
    "unknown-turntable",
]
"""Why an entry is set aside, or what of one that is taken in could not be kept.

`no-record`: there is no such copy, and nobody knows the release. `no-subject`: what it is about is not there.
"""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A play or a cleaning. With `date_only` the day of `at`, in UTC, is all that is known of when."""

    id: uuid.UUID
    release_id: int
    at: datetime
    date_only: bool
    notes: str
    flaws: Sequence[Reason] = ()
    stylus_id: uuid.UUID | None = None
    deep: bool = False


class Stylus(msgspec.Struct, frozen=True, kw_only=True):
    """A stylus. `last_used` is None where no play names it; one that is not `in_use` was retired."""

    id: uuid.UUID
    name: str
    maker: str
    model: str
    rated_hours: int | None
    bought_on: date | None
    in_use: bool
    last_used: datetime | None
    flaws: Sequence[Reason] = ()


class Record(msgspec.Struct, frozen=True):
    """A record as the file has it; its instance may be one that Discogs never gave: 0 or less."""

    item: CollectionItem
    archived: bool = False


class Departed(msgspec.Struct, frozen=True):
    """A record that is not on the shelf: its row of `copies`, since when, and what its owner said of it."""

    row: tuple[Any, ...]
    removed_at: datetime
    archived_as: str | None = None
    archived_note: str | None = None


class Said(msgspec.Struct, frozen=True):
    """What the file says of an entry: when, the notes or the name; `title` where the record is known."""

    release_id: int | None
    when: str
    text: str
    title: str | None = None


class SetAside(msgspec.Struct, frozen=True):
    """What could not be read, and why."""

    kind: Kind
    reason: Reason
    said: Said


class History(msgspec.Struct, frozen=True, kw_only=True):
    """All that a file holds. `has_token`: a secret stands in it, which was not read."""

    source: Source
    records: dict[int, Record]
    plays: list[Entry]
    cleanings: list[Entry]
    styluses: list[Stylus]
    set_aside: list[SetAside]
    has_token: bool = False


def entry_id(kind: Kind, release_id: int, at: datetime, place: int) -> uuid.UUID:
    """The id of an entry, the `place`-th of those that say the same; a UUIDv7 of its own time."""
    seconds = int(at.timestamp())
    return _named(f"{kind} {release_id} {seconds} {place}", max(seconds, 0) * 1000)


def stylus_id(name: str) -> uuid.UUID:
    """The id of a stylus by its name, however that is written."""
    return _named(f"stylus {name.casefold()}", 0)


def _named(name: str, milliseconds: int) -> uuid.UUID:
    digest = hashlib.blake2b(name.encode(), digest_size=10, person=b"waugzee kleio").digest()
    number = milliseconds << 80 | int.from_bytes(digest, "big")
    version, variant = 0xF << 76, 0b11 << 62
    return uuid.UUID(int=number & ~version & ~variant | 7 << 76 | 0b10 << 62)
