"""Import one file of a month: batch by batch, each in a transaction that says how far it came.

A kill at any moment loses the batches under way and nothing else: the next run goes on at the place that
the last one wrote. Rows are written where the record's digest changed, so that the same file again writes
none. Of an id that comes more than once the last record is kept; the next reading of such a file knows how
often it comes, and lets the earlier ones pass. A reader sees each record whole, as the old month or the new
one has it; what vanished is marked only when the file was read to its end.
"""

import asyncio
import hashlib
import time
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from uuid_utils.compat import uuid7

from waugzee.catalogue import queries
from waugzee.catalogue.cutting import BATCH, BrokenDump, kind_of
from waugzee.catalogue.emitting import COMPILED, SHAPE
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


BITS = 1 << 28
"""Ids from here on are too large for a bitmap."""

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


async def standing(db: queries.Connection, path: Path, month: str, choice: Choice = ALL) -> Any:
    """The import of this very file, where what it wrote stands as it is, so that it need not be read again;
    else None. Raises BrokenDump."""
    kind = kind_of(path)
    row = await queries.newest_file(db, kind)
    selection = choice.selection if kind == "releases" else ""
    size = (await asyncio.to_thread(path.stat)).st_size
    wanted = (True, month, selection, size, SHAPE.decode())
    if row is None or wanted != tuple(row[one] for one in ("stands", "month", "selection", "size", "shape")):
        return None
    return row if await asyncio.to_thread(checked_sha256, path) == row["sha256"] else None


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
    _check_month(await queries.newest_file(db, kind), path, kind, month)
    size = (await asyncio.to_thread(path.stat)).st_size
    new = queries.NewFile(
        uuid7(), kind, month, selection, path.name, sha256, SHAPE.decode(), size, datetime.now(UTC)
    )
    file = await queries.open_file(db, new)
    is_compiled, is_whole = choice.compiled and COMPILED is not None, False
    while not is_whole:
        job = Job(
            str(path),
            kind,
            month,
            file["place"],
            selection=selection,
            # Processes of their own hold what threads of one share.
            batch=choice.batch if is_compiled else min(choice.batch, BATCH // 3),
            compiled=is_compiled,
        )
        repeats = await _repeats(db, file)
        try:
            with readers(job, size) as found:
                await _read(db, file, found, repeats, tell)
            file = await queries.file_by_id(db, file["id"])
            if not file["records"]:
                # All that is kept would have vanished.
                raise BrokenDump(f"{path.name} holds no record.")
        except BrokenDump as error:
            await queries.fail(db, file["id"], str(error))
            raise
        is_whole = await _end(db, file, repeats)
        file = await queries.file_by_id(db, file["id"])
    return file


def _check_month(newest: Any, path: Path, kind: str, month: str) -> None:
    """Raise BrokenDump where a file is older than the one that stands, or does not say."""
    if newest is not None and not month and newest["month"]:
        raise BrokenDump(
            f"{path.name} does not say of which month it is, and {kind} of {newest['month']} stand: say it"
            " by --month, or name it as Discogs does, discogs_20260801_… say."
        )
    if newest is not None and month < newest["month"]:
        raise BrokenDump(f"{path.name} is older than the {kind} that stand, of {newest['month']}.")


class Repeats:
    """Ids that the file which stands has more than once, and how often each came so far in this one."""

    def __init__(self, times: dict[int, int]) -> None:
        self.times, self._came = times, Counter[int]()

    def meet(self, ids: Iterable[int]) -> None:
        if self.times:
            self._came.update(one for one in ids if one in self.times)

    def awaited(self, ids: Iterable[int]) -> frozenset[int]:
        """Those of which a later record is to come."""
        if not self.times:
            return frozenset()
        return frozenset(one for one in ids if self._came[one] < self.times.get(one, 0))


async def _repeats(db: queries.Connection, file: Any) -> Repeats:
    repeats = Repeats(await queries.repeats(db, file["kind"]))
    if repeats.times:
        async for ids in queries.seen_ids(db, file["id"]):
            repeats.meet(ids)
    return repeats


class Asked(msgspec.Struct, frozen=True):
    """A batch whose rows are being made: what it has; the ids that it leaves out, or is about to write; and
    which of its ids are kept from before."""

    seen: Seen
    others: frozenset[int]
    touched: frozenset[int]
    kept: frozenset[int]


async def _read(db: queries.Connection, file: Any, found: Readers, repeats: Repeats, tell: Tell) -> None:
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
            asked = await _ask(db, kind, said, highest, found, waiting, repeats)
            highest = max(highest, *array("q", said.ids + said.others), 0)
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
    seen, ids = asked.seen, array("q", rows.ids)
    gone = list(asked.kept & {*ids, *asked.others})
    batch = queries.Batch(
        place=seen.place,
        read=seen.read,
        ids=seen.ids + seen.others + seen.again,
        records=seen.records,
        written=len(ids),
        left_out=len(seen.others) // 8,
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
    repeats: Repeats,
) -> Asked:
    """Ask for the rows of what changed: against what is kept, or what is about to be written before it."""
    ids, others = array("q", seen.ids), array("q", seen.others)
    digests = array("q", seen.digests)
    repeats.meet([*ids, *others, *array("q", seen.again)])
    awaited = repeats.awaited([*ids, *others])
    # Dumps are in the order of ids: what is beyond all that is kept need not be looked for.
    is_new = min(ids, default=highest) > highest and min(others, default=highest + 1) > highest
    kept = {} if is_new else await queries.digests(db, kind, [*ids, *others])
    before = frozenset[int]().union(*(batch.touched for batch in waiting if batch))
    changed = array(
        "q",
        (
            record_id
            for record_id, digest in zip(ids, digests, strict=True)
            if (kept.get(record_id) != digest or record_id in before) and record_id not in awaited
        ),
    )
    await found.ask(changed)
    left_out = frozenset(others) - awaited
    touched = left_out.union(changed)
    return Asked(seen, left_out, touched, touched.intersection(kept.keys() | before))


class Met:
    """Ids that were met: in a bitmap, or a set where one is too large for it."""

    def __init__(self) -> None:
        self._low, self._high = bytearray(), set[int]()

    def meet(self, ids: Sequence[int]) -> list[int]:
        """Meet these; return those that were met before."""
        low, high, again = self._low, self._high, list[int]()
        most = max((one for one in ids if one < BITS), default=0)
        low.extend(bytes(max(0, (most >> 3) + 1 - len(low))))
        for one in ids:
            if one >= BITS:
                if one in high:
                    again.append(one)
                high.add(one)
            elif low[one >> 3] & 1 << (one & 7):
                again.append(one)
            else:
                low[one >> 3] |= 1 << (one & 7)
        return again

    def unmet(self, ids: Iterable[int]) -> list[int]:
        low, high, size = self._low, self._high, len(self._low) << 3
        return [one for one in ids if not (low[one >> 3] & 1 << (one & 7) if one < size else one in high)]


async def _end(db: queries.Connection, file: Any, repeats: Repeats) -> bool:
    """Find what the file no longer has, and end its import; False where it must be read once more.

    That is where an id came less often than in the file before: all its records were let pass.
    """
    met, again = Met(), Counter[int]()
    async for ids in queries.seen_ids(db, file["id"]):
        again.update(met.meet(ids))
    if passed := repeats.awaited(repeats.times.keys() - met.unmet(repeats.times)):
        await queries.begin_anew(db, file, list(passed))
        return False
    vanished = list[int]()
    if not await queries.wrote_alone(db, file["id"]):
        vanished = [one async for ids in queries.kept_ids(db, file["kind"]) for one in met.unmet(ids)]
    times = {record_id: count + 1 for record_id, count in again.items()}
    await queries.finish(db, file, vanished, times, datetime.now(UTC))
    return True
