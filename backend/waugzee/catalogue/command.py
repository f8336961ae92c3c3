"""`waugzee dumps fetch | import | status`: the catalogue from files of Discogs' monthly dumps."""

import asyncio
import time
from pathlib import Path
from typing import Any

import asyncpg
import click
import httpx
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table

from waugzee.catalogue import queries
from waugzee.catalogue.cutting import kind_of
from waugzee.catalogue.fetching import ORIGIN, fetch_month
from waugzee.catalogue.importing import Progress as Imported
from waugzee.catalogue.importing import import_file, month_of
from waugzee.catalogue.tables import KINDS
from waugzee.errors import ConfigurationError
from waugzee.settings import Settings


@click.group()
def dumps() -> None:
    """Discogs' monthly dumps: releases, masters, artists and labels."""


@dumps.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.pass_obj
def import_(settings: Settings, paths: tuple[Path, ...]) -> None:
    """Import a folder, or files, of one month (.xml.gz or .xml); again after a break, to go on."""
    asyncio.run(_import(settings, _files(paths)))


@dumps.command()
@click.argument("month")
@click.option("--into", default="dumps", type=click.Path(path_type=Path), help="The folder (./dumps).")
@click.option("--from", "origin", default=ORIGIN, help="Where dumps are published.")
def fetch(month: str, into: Path, origin: str) -> None:
    """Fetch the files of a MONTH (202608) and check them; what is there already is not fetched again."""
    if not (month.isascii() and month.isdecimal() and len(month) in (6, 8)):
        raise ConfigurationError("Give the month as 202608.")
    columns = ("{task.description}", BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with (
        Progress(*columns, TimeRemainingColumn()) as bars,
        httpx.Client(timeout=60, follow_redirects=True) as client,
    ):
        tasks: dict[str, Any] = {}

        def tell(name: str, came: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=total)
            bars.update(tasks[name], completed=came)

        whole = month if len(month) == 8 else month + "01"
        fetch_month(client, origin, whole, into, tell, time.sleep)
    click.echo(f"All there. Next: waugzee dumps import {into}")


@dumps.command()
@click.pass_obj
def status(settings: Settings) -> None:
    """What was imported, and how far it came."""
    asyncio.run(_status(settings))


def _files(paths: tuple[Path, ...]) -> dict[str, Path]:
    """One file of each kind, the small ones first; raises ConfigurationError."""
    found: dict[str, Path] = {}
    for path in paths:
        inside = sorted(path.glob("*.xml*")) if path.is_dir() else [path]
        for file in inside:
            kind = kind_of(file)
            if kind in found:
                raise ConfigurationError(
                    f"{found[kind].name} and {file.name} are both {kind}: give one month."
                )
            found[kind] = file
    if not found:
        raise ConfigurationError("There is no dump: give files named *.xml.gz or *.xml.")
    if len(months := {month_of(file) for file in found.values()}) > 1:
        raise ConfigurationError(f"The files are of several months: {', '.join(sorted(months))}.")
    return {kind: found[kind] for kind in KINDS if kind in found}


async def _connected(settings: Settings) -> Any:
    url = settings.database_owner_url or settings.database_url
    if url is None:
        raise ConfigurationError("WAUGZEE_DATABASE_URL is not set: give the address of the database")
    return await asyncpg.connect(url)


async def _import(settings: Settings, files: dict[str, Path]) -> None:
    console = Console()
    for kind, path in files.items():
        began, first = time.monotonic(), -1

        with console.status(f"{kind}: reading") as line:

            def tell(progress: Imported, began: float = began, line: Any = line) -> None:
                nonlocal first
                first = progress.records if first < 0 else first
                rate = (progress.records - first) / max(time.monotonic() - began, 0.001)
                line.update(
                    f"{progress.kind}: {progress.records:,} records, {rate:,.0f}/s,"
                    f" {progress.place / 1e6:,.0f} MB read, {progress.rejected:,} set aside"
                )

            db = await _connected(settings)
            try:
                row = await import_file(db, path, month_of(path), tell)
            finally:
                await db.close()
        console.print(_told(row), highlight=False)


def _told(row: Any) -> str:
    return (
        f"{row['kind']}: {row['records']:,} records in {row['seconds']:,.1f} s, {row['written']:,} written,"
        f" {row['vanished']:,} vanished, {row['rejected']:,} set aside"
    )


async def _status(settings: Settings) -> None:
    db = await _connected(settings)
    try:
        rows = await queries.files(db)
    finally:
        await db.close()
    table = Table("File", "State", "Records", "Written", "Vanished", "Set aside", "Records/s")
    for row in rows:
        counts = [f"{row[name]:,}" for name in ("records", "written", "vanished", "rejected")]
        rate = f"{row['records'] / row['seconds']:,.0f}" if row["seconds"] else ""
        table.add_row(row["name"], row["reason"] or row["state"], *counts, rate)
    Console().print(table)
