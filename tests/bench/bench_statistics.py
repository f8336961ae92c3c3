"""Statistics over 50,000 plays of 10,000 varied records: each view's request, as the API answers it."""

import asyncio
import random
import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.machine import load, machine, median, percentile
from collecting import put_on_shelf, record
from people import Person
from serving import Api, person_at
from waugzee.care.tables import cleanings
from waugzee.collection.durations import measure_copies
from waugzee.db import make_engine, new_id, transaction
from waugzee.plays.tables import plays
from waugzee_sync.discogs.responses import Artist, BasicInformation, CollectionItem, Format, Label

COPIES, PLAYS, CLEANINGS, ROUNDS = 10_000, 50_000, 5_000, 15
SHOULD = 0.100
GENRES = ["Jazz", "Rock", "Electronic", "Pop", "Classical", "Hip Hop", "Reggae", "Folk, World, & Country"]
VIEWS = {
    "listening": "listening?zone=Europe/Berlin",
    "listening, by day": "listening?zone=Europe/Berlin&by=day",
    "listening, a year": "listening?zone=Europe/Berlin&since=2025-01-01&until=2025-12-31&by=week",
    "favourites": "favourites?limit=10",
    "shelf": "shelf?zone=Europe/Berlin",
    "care": "care?zone=Europe/Berlin",
    "review": "review?zone=Europe/Berlin&year=2025",
    "favourites, a year": "favourites?limit=10&since=2025-01-01&until=2025-12-31",
}


def varied(number: int, chance: random.Random) -> CollectionItem:
    """A record as they come: two genres, three styles, one of 3,000 artists, one of 800 labels."""
    item = record(
        f"Record {number}",
        date_added=datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(96_000)),
    )
    about: dict[str, Any] = {
        "year": chance.randrange(1950, 2026),
        "artists": [Artist(f"Artist {chance.randrange(3_000)}")],
        "labels": [Label(f"Label {chance.randrange(800)}", catno="X 1")],
        "formats": [Format("Vinyl", qty="1", descriptions=[chance.choice(["LP", '12"', '7"']), "Album"])],
        "genres": chance.sample(GENRES, 1 + chance.randrange(2)),
        "styles": [f"Style {chance.randrange(300)}" for _ in range(chance.randrange(4))],
    }
    information = BasicInformation(id=item.id, title=f"Record {number}", **about)
    item.basic_information = information
    return item


async def fill(engine: AsyncEngine, user_id: uuid.UUID) -> None:
    chance = random.Random(7)
    now = datetime.now(UTC)
    ids: list[uuid.UUID] = []
    for start in range(0, COPIES, 1000):
        ids += await put_on_shelf(engine, user_id, [varied(start + n, chance) for n in range(1000)])
    for table, moment, amount in ((plays, "played_at", PLAYS), (cleanings, "cleaned_at", CLEANINGS)):
        for _ in range(0, amount, 1000):
            rows: list[dict[str, Any]] = [
                {
                    "user_id": user_id,
                    "id": new_id(),
                    "copy_id": chance.choice(ids),
                    moment: now - timedelta(minutes=chance.randrange(3_000_000)),
                    **(
                        {"utc_offset": 60, "sides": chance.choice([None, ["A"], ["A", "B"]])}
                        if table is plays
                        else {}
                    ),
                }
                for _ in range(1000)
            ]
            async with transaction(engine, user_id) as db:
                await db.run(insert(table).values(rows))
    async with transaction(engine, user_id) as db:
        await measure_copies(db, user_id, ids)


async def measured(api: Api, url: str, owner_url: str) -> None:
    async with person_at(api, "statistics") as person:
        user_id = await person.user_id()
        engine = make_engine(url, pool_size=2)
        await fill(engine, user_id)
        print(f"{COPIES:,} copies, {PLAYS:,} plays, {CLEANINGS:,} cleanings; {load()}")
        await _views(person, "before the planner knows them")
        await analyze(owner_url)
        slow = await _views(person, "after ANALYZE")
        await engine.dispose()
    print(f"  each should take less than {1000 * SHOULD:.0f} ms: {not slow}")


async def _views(person: Person, when: str) -> list[str]:
    print(f"  {when}:")
    slow = []
    for name, address in VIEWS.items():
        times = [await _seconds(person, f"/api/statistics/{address}") for _ in range(ROUNDS)]
        print(f"    {name:20} {1000 * median(times):6.1f} ms, p95 {1000 * percentile(times, 0.95):6.1f} ms")
        if median(times) >= SHOULD:
            slow.append(name)
    return slow


async def _seconds(person: Person, address: str) -> float:
    start = time.perf_counter()
    await person.ask("GET", address)
    return time.perf_counter() - start


async def analyze(owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    await connection.execute("analyze")
    await connection.close()


def main() -> None:
    with machine() as (api, cluster):
        asyncio.run(measured(api, cluster.app_url, cluster.owner_url))
