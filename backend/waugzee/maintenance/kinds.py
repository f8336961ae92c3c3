"""The kinds of maintenance that everybody has, and how often each is due unless a user says otherwise."""

import uuid
from collections.abc import Sequence
from typing import Literal

import msgspec

PartKind = Literal["turntable", "cartridge", "stylus"]
KindName = Literal[
    "belt", "lubrication", "levelling", "alignment", "tracking_force", "stylus_cleaning", "own"
]


class Kind(msgspec.Struct, frozen=True):
    """A kind of maintenance: due after so many hours run or so many months, whichever comes first."""

    id: uuid.UUID
    kind: KindName
    part: PartKind
    name: str
    hours: int | None
    months: int | None


# Their ids are the same for everybody: a row of a user's with such an id changes how often it is due.
KNOWN: Sequence[Kind] = (
    Kind(uuid.UUID(int=1), "belt", "turntable", "Belt", None, 60),
    Kind(uuid.UUID(int=2), "lubrication", "turntable", "Lubrication", 2000, 24),
    Kind(uuid.UUID(int=3), "levelling", "turntable", "Levelling", None, 12),
    Kind(uuid.UUID(int=4), "alignment", "cartridge", "Alignment", 500, 12),
    Kind(uuid.UUID(int=5), "tracking_force", "cartridge", "Tracking force", 250, 6),
    Kind(uuid.UUID(int=6), "stylus_cleaning", "stylus", "Stylus cleaning", 25, 3),
)
BY_ID = {kind.id: kind for kind in KNOWN}
