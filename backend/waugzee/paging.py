"""Cursors: opaque to clients, a keyset position within."""

import base64
import uuid
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec
from litestar.params import FromQuery, QueryParameter

from waugzee.errors import Invalid

Place = TypeVar("Place", bound=msgspec.Struct)
Cursor = FromQuery[str | None]
Limit = Annotated[int, QueryParameter(ge=1, le=200, description="At most so many.")]


Key = Annotated[str, msgspec.Meta(max_length=100_000, pattern=r"\A[^\x00]*\Z")]
"""A text that a list is ordered by."""


class Position(msgspec.Struct, frozen=True, array_like=True):
    """The last row seen: lists run from the newest back."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    id: uuid.UUID


class Ranked(msgspec.Struct, frozen=True, array_like=True):
    """The last row seen of a list by how much: numbers run from the highest down."""

    n: Annotated[int, msgspec.Meta(ge=0, lt=2**31)]
    key: Key


def to_cursor(position: msgspec.Struct) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).decode().rstrip("=")


def from_cursor(cursor: str | None) -> Position | None:
    return read_cursor(cursor, Position)


def read_cursor(cursor: str | None, kind: type[Place]) -> Place | None:
    """Decode a cursor of another kind; raises Invalid for what is none."""
    if cursor is None:
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=="), type=kind)
    except (ValueError, msgspec.MsgspecError) as error:
        raise Invalid("The cursor is not one of ours; start without.") from error
