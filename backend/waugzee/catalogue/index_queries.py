"""The SQL of the search's index: what is noted for it, what it is made of, what it holds."""

import io
from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from waugzee.catalogue.documents import COLUMNS, POPULAR, Document
from waugzee.catalogue.kinds import NUMBER, TIERS
from waugzee.catalogue.queries import Connection

_LOCK = 0x73656172
"""`sear`: of the one who fills the search."""
_COLUMNS = ("kind", "id", "tier", "weight", "year", "name", "words")


async def lock(db: Connection) -> bool:
    """Keep others from filling it; False where one is at it."""
    return bool(await db.fetchval("select pg_try_advisory_lock($1, 0)", _LOCK))


async def unlock(db: Connection) -> None:
    await db.execute("select pg_advisory_unlock($1, 0)", _LOCK)


async def pending(db: Connection) -> int:
    """How many records are noted."""
    sql = "select coalesce(sum(cardinality(ids)), 0)::bigint from catalogue_pending"
    return int(await db.fetchval(sql))


async def next_lot(db: Connection, kind: str) -> Any:
    sql = "select id, ids from catalogue_pending where kind = $1 order by id limit 1"
    return await db.fetchrow(sql, NUMBER[kind])


async def drop_lot(db: Connection, lot: int) -> None:
    await db.execute("delete from catalogue_pending where id = $1", lot)


async def is_empty(db: Connection) -> bool:
    return not await db.fetchval("select exists (select from catalogue_search)")


async def count_versions(db: Connection) -> None:
    """How many releases each master has, for as long as this connection lasts."""
    await db.execute("drop table if exists pg_temp.versions")
    await db.execute(
        "create temp table versions as select master_id, count(*)::int as n from releases"
        " where master_id is not null group by master_id"
    )
    await db.execute("alter table versions add primary key (master_id)")
    await db.execute("analyze versions")


async def versions_of(db: Connection, masters: Sequence[int]) -> dict[int, int]:
    """How many releases these masters have, as `count_versions` found."""
    rows = await db.fetch("select master_id, n from versions where master_id = any($1::bigint[])", masters)
    return dict(map(tuple, rows))


async def known_masters(db: Connection, masters: Sequence[int]) -> set[int]:
    """Which of these the catalogue has."""
    sql = "select id from masters where id = any($1::bigint[]) and vanished is null"
    return {row["id"] for row in await db.fetch(sql, masters)}


async def records(db: Connection, kind: str, ids: Sequence[int]) -> list[Any]:
    """What documents are made of."""
    return await db.fetch(
        f"select {COLUMNS[kind]} from {kind} where id = any($1::bigint[]) and vanished is null", ids
    )


async def releases_of(db: Connection, masters: Collection[int]) -> list[int]:
    """Their releases, where the search knows some release already."""
    known = "select exists (select from catalogue_search where kind = $1)"
    if not masters or not await db.fetchval(known, NUMBER["releases"]):
        return []
    # Of a table just filled the planner knows nothing, and would read all of it each time.
    await db.execute("set local enable_seqscan = off")
    found = await db.fetch(
        "select id from releases where master_id = any($1::bigint[]) and vanished is null", list(masters)
    )
    return [row["id"] for row in found]


async def drop(db: Connection, kind: str, ids: Sequence[int]) -> set[int]:
    """Take these out; return those that were in."""
    sql = "delete from catalogue_search where kind = $1 and id = any($2::bigint[]) returning id"
    return {row["id"] for row in await db.fetch(sql, NUMBER[kind], ids)}


async def add(db: Connection, made: Sequence[Document]) -> None:
    # asyncpg has no binary form of a tsvector. Folded text holds nothing that COPY would take for its own.
    lines = (
        "\t".join("\\N" if value is None else str(value) for value in msgspec.structs.astuple(one))
        for one in made
    )
    await db.copy_to_table("catalogue_search", source=io.BytesIO("\n".join(lines).encode()), columns=_COLUMNS)


async def weigh_masters(db: Connection) -> None:
    """Those with other versions than before, though nothing of themselves changed."""
    await db.execute(
        "update catalogue_search s set weight = v.n, tier = case when v.n >= $2 then 0 else 1 end"
        " from versions v where s.kind = $1 and s.id = v.master_id and s.weight <> v.n",
        NUMBER["masters"],
        POPULAR["masters"],
    )


async def drop_word_indexes(db: Connection) -> None:
    for tier in TIERS:
        await db.execute(f"drop index if exists ix_catalogue_search_words_{tier}")


async def missing_word_indexes(db: Connection) -> list[int]:
    """The tiers without theirs."""
    sql = "select indexname from pg_indexes where tablename = 'catalogue_search'"
    there = {row["indexname"] for row in await db.fetch(sql)}
    return [tier for tier in TIERS if f"ix_catalogue_search_words_{tier}" not in there]


async def make_word_indexes(db: Connection, tiers: Sequence[int]) -> None:
    """Make them, and let the planner know what there is."""
    await db.execute("set maintenance_work_mem = '256MB'")
    for tier in tiers:
        await db.execute(
            f"create index ix_catalogue_search_words_{tier} on catalogue_search using gin (words)"
            f" where tier = {tier}"
        )
    await db.execute("analyze catalogue_search")
