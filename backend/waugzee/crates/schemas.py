"""What the crate routes take and answer."""

import uuid

import msgspec
from msgspec import UNSET, UnsetType

from waugzee.collection.schemas import Short


class Crate(msgspec.Struct):
    """A crate with the copies in it, in the user's order; those that left the collection stay in theirs."""

    id: uuid.UUID
    name: str
    copies: list[uuid.UUID]


class Crates(msgspec.Struct):
    """All crates, in the user's order."""

    crates: list[Crate]


class MakeCrate(msgspec.Struct):
    """A new crate, the last one; the same id again is the same crate."""

    id: uuid.UUID
    name: Short


class ChangeCrate(msgspec.Struct, kw_only=True):
    """Another name, or another place: behind `after`, or first where that is null."""

    name: Short | UnsetType = UNSET
    after: uuid.UUID | UnsetType | None = UNSET


class PutIn(msgspec.Struct, kw_only=True):
    """Where in the crate: behind `after`, first where that is null, at its end where nothing is said."""

    after: uuid.UUID | UnsetType | None = UNSET
