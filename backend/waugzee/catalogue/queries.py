"""The SQL of imports. It runs as the owner of the tables: the API's role only reads them."""

import sys
import uuid
from array import array
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import asyncpg
import msgspec

from waugzee.catalogue.kinds import NUMBER
from waugzee.catalogue.lines import COLUMNS, HEAD, TAIL

Connection: TypeAlias = "asyncpg.Connection[Any]"

_LOCK = 0x64756D70
"""`dump`: the advisory locks of imports, one per kind."""
LEAVES_WITHIN = "5s"
LOT = 10_000
"""So many records the search takes up at a time."""


async def lock(db: Connection, kind: str) -> bool:
    """Keep other imports of this kind away while the connection lasts; False where one is under way.

    Its batches do not wait for the disk: a crash takes the last rows and the account of them together.
    """
    await db.execute("set synchronous_commit = off")
    # One that was killed may still be on its way out.
    await db.execute(f"set lock_timeout = '{LEAVES_WITHIN}'")
    try:
        await db.execute("select pg_advisory_lock($1, $2)", _LOCK, NUMBER[kind])
    except asyncpg.LockNotAvailableError:
        return False
    finally:
        await db.execute("reset lock_timeout")
    return True


async def newest_file(db: Connection, kind: str) -> Any:
    """The file that was completed last: its row of `dump_files`, and whether nothing was begun since."""
    return await db.fetchrow(
        "select *, not exists (select from dump_files other where other.kind = $1"
        "  and other.state <> 'complete' and other.place > 0) as stands"
        " from dump_files where kind = $1 and state = 'complete' order by ended_at desc limit 1",
        kind,
    )


class NewFile(msgspec.Struct, frozen=True):
    """A file that is to be imported, where it was not begun before."""

    id: uuid.UUID
    kind: str
    month: str
    selection: str
    name: str
    sha256: str
    shape: str
    size: int
    began_at: datetime


async def open_file(db: Connection, new: NewFile) -> Any:
    """The import of this file: the one begun before where it was not ended, else a new one."""
    row = await db.fetchrow(
        "select * from dump_files where kind = $1 and month = $2 and sha256 = $3 and selection = $4",
        new.kind,
        new.month,
        new.sha256,
        new.selection,
    )
    if row is not None and row["state"] != "complete":
        return row
    if row is not None:
        await _forget(db, row["id"])
    return await db.fetchrow(
        "insert into dump_files (id, kind, month, selection, name, sha256, shape, size, began_at, on_empty,"
        " state, place, read, records, written, rejected, left_out, vanished, seconds, reason)"
        f" values ($1, $2, $3, $4, $5, $6, $7, $8, $9, not exists (select from {new.kind}),"
        " 'importing', 0, 0, 0, 0, 0, 0, 0, 0, '') returning *",
        *msgspec.structs.astuple(new),
    )


async def _forget(db: Connection, file_id: uuid.UUID) -> None:
    async with db.transaction():
        for table in ("dump_batches", "dump_rejects"):
            await db.execute(f"delete from {table} where file_id = $1", file_id)
        await db.execute("delete from dump_files where id = $1", file_id)


async def file_by_id(db: Connection, file_id: uuid.UUID) -> Any:
    return await db.fetchrow("select * from dump_files where id = $1", file_id)


async def highest_id(db: Connection, kind: str) -> int:
    return int(await db.fetchval(f"select coalesce(max(id), 0) from {kind}"))


async def digests(db: Connection, kind: str, ids: Sequence[int]) -> dict[int, int | None]:
    """What is kept of these records, by id: their digests, and None for what has vanished."""
    rows = await db.fetch(
        f"select id, case when vanished is null then digest end from {kind} where id = any($1::bigint[])", ids
    )
    return dict(map(tuple, rows))


class Batch(msgspec.Struct, frozen=True):
    """What a batch had, for the account of its file: how far it went, its ids, what became of them.

    `changed` are those whose rows are others now, or no more: the search takes them up afterwards.
    """

    place: int
    read: int
    ids: bytes
    records: int
    written: int
    left_out: int
    rejects: list[tuple[int, str, str]]
    seconds: float
    changed: Sequence[int]


async def _copied(rows: bytes) -> AsyncIterator[bytes]:
    yield HEAD
    yield rows
    yield TAIL


async def store_batch(db: Connection, file: Any, batch: Batch, gone: Sequence[int], rows: bytes) -> None:
    """Write one batch in one transaction: rows in the place of those gone, and how far it came."""
    kind = file["kind"]
    async with db.transaction():
        if gone:
            await db.execute(f"delete from {kind} where id = any($1::bigint[])", gone)
        if rows:
            await db.copy_to_table(kind, source=_copied(rows), columns=COLUMNS[kind], format="binary")
        await note(db, kind, batch.changed)
        await db.execute(
            "insert into dump_batches (file_id, place, ids) values ($1, $2, $3)",
            file["id"],
            batch.place,
            batch.ids,
        )
        if batch.rejects:
            await db.copy_records_to_table(
                "dump_rejects",
                columns=["file_id", "place", "reason", "excerpt"],
                records=[(file["id"], *reject) for reject in batch.rejects],
            )
        await db.execute(
            "update dump_files set place = $2, read = $3, records = records + $4, written = written + $5,"
            " rejected = rejected + $6, left_out = left_out + $7, seconds = seconds + $8,"
            " state = 'importing', reason = '' where id = $1",
            file["id"],
            batch.place,
            batch.read,
            batch.records,
            batch.written,
            len(batch.rejects),
            batch.left_out,
            batch.seconds,
        )


async def seen_ids(db: Connection, file_id: uuid.UUID) -> AsyncIterator["array[int]"]:
    """The ids of each batch of a file."""
    async with db.transaction():
        async for row in db.cursor("select ids from dump_batches where file_id = $1", file_id):
            yield array("q", row["ids"])


async def wrote_alone(db: Connection, file_id: uuid.UUID) -> bool:
    """Whether all that is kept of its kind came from this file."""
    return bool(
        await db.fetchval(
            "select on_empty and not exists (select from dump_files other where other.kind = file.kind"
            "  and other.id <> file.id and (other.state = 'complete' or other.written > 0))"
            " from dump_files file where id = $1",
            file_id,
        )
    )


async def kept_ids(db: Connection, kind: str) -> AsyncIterator["array[int]"]:
    """The ids that have not vanished, many at a time: as bytes, which cost a tenth of rows."""
    last: int | None = -1
    while last is not None:
        async with db.transaction():
            # Of a table just filled the planner knows nothing, and would read and sort all of it each time.
            await db.execute("set local enable_seqscan = off; set local enable_sort = off")
            row = await db.fetchrow(
                "select max(id) as last, string_agg(int8send(id), '') filter (where vanished is null) as ids"
                f" from (select id, vanished from {kind} where id > $1 order by id limit 100000) page",
                last,
            )
        assert row is not None
        ids = array("q", row["ids"] or b"")
        if sys.byteorder == "little":
            ids.byteswap()
        yield ids
        last = row["last"]


async def repeats(db: Connection, kind: str) -> dict[int, int]:
    """Which ids the file that stands has more than once, and how often."""
    rows = await db.fetch("select id, times from dump_repeats where kind = $1", NUMBER[kind])
    return dict(map(tuple, rows))


async def begin_anew(db: Connection, file: Any, once: Sequence[int]) -> None:
    """Have the file read from its beginning: these ids, left out as repeated, are so no more."""
    async with db.transaction():
        await db.execute(
            "delete from dump_repeats where kind = $1 and id = any($2::bigint[])", NUMBER[file["kind"]], once
        )
        await _unread(db, [file["id"]])


async def _unread(db: Connection, files: Sequence[uuid.UUID], more: str = "") -> None:
    """Forget how far these were read."""
    for table in ("dump_batches", "dump_rejects"):
        await db.execute(f"delete from {table} where file_id = any($1::uuid[])", files)
    await db.execute(
        f"update dump_files set {more} on_empty = false, place = 0, read = 0, records = 0, rejected = 0,"
        " left_out = 0 where id = any($1::uuid[])",
        files,
    )


async def finish(
    db: Connection, file: Any, vanished: Iterable[int], again: dict[int, int], now: datetime
) -> None:
    """Mark what the file no longer has, and the import as complete, in one transaction."""
    gone, number = list(vanished), NUMBER[file["kind"]]
    async with db.transaction():
        await db.execute("set local synchronous_commit = on")
        await db.execute(
            f"update {file['kind']} set vanished = $2 where id = any($1::bigint[])", gone, file["month"]
        )
        await note(db, file["kind"], gone)
        await db.execute("delete from dump_repeats where kind = $1", number)
        await db.execute(
            "insert into dump_repeats select $1, * from unnest($2::bigint[], $3::integer[])",
            number,
            list(again),
            list(again.values()),
        )
        await db.execute("delete from dump_batches where file_id = $1", file["id"])
        # What was broken off before would go on over the rows of this one: it begins anew, if ever.
        others = await db.fetch(
            "select id from dump_files where kind = $1 and state <> 'complete' and id <> $2",
            file["kind"],
            file["id"],
        )
        await _unread(db, [other["id"] for other in others], "written = 0, seconds = 0,")
        await db.execute(
            "update dump_files set state = 'complete', ended_at = $2, vanished = $3 where id = $1",
            file["id"],
            now,
            len(gone),
        )


async def fail(db: Connection, file_id: uuid.UUID, reason: str) -> None:
    await db.execute("update dump_files set state = 'failed', reason = $2 where id = $1", file_id, reason)


async def files(db: Connection) -> list[Any]:
    """Every import, the newest first."""
    return await db.fetch("select * from dump_files order by began_at desc, kind")


async def note(db: Connection, kind: str, ids: Sequence[int]) -> None:
    """Note for the search what was written, deleted or marked as vanished: cheap, for imports wait for it."""
    for at in range(0, len(ids), LOT):
        await db.execute(
            "insert into catalogue_pending (kind, ids) values ($1, $2)", NUMBER[kind], ids[at : at + LOT]
        )
