"""The user's own lists: the folders of their collection, and the fields they fill for each copy.

Both come whole in one answer, and are read whole or not at all: of a list that cannot be read nothing is
known, and nothing changes. Only its owner is shown all of it.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from waugzee_sync.discogs.responses import LARGEST_ID, decoded

ALL = 0
"""The folder that holds everything; a stranger is shown no other."""

FolderId = Annotated[int, Meta(ge=0, le=LARGEST_ID)]
FieldId = Annotated[int, Meta(ge=0, le=LARGEST_ID)]
# PostgreSQL's text holds everything but NUL.
Name = Annotated[str, Meta(max_length=1000, pattern=r"\A[^\x00]*\Z")]
Small = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Folder(msgspec.Struct):
    """A folder of a collection. Names may repeat, and Discogs cuts them at 50 characters."""

    id: FolderId
    name: Name


class Field(msgspec.Struct, omit_defaults=True):
    """A field that the user keeps for each copy; a `dropdown` has options, a `textarea` has lines."""

    id: FieldId
    name: Name
    type: Name
    position: Small = 0
    public: bool = True
    options: Annotated[list[Name], Meta(max_length=1000)] | None = None
    lines: Small | None = None


Folders = Annotated[list[Folder], Meta(max_length=10_000)]
Fields = Annotated[list[Field], Meta(max_length=1000)]


class _FolderList(msgspec.Struct):
    folders: Folders


class _FieldList(msgspec.Struct):
    fields: Fields


_folders = msgspec.json.Decoder(_FolderList)
_fields = msgspec.json.Decoder(_FieldList)


def read_folders(body: bytes) -> list[Folder]:
    """Decode the folders of a collection, "All" among them; raises Unreadable."""
    return decoded(body, _folders).folders


def read_fields(body: bytes) -> list[Field]:
    """Decode the fields of a collection; raises Unreadable."""
    return decoded(body, _fields).fields


def are_all(folders: list[Folder]) -> bool:
    """Say whether these are an owner's folders: a stranger is shown "All" and no other."""
    return any(folder.id != ALL for folder in folders)
