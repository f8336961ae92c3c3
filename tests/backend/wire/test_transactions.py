"""One transaction per request, committed at the edge: whole or not at all, whatever interrupts it."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from litestar import get
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.testing import capture_logs

from people import Statements, new_person
from waugzee.app import create_app
from waugzee.db import Event, make_engine, transaction
from waugzee.settings import Settings
from waugzee.wire import Db

FAILS_AT_COMMIT = """
create temporary table once (id int primary key deferrable initially deferred) on commit drop;
insert into once values (1), (1)
"""


@get("/api/fails-at-commit")
async def fails_at_commit(db: Db) -> str:
    await db.driver.execute(FAILS_AT_COMMIT)
    db.announce(Event("shelf", {}))
    return "done"


@pytest.fixture
async def one(settings: Settings, statements: Statements) -> AsyncIterator[AsyncEngine]:
    """An engine with one connection for a test's own SQL."""
    assert settings.database_url is not None
    engine = make_engine(settings.database_url, pool_size=1)
    statements.leave_out(engine)
    yield engine
    await engine.dispose()


async def test_a_commit_that_fails_is_told_and_makes_no_news(
    settings: Settings, statements: Statements
) -> None:
    app = create_app(settings)
    statements.leave_out(app.state.engine)
    app.register(fails_at_commit)
    async with new_person(app, "alice") as alice:
        mailbox = app.state.hub.open(await alice.user_id())
        with capture_logs():
            answer = await alice.http.get("/api/fails-at-commit")
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/conflict"
        app.state.hub.deliver(await alice.user_id(), Event("sync", {}))
        assert await mailbox.take() == [Event("sync", {})]
    await app.state.engine.dispose()


@pytest.mark.parametrize("mode", ["prefer", "disable"])
async def test_an_address_says_whether_tls_is_used(settings: Settings, mode: str) -> None:
    """In PostgreSQL's own word, which SQLAlchemy hands to asyncpg under another."""
    engine = make_engine(f"{settings.database_url}?sslmode={mode}", pool_size=1)
    async with transaction(engine) as db:
        assert await db.driver.fetchval("select 1") == 1
    await engine.dispose()


async def test_what_raises_rolls_back(one: AsyncEngine) -> None:
    async def fail() -> None:
        async with transaction(one) as db:
            await db.driver.execute("create temporary table kept (id int)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with transaction(one) as db:
        assert await db.driver.fetchval("select to_regclass('pg_temp.kept')") is None


async def test_a_cancelled_request_leaves_no_transaction_behind(one: AsyncEngine, owner_url: str) -> None:
    started: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def wait_long() -> None:
        async with transaction(one) as db:
            started.set_result(await db.driver.fetchval("select pg_backend_pid()"))
            await db.driver.execute("select pg_sleep(60)")

    waiting = asyncio.create_task(wait_long())
    pid = await started
    owner = await asyncpg.connect(owner_url)
    asleep = "select true from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'"
    while not await owner.fetchval(asleep, pid):
        pass
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with transaction(one) as db:
        assert await db.driver.fetchval("select 1") == 1
    still = "select count(*) from pg_stat_activity where pid = $1 and state <> 'idle'"
    async with asyncio.timeout(60):
        while await owner.fetchval(still, pid):
            pass
    await owner.close()


async def test_a_connection_lost_in_the_middle_is_thrown_away(one: AsyncEngine) -> None:
    async def lose() -> None:
        async with transaction(one) as db:
            await db.driver.execute("select pg_terminate_backend(pg_backend_pid())")

    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await lose()
    async with transaction(one) as db:
        assert await db.driver.fetchval("select 1") == 1


async def test_a_user_that_is_none_never_reaches_the_database(one: AsyncEngine) -> None:
    """The one literal in our SQL: nothing but a UUID gets there."""
    with pytest.raises(ValueError, match="badly formed"):
        async with transaction(one, "'; drop table plays --"):  # type: ignore[arg-type]  # on purpose
            pass
