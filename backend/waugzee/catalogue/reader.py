"""Reading a dump beside the one who writes it: `python -m waugzee.catalogue.reader`, a process of its own.

For each batch of records it says which ids it found and their digests, is told which of them changed,
and answers with their rows. It is one batch ahead: while a batch is written, the next is cut and judged.
Several readers of one file each cut all of it, and parse every n-th batch.
"""

import re
import sys
from array import array
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from waugzee.catalogue.cutting import BrokenDump, Cut, Piece, pieces
from waugzee.catalogue.emitting import Emitter
from waugzee.catalogue.records import Rejected

EXCERPT = 200

Reject = tuple[int, str, str]
"""Where the record ended, why it cannot be kept, and how it begins."""


class Job(msgspec.Struct, frozen=True):
    """What to read: the `turn`-th of every `readers` batches, of what begins at `place`."""

    path: str
    kind: str
    month: str
    place: int
    selection: str = ""
    batch: int = 4 << 20
    turn: int = 0
    readers: int = 1
    compiled: bool = True


class Seen(msgspec.Struct, frozen=True, tag=True):
    """What a batch has, as arrays of `q`: ids and digests of those that are wanted, the ids of others."""

    place: int
    read: int
    records: int
    ids: bytes
    digests: bytes
    others: bytes
    rejects: list[Reject]


class Ended(msgspec.Struct, frozen=True, tag=True):
    """There are no more batches, and why, where it is not the end of the file."""

    reason: str


class Rows(msgspec.Struct, frozen=True, tag=True):
    """What became of the changed records: ids of rows, which follow as bytes, and what is not kept."""

    ids: bytes
    rejects: list[Reject]


SELECTIONS = {
    "vinyl": re.compile(rb"<format\s[^>]*?\bname=[\"'](?:Vinyl|Shellac|Lathe Cut)[\"']"),
}
"""What a release must hold to be kept; others are left out."""

_ID = re.compile(
    rb'<(?:master|release)\s+id="([1-9]\d{0,17})"[^>]*>'
    rb"|<(?:artist|label)>\s*(?:<images>(?:(?!</images>).)*</images>\s*|<images/>\s*)?<id>([1-9]\d{0,17})</id>",
    re.DOTALL,
)


class Batch:
    """One batch: its records by id, the later of two; with the rows of those that had to be parsed."""

    def __init__(self, job: Job, emitter: Emitter, piece: Piece) -> None:
        self._job, self._emitter = job, emitter
        self._found: dict[int, tuple[Cut, int]] = {}
        self._rows: dict[int, bytes] = {}
        self._others: dict[int, None] = {}
        self._rejects: list[Reject] = []
        self._piece = piece
        wanted = SELECTIONS.get(job.selection) if job.kind == "releases" else None
        for cut in piece.cuts:
            self._take(cut, wanted)

    def _take(self, cut: Cut, wanted: "re.Pattern[bytes] | None") -> None:
        digest = self._emitter.digest(cut.record)
        if match := _ID.match(cut.record):
            record_id, row = int(match[1] or match[2]), None
        else:
            try:
                record_id, row = self._emitter.row(self._job.kind, cut.record, digest, self._job.month)
            except Rejected as error:
                self._rejects.append(_reject(cut, error))
                return
        self._found.pop(record_id, None)
        self._rows.pop(record_id, None)
        self._others.pop(record_id, None)
        if wanted is not None and not wanted.search(cut.record):
            self._others[record_id] = None
            return
        self._found[record_id] = cut, digest
        if row is not None:
            self._rows[record_id] = row

    def seen(self) -> Seen:
        cuts = self._piece.cuts
        return Seen(
            place=cuts[-1].end,
            read=self._piece.read,
            records=len(cuts),
            ids=array("q", self._found).tobytes(),
            digests=array("q", [digest for _, digest in self._found.values()]).tobytes(),
            others=array("q", self._others).tobytes(),
            rejects=self._rejects,
        )

    def rows(self, changed: "array[int]") -> tuple[Rows, bytes]:
        """The rows of these records; what cannot be read is there all the same, and has not vanished."""
        ids, rows, rejects = array("q"), list[bytes](), list[Reject]()
        for record_id in changed:
            cut, digest = self._found[record_id]
            try:
                row = self._rows.get(record_id)
                if row is None:
                    _, row = self._emitter.row(self._job.kind, cut.record, digest, self._job.month)
            except Rejected as error:
                rejects.append(_reject(cut, error))
                continue
            ids.append(record_id)
            rows.append(row)
        return Rows(ids.tobytes(), rejects), b"".join(rows)


def _reject(cut: Cut, error: Rejected) -> Reject:
    excerpt = cut.record[:EXCERPT].decode("utf-8", "replace").replace("\x00", "")
    return cut.end, str(error).replace("\x00", ""), excerpt


def read(job: Job, connection: Connection) -> None:
    """Read to the end, or until nobody listens."""
    emitter = Emitter(job.compiled)
    before: Batch | None = None
    reason = ""
    try:
        for piece in _mine(job, emitter):
            batch = Batch(job, emitter, piece)
            _say(connection, batch.seen())
            if before is not None:
                _answer(connection, before)
            before = batch
    except BrokenDump as error:
        reason = str(error)
    _say(connection, Ended(reason))
    if before is not None:
        _answer(connection, before)


def _mine(job: Job, emitter: Emitter) -> Iterator[Piece]:
    found = pieces(Path(job.path), job.kind, job.place, job.batch, emitter.cut)
    for n, piece in enumerate(piece for piece in found if piece.cuts):
        if n % job.readers == job.turn:
            yield piece


def _say(connection: Connection, words: Seen | Ended | Rows) -> None:
    connection.send_bytes(msgspec.msgpack.encode(words))


def _answer(connection: Connection, batch: Batch) -> None:
    rows, copied = batch.rows(array("q", connection.recv_bytes()))
    _say(connection, rows)
    connection.send_bytes(copied)


def main() -> None:
    connection = Connection(int(sys.argv[1]))
    try:
        read(msgspec.msgpack.decode(connection.recv_bytes(), type=Job), connection)
    except (EOFError, ConnectionError):
        # Whoever asked is gone.
        sys.exit(1)


if __name__ == "__main__":
    main()
