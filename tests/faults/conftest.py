"""Real processes that a test may kill: a durable PostgreSQL, the API over it, the simulated Discogs."""

import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

import syncing
from serving import Api
from syncing import Simulator
from waugzee import embedded_postgres, migrations
from waugzee.embedded_postgres import Cluster
from waugzee.processes import free_port
from waugzee.settings import Settings


class Machine:
    """One machine with Waugzee on it, whose data outlives its processes."""

    cluster: Cluster
    api: Api

    def __init__(self, folder: Path, demo_url: str) -> None:
        self._folder = folder
        self._demo_url = demo_url
        self._port = free_port()
        self._secret = secrets.token_hex(32)

    def start(self) -> None:
        """Start everything on what is there; from the main thread, outside an event loop."""
        first = not (self._folder / "postgres").exists()
        self.cluster = embedded_postgres.start(self._folder / "postgres")
        if first:
            migrations.upgrade(self.cluster.owner_url)
        settings = Settings(
            data=self._folder,
            port=self._port,
            public_url=f"http://localhost:{self._port}",
            database_url=self.cluster.app_url,
            database_owner_url=self.cluster.owner_url,
            secret=self._secret,
            demo_url=self._demo_url,
            page=Path("absent"),
        )
        self.api = Api(settings, self._folder / "api.log")

    def lose_power(self) -> None:
        os.kill(self.cluster.process.pid, signal.SIGKILL)
        self.api.end(signal.SIGKILL)
        # What a supervisor holds, its death would have freed.
        self.cluster.stop()

    def stop(self) -> None:
        self.api.stop()
        self.cluster.stop()

    async def column(self, sql: str, *values: object) -> list[int]:
        """One column of rows, read past row-level security."""
        connection = await asyncpg.connect(self.cluster.superuser_url)
        try:
            return [row[0] for row in await connection.fetch(sql, *values)]
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def discogs() -> Iterator[Simulator]:
    with syncing.simulator() as simulated:
        yield simulated


@pytest.fixture(scope="session")
def machine(discogs: Simulator) -> Iterator[Machine]:
    # Not pytest's own folder, which the user that PostgreSQL runs as may not reach.
    folder = Path(tempfile.mkdtemp(prefix="waugzee-faults-"))
    made = Machine(folder, discogs.origin)
    made.start()
    yield made
    made.stop()
    shutil.rmtree(folder)
