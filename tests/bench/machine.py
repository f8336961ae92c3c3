"""What the benchmarks stand on: a durable PostgreSQL, the API in its own process, a stopwatch."""

import os
import secrets
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from serving import Api, serving
from waugzee import embedded_postgres, migrations
from waugzee.embedded_postgres import Cluster
from waugzee.processes import free_port
from waugzee.settings import Settings


@contextmanager
def machine(
    demo_url: str = "http://127.0.0.1:8289", kept: Path | None = None
) -> Iterator[tuple[Api, Cluster]]:
    """The API over the embedded PostgreSQL, both as `waugzee run` has them; all gone afterwards, but for a
    folder that is to be kept."""
    folder = kept or Path(tempfile.mkdtemp(prefix="waugzee-bench-"))
    try:
        with embedded_postgres.start(folder / "postgres") as cluster:
            migrations.upgrade(cluster.owner_url)
            port = free_port()
            settings = Settings(
                data=folder,
                port=port,
                public_url=f"http://localhost:{port}",
                database_url=cluster.app_url,
                database_owner_url=cluster.owner_url,
                secret=secrets.token_hex(32),
                secret_keys=(secrets.token_hex(32),),
                demo_url=demo_url,
                page=Path("absent"),
            )
            with serving(settings, folder / "api.log") as api:
                yield api, cluster
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


async def analyze(owner_url: str) -> None:
    """What autovacuum does by itself within a minute of such a load: benchmarks do not wait for it."""
    connection = await asyncpg.connect(owner_url.replace("+asyncpg", ""))
    try:
        await connection.execute("analyze")
    finally:
        await connection.close()


def cpu_seconds(*pids: int) -> float:
    """The processor time these processes took so far, their children's included."""
    wanted = set(pids)
    total = 0
    for entry in sorted(Path("/proc").iterdir(), key=lambda entry: entry.name):
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:  # it ended meanwhile
                continue
            if int(entry.name) in wanted or int(fields[1]) in wanted:
                # Of a process, and of its ended children.
                total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def load() -> str:
    """How busy the machine is besides; figures of a busy one are worth little by themselves."""
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
