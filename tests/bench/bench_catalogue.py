"""The catalogue's search over a month of dumps: how long the search takes to fill, and to answer.

`WAUGZEE_BENCH_DUMPS` names the folder of a month; figures grow with it, so say how large it is. Or
`WAUGZEE_BENCH_RELEASES` says how many releases are made up, a million say: short ones, but with words and
artists as unevenly frequent as in real ones. `WAUGZEE_BENCH_DATA` names a folder where the filled database is
kept, to be asked again without filling it.
"""

import asyncio
import gzip
import itertools
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import msgspec

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
SAMPLE = (
    "select title, artist, labels::text as labels, identifiers::text as identifiers from releases"
    " where id in (select ceil(random() * (select max(id) from releases))::bigint"
    "  from generate_series(1, 600))"
)
COMMON = (
    "select word from ts_stat('select words from catalogue_search tablesample system (0.5)')"
    " where word ~ '^[a-z]{2,}$' order by ndoc desc limit 40"
)
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

    known = set[int]()

    def release(n: int) -> str:
        label, of = int(count / 20 * dice.random() ** 3), ""
        if dice.random() < 0.6:
            master = dice.randrange(count // 6) + 1
            is_main = "false" if master in known else "true"
            known.add(master)
            of = f'<master_id is_main_release="{is_main}">{master}</master_id>'
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


async def filled(url: str, folder: Path) -> None:
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
    await db.execute("analyze")
    await db.close()


class Sample(NamedTuple):
    """Releases to ask for, and the words that most records have."""

    releases: list[Any]
    common: list[str]


async def sampled(url: str) -> Sample:
    db = await asyncpg.connect(url)
    sizes = await db.fetchrow(SIZES)
    assert sizes is not None
    print(f"  {sizes['n']:,} rows, {sizes['rows']}, indexes {sizes['indexes']}", flush=True)
    await db.execute("select setseed(0.5)")
    rows = await db.fetch(SAMPLE)
    common = await db.fetch(COMMON)
    await db.close()
    return Sample(list(rows), [row["word"] for row in common])


async def asked(person: Person, kind: str, questions: list[dict[str, Any]], pages: int = 1) -> None:
    """How long the last of so many pages takes."""
    taken, hits = [], 0
    for params in questions:
        cursor: dict[str, Any] = {}
        for _ in range(pages):
            start = time.perf_counter()
            answer = await person.ask("GET", "/api/catalogue/search", params={**params, **cursor})
            last = 1000 * (time.perf_counter() - start)
            cursor = {"cursor": answer["cursor"]} if answer["cursor"] else {}
            if not cursor:
                break
        taken.append(last)
        hits += len(answer["hits"])
    print(
        f"  {kind:28} p50 {percentile(taken, 0.5):6.1f} ms  p95 {percentile(taken, 0.95):6.1f} ms"
        f"  worst {max(taken):6.1f} ms  {len(taken)} asked, {hits / len(taken):.0f} hits each",
        flush=True,
    )


def questions(sample: Sample) -> dict[str, list[dict[str, Any]]]:
    dice = random.Random(1)
    texts = [folding.words(f"{row['title']} {row['artist']}") for row in sample.releases]
    texts = [text for text in texts if text]
    numbers = {
        field: [
            one[key]
            for row in sample.releases
            for one in msgspec.json.decode(row[field])
            if one.get(key) and one.get("type", "Barcode") == "Barcode"
        ]
        for field, key in (("labels", "catno"), ("identifiers", "value"))
    }
    pairs = [" ".join(dice.sample(sample.common, 2)) for _ in range(ASKED)]
    two = [" ".join(dice.sample(text, min(2, len(text)))) for text in texts]
    asked: dict[str, list[str]] = {
        "title and artist": [" ".join(text) for text in texts],
        "two words": two,
        "a common word": sample.common,
        "two common words": pairs,
        "a word that nobody has": [f"{text[0]}qx" for text in texts],
        "catalogue number": numbers["labels"],
        "barcode": numbers["identifiers"],
    }
    for letters in (1, 2, 3, 4):
        asked[f"prefix of {letters}"] = [dice.choice(text)[:letters] for text in texts]
    asked["a word and a prefix"] = [f"{text[0]} {text[-1][:2]}" for text in texts]
    found: dict[str, list[dict[str, Any]]] = {
        kind: [{"q": q} for q in qs[:ASKED]] for kind, qs in asked.items()
    }
    vinyl: dict[str, Any] = {"kind": "release", "format": "vinyl"}
    found["two words, releases, vinyl"] = [{"q": q, **vinyl} for q in two[:ASKED]]
    found["common words, 1990s, vinyl"] = [
        {"q": q, **vinyl, "year_from": 1990, "year_to": 1999} for q in pairs[:ASKED]
    ]
    found["prefix of 2, releases alone"] = [{"q": q[:2], "kind": "release"} for q in two[:ASKED]]
    return found


async def measured(api: Api, sample: Sample) -> None:
    async with person_at(api, "search") as person:
        every = questions(sample)
        await asked(person, "(warming)", every["two words"][:20])
        for kind, some in every.items():
            await asked(person, kind, some)
        await asked(person, "two common words, page 3", every["two common words"][:100], pages=3)


def main() -> None:
    folder, count = os.environ.get("WAUGZEE_BENCH_DUMPS"), os.environ.get("WAUGZEE_BENCH_RELEASES")
    kept = Path(data) if (data := os.environ.get("WAUGZEE_BENCH_DATA")) else None
    if not folder and not count and not kept:
        print("  left out: neither WAUGZEE_BENCH_DUMPS nor WAUGZEE_BENCH_RELEASES says of what")
        return
    is_filled = kept is not None and (kept / "postgres").exists()
    with machine(kept=kept) as (api, cluster):
        if not is_filled:
            with tempfile.TemporaryDirectory(prefix="waugzee-bench-") as made:
                if count:
                    made_up(Path(made), int(count))
                asyncio.run(filled(cluster.owner_url, Path(made if count else folder or "")))
        sample = asyncio.run(sampled(cluster.owner_url))
        print(f"  {load()}")
        asyncio.run(measured(api, sample))
