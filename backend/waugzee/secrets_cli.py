"""`waugzee secrets …`: the keys that encrypt what users let us in by; on one machine, a file of them."""

import asyncio
import secrets
import uuid
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee import sealing
from waugzee.db import make_engine, transaction
from waugzee.discogs import credentials
from waugzee.discogs import queries as discogs
from waugzee.errors import ConfigurationError
from waugzee.inbox.push_keys import reseal_key
from waugzee.private_file import write_private
from waugzee.scrobbling import actions as scrobbling_actions
from waugzee.scrobbling import queries as scrobbling
from waugzee.settings import Settings

FILE = "secret-keys"
BATCH = 500


class Kept(msgspec.Struct, frozen=True):
    """A table of users' secrets, one each: its queries, and what they are sealed for."""

    queries: Any
    purpose: str


KEPT = (Kept(discogs, credentials.PURPOSE), Kept(scrobbling, scrobbling_actions.PURPOSE))


def kept_keys(data: Path) -> tuple[str, ...]:
    """The keys of one machine, the newest first; none before the first start."""
    path = data / FILE
    return tuple(path.read_text().split()) if path.exists() else ()


def add_key(data: Path) -> str:
    """Make a key, and put it before the others."""
    key = secrets.token_urlsafe(32)
    write_private(data / FILE, "\n".join((key, *kept_keys(data), "")).encode())
    return key


@click.group(name="secrets")
def secrets_group() -> None:
    """The keys that encrypt what users let us in by, at Discogs and ListenBrainz."""


@secrets_group.command("new-key")
@click.pass_obj
def new_key(settings: Settings) -> None:
    """Make a key: on one machine it is put before the others, else it is printed."""
    if settings.secret_keys or not kept_keys(settings.data):
        click.echo(secrets.token_urlsafe(32))
        click.echo(
            "Put it before the others in WAUGZEE_SECRET_KEYS of every process, restart them, then run"
            " waugzee secrets rotate.",
            err=True,
        )
        return
    add_key(settings.data)
    click.echo("Made. Restart Waugzee, then run waugzee secrets rotate.")


@secrets_group.command()
@click.pass_obj
def rotate(settings: Settings) -> None:
    """Encrypt anew, with the first key, what older ones encrypted; they can be taken away after that."""
    settings = replace(settings, secret_keys=settings.secret_keys or kept_keys(settings.data))
    if not settings.secret_keys:
        raise ConfigurationError("WAUGZEE_SECRET_KEYS is not set: give the keys, the new one first")
    if settings.database_url is None:
        raise ConfigurationError("WAUGZEE_DATABASE_URL is not set: give the address of the database")
    done, current, lost = asyncio.run(_rotate(settings, settings.database_url))
    click.echo(f"{done} encrypted anew, {current} were already.")
    if lost:
        raise click.ClickException(
            f"{lost} were encrypted with a key that is not here; their users have to connect again"
        )


async def _rotate(settings: Settings, database_url: str) -> tuple[int, int, int]:
    engine = make_engine(database_url, pool_size=1)
    counted = {"anew": 0, "current": 0, "lost": 0}
    try:
        async with transaction(engine) as db:
            await reseal_key(db, settings)
        for kept in KEPT:
            await _rotate_all(engine, settings, kept, counted)
        return counted["anew"], counted["current"], counted["lost"]
    finally:
        await engine.dispose()


async def _rotate_all(engine: AsyncEngine, settings: Settings, kept: Kept, counted: dict[str, int]) -> None:
    after: uuid.UUID | None = None
    while True:
        async with transaction(engine) as db:
            users = await kept.queries.connected_users(db, after, BATCH)
        for user_id in users:
            counted[await _reseal(engine, settings, kept, user_id)] += 1
        if len(users) < BATCH:
            return
        after = users[-1]


async def _reseal(engine: AsyncEngine, settings: Settings, kept: Kept, user_id: uuid.UUID) -> str:
    """One user's secret, in a transaction of its own: a crash leaves each whole."""
    keys, owner = settings.secret_keys, str(user_id)
    async with transaction(engine, user_id) as db:
        row = await kept.queries.locked_account(db, user_id)
        if row is None or row.sealed is None or sealing.is_current(keys, row.sealed):
            return "current"
        try:
            plain = sealing.unseal(keys, row.sealed, purpose=kept.purpose, owner=owner)
        except sealing.CannotOpen:
            return "lost"
        sealed = sealing.seal(keys, plain, purpose=kept.purpose, owner=owner)
        await kept.queries.reseal(db, user_id, sealed)
        return "anew"
