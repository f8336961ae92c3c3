"""A database into a file, and back: everything or nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import asyncpg

from waugzee import __version__, migrations
from waugzee.backup import queries
from waugzee.backup.archive import FORMAT, About, Backup, write_backup
from waugzee.backup.programs import dumped, load
from waugzee.errors import ConfigurationError
from waugzee.tables import metadata

CATALOGUE = [table.name for table in metadata.sorted_tables if table.info["class"] == "catalogue"]


async def revision_to_save(url: str) -> str:
    """The revision of a database of which this role sees every row; raises ConfigurationError otherwise."""
    db = await asyncpg.connect(url)
    try:
        if not await queries.reads_everything(db):
            raise ConfigurationError(
                "row-level security hides rows from the role of WAUGZEE_DATABASE_OWNER_URL: let a superuser"
                " say ALTER ROLE … BYPASSRLS once, or give a superuser's address there for backups"
            )
        return await queries.revision(db)
    finally:
        await db.close()


def save(url: str, revision: str, to: IO[bytes], secrets: Mapping[str, bytes], *, catalogue: bool) -> None:
    """Write a backup of one moment, whoever writes to the database meanwhile. Raises ProgramFailed."""
    about = About(FORMAT, __version__, revision, datetime.now(UTC), catalogue)
    left_out = () if catalogue else CATALOGUE
    with dumped(url, *(f"--exclude-table-data=public.{table}" for table in left_out)) as dump:
        write_backup(to, about, secrets, dump)


def check_age(path: Path, about: About) -> None:
    """Raise ConfigurationError for what a newer version made."""
    if about.format > FORMAT or not migrations.knows(about.revision):
        raise ConfigurationError(
            f"{path} was made by a newer Waugzee ({about.version}, schema {about.revision}): restore it with"
            " that. Nothing was changed."
        )


async def check_room(url: str, *, replace: bool) -> None:
    """Raise ConfigurationError where it is in use or another role's, or somebody would lose what is there."""
    db = await asyncpg.connect(url)
    try:
        if (owner := await queries.other_owner(db)) is not None:
            raise ConfigurationError(
                f"the tables belong to {owner}, which they would not afterwards: give its address in"
                " WAUGZEE_DATABASE_OWNER_URL. Nothing was changed."
            )
        if await queries.is_busy(db):
            raise ConfigurationError("Waugzee runs on this database: stop it first. Nothing was changed.")
        if not replace and await queries.has_users(db):
            raise ConfigurationError(
                "the database has users already: --replace puts the backup in their place. Nothing was"
                " changed."
            )
    finally:
        await db.close()


def put_back(url: str, backup: Backup) -> None:
    """Make the database what it was then, and bring it to this version. Raises ProgramFailed.

    Devices read anew, whatever they learned since the backup.
    """
    minutes = int(datetime.now(UTC).timestamp()) // 60
    with backup.dump() as dump:
        load(url, dump, queries.MAKE_ROOM, queries.begin_era(minutes))
    migrations.upgrade(url)


async def settle(url: str) -> None:
    """Have the planner look."""
    db = await asyncpg.connect(url)
    try:
        await queries.analyse(db)
    finally:
        await db.close()
