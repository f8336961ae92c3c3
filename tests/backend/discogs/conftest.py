"""A simulated Discogs and an API that is known to it, with keys to encrypt what it gives."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

import syncing
from syncing import Simulator
from waugzee.app import create_app
from waugzee.db import transaction
from waugzee.discogs.tables import discogs_identities
from waugzee.federation.tables import issuer_discogs
from waugzee.rate_limits import RateLimits
from waugzee.settings import Settings
from waugzee_demo.credentials import KEY, SECRET

KEYS = ("newest-" + "k" * 40, "older-" + "k" * 40)


@pytest.fixture(scope="session")
def simulator_process() -> Iterator[Simulator]:
    with syncing.simulator() as simulated:
        yield simulated


@pytest.fixture
async def discogs(simulator_process: Simulator, app: Litestar, own_sql: AsyncEngine) -> Simulator:
    """Fresh for each test: 320 records, nobody connected yet, nothing tried from this address."""
    async with transaction(own_sql) as db:
        await db.run(delete(discogs_identities))
        await db.run(delete(issuer_discogs))
    app.state.rate_limits = RateLimits(None)
    simulator_process.show()
    return simulator_process


@pytest.fixture(scope="session")
def connected_settings(settings: Settings, simulator_process: Simulator) -> Settings:
    return replace(
        settings,
        demo_url=simulator_process.origin,
        discogs_url=simulator_process.origin,
        discogs_consumer_key=KEY,
        discogs_consumer_secret=SECRET,
        secret_keys=KEYS[:1],
    )


@pytest.fixture(scope="session")
async def app(connected_settings: Settings) -> AsyncIterator[Litestar]:
    app = create_app(connected_settings)
    yield app
    await app.state.discogs.aclose()
    await app.state.engine.dispose()


@pytest.fixture
async def other_app(app: Litestar) -> AsyncIterator[Callable[..., Litestar]]:
    """Makes an API like `app` with other settings."""
    made: list[Litestar] = []

    def make(**changed: Any) -> Litestar:
        made.append(create_app(replace(app.state.settings, **changed)))
        return made[-1]

    yield make
    for each in made:
        await each.state.discogs.aclose()
        await each.state.engine.dispose()
