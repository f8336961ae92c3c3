"""`waugzee migrate` and `waugzee migration`: the database's tables."""

import click

from waugzee import migrations
from waugzee.errors import ConfigurationError
from waugzee.settings import Settings


@click.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring the database to the newest migration."""
    migrations.upgrade(_owner_url(settings))


@click.command()
@click.argument("message")
@click.pass_obj
def migration(settings: Settings, message: str) -> None:
    """Draft a migration from what the tables say and the database lacks."""
    migrations.commands(_owner_url(settings)).revision(message, autogenerate=True)


def _owner_url(settings: Settings) -> str:
    url = settings.database_owner_url or settings.database_url
    if url is None:
        raise ConfigurationError("WAUGZEE_DATABASE_URL is not set: give the address of the database")
    return url
