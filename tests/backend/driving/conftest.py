"""A simulated Discogs, and an API whose Discogs it is, for the demo and for public collections alike."""

from collections.abc import AsyncIterator, Iterator

import pytest
from litestar import Litestar
from msgspec.structs import replace

import syncing
from syncing import Simulator
from waugzee.app import create_app
from waugzee.settings import Settings


@pytest.fixture(scope="session")
def simulator_process() -> Iterator[Simulator]:
    with syncing.simulator() as simulated:
        yield simulated


@pytest.fixture
def discogs(simulator_process: Simulator) -> Simulator:
    """Fresh for each test: 320 records, nothing counted, on its best behaviour."""
    simulator_process.show()
    return simulator_process


@pytest.fixture(scope="session")
async def app(settings: Settings, simulator_process: Simulator) -> AsyncIterator[Litestar]:
    origin = simulator_process.origin
    app = create_app(replace(settings, demo_url=origin, discogs_url=origin))
    yield app
    await app.state.engine.dispose()
