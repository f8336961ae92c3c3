"""What the routes about plays take and answer."""

import uuid
from datetime import datetime

import msgspec

from waugzee.collection.schemas import Moment, Notes


class Play(msgspec.Struct):
    """One play of one copy."""

    id: uuid.UUID
    copy_id: uuid.UUID
    played_at: datetime
    notes: str
    created_at: datetime


class LogPlay(msgspec.Struct):
    """A play to log. A client-made `id` (UUIDv7) is logged once, however often it is sent."""

    copy_id: uuid.UUID
    id: uuid.UUID | msgspec.UnsetType = msgspec.UNSET
    played_at: Moment | msgspec.UnsetType = msgspec.UNSET
    notes: Notes = ""


class AmendPlay(msgspec.Struct):
    """What to change of a play; what is absent stays."""

    played_at: Moment | msgspec.UnsetType = msgspec.UNSET
    notes: Notes | msgspec.UnsetType = msgspec.UNSET


class PlayPage(msgspec.Struct):
    """Some plays, newest first; `cursor` leads to the next ones."""

    plays: list[Play]
    cursor: str | None
