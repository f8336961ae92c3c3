"""What an administrator asked for, done: `python -m waugzee.catalogue.job JOB`, a process of its own.

Fetch the month, where that was asked, import its files, let the search take them up. How far it is stands
in its row of `dump_jobs` and those of `dump_files`. Killed anywhere, the same again goes on there.
"""

import asyncio
import contextlib
import os
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg

from waugzee.catalogue import job_queries
from waugzee.catalogue.cutting import BrokenDump
from waugzee.catalogue.importing import Choice, Progress, import_file, standing
from waugzee.catalogue.indexing import Indexed, index
from waugzee.catalogue.months import files_of, month_of
from waugzee.catalogue.queries import Connection
from waugzee.errors import ConfigurationError

OFTEN = 1.0
"""Seconds between two words of how far it is."""
VARIABLES = ("WAUGZEE_JOB_DATABASE", "WAUGZEE_JOB_DUMPS", "WAUGZEE_JOB_ORIGIN")
"""Where the tables are, to their owner; the folder of dumps; whence they are fetched."""


async def perform(url: str, root: Path, origin: str, job_id: uuid.UUID) -> None:
    """Do it, whatever comes of it said in its row."""
    db, teller = await asyncpg.connect(url), await asyncpg.connect(url)
    try:
        job = await job_queries.job(db, job_id)
        if job is None or job["ended_at"] is not None:
            return
        try:
            await _perform(db, _Teller(teller, job_id), root, origin, job)
        except (ConfigurationError, BrokenDump, OSError, asyncpg.PostgresError) as error:
            await job_queries.end(teller, job_id, "failed", str(error) or type(error).__name__)
        else:
            await job_queries.end(teller, job_id, "done", "")
    finally:
        await db.close()
        await teller.close()


class _Teller:
    """Writes now and then how far it is."""

    def __init__(self, db: Connection, job_id: uuid.UUID) -> None:
        self._db, self._job_id = db, job_id
        self.state, self.name, self.came, self.total = "", "", 0, 0

    def at(self, name: str, came: int, total: int | None) -> None:
        self.name, self.came, self.total = name, came, total or 0

    async def write(self) -> None:
        await job_queries.tell(self._db, self._job_id, self.state, self.name, self.came, self.total or None)

    @contextlib.asynccontextmanager
    async def during(self, state: str) -> AsyncIterator[None]:
        self.state, self.name, self.came, self.total = state, "", 0, 0
        await self.write()
        task = asyncio.create_task(self._write_often())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _write_often(self) -> None:
        while True:
            await asyncio.sleep(OFTEN)
            # Not torn off in the midst of a statement.
            await asyncio.shield(self.write())


Done = Callable[[], Awaitable[None]]


async def _perform(db: Connection, teller: _Teller, root: Path, origin: str, job: Any) -> None:
    folder = folder_within(root, job["folder"])
    if job["month"]:
        async with teller.during("fetching"):
            paths = await asyncio.to_thread(_fetch, origin, job["month"], folder, teller.at)
    elif folder.is_dir():
        paths = list((await asyncio.to_thread(files_of, [folder])).values())
    else:
        raise ConfigurationError("There is no such folder where the server works on imports.")
    choice, broken = Choice(selection=job["selection"]), list[str]()
    for path in paths:
        async with teller.during("importing"):

            def told(progress: Progress, name: str = path.name) -> None:
                teller.at(name, progress.read, progress.size)

            teller.at(path.name, 0, path.stat().st_size)
            try:
                if await standing(db, path, month_of(path), choice) is None:
                    await import_file(db, path, month_of(path), told, choice)
            except BrokenDump as error:
                # The others are none the worse for it.
                broken.append(str(error))
    async with teller.during("indexing"):

        def taken(progress: Indexed) -> None:
            teller.at("index" if progress.finishing else "", progress.done, progress.total)

        await index(db, taken)
    if broken:
        raise BrokenDump(" ".join(broken))


def folder_within(root: Path, name: str) -> Path:
    """A folder below that of the dumps; raises ConfigurationError for one outside of it."""
    folder = (root / name).resolve()
    if not folder.is_relative_to(root.resolve()):
        raise ConfigurationError("Only folders below that of the dumps can be imported.")
    return folder


def _fetch(origin: str, month: str, folder: Path, tell: Callable[[str, int, int | None], None]) -> list[Path]:
    # A third of what the process needs to start, for a month that must be fetched only.
    import httpx

    from waugzee.catalogue.fetching import fetch_month

    with httpx.Client(timeout=60, follow_redirects=True) as client:
        return fetch_month(client, origin, month, folder, tell, lambda _, seconds: time.sleep(seconds))


def main() -> None:
    url, root, origin = (os.environ[name] for name in VARIABLES)
    asyncio.run(perform(url, Path(root), origin, uuid.UUID(sys.argv[1])))


if __name__ == "__main__":
    main()
