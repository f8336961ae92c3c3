"""Alice and Bob, and a chain of Alice's that plays since long ago."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from people import Person, new_person

Chain = dict[str, str]
Play = Callable[..., Awaitable[str]]


@pytest.fixture
async def alice(app: Litestar) -> AsyncIterator[Person]:
    async with new_person(app, "alice") as person:
        yield person


@pytest.fixture
async def bob(app: Litestar) -> AsyncIterator[Person]:
    async with new_person(app, "bob") as person:
        yield person


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


@pytest.fixture
async def chain(alice: Person) -> Chain:
    """A turntable, a cartridge and a stylus, mounted since 1000 days."""
    ids = {}
    for key, parts in (
        ("turntable_id", "turntables"),
        ("cartridge_id", "cartridges"),
        ("stylus_id", "styluses"),
    ):
        ids[key] = (await alice.ask("POST", f"/api/{parts}", {"name": parts}, status=201))["id"]
    await alice.ask("POST", "/api/mounts", {**ids, "mounted_at": ago(1000)}, status=201)
    return ids


@pytest.fixture
def play(alice: Person, own_sql: AsyncEngine) -> Play:
    """Let a record have been played so many days ago, for so many hours; its play's id."""

    async def played(days: float, hours: float) -> str:
        (copy_id,) = await put_on_shelf(own_sql, await alice.user_id(), [record()])
        body = {"copy_id": str(copy_id), "played_at": ago(days), "seconds": int(hours * 3600)}
        return str((await alice.ask("POST", "/api/plays", body, status=201))["id"])

    return played
