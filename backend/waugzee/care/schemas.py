"""What the routes about cleanings take and answer."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from waugzee.collection.schemas import Moment, Notes, Short

Depth = Literal["light", "deep"]


class Details(msgspec.Struct, kw_only=True):
    """How a cleaning was done; each as far as it is known.

    `method` is "dry brush", "wet", "vacuum", "ultrasonic" or a word of one's own.
    """

    method: Short | None = None
    depth: Depth | None = None
    machine: Short | None = None
    fluid: Short | None = None
    result: Short | None = None


class Cleaning(Details, kw_only=True):
    """One cleaning of one copy. With `date_only` the moment is noon UTC of the day."""

    id: uuid.UUID
    copy_id: uuid.UUID
    cleaned_at: datetime
    date_only: bool
    notes: str
    created_at: datetime


class LogCleaning(Details, kw_only=True):
    """A cleaning to log. A client-made `id` (UUIDv7) is logged once, however often it is sent.

    With `date_only` the day counts that `cleaned_at` names in its own zone.
    """

    copy_id: uuid.UUID
    id: uuid.UUID | msgspec.UnsetType = msgspec.UNSET
    cleaned_at: Moment | msgspec.UnsetType = msgspec.UNSET
    date_only: bool = False
    notes: Notes = ""


class AmendCleaning(msgspec.Struct):
    """What to change of a cleaning; what is absent stays. `cleaned_at` without `date_only` is a moment."""

    cleaned_at: Moment | msgspec.UnsetType = msgspec.UNSET
    date_only: bool | msgspec.UnsetType = msgspec.UNSET
    method: Short | msgspec.UnsetType | None = msgspec.UNSET
    depth: Depth | msgspec.UnsetType | None = msgspec.UNSET
    machine: Short | msgspec.UnsetType | None = msgspec.UNSET
    fluid: Short | msgspec.UnsetType | None = msgspec.UNSET
    result: Short | msgspec.UnsetType | None = msgspec.UNSET
    notes: Notes | msgspec.UnsetType = msgspec.UNSET


class DuplicateCleaning(msgspec.Struct, kw_only=True):
    """When the same was done again: now, unless told. The id is as for logging."""

    id: uuid.UUID | msgspec.UnsetType = msgspec.UNSET
    cleaned_at: Moment | msgspec.UnsetType = msgspec.UNSET
    date_only: bool = False


class CleaningPage(msgspec.Struct):
    """Some cleanings, newest first; `cursor` leads to the next ones."""

    cleanings: list[Cleaning]
    cursor: str | None


class EveningEntry(msgspec.Struct):
    """One record of a cleaning evening, with the id its cleaning shall have."""

    id: uuid.UUID
    copy_id: uuid.UUID


class LogEvening(Details, kw_only=True):
    """The same cleaning of several records: all of them are logged, or none."""

    entries: Annotated[list[EveningEntry], msgspec.Meta(min_length=1, max_length=200)]
    cleaned_at: Moment | msgspec.UnsetType = msgspec.UNSET
    date_only: bool = False
    notes: Notes = ""


class Evening(msgspec.Struct):
    """What is stored under the ids that were sent, and which of them were deleted and stay so."""

    cleanings: list[Cleaning]
    deleted: list[uuid.UUID]
