"""`waugzee account …`: the built-in issuer's accounts, from a terminal on the same machine."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import click
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import make_engine
from waugzee.errors import ConfigurationError, WaugzeeError
from waugzee.issuer import actions
from waugzee.settings import Settings


@click.group()
def account() -> None:
    """Accounts of the built-in issuer."""


@account.command()
@click.argument("name")
@click.password_option()
@click.pass_obj
def add(settings: Settings, name: str, password: str) -> None:
    """Make an account."""
    _run(settings, lambda engine: actions.add_account(engine, name, password))
    click.echo(f"{name} can sign in now.")


@account.command()
@click.argument("name")
@click.password_option()
@click.pass_obj
def password(settings: Settings, name: str, password: str) -> None:
    """Set an account's password, and sign it out everywhere."""
    _run(settings, lambda engine: actions.change_password(engine, name, password))
    click.echo(f"{name} has a new password, and is signed out everywhere.")


def _run(settings: Settings, action: Callable[[AsyncEngine], Awaitable[Any]]) -> None:
    if settings.database_url is None:
        raise ConfigurationError("WAUGZEE_DATABASE_URL is not set: give the address of the database")
    engine = make_engine(settings.database_url, pool_size=1)

    async def act() -> None:
        try:
            await action(engine)
        finally:
            await engine.dispose()

    try:
        asyncio.run(act())
    except WaugzeeError as error:
        raise click.ClickException(error.detail or error.title) from error
