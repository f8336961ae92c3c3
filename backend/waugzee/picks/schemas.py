"""What the routes of picks take and answer."""

import uuid
from datetime import datetime
from typing import Annotated

import msgspec


class Skipped(msgspec.Struct):
    """A record that was passed over, and until when it is not offered."""

    copy_id: uuid.UUID
    until: datetime


class Skips(msgspec.Struct):
    """All that is not offered now."""

    skips: list[Skipped]


class Skip(msgspec.Struct):
    """Pass a record over, for so many days."""

    days: Annotated[int, msgspec.Meta(ge=1, le=366)] = 14
