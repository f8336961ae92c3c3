"""Machines that each keep all of theirs in a folder, and the commands that save and put it back."""

import asyncio
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from litestar import Litestar

import syncing
from syncing import Simulator
from waugzee import embedded_postgres, migrations
from waugzee.app import create_app
from waugzee.embedded_postgres import Cluster
from waugzee.private_file import write_private
from waugzee.secrets_cli import add_key, kept_keys
from waugzee.settings import Settings

COMMAND = [sys.executable, "-c", "from waugzee.cli import main; main()"]

LABEL = """
insert into labels (id, digest, month, name, parent_name, sublabels)
values (1, 1, '202608', 'Blue Note', '', '[]')
"""


class Machine:
    """A folder, as WAUGZEE_DATA names it; `more` are other settings."""

    cluster: Cluster

    def __init__(self, folder: Path, discogs: Simulator, **more: str) -> None:
        self.folder = folder
        self._discogs = discogs
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WAUGZEE_")},
            "WAUGZEE_DATA": str(folder),
            **more,
        }

    def words(self, *words: str | Path) -> list[str]:
        return [*COMMAND, *map(str, words)]

    def command(self, *words: str | Path, fails: bool = False) -> str:
        """Run `waugzee …` on it; what it says, which where it `fails` is one sentence."""
        ended = subprocess.run(
            self.words(*words),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (ended.returncode != 0) == fails, ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr
        return ended.stderr if fails else ended.stdout

    def begin(self) -> None:
        """Have what the first start of Waugzee makes."""
        self.folder.mkdir()
        write_private(self.folder / "secret", secrets.token_hex(32).encode())
        add_key(self.folder)
        with self.running():
            migrations.upgrade(self.cluster.owner_url)

    @contextmanager
    def running(self) -> Iterator[Cluster]:
        """With its database up; call it outside of an event loop."""
        with embedded_postgres.start(self.folder / "postgres", durable=False) as self.cluster:
            yield self.cluster

    @asynccontextmanager
    async def app(self, database_url: str | None = None) -> AsyncIterator[Litestar]:
        """The API over a database, else its own that runs."""
        app = create_app(
            Settings(
                data=self.folder,
                database_url=database_url or self.cluster.app_url,
                secret=(self.folder / "secret").read_text(),
                secret_keys=kept_keys(self.folder),
                demo_url=self._discogs.origin,
                discogs_url=self._discogs.origin,
                page=Path("absent"),
            )
        )
        yield app
        await app.state.principals.written()
        await app.state.discogs.aclose()
        await app.state.engine.dispose()


def ask(url: str, *statements: str) -> list[Any]:
    """Execute statements at a database; the rows of the last."""

    async def answer() -> list[Any]:
        db = await asyncpg.connect(url)
        try:
            for statement in statements[:-1]:
                await db.execute(statement)
            return list(await db.fetch(statements[-1]))
        finally:
            await db.close()

    return asyncio.run(answer())


@pytest.fixture(scope="package")
def discogs() -> Iterator[Simulator]:
    with syncing.simulator() as simulated:
        yield simulated
