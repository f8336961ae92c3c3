"""Import one file of a month: batch by batch, each in a transaction that says how far it came.

A kill at any moment loses the batches under way and nothing else: the next run goes on at the place that
the last one wrote. Rows are written where the record's digest changed, so that the same file again writes
none. A reader sees each record whole, as the old month or the new one has it; what vanished is marked only
when the file was read to its end.
"""

import asyncio
import hashlib
import time
from array import array
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from uuid_utils.compat import uuid7

from waugzee.catalogue import queries
from waugzee.catalogue.cutting import BATCH, BrokenDump, kind_of
from waugzee.catalogue.emitting import COMPILED
from waugzee.catalogue.reader import Ended, Job, Rows, Seen
from waugzee.catalogue.readers import Readers, readers


class Progress(msgspec.Struct, frozen=True):
    """How far an import came: records since it was begun, and bytes of the file read, of all."""

    kind: str
    records: int
    written: int
    rejected: int
    read: int
    size: int


Tell = Callable[[Progress], None]


class Choice(msgspec.Struct, frozen=True):
    """What to import, and how: of releases all or a selection (see SELECTIONS of reader.py)."""

    selection: str = ""
    batch: int = BATCH
    compiled: bool = True


ALL = Choice()


def checked_sha256(path: Path) -> str:
    """The file's SHA-256; raises BrokenDump where a CHECKSUM file beside it says otherwise."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    for sums in path.parent.glob("*CHECKSUM*.txt"):
        for line in sums.read_text("utf-8", "replace").splitlines():
            said, _, name = line.strip().partition(" ")
            if name.strip().lstrip("*") == path.name and said.lower() != digest:
                raise BrokenDump(f"{path.name} is not what {sums.name} says: its checksum differs.")
    return digest


async def import_file(
    db: queries.Connection, path: Path, month: str, tell: Tell, choice: Choice = ALL
) -> Any:
    """Import a file, or go on with it; return its row of `dump_files`.

    Raises BrokenDump where it is damaged, older than what stands, or of a kind that is being imported.
    """
    kind, sha256 = kind_of(path), await asyncio.to_thread(checked_sha256, path)
    selection = choice.selection if kind == "releases" else ""
    if not await queries.lock(db, kind):
        raise BrokenDump(f"An import of {kind} is under way.")
    standing = await queries.newest_file(db, kind)
    if standing is not None and month < standing["month"]:
        raise BrokenDump(f"{path.name} is older than the {kind} that stand, of {standing['month']}.")
    size = (await asyncio.to_thread(path.stat)).st_size
    new = queries.NewFile(uuid7(), kind, month, selection, path.name, sha256, size, datetime.now(UTC))
    file = await queries.open_file(db, new)
    job = Job(
        str(path),
        kind,
        month,
        file["place"],
        selection=selection,
        batch=choice.batch,
        compiled=choice.compiled and COMPILED is not None,
    )
    try:
        with readers(job, size) as found:
            await _read(db, file, found, tell)
    except BrokenDump as error:
        await queries.fail(db, file["id"], str(error))
        raise
    await _end(db, file)
    return await db.fetchrow("select * from dump_files where id = $1", file["id"])


class Asked(msgspec.Struct, frozen=True):
    """A batch whose rows are being made: what it has, and which of its ids are kept from before."""

    seen: Seen
    ids: frozenset[int]
    kept: frozenset[int]


async def _read(db: queries.Connection, file: Any, found: Readers, tell: Tell) -> None:
    """Ask for what changed of each batch, and write what was asked for before."""
    kind, clock = file["kind"], time.monotonic()
    total, written, rejected = file["records"], file["written"], file["rejected"]
    waiting: deque[Asked | None] = deque()
    reason, highest = "", await queries.highest_id(db, kind)
    while True:
        said, asked = await found.next(), None
        if isinstance(said, Ended):
            reason = reason or said.reason
        else:
            asked = await _ask(db, kind, said, highest, found, waiting)
            highest = max(highest, *asked.ids, 0)
        if len(waiting) == found.ahead and (before := waiting.popleft()):
            now = time.monotonic()
            batch = await _store(db, file, before, *await found.rows(), now - clock)
            clock = now
            total, written = total + batch.records, written + batch.written
            rejected += len(batch.rejects)
            tell(Progress(kind, total, written, rejected, batch.read, file["size"]))
        waiting.append(asked)
        if not any(waiting):
            break
        found.turn()
    if reason:
        raise BrokenDump(reason)


async def _store(
    db: queries.Connection, file: Any, asked: "Asked", rows: Rows, copied: bytes, seconds: float
) -> queries.Batch:
    seen, ids, others = asked.seen, array("q", rows.ids), array("q", asked.seen.others)
    gone = list(asked.kept & {*ids, *others})
    batch = queries.Batch(
        place=seen.place,
        read=seen.read,
        ids=seen.ids + seen.others,
        records=seen.records,
        written=len(ids),
        left_out=len(others),
        rejects=[*seen.rejects, *rows.rejects],
        seconds=seconds,
        changed=list({*ids, *gone}),
    )
    await queries.store_batch(db, file, batch, gone, copied)
    return batch


async def _ask(
    db: queries.Connection,
    kind: str,
    seen: Seen,
    highest: int,
    found: Readers,
    waiting: "deque[Asked | None]",
) -> Asked:
    """Ask for the rows of what changed: against what is kept, or what is about to be written before it."""
    ids, others = array("q", seen.ids), array("q", seen.others)
    digests = array("q", seen.digests)
    # Dumps are in the order of ids: what is beyond all that is kept need not be looked for.
    is_new = min(ids, default=highest) > highest and min(others, default=highest + 1) > highest
    kept = {} if is_new else await queries.digests(db, kind, [*ids, *others])
    before = frozenset[int]().union(*(batch.ids for batch in waiting if batch))
    changed = array(
        "q",
        (
            record_id
            for record_id, digest in zip(ids, digests, strict=True)
            if kept.get(record_id) != digest or record_id in before
        ),
    )
    await found.ask(changed)
    everything = frozenset(ids) | frozenset(others)
    return Asked(seen, everything, everything.intersection(kept.keys() | before))


async def _end(db: queries.Connection, file: Any) -> None:
    """Find what the file no longer has: of ids in a bitmap, or a set where one is too large for it."""
    low, high = bytearray(), set[int]()
    async for ids in queries.seen_ids(db, file["id"]):
        for record_id in ids:
            if record_id >= 1 << 28:
                high.add(record_id)
                continue
            if (byte := record_id >> 3) >= len(low):
                low.extend(bytes(byte + 1 - len(low)))
            low[byte] |= 1 << (record_id & 7)

    def is_there(record_id: int) -> bool:
        if record_id >= 1 << 28:
            return record_id in high
        return record_id >> 3 < len(low) and bool(low[record_id >> 3] & 1 << (record_id & 7))

    vanished = [
        record_id
        async for ids in queries.kept_ids(db, file["kind"])
        for record_id in ids
        if not is_there(record_id)
    ]
    await queries.finish(db, file, vanished, datetime.now(UTC))
