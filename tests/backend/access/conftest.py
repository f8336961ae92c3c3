"""The API twice: with both belts, and on a database whose row-level security is switched off."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator

import asyncpg
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from people import Person, Statements, new_person
from rows import TENANT
from waugzee import migrations
from waugzee.app import create_app
from waugzee.db import make_engine
from waugzee.settings import Settings


class Site(msgspec.Struct, frozen=True):
    """An application, and the same database for a test's own SQL."""

    app: Litestar
    own_sql: AsyncEngine


@pytest.fixture(scope="package")
def bare_url(server_url: str) -> Iterator[str]:
    """A migrated database without row-level security."""
    name = f"waugzee_test_{secrets.token_hex(4)}"
    url = f"{server_url.rsplit('/', 1)[0]}/{name}"
    asyncio.run(_execute(server_url, f"create database {name}"))
    migrations.upgrade(url)
    asyncio.run(_execute(url, *(f"alter table {table} disable row level security" for table in TENANT)))
    yield url
    asyncio.run(_execute(server_url, f"drop database {name} with (force)"))


async def _execute(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


@pytest.fixture(scope="package", params=["both belts", "the application alone"])
async def site(
    request: pytest.FixtureRequest,
    app: Litestar,
    own_sql: AsyncEngine,
    settings: Settings,
    bare_url: str,
    statements: Statements,
) -> AsyncIterator[Site]:
    if request.param == "both belts":
        yield Site(app, own_sql)
        return
    bare_sql = make_engine(bare_url)
    statements.leave_out(bare_sql)
    bare = create_app(msgspec.structs.replace(settings, database_url=bare_url))
    yield Site(bare, bare_sql)
    await bare.state.engine.dispose()
    await bare_sql.dispose()


@pytest.fixture
async def alice(site: Site) -> AsyncIterator[Person]:
    async with new_person(site.app, "alice") as person:
        yield person


@pytest.fixture
async def bob(site: Site) -> AsyncIterator[Person]:
    async with new_person(site.app, "bob") as person:
        yield person
