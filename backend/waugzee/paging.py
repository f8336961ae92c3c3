"""Cursors: opaque to clients, a keyset position within."""

import base64
import uuid
from datetime import datetime
from typing import Annotated

import msgspec
from litestar.params import FromQuery, QueryParameter

from waugzee.errors import Invalid

Cursor = FromQuery[str | None]
Limit = Annotated[int, QueryParameter(ge=1, le=200, description="At most so many.")]


class Position(msgspec.Struct, frozen=True, array_like=True):
    """The last row seen: lists run from the newest back."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    id: uuid.UUID


def to_cursor(position: Position) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).decode().rstrip("=")


def from_cursor(cursor: str | None) -> Position | None:
    if cursor is None:
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=="), type=Position)
    except (ValueError, msgspec.MsgspecError) as error:
        raise Invalid("The cursor is not one of ours; start without.") from error
