"""What the administrators' routes of dumps take and answer."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec

JobState = Literal["waiting", "fetching", "importing", "indexing", "done", "failed", "stopped"]
Kind = Literal["artists", "labels", "masters", "releases"]
# Names of folders, one below the other; what leads elsewhere is refused.
FolderName = Annotated[str, msgspec.Meta(max_length=200, pattern=r"\A[^\x00]*\Z")]
Month = Annotated[str, msgspec.Meta(pattern=r"\A(19|20|21)\d{2}(0[1-9]|1[0-2])(\d{2})?\Z")]


class DumpJob(msgspec.Struct, kw_only=True):
    """An import that was asked for. `name` is what is at work: of it `came` bytes, or records, of `total`."""

    id: uuid.UUID
    folder: str
    month: str | None
    only: Literal["vinyl"] | None
    state: JobState
    name: str
    came: int
    total: int | None
    reason: str | None
    asked_at: datetime
    began_at: datetime | None
    ended_at: datetime | None


class DumpFile(msgspec.Struct, kw_only=True):
    """The import of one file: `read` bytes of `size`, and what became of its records so far."""

    id: uuid.UUID
    kind: Kind
    month: str
    only: str | None
    name: str
    state: Literal["importing", "complete", "failed"]
    reason: str | None
    read: int
    size: int
    records: int
    written: int
    rejected: int
    left_out: int
    vanished: int
    seconds: float
    began_at: datetime
    ended_at: datetime | None


class DumpFolder(msgspec.Struct):
    """A folder of the server that has dumps in it, and how large they are. The name is below `dumps`."""

    name: str
    files: int
    bytes: int


class Dumps(msgspec.Struct):
    """What was asked for, what was imported, the newest first, and what lies there to be imported.

    `dumps` is the folder that they lie in; `able`: the server knows the owner of the tables.
    """

    jobs: list[DumpJob]
    files: list[DumpFile]
    folders: list[DumpFolder]
    dumps: str
    able: bool


class AskImport(msgspec.Struct, kw_only=True):
    """Import a folder below that of the dumps; with a month (`202608`) it is fetched from Discogs before."""

    folder: FolderName = ""
    month: Month | None = None
    only: Literal["vinyl"] | None = None


class Reject(msgspec.Struct):
    """A record that could not be kept: where it ends in the file, why, and how it begins."""

    place: int
    reason: str
    excerpt: str


class Rejects(msgspec.Struct):
    rejects: list[Reject]
    cursor: str | None
