"""Wear over 50,000 plays and 10,000 copies, two years of mounts: the request, and the database's part."""

import asyncio
import random
import time
import uuid
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from bench.bench_due import COPIES, PLAYS, ROUNDS, SHOULD, fill
from bench.machine import load, machine, median, percentile
from people import Person
from serving import Api, person_at
from waugzee.db import Transaction, make_engine, new_id, transaction
from waugzee.equipment.tables import cartridges, mounts, styluses, turntables
from waugzee.wear import actions

MOUNTS = 24


async def equip(db: Transaction, user_id: uuid.UUID) -> None:
    """A deck whose stylus is swapped every month or so, four of them in turn, over the plays' time."""
    chance = random.Random(7)
    ids = {table: [new_id() for _ in range(4)] for table in (turntables, cartridges, styluses)}
    for table, made in ids.items():
        await db.run(insert(table).values([{"user_id": user_id, "id": one, "name": "x"} for one in made]))
    start = datetime.now(UTC) - timedelta(minutes=1_400_000)
    for n in range(MOUNTS):
        since = start + timedelta(days=40 * n)
        await db.run(
            insert(mounts).values(
                user_id=user_id,
                id=new_id(),
                stylus_id=ids[styluses][n % 4],
                cartridge_id=chance.choice(ids[cartridges]),
                turntable_id=ids[turntables][0],
                mounted_at=since,
                ended_at=since + timedelta(days=40),
            )
        )


async def measured(api: Api, url: str, owner_url: str) -> None:
    async with person_at(api, "wear") as person:
        user_id = await person.user_id()
        engine = make_engine(url, pool_size=2)
        await fill(engine, owner_url, user_id)
        async with transaction(engine, user_id) as db:
            await equip(db, user_id)
        requests = [await _seconds(person) for _ in range(ROUNDS)]
        async with transaction(engine, user_id) as db:
            asked = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                wear = await actions.wear_of(db, user_id, datetime.now(UTC))
                asked.append(time.perf_counter() - start)
        await engine.dispose()
    worn = sum(one.hours for one in wear.styluses)
    print(f"{COPIES:,} copies, {PLAYS:,} plays, {MOUNTS} mounts; {worn:,.0f} hours; {load()}")
    for name, times in (("database", asked), ("request", requests)):
        print(f"  {name:9} {1000 * median(times):6.1f} ms, p95 {1000 * percentile(times, 0.95):6.1f} ms")
    print(f"  the database should take less than {1000 * SHOULD:.0f} ms: {median(asked) < SHOULD}")


async def _seconds(person: Person) -> float:
    start = time.perf_counter()
    await person.ask("GET", "/api/wear")
    return time.perf_counter() - start


def main() -> None:
    with machine() as (api, cluster):
        asyncio.run(measured(api, cluster.app_url, cluster.owner_url))
