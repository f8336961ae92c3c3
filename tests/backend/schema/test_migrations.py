"""From zero the migrations make what the tables say; each goes down and up again."""

import asyncio
import secrets
import uuid
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool
from sqlalchemy.ext.asyncio import create_async_engine

from backend.statistics.test_listening import ODD
from collecting import record
from waugzee import migrations
from waugzee.collection.durations import STYLUS_RAN
from waugzee.collection.queries import COLUMNS
from waugzee.collection.rows import copy_row
from waugzee.db import sqlalchemy_url
from waugzee.tables import metadata
from waugzee_sync.discogs.responses import Format

# Columns, what the planner is told of them, constraints, indexes, policies and rights: as PostgreSQL says.
EVERYTHING = """
select 'column', format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default)
  from information_schema.columns where table_schema = 'public'
union all select 'planned', format('%s.%s %s', attrelid::regclass, attname, attoptions)
  from pg_attribute where attoptions is not null
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


async def _ask(url: str, query: str, begin: str = "") -> list[Any]:
    connection = await asyncpg.connect(url)
    try:
        if begin:
            await connection.execute(begin)
        return list(await connection.fetch(query))
    finally:
        await connection.close()


@pytest.fixture
def empty_url(server_url: str) -> Iterator[str]:
    """A database with nothing in it."""
    name = f"waugzee_test_{secrets.token_hex(4)}"
    asyncio.run(_ask(server_url, f"create database {name}"))
    yield f"{server_url.rsplit('/', 1)[0]}/{name}"
    asyncio.run(_ask(server_url, f"drop database {name} with (force)"))


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


def test_what_was_there_is_grouped_as_what_comes(empty_url: str) -> None:
    """The migration knows only SQL, what writes copies from then on only Python."""
    migrations.upgrade(empty_url, "0064")
    user_id, items = uuid.uuid4(), [record("Blue Train"), record("Odd"), record("Two of a kind")]
    items[1].basic_information = ODD
    about = items[2].basic_information
    about.year, about.artists, about.formats = 1999, (about.artists or []) * 2, [Format("Cassette")]
    rows = [dict(zip(COLUMNS, copy_row(item, b"", None), strict=True)) for item in items]
    asyncio.run(_write_copies(empty_url, user_id, rows, [name for name in COLUMNS if name != "groups"]))
    migrations.upgrade(empty_url, "0065")
    begin = f"begin; set local app.user_id = '{user_id}'"
    found = asyncio.run(_ask(empty_url, "select title, groups from copies", begin))
    assert {row["title"]: row["groups"] for row in found} == {row["title"]: row["groups"] for row in rows}


def test_what_was_played_is_measured_as_what_comes(empty_url: str) -> None:
    migrations.upgrade(empty_url, "0072")
    user_id, item = uuid.uuid4(), record()
    item.basic_information.formats = [Format("Vinyl", descriptions=["LP"]), Format("CD")]
    row = dict(zip(COLUMNS, copy_row(item, b"", None), strict=True))
    asyncio.run(_write_copies(empty_url, user_id, [row], COLUMNS))
    played = [("A", "CD-1", None), (None, "CD-1", None), (None, "A1,CD-1", None), (None, "CD-1", 77)]
    plays = ", ".join(
        f"('{user_id}', gen_random_uuid(), '{row['id']}', now(), 5, 5, {', '.join(map(_array, told[:2]))},"
        f" {told[2] or 'null'})"
        for told in played
    )
    begin = f"""begin; set local app.user_id = '{user_id}';
    insert into tracklists (
      user_id, release_id, state, tracks, sides, track_seconds, seconds, basis, bases, ungrooved
    ) values (
      '{user_id}', {item.id}, 'fetched', '[
        {{"position": "A1", "title": "x", "side": "A"}}, {{"position": "CD-1", "title": "x", "side": "CD"}}
      ]', '{{"A": 200, "CD": 301}}', '{{"A1": 200, "CD-1": 301}}', 200, 'tracklist', '{{}}', '{{CD}}'
    );
    insert into plays (
      user_id, id, copy_id, played_at, took_seconds, stylus_seconds, sides, tracks, seconds
    ) values {plays}; commit"""
    asyncio.run(_ask(empty_url, "select", begin))
    migrations.upgrade(empty_url, "0073")
    measured = f"""select p.stylus_seconds, {STYLUS_RAN} as ran from plays p
    join copies c on c.id = p.copy_id join tracklists t on t.release_id = c.release_id"""
    found = asyncio.run(_ask(empty_url, measured, f"begin; set local app.user_id = '{user_id}'"))
    assert sorted(tuple(row) for row in found) == [(0, 0), (0, 0), (200, 200), (200, 200)]


def test_compilations_are_read_again_for_the_artists_of_their_tracks(empty_url: str) -> None:
    migrations.upgrade(empty_url, "0073")
    user_id, items = uuid.uuid4(), [record("Jazz", "Various"), record("Blue Train")]
    rows = [dict(zip(COLUMNS, copy_row(item, b"", None), strict=True)) for item in items]
    asyncio.run(_write_copies(empty_url, user_id, rows, COLUMNS))
    read = ", ".join(f"('{user_id}', {item.id}, now() - interval '1 day', 200, 7)" for item in items)
    begin = f"""begin; set local app.user_id = '{user_id}';
    insert into release_details (user_id, release_id, asked_at, status, digest) values {read}; commit"""
    asyncio.run(_ask(empty_url, "select", begin))
    migrations.upgrade(empty_url, "0074")
    told = """select release_id, digest, asked_at < now() - interval '180 days' as again
    from release_details order by release_id"""
    found = asyncio.run(_ask(empty_url, told, f"begin; set local app.user_id = '{user_id}'"))
    assert [tuple(row) for row in found] == [(items[0].id, 0, True), (items[1].id, 7, False)]


def _array(names: str | None) -> str:
    return "null" if names is None else f"'{{{names}}}'"


async def _write_copies(
    url: str, user_id: uuid.UUID, rows: Sequence[dict[str, Any]], named: Collection[str]
) -> None:
    values = [(user_id, *(row[name] for name in named), 1) for row in rows]
    connection = await asyncpg.connect(url)
    await connection.execute(f"insert into users (id, name, role) values ('{user_id}', 'alice', 'user')")
    await connection.execute("alter table copies no force row level security")
    await connection.copy_records_to_table("copies", records=values, columns=["user_id", *named, "feed"])
    await connection.execute("alter table copies force row level security")
    await connection.close()


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
