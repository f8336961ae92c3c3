"""From zero the migrations make what the tables say; each goes down and up again."""

import asyncio
import secrets
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool
from sqlalchemy.ext.asyncio import create_async_engine

from waugzee import migrations
from waugzee.db import sqlalchemy_url
from waugzee.tables import metadata

# Columns, constraints, indexes, policies and rights, each as PostgreSQL writes it.
EVERYTHING = """
select 'column', format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default)
  from information_schema.columns where table_schema = 'public'
union all select 'constraint', format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  from pg_constraint where connamespace = 'public'::regnamespace
union all select 'index', indexdef from pg_indexes where schemaname = 'public'
union all select 'policy', format('%s %s %s %s', tablename, policyname, qual, with_check) from pg_policies
union all select 'table', format('%s %s %s %s', relname, relrowsecurity, relforcerowsecurity, relacl)
  from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
order by 1, 2
"""
REVISIONS = [
    script.revision
    for script in reversed(
        list(ScriptDirectory(migrations.__path__[0]).walk_revisions())  # newest first
    )
]


async def _ask(url: str, query: str) -> list[Any]:
    connection = await asyncpg.connect(url)
    try:
        return list(await connection.fetch(query))
    finally:
        await connection.close()


@pytest.fixture
def empty_url(server_url: str) -> Iterator[str]:
    """A database with nothing in it."""
    name = f"waugzee_test_{secrets.token_hex(4)}"
    asyncio.run(_ask(server_url, f"create database {name}"))
    yield f"{server_url.rsplit('/', 1)[0]}/{name}"
    asyncio.run(_ask(server_url, f"drop database {name}"))


def test_the_revisions_follow_each_other() -> None:
    assert sorted(REVISIONS) == REVISIONS


def test_each_migration_goes_down_and_up_again(empty_url: str) -> None:
    shapes = [asyncio.run(_ask(empty_url, EVERYTHING))]
    for revision in REVISIONS:
        migrations.upgrade(empty_url, revision)
        shapes.append(asyncio.run(_ask(empty_url, EVERYTHING)))
    assert len(set(map(tuple, shapes))) == len(shapes)
    for place in range(len(REVISIONS) - 1, -1, -1):
        migrations.commands(empty_url).downgrade("-1")
        assert _without_alembic(asyncio.run(_ask(empty_url, EVERYTHING))) == _without_alembic(shapes[place])
    migrations.upgrade(empty_url)
    assert asyncio.run(_ask(empty_url, EVERYTHING)) == shapes[-1]


def _without_alembic(shape: list[Any]) -> list[Any]:
    return [row for row in shape if "alembic_versions" not in row[1]]


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(
        connection,
        opts={"compare_type": True, "compare_server_default": True, "target_metadata": metadata},
    )
    return [
        difference
        for difference in compare_metadata(context, metadata)
        if "alembic_versions" not in str(difference)
    ]


async def test_the_migrations_make_what_the_tables_say(owner_url: str) -> None:
    engine = create_async_engine(sqlalchemy_url(owner_url), poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()
