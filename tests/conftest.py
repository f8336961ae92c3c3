"""One PostgreSQL for the run, migrated once; people who own what they own; every statement recorded."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

import routing
from people import Person, Statements, new_person
from waugzee import embedded_postgres, migrations
from waugzee.app import create_app
from waugzee.collection.durations import STYLUS_RAN, TOOK
from waugzee.db import make_engine
from waugzee.settings import Settings
from waugzee.tables import metadata

STATEMENTS = pytest.StashKey[Statements]()
SAID = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[STATEMENTS] = Statements()
    config.stash[SAID] = []


def pytest_testnodedown(node: Any) -> None:
    """Take over from a process of a run in parallel what it recorded, and what its tests said."""
    output = getattr(node, "workeroutput", None) or {}
    if "said" in output:
        node.config.stash[SAID].extend(output["said"])
        node.config.stash[STATEMENTS].seen.update(output["statements"])
        node.config.stash[STATEMENTS].count += output["count"]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where a statement could not be routed by its user."""
    config = session.config
    if hasattr(config, "workeroutput"):
        recorded = config.stash[STATEMENTS]
        config.workeroutput |= {
            "said": config.stash[SAID],
            "statements": sorted(recorded.seen),
            "count": recorded.count,
        }
    elif any(True for _ in astray(config)) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for sql, found in astray(config):
        terminalreporter.section("a statement that cannot be routed", red=True)
        terminalreporter.line("; ".join(found))
        terminalreporter.line(sql)
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"what a second try was for: {report.nodeid}", yellow=True)
        terminalreporter.line(report.longreprtext)
    for line in config.stash[SAID]:
        terminalreporter.line(line)
    recorded = config.stash[STATEMENTS]
    if recorded.count:
        terminalreporter.line(f"{recorded.count} statements executed, {len(recorded.seen)} different, routed")


def astray(config: pytest.Config) -> Iterator[tuple[str, list[str]]]:
    """The statements of the run that the routing lint finds fault with."""
    classes = {table.name: table.info["class"] for table in metadata.sorted_tables}
    for sql in sorted(config.stash[STATEMENTS].seen):
        if found := routing.faults(sql, classes):
            yield sql, found


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Print a line at the end of the run."""
    return request.config.stash[SAID].append


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A role that may create databases: of WAUGZEE_TEST_DATABASE_URL, else of a PostgreSQL of our own."""
    outside = os.environ.get("WAUGZEE_TEST_DATABASE_URL")
    if outside:
        yield outside
        return
    with embedded_postgres.start(tmp_path_factory.mktemp("postgres"), durable=False) as cluster:
        yield cluster.owner_url


@pytest.fixture(scope="session")
def owner_url(server_url: str) -> Iterator[str]:
    """A migrated database of this run's own; the role owns its tables."""
    name = f"waugzee_test_{secrets.token_hex(4)}"
    asyncio.run(_execute(server_url, f"create database {name}"))
    url = f"{server_url.rsplit('/', 1)[0]}/{name}"
    migrations.upgrade(url)
    yield url
    asyncio.run(_require_measured(url))
    asyncio.run(_execute(server_url, f"drop database {name} with (force)"))


async def _require_measured(url: str) -> None:
    """Whatever the tests did: each play that is left says how long it took as its record does."""
    connection = await asyncpg.connect(url)
    try:
        for table in ("plays", "copies", "tracklists"):
            await connection.execute(f"alter table {table} no force row level security")
        sql = f"""
        select * from (
          select p.user_id, p.id, p.took_seconds, {TOOK} as took, p.stylus_seconds, {STYLUS_RAN} as stylus_ran
          from plays p join copies c on c.user_id = p.user_id and c.id = p.copy_id
            left join tracklists t on t.user_id = p.user_id and t.release_id = c.release_id
          where p.deleted_at is null
        ) measured where (took_seconds, stylus_seconds) is distinct from (took, stylus_ran)
        """
        assert await connection.fetch(sql) == []
    finally:
        await connection.close()


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session", autouse=True)
def statements(request: pytest.FixtureRequest) -> Iterator[Statements]:
    """Every statement that any connection of the API executes while the tests run."""
    statements = request.config.stash[STATEMENTS]
    with statements.recorded():
        yield statements


@pytest.fixture(scope="session")
def settings(owner_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        data=tmp_path_factory.mktemp("data"),
        database_url=owner_url,
        database_owner_url=owner_url,
        demo_url="http://127.0.0.1:8289",
        secret=secrets.token_hex(32),
        page=Path("absent"),
    )


@pytest.fixture(scope="session")
async def engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    assert settings.database_url is not None
    engine = make_engine(settings.database_url)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="session")
async def own_sql(settings: Settings, statements: Statements) -> AsyncIterator[AsyncEngine]:
    """The same database and role for a test's own SQL, which is not recorded."""
    assert settings.database_url is not None
    engine = make_engine(settings.database_url)
    statements.leave_out(engine)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="session")
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    app = create_app(settings)
    yield app
    await app.state.engine.dispose()


@pytest.fixture
async def alice(app: Litestar) -> AsyncIterator[Person]:
    async with new_person(app, "alice") as person:
        yield person


@pytest.fixture
async def bob(app: Litestar) -> AsyncIterator[Person]:
    async with new_person(app, "bob") as person:
        yield person
