"""`waugzee admin …`, `waugzee user …` and, of the built-in issuer, `waugzee account …`, from a terminal.

Other processes hear of it over Valkey, and where there is none within a minute.
"""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts import api_keys, user_queries, users
from waugzee.accounts.backchannel import Logout, sign_out
from waugzee.db import Event, Transaction, make_engine, transaction
from waugzee.erasure.actions import erase as erase_user
from waugzee.errors import ConfigurationError, NotFound, WaugzeeError
from waugzee.events.relay import send_once
from waugzee.hub import Hub, announced
from waugzee.issuer import actions
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
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def erase(settings: Settings, name: str, yes: bool) -> None:
    """Erase a user and everything of theirs for good, the account at the built-in issuer included.

    An account at an outside issuer stays; whether it may come in again is for WAUGZEE_SIGN_UP to say.
    """
    if not yes and click.prompt(f"Nothing of {name} will be left. Type the name to go on", err=True) != name:
        raise click.ClickException("That is another name: nothing was erased.")

    async def work(engine: AsyncEngine, hub: Hub) -> None:
        async with transaction(engine) as db:
            found = await _named(db, name)
        async with announced(engine, hub, found.id) as db:
            await erase_user(db, found.id)

    _run(settings, work)
    click.echo(f"{name} is erased.")


@user.command()
@click.pass_obj
def invite(settings: Settings) -> None:
    """Make an invitation and print its code."""

    async def make(db: Transaction) -> str:
        return (await users.invite(db, None, datetime.now(UTC)))[1]

    click.echo(_in_transaction(settings, make))


@click.group()
def account() -> None:
    """Accounts of the built-in issuer."""


@account.command()
@click.argument("name")
@click.password_option()
@click.pass_obj
def add(settings: Settings, name: str, password: str) -> None:
    """Make an account."""
    _run(settings, lambda engine, _: actions.add_account(engine, name, password))
    click.echo(f"{name} can sign in now.")


@account.command()
@click.argument("name")
@click.password_option()
@click.pass_obj
def password(settings: Settings, name: str, password: str) -> None:
    """Set an account's password, sign it out everywhere, and revoke its API keys."""

    async def change(engine: AsyncEngine, hub: Hub) -> None:
        async with announced(engine, hub) as db:
            subject = str(await actions.change_password(db, name, password))
            # The subject is unique by itself, and where Waugzee is reached this process need not know.
            known = await user_queries.identities_by_subject(db, subject)
            for one in known:
                await sign_out(db, Logout(one.issuer, subject, None, int(time.time())))
        for one in known:
            async with announced(engine, hub, one.user_id) as db:
                await api_keys.revoke_all(db, one.user_id)

    _run(settings, change)
    click.echo(f"{name} has a new password and is signed out everywhere; its API keys are revoked.")


def _do(settings: Settings, name: str, deed: Deed) -> None:
    async def to_the_named(db: Transaction) -> None:
        await deed(db, await _named(db, name))

    _in_transaction(settings, to_the_named)


async def _named(db: Transaction, name: str) -> Row[Any]:
    found = await user_queries.user_by_name(db, name)
    if found is None:
        raise NotFound(f"There is no user {name}.")
    return found


def _in_transaction(settings: Settings, deed: Callable[[Transaction], Awaitable[Any]]) -> Any:
    async def work(engine: AsyncEngine, hub: Hub) -> Any:
        async with announced(engine, hub) as db:
            return await deed(db)

    return _run(settings, work)


def _run(settings: Settings, work: Callable[[AsyncEngine, Hub], Awaitable[Any]]) -> Any:
    if settings.database_url is None:
        raise ConfigurationError("WAUGZEE_DATABASE_URL is not set: give the address of the database")
    engine = make_engine(settings.database_url, pool_size=1)
    hub = Hub()
    news: list[tuple[uuid.UUID, Event]] = []
    hub.send = lambda user_id, event: news.append((user_id, event))

    async def run() -> Any:
        try:
            done = await work(engine, hub)
            if settings.valkey_url is not None:
                await send_once(settings.valkey_url, news)
            return done
        finally:
            await engine.dispose()

    try:
        return asyncio.run(run())
    except WaugzeeError as error:
        raise click.ClickException(error.detail or error.title) from error
