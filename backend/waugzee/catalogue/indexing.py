"""Let the search take up what imports noted for it: some records at a time, each lot in one transaction.

Killed anywhere, the next run goes on with what is still noted; the same again writes the same. At first,
while nothing is there yet, the index over the words is made at the end, which is several times as fast.
"""

import io
from collections.abc import Callable, Collection, Sequence
from typing import Any

import msgspec

from waugzee.catalogue.documents import COLUMNS, POPULAR, Document, document
from waugzee.catalogue.kinds import NUMBER, TIERS
from waugzee.catalogue.pending import note
from waugzee.catalogue.queries import Connection

_LOCK = 0x73656172
"""`sear`: of the one who fills the search."""
_COLUMNS = ("kind", "id", "tier", "weight", "year", "name", "words")
ORDER = ("artists", "labels", "masters", "releases")
"""Masters that come or go have their releases taken up anew, which is best done once."""
MASTER = {"masters": "id", "releases": "master_id"}
MANY = 200_000
"""With so many to take up at first the index waits until the end."""

Tell = Callable[["Indexed"], None]


class Indexed(msgspec.Struct, frozen=True):
    """How far it came: records taken up, of so many that there were to take up; at the end the index."""

    done: int
    total: int
    finishing: bool = False


async def index(db: Connection, tell: Tell) -> Indexed | None:
    """Take up all that is noted; return how many records, or None where another one is at it."""
    if not await db.fetchval("select pg_try_advisory_lock($1, 0)", _LOCK):
        return None
    try:
        return await _index(db, tell)
    finally:
        await db.execute("select pg_advisory_unlock($1, 0)", _LOCK)


async def _index(db: Connection, tell: Tell) -> Indexed:
    total = await db.fetchval("select coalesce(sum(cardinality(ids)), 0)::bigint from catalogue_pending")
    done = 0
    if total > MANY and not await db.fetchval("select exists (select from catalogue_search)"):
        for tier in TIERS:
            await db.execute(f"drop index if exists ix_catalogue_search_words_{tier}")
    if total:
        tell(Indexed(0, total))
        await _count_versions(db)
        for kind in ORDER:
            while lot := await db.fetchrow(
                "select id, ids from catalogue_pending where kind = $1 order by id limit 1", NUMBER[kind]
            ):
                total += await _take_up(db, kind, lot["id"], lot["ids"])
                done += len(lot["ids"])
                tell(Indexed(done, total))
        await _weigh_masters(db)
    await _finish(db, lambda: tell(Indexed(done, total, True)))
    return Indexed(done, total)


async def _count_versions(db: Connection) -> None:
    """How many releases each master has, for as long as this connection lasts."""
    await db.execute("drop table if exists pg_temp.versions")
    await db.execute(
        "create temp table versions as select master_id, count(*)::int as n from releases"
        " where master_id is not null group by master_id"
    )
    await db.execute("alter table versions add primary key (master_id)")
    await db.execute("analyze versions")


async def _take_up(db: Connection, kind: str, lot: int, ids: Sequence[int]) -> int:
    """Take up these; return how many others are to be taken up because of them."""
    rows = await db.fetch(
        f"select {COLUMNS[kind]} from {kind} where id = any($1::bigint[]) and vanished is null", ids
    )
    counts, there = await _masters_of(db, kind, rows)
    made = [
        document(
            kind,
            row,
            counts.get(row[MASTER[kind]], 0) if kind in MASTER else 0,
            kind == "releases" and row["master_id"] not in there,
        )
        for row in rows
    ]
    async with db.transaction():
        known = await db.fetch(
            "delete from catalogue_search where kind = $1 and id = any($2::bigint[]) returning id",
            NUMBER[kind],
            ids,
        )
        await _copy(db, made)
        came_or_went = {row["id"] for row in known} ^ {row["id"] for row in rows}
        others = await _releases_of(db, came_or_went) if kind == "masters" else []
        await note(db, "releases", others)
        await db.execute("delete from catalogue_pending where id = $1", lot)
    return len(others)


async def _releases_of(db: Connection, masters: Collection[int]) -> list[int]:
    """Their releases, where the search knows some already: they stand alone now, or do no more."""
    known = "select exists (select from catalogue_search where kind = $1)"
    if not masters or not await db.fetchval(known, NUMBER["releases"]):
        return []
    # Of a table just filled the planner knows nothing, and would read all of it each time.
    await db.execute("set local enable_seqscan = off")
    found = await db.fetch(
        "select id from releases where master_id = any($1::bigint[]) and vanished is null", list(masters)
    )
    return [row["id"] for row in found]


async def _masters_of(db: Connection, kind: str, rows: Sequence[Any]) -> tuple[dict[int, int], set[int]]:
    """How many versions the masters of these records have, and which of them the catalogue has."""
    if kind not in MASTER:
        return {}, set()
    wanted = list({row[MASTER[kind]] for row in rows} - {None})
    counts = await db.fetch("select master_id, n from versions where master_id = any($1::bigint[])", wanted)
    there = await db.fetch("select id from masters where id = any($1::bigint[]) and vanished is null", wanted)
    return dict(map(tuple, counts)), {row["id"] for row in there}


async def _copy(db: Connection, made: Sequence[Document]) -> None:
    # asyncpg has no binary form of a tsvector. Folded text holds nothing that COPY would take for its own.
    lines = (
        "\t".join("\\N" if value is None else str(value) for value in msgspec.structs.astuple(one))
        for one in made
    )
    await db.copy_to_table("catalogue_search", source=io.BytesIO("\n".join(lines).encode()), columns=_COLUMNS)


async def _weigh_masters(db: Connection) -> None:
    """Those with other versions than before, though nothing of themselves changed."""
    await db.execute(
        "update catalogue_search s set weight = v.n, tier = case when v.n >= $2 then 0 else 1 end"
        " from versions v where s.kind = $1 and s.id = v.master_id and s.weight <> v.n",
        NUMBER["masters"],
        POPULAR["masters"],
    )


async def _finish(db: Connection, say: Callable[[], None]) -> None:
    """Make the indexes that a first filling left for the end, and let the planner know what there is."""
    there = {
        row["indexname"]
        for row in await db.fetch("select indexname from pg_indexes where tablename = 'catalogue_search'")
    }
    missing = [tier for tier in TIERS if f"ix_catalogue_search_words_{tier}" not in there]
    if not missing:
        return
    say()
    await db.execute("set maintenance_work_mem = '256MB'")
    for tier in missing:
        await db.execute(
            f"create index ix_catalogue_search_words_{tier} on catalogue_search using gin (words)"
            f" where tier = {tier}"
        )
    await db.execute("analyze catalogue_search")
