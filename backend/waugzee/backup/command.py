"""`waugzee backup` and `waugzee restore`."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from waugzee import embedded_postgres
from waugzee.backup import actions
from waugzee.backup.archive import Backup, in_place_of, opened_backup
from waugzee.private_file import write_private
from waugzee.processes import sole_holder
from waugzee.secrets_cli import FILE as KEYS
from waugzee.secrets_cli import kept_keys
from waugzee.settings import Settings

SECRETS = ("secret", KEYS, "account.json")
"""What one machine keeps in its folder; a server's own are in its environment, and in no backup."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--catalogue", is_flag=True, help="Discogs' dumps too, which can be imported again.")
@click.option("--overwrite", is_flag=True, help="Replace FILE where it exists.")
@click.pass_obj
def backup(settings: Settings, file: Path, catalogue: bool, overwrite: bool) -> None:
    """Write everything of everybody to FILE, while Waugzee runs or not. It holds secrets."""
    if file.exists() and not overwrite:
        raise click.UsageError(f"{file} exists: choose another name, or --overwrite")
    _end_tidily()
    secrets = {name: path.read_bytes() for name in SECRETS if (path := settings.data / name).exists()}
    with _database_to_read(settings) as url:
        revision = asyncio.run(actions.revision_to_save(url))
        with in_place_of(file) as to:
            actions.save(url, revision, to, secrets, catalogue=catalogue)
    click.echo(
        f"Saved to {file}, {file.stat().st_size:,} bytes. It holds secrets: keep it where nobody reads it."
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Give up the users that the database has now.")
@click.pass_obj
def restore(settings: Settings, file: Path, replace: bool) -> None:
    """Put back what is in FILE, while Waugzee does not run."""
    _end_tidily()
    with opened_backup(file) as found:
        actions.check_age(file, found.about)
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _database_to_write(settings) as url:
            asyncio.run(actions.check_room(url, replace=replace))
            actions.put_back(url, found)
            asyncio.run(actions.settle(url))
        _put_back_secrets(settings, found)
        click.echo(f"Everything is as it was at {found.about.made_at:%Y-%m-%d %H:%M} UTC.")
        if not found.about.catalogue:
            click.echo("The catalogue is not in it: import Discogs' dumps again, if you had.")


def _end_tidily() -> None:
    """Let SIGTERM, by which timers and containers end what runs, leave nothing half done, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@contextmanager
def _database_to_read(settings: Settings) -> Iterator[str]:
    """The address for one who may read every row; the embedded server is started where it does not run."""
    if settings.owner_url is not None:
        yield settings.owner_url
        return
    with embedded_postgres.addresses(settings.data / "postgres") as found:
        yield found.superuser_url


@contextmanager
def _database_to_write(settings: Settings) -> Iterator[str]:
    """The owner's address; the embedded server is made where there is none, and must not run."""
    if settings.owner_url is not None:
        yield settings.owner_url
        return
    with sole_holder(settings.data / "lock"), embedded_postgres.start(settings.data / "postgres") as cluster:
        yield cluster.owner_url


def _put_back_secrets(settings: Settings, found: Backup) -> None:
    """Keys that are here already are kept behind those of the backup: they open what they encrypted."""
    kept = {name: content for name in SECRETS if (content := found.secret(name)) is not None}
    keys = kept.pop(KEYS, b"").decode().split()
    if settings.secret_keys:
        if not set(keys) <= set(settings.secret_keys):
            click.echo(
                f"Add the keys of {KEYS} in the backup to WAUGZEE_SECRET_KEYS: they open what it holds."
            )
    elif keys:
        merged = dict.fromkeys((*keys, *kept_keys(settings.data)))
        kept[KEYS] = "\n".join((*merged, "")).encode()
    else:
        click.echo("The backup holds no keys: set WAUGZEE_SECRET_KEYS as the server has it that made it.")
    for name, content in kept.items():
        write_private(settings.data / name, content)
