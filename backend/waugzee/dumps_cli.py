"""`waugzee dumps fetch | import | status`: the catalogue from files of Discogs' monthly dumps."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from waugzee import embedded_postgres
from waugzee.catalogue import queries
from waugzee.catalogue.cutting import BrokenDump
from waugzee.catalogue.importing import Choice, import_file, standing
from waugzee.catalogue.importing import Progress as Imported
from waugzee.catalogue.indexing import Indexed, index
from waugzee.catalogue.months import files_of, month_named, month_of
from waugzee.catalogue.reader import SELECTIONS
from waugzee.enriching.user_queries import anybody
from waugzee.settings import DUMPS_URL, Settings


@click.group()
def dumps() -> None:
    """Discogs' monthly dumps: releases, masters, artists and labels."""


@dumps.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--only",
    type=click.Choice(sorted(SELECTIONS)),
    default=None,
    help="Of releases, only what vinyl owners need: vinyl, shellac and lathe cuts.",
)
@click.option("--search/--no-search", default=True, help="Let the search take it up at once, or later.")
@click.option("--again", is_flag=True, help="Read also files that stand in the catalogue as they are.")
@click.option(
    "--month", help="The month (202608) to take of a folder, and of files whose names do not say it."
)
@click.pass_obj
def import_(
    settings: Settings,
    paths: tuple[Path, ...],
    only: str | None,
    search: bool,
    again: bool,
    month: str | None,
) -> None:
    """Import files of one month (.xml.gz or .xml), or a folder's newest; again after a break, to go on."""
    whole = month_named(month) if month else ""
    files = [(kind, path, month_of(path) or whole) for kind, path in files_of(paths, whole).items()]
    with _owner_url(settings) as url:
        asyncio.run(_import(url, files, Choice(selection=only or ""), search, again))


@dumps.command()
@click.argument("month")
@click.option(
    "--into",
    default="dumps",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder (./dumps).",
)
@click.option("--from", "origin", default=DUMPS_URL, help="Where dumps are published.")
def fetch(month: str, into: Path, origin: str) -> None:
    """Fetch the files of a MONTH (202608) and check them; what is there already is not fetched again."""
    whole = month_named(month)
    # Here and not above: an import does without.
    import httpx

    from waugzee.catalogue.fetching import fetch_month

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

        def wait(why: str, seconds: float) -> None:
            said = f"{why}: trying again in {seconds:.0f} s"
            bars.console.print(said, markup=False, highlight=False, soft_wrap=True)
            time.sleep(seconds)

        fetch_month(client, origin, whole, into, tell, wait)
    click.echo(f"All there. Next: waugzee dumps import {into} --month {month}")


@dumps.command()
@click.pass_obj
def status(settings: Settings) -> None:
    """What was imported, and how far it came."""
    with _owner_url(settings) as url:
        asyncio.run(_status(url))


@contextmanager
def _owner_url(settings: Settings) -> Iterator[str]:
    """Where the owner of the tables finds them: at the address given, else in the embedded database."""
    if settings.database_url is not None:
        yield settings.database_owner_url or settings.database_url
        return
    with embedded_postgres.addresses(settings.data / "postgres") as found:
        yield found.owner_url


async def _import(
    url: str, files: list[tuple[str, Path, str]], choice: Choice, search: bool, again: bool
) -> None:
    console, is_broken = Console(), False
    for kind, path, month in files:
        db = await asyncpg.connect(url)
        try:
            row = None if again else await standing(db, path, month, choice)
            if row is not None:
                console.print(f"{kind}: {path.name} stands as it is, nothing written", highlight=False)
                continue
            with _bar(console, kind, path.stat().st_size) as tell:
                row = await import_file(db, path, month, tell, choice)
            console.print(_told(row), highlight=False)
        except BrokenDump as error:
            # The others are none the worse for it.
            click.echo(f"waugzee: {error}", err=True)
            is_broken = True
        finally:
            await db.close()
    if await _anybody(url):
        await _enrich(url, console)
    if search:
        await _index(url, console)
    if is_broken:
        raise click.exceptions.Exit(1)


async def _anybody(url: str) -> bool:
    db = await asyncpg.connect(url)
    try:
        return await anybody(db)
    finally:
        await db.close()


async def _enrich(url: str, console: Console) -> None:
    with console.status("records on shelves"):
        # What the API is made of takes 80 MB: not before the files are in.
        from waugzee.enriching.everybody import enriched

        count = await enriched(url)
    console.print(f"{count:,} shelves brought up to date", highlight=False)


async def _index(url: str, console: Console) -> None:
    """Let the search take up what was written."""
    db = await asyncpg.connect(url)
    columns = (TextColumn("search"), BarColumn(), TextColumn("{task.fields[said]}"), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console, transient=True) as bars:
            task = bars.add_task("search", total=None, said="")
            began = time.monotonic()

            def tell(progress: Indexed) -> None:
                rate = progress.done / max(time.monotonic() - began, 0.001)
                said = (
                    "making the index" if progress.finishing else f"{progress.done:,} records, {rate:,.0f}/s"
                )
                bars.update(task, completed=progress.done, total=progress.total, said=said)

            done = await index(db, tell)
    finally:
        await db.close()
    if done is None:
        console.print("search: another import is filling it")
    elif done.done:
        seconds = time.monotonic() - began
        console.print(f"search: {done.done:,} records taken up in {seconds:,.1f} s", highlight=False)


@contextmanager
def _bar(console: Console, kind: str, size: int) -> Iterator[Any]:
    """A bar of one file; what it yields is told of the progress."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(kind, total=size, said="checking the file")
        began, first = time.monotonic(), -1

        def tell(progress: Imported) -> None:
            nonlocal began, first
            if first < 0:
                # What an earlier run did says nothing of how long this one takes.
                began, first = time.monotonic(), progress.records
                bars.reset(task, completed=progress.read, total=size)
            rate = (progress.records - first) / max(time.monotonic() - began, 0.001)
            set_aside = f", {progress.rejected:,} set aside" if progress.rejected else ""
            said = f"{progress.records:,} records, {rate:,.0f}/s{set_aside}"
            bars.update(task, completed=progress.read, said=said)

        yield tell


def _told(row: Any) -> str:
    left_out = f", {row['left_out']:,} left out" if row["left_out"] else ""
    return (
        f"{row['kind']}: {row['records']:,} records in {row['seconds']:,.1f} s, {row['written']:,} written,"
        f" {row['vanished']:,} vanished, {row['rejected']:,} set aside{left_out}"
    )


async def _status(url: str) -> None:
    db = await asyncpg.connect(url)
    try:
        rows = await queries.files(db)
    finally:
        await db.close()
    table = Table("File", "State", "Records", "Written", "Vanished", "Left out", "Set aside", "Records/s")
    for row in rows:
        counts = [f"{row[name]:,}" for name in ("records", "written", "vanished", "left_out", "rejected")]
        rate = f"{row['records'] / row['seconds']:,.0f}" if row["seconds"] else ""
        state = row["reason"] or row["state"]
        if row["state"] == "importing" and row["size"]:
            state = f"{state}, {row['read'] / row['size']:.0%} read"
        table.add_row(row["name"], state, *counts, rate)
    Console().print(table)
