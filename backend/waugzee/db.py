"""The database: table classes, the engine, and the one transaction of a request.

Every table declares its class in `info` (see TableClass). Tenant tables carry `user_id` first in their
primary key; row-level security compares it with `app.user_id`, which `transaction` sets, and every
query names the user as well. The two belts are tested one without the other.
"""

import re
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Literal, cast
from urllib.parse import urlsplit

import asyncpg
import msgspec
import uuid_utils.compat
from advanced_alchemy.config import EngineConfig, SQLAlchemyAsyncConfig
from sqlalchemy import Column, Executable, MetaData, Row
from sqlalchemy import types as sqltypes
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

TableClass = Literal["tenant", "directory", "catalogue", "dictionary"]
TENANT: dict[str, TableClass] = {"class": "tenant"}
DIRECTORY: dict[str, TableClass] = {"class": "directory"}
CATALOGUE: dict[str, TableClass] = {"class": "catalogue"}
DICTIONARY: dict[str, TableClass] = {"class": "dictionary"}

APP_ROLE = "waugzee_app"
"""The role the API acts as: it owns no table and cannot bypass row-level security."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def new_id() -> uuid.UUID:
    """Make a UUIDv7: ordered by time, so that indexes grow at their end."""
    return uuid_utils.compat.uuid7()


def user_id_column() -> Column[uuid.UUID]:
    return Column("user_id", sqltypes.Uuid, primary_key=True)


def id_column() -> Column[uuid.UUID]:
    return Column("id", sqltypes.Uuid, primary_key=True)


class Event(msgspec.Struct, frozen=True):
    """News for one user's open pages, published once the transaction has committed."""

    type: str
    body: dict[str, Any]


class Transaction:
    """A transaction in progress: SQLAlchemy's connection, asyncpg's beneath it, and news to publish."""

    def __init__(self, connection: AsyncConnection, driver: "asyncpg.Connection[Any]") -> None:
        self.connection = connection
        self.driver = driver
        self.events: list[tuple[uuid.UUID | None, Event]] = []

    async def all(self, statement: Executable) -> Sequence[Row[Any]]:
        return (await self.connection.execute(statement)).all()

    async def first(self, statement: Executable) -> Row[Any] | None:
        return (await self.connection.execute(statement)).first()

    async def scalar(self, statement: Executable) -> Any:
        return (await self.connection.execute(statement)).scalar()

    async def run(self, statement: Executable) -> int:
        """Execute a statement that answers no rows; return how many rows it touched."""
        return (await self.connection.execute(statement)).rowcount

    def announce(self, event: Event, to: uuid.UUID | None = None) -> None:
        """Publish `event` if and when this transaction commits: to `to`, or to the user whose it is."""
        self.events.append((to, event))


def sqlalchemy_url(url: str) -> str:
    """Name the asyncpg dialect in an ordinary `postgresql://` address, and its word for `sslmode`."""
    return "postgresql+asyncpg://" + re.sub(r"([?&])sslmode=", r"\1ssl=", url.split("://", 1)[1])


def make_engine(url: str, *, pool_size: int = 10) -> AsyncEngine:
    """Make the engine. Connections act as the role `waugzee_app` whoever logs in.

    Transactions are opened by `transaction`, in one round trip with the user's setting, so SQLAlchemy
    itself runs in autocommit: a literal `SET LOCAL` prepared by it would take a place per user in the
    statement cache, and `set_config` is not propagated to Citus workers.
    """
    connect_args: dict[str, Any] = {
        "server_settings": {"application_name": "waugzee", "timezone": "UTC"},
        "timeout": 5,
    }
    if urlsplit(url).username != APP_ROLE:
        connect_args["server_settings"]["role"] = APP_ROLE
    config = SQLAlchemyAsyncConfig(
        connection_string=sqlalchemy_url(url),
        metadata=metadata,
        engine_config=EngineConfig(
            isolation_level="AUTOCOMMIT",
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=False,
            pool_use_lifo=True,
            pool_recycle=1800,
            connect_args=connect_args,
        ),
    )
    return config.get_engine()


@asynccontextmanager
async def transaction(engine: AsyncEngine, user_id: uuid.UUID | None = None) -> AsyncIterator[Transaction]:
    """Run one transaction, as `user_id` where given; commit at the end, roll back on any error."""
    begin = "begin" if user_id is None else f"begin; set local app.user_id = '{uuid.UUID(str(user_id))}'"
    async with engine.connect() as connection:
        driver = await _live_driver(connection)
        try:
            await driver.execute(begin)
            db = Transaction(connection, driver)
            yield db
            await driver.execute("commit")
        except BaseException:
            # A cancelled or broken connection must not go back to the pool inside a transaction.
            if driver.is_closed() or not await _rolled_back(driver):
                await connection.invalidate()
            raise


async def _live_driver(connection: AsyncConnection) -> "asyncpg.Connection[Any]":
    """The driver's connection, another where the server went away while it lay in the pool.

    It went away for all that lay there: each is thrown out in turn, and at last a new one is made.
    """
    while True:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        if not driver.is_closed():
            return cast("asyncpg.Connection[Any]", driver)
        await connection.invalidate()


async def _rolled_back(driver: "asyncpg.Connection[Any]") -> bool:
    try:
        await driver.execute("rollback", timeout=5)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    return True
