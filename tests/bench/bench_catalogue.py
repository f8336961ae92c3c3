"""The catalogue's search over a month of dumps: how long the search takes to fill, and to answer.

`WAUGZEE_BENCH_DUMPS` names the folder of a month; figures grow with it, so say how large it is.
"""

import asyncio
import os
import random
import time
from pathlib import Path
from typing import Any

import asyncpg

from bench.machine import load, machine, percentile
from people import Person
from serving import Api, person_at
from waugzee.catalogue import folding
from waugzee.catalogue.importing import import_file
from waugzee.catalogue.indexing import index
from waugzee.catalogue.months import files_of, month_of

ASKED = 300
SAMPLE = "select title, artist, labels::text as labels from releases tablesample system (2) limit 400"
SIZES = (
    "select pg_size_pretty(pg_table_size('catalogue_search')) as rows,"
    " pg_size_pretty(pg_indexes_size('catalogue_search')) as indexes, count(*) as n from catalogue_search"
)


async def filled(url: str, folder: Path) -> list[Any]:
    db = await asyncpg.connect(url)
    for kind, path in files_of([folder]).items():
        start = time.perf_counter()
        row = await import_file(db, path, month_of(path), lambda progress: None)
        print(f"  {kind}: {row['records']:,} in {time.perf_counter() - start:.1f} s", flush=True)
    start = time.perf_counter()
    done = await index(db, lambda progress: None)
    assert done is not None
    seconds = time.perf_counter() - start
    print(f"  search: {done.done:,} in {seconds:.1f} s, {done.done / seconds:,.0f}/s", flush=True)
    sizes = await db.fetchrow(SIZES)
    assert sizes is not None
    print(f"  {sizes['n']:,} rows, {sizes['rows']}, indexes {sizes['indexes']}", flush=True)
    await db.execute("analyze")
    rows = await db.fetch(SAMPLE)
    await db.close()
    return list(rows)


async def asked(person: Person, kind: str, questions: list[dict[str, Any]]) -> None:
    taken = []
    for params in questions:
        start = time.perf_counter()
        await person.ask("GET", "/api/catalogue/search", params=params)
        taken.append(1000 * (time.perf_counter() - start))
    print(
        f"  {kind:28} p50 {percentile(taken, 0.5):6.1f} ms  p95 {percentile(taken, 0.95):6.1f} ms"
        f"  worst {max(taken):6.1f} ms",
        flush=True,
    )


async def measured(api: Api, rows: list[Any]) -> None:
    dice = random.Random(1)
    texts = [folding.words(f"{row['title']} {row['artist']}") for row in rows]
    texts = [text for text in texts if text]
    prefixes = [word[: dice.randint(1, 4)] for text in texts for word in text[:1]]
    words = [" ".join(dice.sample(text, min(2, len(text)))) for text in texts]
    async with person_at(api, "search") as person:
        some = [{"q": q} for q in words[:20]]
        await asked(person, "(warming)", some)
        await asked(person, "title and artist", [{"q": " ".join(text)} for text in texts[:ASKED]])
        await asked(person, "two words", [{"q": q} for q in words[:ASKED]])
        await asked(
            person,
            "two words, releases, vinyl",
            [{"q": q, "kind": "release", "format": "vinyl"} for q in words[:ASKED]],
        )
        await asked(person, "prefix of 1 to 4 letters", [{"q": q} for q in prefixes[:ASKED]])
        await asked(person, "prefix, releases alone", [{"q": q, "kind": "release"} for q in prefixes[:ASKED]])


def main() -> None:
    folder = os.environ.get("WAUGZEE_BENCH_DUMPS")
    if not folder:
        print("  left out: WAUGZEE_BENCH_DUMPS names no folder of dumps")
        return
    with machine() as (api, cluster):
        rows = asyncio.run(filled(cluster.owner_url, Path(folder)))
        print(f"  {load()}")
        asyncio.run(measured(api, rows))
