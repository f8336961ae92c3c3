"""`waugzee admin …` and `waugzee user …`: what an administrator may do, from a terminal.

Other processes hear of it over Valkey, and where there is none within a minute.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy import Row

from waugzee.accounts import user_queries, users
from waugzee.db import Transaction, make_engine, transaction
from waugzee.errors import ConfigurationError, NotFound, WaugzeeError
from waugzee.events.relay import send_once
from waugzee.settings import Settings

Deed = Callable[[Transaction, Row[Any]], Awaitable[Any]]


@click.group()
def admin() -> None:
    """Administrators."""


@admin.command()
@click.argument("name")
@click.pass_obj
def grant(settings: Settings, name: str) -> None:
    """Make a user an administrator."""
    _do(settings, name, lambda db, found: users.grant_role(db, found.id, "admin"))
    click.echo(f"{name} is an administrator now.")


@admin.command()
@click.argument("name")
@click.pass_obj
def revoke(settings: Settings, name: str) -> None:
    """Make an administrator a user again; a role from the issuer is the issuer's to take."""
    _do(settings, name, lambda db, found: users.grant_role(db, found.id, "user"))
    click.echo(f"{name} is no administrator by this installation now.")


@click.group()
def user() -> None:
    """Users."""


@user.command()
@click.argument("name")
@click.pass_obj
def suspend(settings: Settings, name: str) -> None:
    """Refuse a user, also with a good token."""
    _do(settings, name, lambda db, found: users.suspend(db, found.id, datetime.now(UTC)))
    click.echo(f"{name} is suspended.")


@user.command()
@click.argument("name")
@click.pass_obj
def restore(settings: Settings, name: str) -> None:
    """Let a suspended user in again."""
    _do(settings, name, lambda db, found: users.restore(db, found.id))
    click.echo(f"{name} may come in again.")


@user.command()
@click.pass_obj
def invite(settings: Settings) -> None:
    """Make an invitation and print its code."""

    async def make(db: Transaction) -> str:
        return (await users.invite(db, None, datetime.now(UTC)))[1]

    click.echo(_run(settings, make))


def _do(settings: Settings, name: str, deed: Deed) -> None:
    async def to_the_named(db: Transaction) -> None:
        found = await user_queries.user_by_name(db, name)
        if found is None:
            raise NotFound(f"There is no user {name}.")
        await deed(db, found)

    _run(settings, to_the_named)


def _run(settings: Settings, work: Callable[[Transaction], Awaitable[Any]]) -> Any:
    if settings.database_url is None:
        raise ConfigurationError("WAUGZEE_DATABASE_URL is not set: give the address of the database")
    engine = make_engine(settings.database_url, pool_size=1)

    async def run() -> Any:
        try:
            async with transaction(engine) as db:
                done = await work(db)
            if settings.valkey_url is not None:
                news = [(to, event) for to, event in db.events if to is not None]
                await send_once(settings.valkey_url, news)
            return done
        finally:
            await engine.dispose()

    try:
        return asyncio.run(run())
    except WaugzeeError as error:
        raise click.ClickException(error.detail or error.title) from error
