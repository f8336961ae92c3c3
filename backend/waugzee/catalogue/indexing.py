"""Let the search take up what imports noted for it: some records at a time, each lot in one transaction.

Killed anywhere, the next run goes on with what is still noted; the same again writes the same. At first,
while nothing is there yet, the index over the words is made at the end, which is several times as fast.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from waugzee.catalogue import index_queries as queries
from waugzee.catalogue.documents import document
from waugzee.catalogue.queries import Connection, note

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
    if not await queries.lock(db):
        return None
    try:
        return await _index(db, tell)
    finally:
        await queries.unlock(db)


async def _index(db: Connection, tell: Tell) -> Indexed:
    total = await queries.pending(db)
    done = 0
    if total > MANY and await queries.is_empty(db):
        await queries.drop_word_indexes(db)
    if total:
        tell(Indexed(0, total))
        await queries.count_versions(db)
        for kind in ORDER:
            while lot := await queries.next_lot(db, kind):
                total += await _take_up(db, kind, lot["id"], lot["ids"])
                done += len(lot["ids"])
                tell(Indexed(done, total))
        await queries.weigh_masters(db)
    # Those that a first filling left for the end.
    if missing := await queries.missing_word_indexes(db):
        tell(Indexed(done, total, True))
        await queries.make_word_indexes(db, missing)
    return Indexed(done, total)


async def _take_up(db: Connection, kind: str, lot: int, ids: Sequence[int]) -> int:
    """Take up these; return how many others are to be taken up because of them."""
    rows = await queries.records(db, kind, ids)
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
        known = await queries.drop(db, kind, ids)
        await queries.add(db, made)
        # Releases of masters that came or went stand alone now, or do no more.
        came_or_went = known ^ {row["id"] for row in rows}
        others = await queries.releases_of(db, came_or_went) if kind == "masters" else []
        await note(db, "releases", others)
        await queries.drop_lot(db, lot)
    return len(others)


async def _masters_of(db: Connection, kind: str, rows: Sequence[Any]) -> tuple[dict[int, int], set[int]]:
    """How many versions the masters of these records have, and which of them the catalogue has."""
    if kind not in MASTER:
        return {}, set()
    wanted = list({row[MASTER[kind]] for row in rows} - {None})
    return await queries.versions_of(db, wanted), await queries.known_masters(db, wanted)
