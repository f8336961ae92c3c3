"""The SQL of imports. It runs as the owner of the tables: the API's role only reads them."""

import uuid
from array import array
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import asyncpg

from waugzee.catalogue.tables import KINDS

Connection: TypeAlias = "asyncpg.Connection[Any]"

_LOCK = 0x64756D70
"""`dump`: the advisory locks of imports, one per kind."""


async def lock(db: Connection, kind: str) -> bool:
    """Keep other imports of this kind away while the connection lasts; False where one is under way."""
    return bool(await db.fetchval("select pg_try_advisory_lock($1, $2)", _LOCK, list(KINDS).index(kind)))


async def newest_file(db: Connection, kind: str) -> Any:
    """Whose rows stand now: `sha256` and `month` of the file that was completed last."""
    return await db.fetchrow(
        "select sha256, month from dump_files where kind = $1 and state = 'complete'"
        " order by ended_at desc limit 1",
        kind,
    )


async def open_file(
    db: Connection, file_id: uuid.UUID, kind: str, month: str, name: str, sha256: str, now: datetime
) -> Any:
    """The import of this file: the one begun before where it was not ended, else a new one."""
    row = await db.fetchrow(
        "select * from dump_files where kind = $1 and month = $2 and sha256 = $3", kind, month, sha256
    )
    if row is not None and row["state"] != "complete":
        return row
    if row is not None:
        await _forget(db, row["id"])
    return await db.fetchrow(
        "insert into dump_files (id, kind, month, name, sha256, state, place, records, written, rejected,"
        " vanished, seconds, reason, began_at)"
        " values ($1, $2, $3, $4, $5, 'importing', 0, 0, 0, 0, 0, 0, '', $6)"
        " returning *",
        file_id,
        kind,
        month,
        name,
        sha256,
        now,
    )


async def _forget(db: Connection, file_id: uuid.UUID) -> None:
    async with db.transaction():
        for table in ("dump_batches", "dump_rejects"):
            await db.execute(f"delete from {table} where file_id = $1", file_id)
        await db.execute("delete from dump_files where id = $1", file_id)


async def digests(db: Connection, kind: str, ids: Sequence[int]) -> dict[int, int]:
    """What is kept of these records, by id: the digests of those that have not vanished."""
    rows = await db.fetch(
        f"select id, digest from {kind} where id = any($1::bigint[]) and vanished is null", ids
    )
    return {row["id"]: row["digest"] for row in rows}


async def store_batch(
    db: Connection,
    file: Any,
    place: int,
    seen: Sequence[int],
    rows: Sequence[dict[str, Any]],
    rejects: Sequence[tuple[int, str, str]],
    records: int,
    seconds: float,
) -> None:
    """Write one batch in one transaction: rows, what it saw, what it set aside, and how far it came."""
    kind, columns = file["kind"], [column.name for column in KINDS[file["kind"]].c]
    async with db.transaction():
        if rows:
            await db.execute(f"delete from {kind} where id = any($1::bigint[])", [row["id"] for row in rows])
            values = [tuple(row[name] for name in columns) for row in rows]
            await db.copy_records_to_table(kind, columns=columns, records=values)
        ids = array("q", seen)
        ids.byteswap()
        await db.execute(
            "insert into dump_batches (file_id, place, ids) values ($1, $2, $3)",
            file["id"],
            place,
            ids.tobytes(),
        )
        if rejects:
            await db.copy_records_to_table(
                "dump_rejects",
                columns=["file_id", "place", "reason", "excerpt"],
                records=[(file["id"], *reject) for reject in rejects],
            )
        await db.execute(
            "update dump_files set place = $2, records = records + $3, written = written + $4,"
            " rejected = rejected + $5, seconds = seconds + $6, state = 'importing', reason = ''"
            " where id = $1",
            file["id"],
            place,
            records,
            len(rows),
            len(rejects),
            seconds,
        )


async def seen_ids(db: Connection, file_id: uuid.UUID) -> AsyncIterator["array[int]"]:
    """The ids of each batch of a file."""
    async with db.transaction():
        async for row in db.cursor("select ids from dump_batches where file_id = $1", file_id):
            ids = array("q", row["ids"])
            ids.byteswap()
            yield ids


async def kept_ids(db: Connection, kind: str) -> AsyncIterator[int]:
    async with db.transaction():
        async for row in db.cursor(f"select id from {kind} where vanished is null", prefetch=10_000):
            yield row["id"]


async def finish(db: Connection, file: Any, vanished: Iterable[int], now: datetime) -> None:
    """Mark what the file no longer has, and the import as complete, in one transaction."""
    gone = list(vanished)
    async with db.transaction():
        await db.execute(
            f"update {file['kind']} set vanished = $2 where id = any($1::bigint[])", gone, file["month"]
        )
        # Those of a damaged file that this one came in place of are of no use either.
        await db.execute(
            "delete from dump_batches where file_id in (select id from dump_files where kind = $1)",
            file["kind"],
        )
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
