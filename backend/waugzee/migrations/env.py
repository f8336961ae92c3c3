"""Alembic's environment: runs the migrations on one connection, in one transaction."""

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection

from waugzee.tables import metadata

config: Any = context.config


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=config.compare_type,
        version_table=config.version_table_name,
    )
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    async with config.engine.connect() as connection:
        await connection.run_sync(run)
    await config.engine.dispose()


asyncio.run(main())
