"""Import one file of a month: batch by batch, each in a transaction that says how far it came.

A kill at any moment loses the batch under way and nothing else: the next run goes on at the place that
the last one wrote. Rows are written where the record's digest changed, so that the same file again writes
none. A reader sees each record whole, as the old month or the new one has it; what vanished is marked only
when the file was read to its end.
"""

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from waugzee.catalogue import queries
from waugzee.catalogue.cutting import BrokenDump, Cut, kind_of, records
from waugzee.catalogue.records import Rejected, Row, row_of
from waugzee.db import new_id

SHAPE = b"1"
"""Part of each digest: another number makes the next import write every row anew, as the code reads it."""

BATCH_BYTES, BATCH_RECORDS = 4 << 20, 4_000
EXCERPT = 200


class Progress(msgspec.Struct, frozen=True):
    """How far an import came: records since it was begun, and the place in the XML."""

    kind: str
    records: int
    written: int
    rejected: int
    place: int


Tell = Callable[[Progress], None]


def month_of(path: Path) -> str:
    """The month in a dump's name (`20260801`), or nothing."""
    found = re.search(r"\d{8}", path.name)
    return found[0] if found else ""


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


async def import_file(db: queries.Connection, path: Path, month: str, tell: Tell) -> Any:
    """Import a file, or go on with it; return its row of `dump_files`.

    Raises BrokenDump where it is damaged, older than what stands, or of a kind that is being imported.
    """
    kind, sha256 = kind_of(path), checked_sha256(path)
    if not await queries.lock(db, kind):
        raise BrokenDump(f"An import of {kind} is under way.")
    standing = await queries.newest_file(db, kind)
    if standing is not None and month < standing["month"]:
        raise BrokenDump(f"{path.name} is older than the {kind} that stand, of {standing['month']}.")
    file = await queries.open_file(db, new_id(), kind, month, path.name, sha256, datetime.now(UTC))
    try:
        await _read(db, file, path, tell)
    except BrokenDump as error:
        await queries.fail(db, file["id"], str(error))
        raise
    await _end(db, file)
    return await db.fetchrow("select * from dump_files where id = $1", file["id"])


async def _read(db: queries.Connection, file: Any, path: Path, tell: Tell) -> None:
    kind = file["kind"]
    total, written, rejected = file["records"], file["written"], file["rejected"]
    clock = time.monotonic()
    for batch in _batches(records(path, kind, file["place"])):
        seen, rows, rejects = await _judged(db, kind, file["month"], batch)
        now = time.monotonic()
        await queries.store_batch(db, file, batch[-1].end, seen, rows, rejects, len(batch), now - clock)
        clock = now
        total, written, rejected = total + len(batch), written + len(rows), rejected + len(rejects)
        tell(Progress(kind, total, written, rejected, batch[-1].end))


def _batches(cuts: Iterator[Cut]) -> Iterator[list[Cut]]:
    batch: list[Cut] = []
    size = 0
    for cut in cuts:
        batch.append(cut)
        size += len(cut.record)
        if size >= BATCH_BYTES or len(batch) >= BATCH_RECORDS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


async def _judged(
    db: queries.Connection, kind: str, month: str, batch: list[Cut]
) -> tuple[list[int], list[Row], list[tuple[int, str, str]]]:
    """The ids of the batch's records, the rows that changed, and what cannot be kept.

    An id that comes twice is of the later record.
    """
    seen: list[int] = []
    rejects: list[tuple[int, str, str]] = []
    found: dict[int, tuple[int, Cut]] = {}
    rows: dict[int, Row] = {}
    for cut in batch:
        record_id = _quick_id(cut.record)
        if record_id is None:
            try:
                row = row_of(kind, cut.record)
            except Rejected as error:
                rejects.append(_reject(cut, error))
                continue
            record_id = int(row["id"])
            rows[record_id] = row
        else:
            rows.pop(record_id, None)
        seen.append(record_id)
        found[record_id] = (_digest(cut.record), cut)
    kept = await queries.digests(db, kind, list(found))
    changed: list[Row] = []
    for record_id, (digest, cut) in found.items():
        if kept.get(record_id) == digest:
            continue
        try:
            row = rows.get(record_id) or row_of(kind, cut.record)
        except Rejected as error:
            # The record is there, if unreadable: what is kept of it from before stays, and has not vanished.
            rejects.append(_reject(cut, error))
            continue
        changed.append({**row, "digest": digest, "month": month, "vanished": None})
    return seen, changed, rejects


_ATTRIBUTE = re.compile(rb'<[a-z]+\s+id="([1-9]\d{0,17})"[^>]*>')


def _quick_id(record: bytes) -> int | None:
    """The id where it is the first attribute, as of masters and releases, without parsing the record."""
    found = _ATTRIBUTE.match(record)
    return int(found[1]) if found else None


def _digest(record: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(record, digest_size=8, key=SHAPE).digest(), "big", signed=True)


def _reject(cut: Cut, error: Rejected) -> tuple[int, str, str]:
    excerpt = cut.record[:EXCERPT].decode("utf-8", "replace").replace("\x00", "")
    return cut.end, str(error).replace("\x00", ""), excerpt


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
    vanished = [
        record_id
        async for record_id in queries.kept_ids(db, file["kind"])
        if not (
            record_id in high
            if record_id >= 1 << 28
            else record_id >> 3 < len(low) and low[record_id >> 3] & 1 << (record_id & 7)
        )
    ]
    await queries.finish(db, file, vanished, datetime.now(UTC))
