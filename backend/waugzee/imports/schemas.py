"""What is told of an import, done or to be done."""

import msgspec

from waugzee.imports.history import Kind, Reason, Said, Source


class Counts(msgspec.Struct, kw_only=True):
    """Entries of a kind; `found` are all others together.

    `known` are here already, as they came or were changed since; `deleted` were deleted here, and stay so.
    """

    kind: Kind
    found: int
    new: int
    known: int
    deleted: int
    set_aside: int


class RecordCounts(msgspec.Struct, kw_only=True):
    """Records: `matched` have a copy here; `departed` become one that has left the collection.

    `unknown` are on no shelf, and neither the file nor the catalogue knows more than their number: what was
    done with them is set aside.
    """

    matched: int
    departed: int
    unknown: int


class Remark(msgspec.Struct, kw_only=True):
    """What is set aside, or taken in with a loss, for one reason: how many, and the first of them."""

    kind: Kind
    reason: Reason
    taken_in: bool
    count: int
    examples: list[Said]


class ImportReport(msgspec.Struct, kw_only=True):
    """What an import did (`applied`), or would do.

    `synced`: the collection was read whole once; before that many records are not on the shelf yet.
    `has_token`: the file holds a Discogs token, which was not read: whoever gets the file could use it.
    """

    source: Source
    applied: bool
    synced: bool
    has_token: bool
    records: RecordCounts
    entries: list[Counts]
    remarks: list[Remark]
