"""Row-level security alone: SQL that names no user reaches the transaction's user's rows, and no other."""

import uuid

import asyncpg
import pytest
from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from rows import TENANT, Rows, add_rows, made_up_rows
from waugzee.db import make_engine, new_id, transaction
from waugzee.settings import Settings

each_tenant = pytest.mark.parametrize("table", TENANT, ids=lambda table: table.name)


@pytest.fixture(scope="module")
async def alice(own_sql: AsyncEngine) -> Rows:
    return await add_rows(own_sql, new_id())


@pytest.fixture(scope="module")
async def bob(own_sql: AsyncEngine) -> Rows:
    return await add_rows(own_sql, new_id())


def owner(rows: Rows) -> uuid.UUID:
    user_id: uuid.UUID = rows["accounts"]["user_id"]
    return user_id


@each_tenant
async def test_alice_sees_her_rows_and_none_of_bobs(
    own_sql: AsyncEngine, table: Table, alice: Rows, bob: Rows
) -> None:
    async with transaction(own_sql, owner(alice)) as db:
        assert [row.user_id for row in await db.all(select(table))] == [owner(alice)]
        assert await db.all(select(table).where(table.c.user_id == owner(bob))) == []


@each_tenant
async def test_alice_changes_and_deletes_nothing_of_bobs(
    own_sql: AsyncEngine, table: Table, alice: Rows, bob: Rows
) -> None:
    of_bob = table.c.user_id == owner(bob)
    async with transaction(own_sql, owner(alice)) as db:
        assert await db.run(update(table).where(of_bob).values(user_id=owner(bob))) == 0
        assert await db.run(delete(table).where(of_bob)) == 0
    async with transaction(own_sql, owner(bob)) as db:
        assert await db.scalar(select(func.count()).select_from(table)) == 1


@each_tenant
async def test_alice_writes_no_row_for_bob_and_gives_him_none(
    own_sql: AsyncEngine, table: Table, alice: Rows, bob: Rows
) -> None:
    for statement in (
        insert(table).values(made_up_rows(owner(bob))[table.name]),
        update(table).values(user_id=owner(bob)),
    ):
        with pytest.raises(DBAPIError, match="row-level security"):
            async with transaction(own_sql, owner(alice)) as db:
                await db.run(statement)


@each_tenant
async def test_without_a_user_there_is_nothing(own_sql: AsyncEngine, table: Table, bob: Rows) -> None:
    async with transaction(own_sql) as db:
        assert await db.all(select(table)) == []
        assert await db.run(update(table).values(user_id=owner(bob))) == 0
    with pytest.raises(DBAPIError, match="row-level security"):
        async with transaction(own_sql) as db:
            await db.run(insert(table).values(made_up_rows(owner(bob))[table.name]))


async def test_a_connection_forgets_its_user(settings: Settings, alice: Rows) -> None:
    assert settings.database_url is not None
    engine = make_engine(settings.database_url, pool_size=1)
    seen = []
    for user_id in (owner(alice), None, owner(alice), None):
        async with transaction(engine, user_id) as db:
            rows = await db.driver.fetch(
                "select pg_backend_pid() as pid, current_setting('app.user_id', true) as user"
            )
            seen.append((rows[0]["pid"], rows[0]["user"] or None))
    await engine.dispose()
    pids, users = zip(*seen, strict=True)
    assert len(set(pids)) == 1, "one connection served all four"
    assert users == (str(owner(alice)), None, str(owner(alice)), None)


async def test_a_failed_transaction_leaves_no_user_behind(settings: Settings, alice: Rows) -> None:
    assert settings.database_url is not None
    engine = make_engine(settings.database_url, pool_size=1)
    with pytest.raises(asyncpg.DivisionByZeroError):
        async with transaction(engine, owner(alice)) as db:
            await db.driver.fetch("select 1 / 0")
    async with transaction(engine) as db:
        assert not await db.driver.fetchval("select current_setting('app.user_id', true)")
    await engine.dispose()


async def test_the_owner_of_the_tables_sees_nothing_either(owner_url: str, alice: Rows) -> None:
    """FORCE: without it the role that migrates would walk past the policies."""
    connection = await asyncpg.connect(owner_url)
    bypasses = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
    if not await connection.fetchval(bypasses):
        assert await connection.fetchval("select count(*) from copies") == 0
    await connection.close()
