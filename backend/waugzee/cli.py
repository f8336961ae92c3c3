"""The command line: `waugzee run | serve | work | sync | dumps | migrate | account | admin | …`.

A command's code is loaded when that command is asked for: an import of dumps needs nothing of the API.
"""

import errno
import importlib
import os
import sys

import asyncpg
import click
from msgspec.structs import replace

from waugzee import embedded_postgres
from waugzee.errors import ConfigurationError
from waugzee.settings import read_settings

COMMANDS = {
    "account": "waugzee.administration:account",
    "admin": "waugzee.administration:admin",
    "backup": "waugzee.backup.command:backup",
    "dumps": "waugzee.dumps_cli:dumps",
    "migrate": "waugzee.database_cli:migrate",
    "migration": "waugzee.database_cli:migration",
    "openapi": "waugzee.server_cli:openapi",
    "restore": "waugzee.backup.command:restore",
    "run": "waugzee.server_cli:run",
    "secrets": "waugzee.secrets_cli:secrets_group",
    "serve": "waugzee.server_cli:serve",
    "sync": "waugzee.terminal.command:sync",
    "user": "waugzee.administration:user",
    "work": "waugzee.server_cli:work",
}
# Without an address given these work on the embedded database, whether Waugzee runs or not.
NEEDS_DATABASE = ("account", "admin", "user", "secrets", "migrate", "migration")
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""What goes wrong with a file without naming it; all else that names none does with a connection."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


def main() -> None:
    """Run the command line; what everyday life brings is one sentence, not a traceback."""
    try:
        commands(standalone_mode=True)
    except Exception as error:
        if (said := _sentence(error)) is None:
            raise
        sys.exit(f"waugzee: {said}")


def _sentence(error: BaseException | None) -> str | None:
    """What went wrong, where that is nothing but everyday life."""
    match error:
        # The last is the role that the API acts as.
        case (
            asyncpg.UndefinedTableError()
            | asyncpg.UndefinedColumnError()
            | asyncpg.InvalidParameterValueError()
        ):
            return f"the database is not as this version needs it ({error}): run waugzee migrate"
        case asyncpg.PostgresError() | asyncpg.InterfaceError():
            return f"the database refuses: {error}"
        case OSError(filename=None) if error.errno not in DISK:
            why = str(error) or type(error).__name__
            return f"the database cannot be reached ({why}): see that it runs, and WAUGZEE_DATABASE_URL"
        case ConfigurationError() | OSError():
            return str(error)
        # Known by its name: commands that do without SQLAlchemy start without it.
        case Exception() if type(error).__module__.startswith("sqlalchemy."):
            return _sentence(error.__cause__) or str(error)
    return None


@click.group(cls=_Commands)
@click.pass_context
def commands(context: click.Context) -> None:
    """Waugzee: what vinyl you own, what you played, what needs cleaning."""
    settings = read_settings(os.environ)
    if context.invoked_subcommand in NEEDS_DATABASE and settings.database_url is None:
        found = context.with_resource(embedded_postgres.addresses(settings.data / "postgres"))
        settings = replace(settings, database_url=found.app_url, database_owner_url=found.owner_url)
    context.obj = settings
