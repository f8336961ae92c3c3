"""Who came after the planner looked is not taken for somebody with a record or two, as most may be."""

import uuid
from collections.abc import AsyncIterator
from typing import Any, cast

import asyncpg
import msgspec
import pytest

from collecting import record
from waugzee.collection.durations import MEASURE_COPIES
from waugzee.collection.queries import store_copies
from waugzee.collection.rows import copy_row
from waugzee.db import Transaction
from waugzee.shelf.queries import SHELF

COPIES = 100
NOBODY = uuid.UUID(int=0)

MANY_SMALL = """
do $$ declare who uuid; begin
  for n in 1..1500 loop
    who := gen_random_uuid();
    perform set_config('app.user_id', who::text, true);
    insert into accounts (user_id) values (who);
    insert into copies (user_id, id, instance_id, release_id, rating, title, artist, format, artists, labels,
      formats, genres, styles, digest, feed)
    values (who, who, n, n, 0, '', '', '', '[]', '[]', '[]', '[]', '[]', '', 1);
    insert into plays (user_id, id, copy_id, played_at) values (who, who, who, now());
  end loop;
end $$
"""
PLAYS = """
insert into plays (user_id, id, copy_id, played_at, took_seconds)
select $1, gen_random_uuid(), one, now() - interval '1 day' * n, 0
from unnest($2::uuid[]) one, generate_series(1, 2) n
"""


class Shelf:
    """A hundred records and two plays of each, of a user whom the statistics do not know."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.user_id = uuid.uuid4()
        self.ids: list[uuid.UUID] = []

    async def fill(self) -> None:
        await self.connection.execute("select set_config('app.user_id', $1, true)", str(self.user_id))
        await self.connection.execute("insert into accounts (user_id) values ($1)", self.user_id)
        rows = [copy_row(item, b"", None) for item in (record(f"Record {n}") for n in range(COPIES))]
        await store_copies(Transaction(cast("Any", None), self.connection), self.user_id, 1, rows)
        self.ids = [row[0] for row in rows]
        await self.connection.execute(PLAYS, self.user_id, self.ids)

    async def pages(self, statement: str, *args: Any) -> int:
        """How many pages of tables and indexes a statement looks at."""
        asked = f"explain (analyze, buffers, format json) {statement}"
        plan = msgspec.json.decode(await self.connection.fetchval(asked, self.user_id, *args))[0]["Plan"]
        return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


@pytest.fixture
async def shelf(owner_url: str) -> AsyncIterator[Shelf]:
    """All of it in a transaction that is taken back, the statistics too."""
    connection = await asyncpg.connect(owner_url)
    within = connection.transaction()
    await within.start()
    try:
        await connection.execute(MANY_SMALL)
        await connection.execute(
            "analyze accounts, copies, plays, cleanings, conditions, tracklists, copy_care"
        )
        one = Shelf(connection)
        await one.fill()
        yield one
    finally:
        await within.rollback()
        await connection.close()


async def test_measuring_looks_at_each_play_once(shelf: Shelf) -> None:
    assert await shelf.pages(MEASURE_COPIES, shelf.ids) < 2 * COPIES * 100


async def test_the_shelf_looks_up_what_was_done_to_each_record(shelf: Shelf) -> None:
    assert await shelf.pages(SHELF, 0, NOBODY, COPIES) < COPIES * 50
