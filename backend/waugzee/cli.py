"""The command line: `waugzee run | serve | work | sync | dumps | migrate | account | admin | …`."""

import os
import sys

import click
import msgspec
from msgspec.structs import replace

from waugzee import embedded_postgres, migrations
from waugzee.administration import admin, user
from waugzee.app import create_app
from waugzee.dumps_cli import dumps
from waugzee.errors import ConfigurationError
from waugzee.issuer.cli import account
from waugzee.run import run as run_everything
from waugzee.run import serve as serve_api
from waugzee.run import work as work_on_jobs
from waugzee.secrets_cli import secrets_group
from waugzee.settings import Settings, read_settings
from waugzee.terminal.command import sync

# Without an address given these work on the embedded database, whether Waugzee runs or not.
NEEDS_DATABASE = ("account", "admin", "user", "secrets", "migrate", "migration")


def main() -> None:
    """Run the command line; a configuration that cannot be used is one sentence, not a traceback."""
    try:
        commands(standalone_mode=True)
    except ConfigurationError as error:
        sys.exit(f"waugzee: {error}")


@click.group()
@click.pass_context
def commands(context: click.Context) -> None:
    """Waugzee: what vinyl you own, what you played, what needs cleaning."""
    settings = read_settings(os.environ)
    if context.invoked_subcommand in NEEDS_DATABASE and settings.database_url is None:
        found = context.with_resource(embedded_postgres.addresses(settings.data / "postgres"))
        settings = replace(settings, database_url=found.app_url, database_owner_url=found.owner_url)
    context.obj = settings


commands.add_command(account)
commands.add_command(admin)
commands.add_command(user)
commands.add_command(sync)
commands.add_command(dumps)
commands.add_command(secrets_group)


def _owner_url(settings: Settings) -> str:
    url = settings.database_owner_url or settings.database_url
    if url is None:
        raise ConfigurationError("WAUGZEE_DATABASE_URL is not set: give the address of the database")
    return url


@commands.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring the database to the newest migration."""
    migrations.upgrade(_owner_url(settings))


@commands.command()
@click.argument("message")
@click.pass_obj
def migration(settings: Settings, message: str) -> None:
    """Draft a migration from what the tables say and the database lacks."""
    migrations.commands(_owner_url(settings)).revision(message, autogenerate=True)


@commands.command()
def openapi() -> None:
    """Print the API's description (OpenAPI 3.1)."""
    app = create_app(Settings(database_url="postgresql://none/none", secret="x" * 32))
    described = msgspec.json.encode(app.openapi_schema.to_schema(), order="sorted")
    print(msgspec.json.format(described, indent=2).decode())


@commands.command()
@click.option("--reload", is_flag=True, help="Reload both sides on change.")
@click.pass_obj
def run(settings: Settings, reload: bool) -> None:
    """Start everything on this machine: database, simulated Discogs, API and page."""
    run_everything(settings, reload)


@commands.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve the API and the page, against the database of WAUGZEE_DATABASE_URL."""
    serve_api(settings)


@commands.command()
@click.pass_obj
def work(settings: Settings) -> None:
    """Drive syncs for users without a browser at hand, beside `waugzee serve`."""
    work_on_jobs(settings)
