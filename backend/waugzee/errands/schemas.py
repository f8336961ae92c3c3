"""What the errand routes take and answer beyond `waugzee_sync.errands.messages`."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from waugzee.collection.schemas import Notes
from waugzee_sync.discogs.responses import Id

OnShelf = Literal["same", "other"]
"""Of a release elsewhere: it is on the shelf, or another pressing of the same is."""
EditKind = Literal["rating", "folder", "field", "remove", "add", "want", "unwant"]
EditState = Literal["look", "write", "sent", "check", "done", "conflict", "failed"]
EditReason = Literal[
    "unauthorized", "forbidden", "gone", "refused", "unreachable", "not_confirmed", "changed"
]


class Enrichment(msgspec.Struct):
    """How many releases on the shelf are known in detail. `missing`: Discogs does not have them."""

    on: bool
    total: int
    done: int
    missing: int


class Identifier(msgspec.Struct):
    """A barcode, a runout, a label code."""

    type: str
    value: str
    description: str


class Company(msgspec.Struct):
    """Who pressed, recorded, published: `role` in Discogs' words."""

    role: str
    name: str


class ReleaseDetails(msgspec.Struct):
    """What a release's own page says; not `found`: Discogs did not show it.

    When the first of its `pressings` came out, and how many there are, is of the catalogue, where it knows.
    """

    release_id: int
    read_at: datetime
    found: bool
    country: str | None
    released: str | None
    year: int | None
    identifiers: list[Identifier]
    companies: list[Company]
    original_year: int | None
    pressings: int


class WantedRelease(msgspec.Struct):
    """A release on the wantlist. `owned`: it is on the shelf, or another pressing of the same is."""

    release_id: int
    title: str
    artist: str
    year: int | None
    format: str
    label: str | None
    thumb: str | None
    cover: str | None
    notes: str | None
    added_at: datetime | None
    owned: OnShelf | None


class Wants(msgspec.Struct):
    """Some wants; `cursor` leads to the next ones. `read_at` says as of when, `reason` why not whole."""

    wants: list[WantedRelease]
    read_at: datetime | None
    reason: str | None
    cursor: str | None


class Edit(msgspec.Struct, kw_only=True):
    """Something to be written at Discogs. `found` is what stands there, where that is a conflict."""

    id: uuid.UUID
    kind: EditKind
    state: EditState
    reason: EditReason | None
    release_id: int
    copy_id: uuid.UUID | None
    field_id: int | None
    to: int | str | None
    found: int | str | None
    made_at: datetime


class Edits(msgspec.Struct):
    """The newest edits, first those that were made last. `writable`: this connection takes edits.

    `last_played_field`: where the day of each record's last play is kept, if anywhere.
    """

    edits: list[Edit]
    on: bool
    writable: bool
    last_played_field: int | None


class MakeEdit(msgspec.Struct, kw_only=True):
    """Change something at Discogs. `copy_id` names a copy, for `add`, `want` and `unwant` a release does.

    `to` is the rating (0 to 5), the folder, or the field's text.
    """

    id: uuid.UUID
    kind: EditKind
    copy_id: uuid.UUID | None = None
    release_id: Id | None = None
    field_id: Id | None = None
    to: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)] | Notes | None = None


class Change(msgspec.Struct, array_like=True):
    """What stood here when it was made, in any of these, and what shall stand there."""

    was: list[Any] = []
    to: Any = None
