"""What is due, over 50,000 plays and 10,000 copies: the request, and the database's part of it."""

import asyncio
import random
import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.machine import analyze, load, machine, median, percentile
from collecting import put_on_shelf, record
from people import Person
from serving import Api, person_at
from waugzee.care.rule_schemas import CareRules
from waugzee.care.tables import cleanings
from waugzee.collection.durations import measure_copies
from waugzee.db import make_engine, new_id, transaction
from waugzee.due import queries
from waugzee.plays.tables import plays

COPIES, PLAYS, CLEANINGS, ROUNDS = 10_000, 50_000, 5_000, 20
SHOULD = 0.050


async def fill(engine: AsyncEngine, owner_url: str, user_id: uuid.UUID) -> None:
    """Ten years of a listener, and the statistics that autovacuum would gather within a minute."""
    chance = random.Random(7)
    now = datetime.now(UTC)
    ids: list[uuid.UUID] = []
    for start in range(0, COPIES, 1000):
        ids += await put_on_shelf(engine, user_id, [record(f"Record {start + n}") for n in range(1000)])
    for table, moment, amount in ((plays, "played_at", PLAYS), (cleanings, "cleaned_at", CLEANINGS)):
        for _ in range(0, amount, 1000):
            rows: list[dict[str, Any]] = [
                {
                    "user_id": user_id,
                    "id": new_id(),
                    "copy_id": chance.choice(ids),
                    moment: now - timedelta(minutes=chance.randrange(1_500_000)),
                }
                for _ in range(1000)
            ]
            async with transaction(engine, user_id) as db:
                await db.run(insert(table).values(rows))
    async with transaction(engine, user_id) as db:
        await measure_copies(db, user_id, ids)
    await analyze(owner_url)


async def measured(api: Api, url: str, owner_url: str) -> None:
    async with person_at(api, "due") as person:
        user_id = await person.user_id()
        engine = make_engine(url, pool_size=2)
        await fill(engine, owner_url, user_id)
        requests = [await _seconds(person) for _ in range(ROUNDS)]
        async with transaction(engine, user_id) as db:
            asked = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                rows = await queries.due_records(db, user_id, datetime.now(UTC), CareRules(), None, 24)
                asked.append(time.perf_counter() - start)
        await engine.dispose()
    print(f"{COPIES:,} copies, {PLAYS:,} plays, {CLEANINGS:,} cleanings; {rows[0]['total']:,} due; {load()}")
    for name, times in (("database", asked), ("request", requests)):
        print(f"  {name:9} {1000 * median(times):6.1f} ms, p95 {1000 * percentile(times, 0.95):6.1f} ms")
    print(f"  the database should take less than {1000 * SHOULD:.0f} ms: {median(asked) < SHOULD}")


async def _seconds(person: Person) -> float:
    start = time.perf_counter()
    await person.ask("GET", "/api/due")
    return time.perf_counter() - start


def main() -> None:
    with machine() as (api, cluster):
        asyncio.run(measured(api, cluster.app_url, cluster.owner_url))
