"""An import killed again and again: in the end all is there, once, and nothing it started lives on."""

import gzip
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

KILLS = 4
RECORDS = 6000

IMPORT = """
import asyncio, sys
from pathlib import Path
import asyncpg
from waugzee.catalogue import readers
from waugzee.catalogue.importing import Choice, import_file

readers.SMALL = 0  # also what is small by a process beside

async def main(url, path):
    db = await asyncpg.connect(url)
    tell = lambda progress: print(progress.records, flush=True)
    await import_file(db, Path(path), "20260801", tell, Choice(batch=6_000))

asyncio.run(main(*sys.argv[1:]))
"""
EVERYTHING = "select md5(string_agg(releases::text, '|' order by id)) from releases"


@pytest.fixture
async def owner(owner_url: str) -> AsyncIterator[Any]:
    db = await asyncpg.connect(owner_url)
    await _empty(db)
    yield db
    await _empty(db)
    await db.close()


async def _empty(db: Any) -> None:
    await db.execute(
        "truncate releases, dump_files, dump_batches, dump_rejects, dump_repeats, catalogue_pending"
    )


def dump(folder: Path) -> Path:
    """Records, of which some cannot be read and some come again later with other words."""
    records = []
    for n in range(RECORDS):
        number = n if n % 100 else n // 2 + 1
        title = "a & b" if n % 97 == 5 else f"Take {n} " + "x" * (n % 61)
        records.append(f'<release id="{number + 1}"><title>{title}</title></release>')
    path = folder / "discogs_20260801_releases.xml.gz"
    path.write_bytes(gzip.compress("\n".join(["<releases>", *records, "</releases>"]).encode()))
    return path


def importing(url: str, path: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", IMPORT, url, str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


async def account(db: Any) -> Any:
    return tuple(
        await db.fetchrow("select state, records, rejected, vanished, place, read = size from dump_files")
    )


async def test_an_import_killed_again_and_again_is_the_unbroken_one(
    owner: Any, owner_url: str, tmp_path: Path
) -> None:
    path = dump(tmp_path)
    with importing(owner_url, path) as process:
        process.communicate()
    assert process.returncode == 0
    unbroken = await owner.fetchval(EVERYTHING), await account(owner)
    rejects = await owner.fetch("select place, reason, excerpt from dump_rejects order by place")
    assert rejects
    await _empty(owner)

    came = 0
    for _ in range(KILLS):
        process = importing(owner_url, path)
        assert process.stdout is not None
        first, second = int(process.stdout.readline()), int(process.stdout.readline())
        process.kill()
        process.wait()
        # What reads for it writes to the same pipe: at its end, both are gone.
        process.stdout.read()
        process.stdout.close()
        # It goes on where the last one was, and not from the beginning.
        assert came < first < second
        came = await owner.fetchval("select records from dump_files")
        assert second <= came < RECORDS
    process = importing(owner_url, path)
    assert process.stdout is not None
    said = [int(line) for line in process.stdout]
    assert process.wait() == 0
    process.stdout.close()
    assert said[0] > came
    assert said[-1] == RECORDS
    assert (await owner.fetchval(EVERYTHING), await account(owner)) == unbroken
    assert await owner.fetch("select place, reason, excerpt from dump_rejects order by place") == rejects
