"""Reading a dump beside the one who writes it: a thread, or `python -m waugzee.catalogue.reader`, a process.

For each batch of records it says which ids it found and their digests, is told which of them changed,
and answers with their rows. It is one batch ahead: while a batch is written, the next is cut and judged.
Several readers of one file each cut all of it, and parse every n-th batch.
"""

import re
import sys
import threading
from array import array
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

import msgspec

from waugzee.catalogue.cutting import BATCH, BrokenDump, Found, Piece, pieces
from waugzee.catalogue.emitting import Emitter, row
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
    batch: int = BATCH
    turn: int = 0
    readers: int = 1
    compiled: bool = True


class Seen(msgspec.Struct, frozen=True, tag=True):
    """What a batch has, as arrays of `q`: ids and digests of those that are wanted, the ids of others, and
    once more the ids of those records that another with the same came after."""

    place: int
    read: int
    records: int
    ids: bytes
    digests: bytes
    others: bytes
    again: bytes
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


class Batch:
    """One batch: its records by id, the later of two."""

    def __init__(self, job: Job, emitter: Emitter, piece: Piece) -> None:
        self._job, self._emitter, self._piece = job, emitter, piece
        self._found: dict[int, Found] = {}
        self._others: dict[int, None] = {}
        self._again = array("q")
        self._rejects: list[Reject] = []
        wanted = SELECTIONS.get(job.selection) if job.kind == "releases" else None
        for found in piece.found:
            record_id = found[2] or self._parsed_id(found)
            if not record_id:
                continue
            if record_id in self._found or record_id in self._others:
                # Its place is the last as well.
                self._again.append(record_id)
                self._found.pop(record_id, None)
                self._others.pop(record_id, None)
            if wanted is None or wanted.search(piece.held, found[0], found[1]):
                self._found[record_id] = found
            else:
                self._others[record_id] = None

    def _parsed_id(self, found: Found) -> int:
        try:
            return row(self._job.kind, self._piece.held, found, self._job.month)[0]
        except Rejected as error:
            self._reject(self._rejects, found, error)
            return 0

    def _reject(self, rejects: list[Reject], found: Found, error: Rejected) -> None:
        start, stop, _, _ = found
        excerpt = self._piece.held[start : min(start + EXCERPT, stop)].decode("utf-8", "replace")
        place = self._piece.place + stop
        rejects.append((place, str(error).replace("\x00", ""), excerpt.replace("\x00", "")))

    def seen(self) -> Seen:
        found = self._piece.found
        return Seen(
            place=self._piece.place + found[-1][1],
            read=self._piece.read,
            records=len(found),
            ids=array("q", self._found).tobytes(),
            digests=array("q", [one[3] for one in self._found.values()]).tobytes(),
            others=array("q", self._others).tobytes(),
            again=self._again.tobytes(),
            rejects=self._rejects,
        )

    def rows(self, changed: "array[int]") -> tuple[Rows, bytes]:
        """The rows of these records; what cannot be read is there all the same, and has not vanished."""
        kind, held, month = self._job.kind, self._piece.held, self._job.month
        found = [self._found[record_id] for record_id in changed]
        made, unusual = self._emitter.rows(kind, held, found, month)
        rows, rejects, rejected = [made], list[Reject](), set[int]()
        for place in unusual:
            try:
                rows.append(row(kind, held, found[place], month)[1])
            except Rejected as error:
                self._reject(rejects, found[place], error)
                rejected.add(place)
        ids = array("q", (one for place, one in enumerate(changed) if place not in rejected))
        return Rows(ids.tobytes(), rejects), b"".join(rows)


class End(Protocol):
    """Of a pipe to whoever asks. `recv_bytes` raises EOFError or OSError where nobody is there any more."""

    def send_bytes(self, words: bytes, /) -> None: ...
    def recv_bytes(self) -> bytes: ...


def read(job: Job, connection: End) -> None:
    """Read to the end, or until nobody listens.

    What is asked for is received beside: else both ends could be sending more than a pipe holds, and
    neither would ever read.
    """
    asked: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, asked), daemon=True).start()
    emitter = Emitter(job.compiled)
    before: Batch | None = None
    reason = ""
    try:
        for piece in _mine(job, emitter):
            batch = Batch(job, emitter, piece)
            _say(connection, batch.seen())
            if before is not None:
                _answer(connection, asked, before)
            before = batch
    except BrokenDump as error:
        reason = str(error)
    _say(connection, Ended(reason))
    if before is not None:
        _answer(connection, asked, before)


def _listen(connection: End, asked: "SimpleQueue[bytes | None]") -> None:
    try:
        while True:
            asked.put(connection.recv_bytes())
    except (EOFError, OSError):
        asked.put(None)


def _mine(job: Job, emitter: Emitter) -> Iterator[Piece]:
    """The batches whose turn it is; of others it is found out only where they end."""
    turn = 0

    def survey(held: bytes, tag: bytes) -> list[Found]:
        return (emitter.survey if turn == job.turn else emitter.places)(held, tag)

    for piece in pieces(Path(job.path), job.kind, survey, job.place, job.batch):
        if turn == job.turn:
            yield piece
        turn = (turn + 1) % job.readers


def _say(connection: End, words: Seen | Ended | Rows) -> None:
    connection.send_bytes(msgspec.msgpack.encode(words))


def _answer(connection: End, asked: "SimpleQueue[bytes | None]", batch: Batch) -> None:
    changed = asked.get()
    if changed is None:
        raise EOFError
    rows, copied = batch.rows(array("q", changed))
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
