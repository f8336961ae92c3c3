"""Importing a dump: against discogs-xml2db, and against what the database alone can do.

On one file of releases, in one run: discogs-xml2db's Python version from the file to tables with keys and
indexes (without foreign keys, which other kinds would be needed for); in turns, `waugzee dumps import` of
the same file, as anyone types it, its start included, and COPY of the same rows ready-made through one
connection, keys in place, in one transaction; the same file again; the next month; an import without what
is compiled. What it needs is told where to be found:

WAUGZEE_BENCH_DUMPS  a folder with `discogs_<month>_releases.xml.gz` of two months
WAUGZEE_XML2DB       a checkout of discogs-xml2db, and
WAUGZEE_XML2DB_PYTHON  the Python that has what it asks for (docopt, lxml, psycopg2, requests, tqdm)
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import asyncpg

from bench.machine import cpu_seconds, load, median
from waugzee import embedded_postgres, migrations
from waugzee.catalogue.cutting import pieces
from waugzee.catalogue.emitting import COMPILED, Emitter, row
from waugzee.catalogue.lines import COLUMNS, HEAD, TAIL
from waugzee.embedded_postgres import BINARIES, Cluster

# It refuses a credit without an artist's id, of which dumps since 2025 are full: let it pass.
LOOSER = """
do $$ declare r record; begin
  for r in select table_name, column_name from information_schema.columns
    where table_schema = 'public' and is_nullable = 'NO' and column_name = 'artist_id' loop
    execute format('alter table %I alter column %I drop not null', r.table_name, r.column_name);
  end loop;
end $$
"""

TURNS = 3
OURS = [sys.executable, "-c", "from waugzee.cli import main; main()", "dumps", "import", "--no-search"]


class Cost(NamedTuple):
    """Seconds that passed, processor seconds of all that worked, and megabytes of what was started."""

    passed: float
    spent: float
    memory: float


def main() -> None:
    files = sorted(Path(os.environ.get("WAUGZEE_BENCH_DUMPS", "")).glob("discogs_*_releases.xml.gz"))
    if "WAUGZEE_BENCH_DUMPS" not in os.environ or len(files) < 2:
        print("  WAUGZEE_BENCH_DUMPS names no folder with the releases of two months: nothing to measure")
        return
    folder = Path(tempfile.mkdtemp(prefix="waugzee-bench-"))
    try:
        with embedded_postgres.start(folder / "postgres") as cluster:
            migrations.upgrade(cluster.owner_url)
            measure(cluster, folder, files[0], files[1])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(cluster: Cluster, folder: Path, month: Path, later: Path) -> None:
    print(f"  {month.name}, {month.stat().st_size / 1e6:,.0f} MB; {load()}")
    theirs = xml2db(cluster, folder, month)
    ready = rows_of(month)
    count = sum(batch[1] for batch in ready)
    imports, copies = list[Cost](), list[Cost]()
    for _ in range(TURNS):
        asyncio.run(emptied(cluster))
        copies.append(asyncio.run(copied(cluster, [batch[0] for batch in ready])))
        told("COPY of the rows alone", copies[-1], count)
        asyncio.run(emptied(cluster))
        imports.append(imported(cluster, month))
        told("import", imports[-1], count)
    del ready
    same = imported(cluster, month, "--again")
    told("the same file again", same, count)
    print(f"    rows that it wrote: {asyncio.run(last_written(cluster))}")
    following = imported(cluster, later)
    told("the next month", following, count)
    written = asyncio.run(last_written(cluster))
    print(f"    rows that it wrote: {written:,}, {written / count:.1%}")
    plain = python_alone(cluster, month)
    told("import without what is compiled", plain, count)
    first, limit = middle(imports), middle(copies)
    print(f"  times as fast, and as few seconds of processors, {load()}:")
    if theirs is not None:
        compared("import against discogs-xml2db", theirs, first)
        compared("next month against discogs-xml2db", theirs, following)
        compared("the same again against discogs-xml2db", theirs, same)
        compared("without what is compiled", theirs, plain)
    compared("import against COPY alone", limit, first)
    print(f"    memory of the import, at most           {max(one.memory for one in imports):6.0f} MB")


def compared(what: str, other: Cost, ours: Cost) -> None:
    print(f"    {what:40}{other.passed / ours.passed:6.2f}{other.spent / ours.spent:8.2f}")


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    passed, spent, memory = (median(one) for one in zip(*costs, strict=True))
    return Cost(passed, spent, memory)


def told(what: str, cost: Cost, count: int) -> None:
    print(
        f"  {what:32}{cost.passed:8.1f} s{count / cost.passed:10,.0f}/s{cost.spent:8.1f} s of processors"
        f"{cost.memory:6.0f} MB",
        flush=True,
    )


def ran(cluster: Cluster, command: Sequence[str | Path], **options: object) -> Cost:
    """Run a command to its end; its memory is what it and its children had at once, shared parts once."""
    database, children, start = cpu_seconds(cluster.process.pid), os.times(), time.perf_counter()
    process = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL, **options)  # type: ignore[call-overload]
    most, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            most[0] = max(most[0], memory_of(process.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    status = process.wait()
    ended.set()
    watching.join()
    assert status == 0, command
    passed, now = time.perf_counter() - start, os.times()
    spent = now.children_user + now.children_system - children.children_user - children.children_system
    return Cost(passed, spent + cpu_seconds(cluster.process.pid) - database, most[0])


def memory_of(pid: int) -> float:
    """Megabytes of a process and its children: what is theirs alone, and their part of what is shared."""
    kilobytes = 0
    for one in [pid, *children_of(pid)]:
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:  # it ended meanwhile
            continue
        kilobytes += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def children_of(pid: int) -> list[int]:
    try:
        texts = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [int(word) for text in texts for word in text.split()]


def imported(cluster: Cluster, path: Path, *more: str) -> Cost:
    environment = {**os.environ, "WAUGZEE_DATABASE_URL": cluster.owner_url}
    return ran(cluster, [*OURS, *more, path], env=environment)


def python_alone(cluster: Cluster, path: Path) -> Cost:
    """The same as on a machine without a compiler, on an empty catalogue."""
    asyncio.run(emptied(cluster))
    hidden = "import sys; sys.modules['waugzee.catalogue._rows'] = None; "
    code = hidden + "from waugzee.cli import main; main()"
    environment = {**os.environ, "WAUGZEE_DATABASE_URL": cluster.owner_url}
    return ran(cluster, [sys.executable, "-c", code, "dumps", "import", "--no-search", path], env=environment)


async def counted(cluster: Cluster) -> int:
    db = await asyncpg.connect(cluster.owner_url)
    count = await db.fetchval("select count(*) from releases")
    await db.close()
    return int(count)


async def last_written(cluster: Cluster) -> int:
    db = await asyncpg.connect(cluster.owner_url)
    written = await db.fetchval("select written from dump_files order by began_at desc limit 1")
    await db.close()
    return int(written)


async def emptied(cluster: Cluster) -> None:
    db = await asyncpg.connect(cluster.owner_url)
    await db.execute("truncate releases, dump_files, dump_batches, dump_rejects, dump_repeats")
    await db.close()


def rows_of(path: Path) -> list[tuple[bytes, int]]:
    """The rows of each batch, ready-made, and how many."""
    emitter, ready = Emitter(), list[tuple[bytes, int]]()
    for piece in pieces(path, "releases", emitter.survey):
        made, unusual = emitter.rows("releases", piece.held, piece.found, "20260801")
        rest = [row("releases", piece.held, piece.found[place], "20260801")[1] for place in unusual]
        ready.append((b"".join([made, *rest]), len(piece.found)))
    return ready


async def copied(cluster: Cluster, rows: Sequence[bytes]) -> Cost:
    """COPY of ready-made rows into the emptied table, its keys and index in place, in one go."""

    async def source() -> AsyncIterator[bytes]:
        yield HEAD
        for some in rows:
            yield some
        yield TAIL

    db = await asyncpg.connect(cluster.owner_url)
    database, client, start_at = cpu_seconds(cluster.process.pid), time.process_time(), time.perf_counter()
    await db.copy_to_table("releases", source=source(), columns=COLUMNS["releases"], format="binary")
    passed = time.perf_counter() - start_at
    spent = time.process_time() - client + cpu_seconds(cluster.process.pid) - database
    await db.close()
    return Cost(passed, spent, 0)


def xml2db(cluster: Cluster, folder: Path, path: Path) -> Cost | None:
    """Each step of its README, for releases; None where there is no checkout."""
    checkout = os.environ.get("WAUGZEE_XML2DB")
    python = os.environ.get("WAUGZEE_XML2DB_PYTHON", sys.executable)
    if checkout is None:
        print("  WAUGZEE_XML2DB names no checkout of discogs-xml2db: not compared with")
        return None
    here = folder / "xml2db"
    shutil.copytree(checkout, here)
    url = urlsplit(cluster.superuser_url)
    (here / "postgresql/postgresql.conf").write_text(
        f"[DATABASE]\nhost={url.hostname}\nport={url.port}\nname=peer\nuser={url.username}\n"
        f"password={url.password}\n[schemas]\ndiscogs=public\n"
    )
    peer = cluster.superuser_url.rsplit("/", 1)[0] + "/peer"
    psql: list[str | Path] = [BINARIES / "psql", "--quiet", "-v", "ON_ERROR_STOP=1"]
    subprocess.run([*psql, cluster.superuser_url, "-c", "create database peer"], check=True)
    csv = here / "csv"
    csv.mkdir()
    quiet: Mapping[str, object] = {"cwd": here, "stderr": subprocess.DEVNULL}
    sql = here / "postgresql/sql"
    steps: list[Sequence[str | Path]] = [
        [python, "run.py", f"--output={csv}", path],
        [*psql, peer, "-f", sql / "CreateTables.sql", "-c", LOOSER],
        [python, "postgresql/importcsv.py"],
        [*psql, peer, "-f", sql / "CreatePrimaryKeys.sql"],
        [*psql, peer, "-f", sql / "CreateIndexes.sql"],
    ]
    costs = []
    for step in steps:
        if "postgresql/importcsv.py" in step:
            step = [*step, *sorted(csv.glob("release*.csv"))]
        costs.append(ran(cluster, step, **quiet))
    total = Cost(
        sum(one.passed for one in costs),
        sum(one.spent for one in costs),
        max(one.memory for one in costs),
    )
    told("discogs-xml2db", total, sum(1 for _ in (csv / "release.csv").open("rb")) - 1)
    print("    export, tables, COPY, keys, indexes: " + ", ".join(f"{one.passed:.1f} s" for one in costs))
    subprocess.run([*psql, cluster.superuser_url, "-c", "drop database peer"], check=True)
    shutil.rmtree(here)
    return total


if COMPILED is None:
    print("  nothing is compiled here: figures are of Python alone")
