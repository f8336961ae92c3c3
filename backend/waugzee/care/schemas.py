"""What the routes about cleanings take and answer."""

import uuid
from datetime import datetime

import msgspec

from waugzee.collection.schemas import Moment, Notes


class Cleaning(msgspec.Struct):
    """One cleaning of one copy."""

    id: uuid.UUID
    copy_id: uuid.UUID
    cleaned_at: datetime
    notes: str
    created_at: datetime


class LogCleaning(msgspec.Struct):
    """A cleaning to log. A client-made `id` (UUIDv7) is logged once, however often it is sent."""

    copy_id: uuid.UUID
    id: uuid.UUID | msgspec.UnsetType = msgspec.UNSET
    cleaned_at: Moment | msgspec.UnsetType = msgspec.UNSET
    notes: Notes = ""


class AmendCleaning(msgspec.Struct):
    """What to change of a cleaning; what is absent stays."""

    cleaned_at: Moment | msgspec.UnsetType = msgspec.UNSET
    notes: Notes | msgspec.UnsetType = msgspec.UNSET


class CleaningPage(msgspec.Struct):
    """Some cleanings, newest first; `cursor` leads to the next ones."""

    cleanings: list[Cleaning]
    cursor: str | None
