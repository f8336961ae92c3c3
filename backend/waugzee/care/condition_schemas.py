"""What is told of a record's condition."""

import uuid
from datetime import datetime
from typing import Literal

import msgspec

from waugzee.collection.schemas import Moment, Notes

Grade = Literal["M", "NM", "VG+", "VG", "G+", "G", "F", "P"]
"""Goldmine's grades, from mint to poor."""
Fault = Literal["scratch", "warp", "other"]


class Condition(msgspec.Struct):
    """What a copy was like on a day: grades of disc and sleeve, a fault, notes; each where it was said."""

    id: uuid.UUID
    copy_id: uuid.UUID
    noted_at: datetime
    date_only: bool
    fault: Fault | None
    media: Grade | None
    sleeve: Grade | None
    notes: str
    created_at: datetime


class NoteCondition(msgspec.Struct):
    """A condition to note. A client-made `id` (UUIDv7) is noted once, however often it is sent."""

    copy_id: uuid.UUID
    id: uuid.UUID | msgspec.UnsetType = msgspec.UNSET
    noted_at: Moment | msgspec.UnsetType = msgspec.UNSET
    date_only: bool = False
    fault: Fault | None = None
    media: Grade | None = None
    sleeve: Grade | None = None
    notes: Notes = ""


class AmendCondition(msgspec.Struct):
    """What to change; what is absent stays. `noted_at` without `date_only` is a moment."""

    noted_at: Moment | msgspec.UnsetType = msgspec.UNSET
    date_only: bool | msgspec.UnsetType = msgspec.UNSET
    fault: Fault | msgspec.UnsetType | None = msgspec.UNSET
    media: Grade | msgspec.UnsetType | None = msgspec.UNSET
    sleeve: Grade | msgspec.UnsetType | None = msgspec.UNSET
    notes: Notes | msgspec.UnsetType = msgspec.UNSET


class Conditions(msgspec.Struct):
    """What was noted of one copy, newest first; `cursor` leads to the next ones."""

    conditions: list[Condition]
    cursor: str | None
