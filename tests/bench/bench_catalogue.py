"""The catalogue's search over a month of dumps: how long the search takes to fill, and to answer.

`WAUGZEE_BENCH_DUMPS` names the folder of a month; figures grow with it, so say how large it is. Or
`WAUGZEE_BENCH_RELEASES` says how many releases are made up, a million say: short ones, but with words and
artists as unevenly frequent as in real ones.
"""

import asyncio
import gzip
import itertools
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
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
GENRES = ("Electronic", "Rock", "Pop", "Jazz", "Funk / Soul", "Classical", "Reggae")
FORMATS = ("Vinyl", "Vinyl", "CD", "CD", "Cassette", "File")
COUNTRIES = ("US", "UK", "Germany", "France", "Japan", "Italy", "Jamaica", "Europe")
SAMPLE = "select title, artist, labels::text as labels from releases tablesample system (2) limit 400"
SIZES = (
    "select pg_size_pretty(pg_table_size('catalogue_search')) as rows,"
    " pg_size_pretty(pg_indexes_size('catalogue_search')) as indexes, count(*) as n from catalogue_search"
)


def made_up(folder: Path, count: int) -> None:
    """A month of so many releases, a sixth as many masters and a quarter as many artists."""
    dice = random.Random(7)
    parts = [
        a + b
        for a in ["b", "br", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w"]
        for b in "aeiou"
    ]
    words = ["the", "of", "love", "in", "live", "you", "a", "and"]
    words += ["".join(dice.choices(parts, k=dice.choice((1, 2, 2, 3)))) for _ in range(60_000)]
    weights = [*itertools.accumulate(1 / (n + 12) for n in range(len(words)))]

    def text(most: int) -> str:
        return " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(1, most))).title()

    names = [text(3) for _ in range(count // 4)]

    def works(n: int) -> str:
        at = int(len(names) * dice.random() ** 4)
        return (
            f"<artists><artist><id>{at + 1}</id><name>{names[at]}</name></artist></artists><title>{text(5)}"
            f"</title><genres><genre>{dice.choice(GENRES)}</genre></genres>"
        )

    def release(n: int) -> str:
        label = int(count / 20 * dice.random() ** 3)
        of = f"<master_id>{dice.randrange(count // 6) + 1}</master_id>" if dice.random() < 0.6 else ""
        return (
            f'<release id="{n}">{works(n)}<labels><label name="{names[label]}" catno="{text(1)[:3]} {n}"'
            f' id="{label + 1}"/></labels><formats><format name="{dice.choice(FORMATS)}" qty="1"/></formats>'
            f"<country>{dice.choice(COUNTRIES)}</country><released>{dice.randint(1950, 2025)}</released>{of}"
            f'<identifiers><identifier type="Barcode" value="{dice.randrange(10**12)}"/>'
            "</identifiers></release>"
        )

    _write(
        folder,
        "artists",
        (f"<artist><id>{n + 1}</id><name>{name}</name></artist>" for n, name in enumerate(names)),
    )
    masters = (
        f'<master id="{n + 1}">{works(n)}<year>{dice.randint(1950, 2025)}</year></master>'
        for n in range(count // 6)
    )
    _write(folder, "masters", masters)
    _write(folder, "releases", (release(n + 1) for n in range(count)))


def _write(folder: Path, kind: str, records: Iterator[str]) -> None:
    with gzip.open(folder / f"discogs_20260801_{kind}.xml.gz", "wt", compresslevel=1) as file:
        file.write(f"<{kind}>\n")
        file.writelines(f"{record}\n" for record in records)
        file.write(f"</{kind}>\n")


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
    folder, count = os.environ.get("WAUGZEE_BENCH_DUMPS"), os.environ.get("WAUGZEE_BENCH_RELEASES")
    if not folder and not count:
        print("  left out: neither WAUGZEE_BENCH_DUMPS nor WAUGZEE_BENCH_RELEASES says of what")
        return
    with machine() as (api, cluster):
        made = Path(tempfile.mkdtemp(prefix="waugzee-bench-"))
        if count:
            made_up(made, int(count))
        rows = asyncio.run(filled(cluster.owner_url, made if count else Path(folder or "")))
        shutil.rmtree(made)
        print(f"  {load()}")
        asyncio.run(measured(api, rows))
