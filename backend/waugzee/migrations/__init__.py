"""Migrations: run at start on the embedded database, and by `waugzee migrate` elsewhere."""

from pathlib import Path

from advanced_alchemy.alembic.commands import AlembicCommands
from advanced_alchemy.config import AlembicAsyncConfig, EngineConfig, SQLAlchemyAsyncConfig
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool

from waugzee.db import sqlalchemy_url
from waugzee.tables import metadata

FOLDER = str(Path(__file__).parent)
VERSIONS = "alembic_versions"
"""The table that says which migrations a database saw."""


def commands(owner_url: str) -> AlembicCommands:
    """Alembic's commands against `owner_url`, whose role owns the tables or is about to."""
    config = SQLAlchemyAsyncConfig(
        connection_string=sqlalchemy_url(owner_url),
        metadata=metadata,
        engine_config=EngineConfig(poolclass=NullPool),
        alembic_config=AlembicAsyncConfig(
            script_location=FOLDER, version_table_name=VERSIONS, render_as_batch=False, compare_type=True
        ),
    )
    return AlembicCommands(config)


def upgrade(owner_url: str, revision: str = "head") -> None:
    """Bring the database to `revision`. Starts its own event loop; call it outside of one."""
    commands(owner_url).upgrade(revision)


def knows(revision: str) -> bool:
    """Whether a database of this revision is of this version of Waugzee or an older one."""
    return revision in {script.revision for script in ScriptDirectory(FOLDER).walk_revisions()}
