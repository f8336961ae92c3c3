"""The API in a process of its own, over the tests' database, whose Discogs is simulated."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

import syncing
from serving import Api, serving
from syncing import Simulator
from waugzee.processes import free_port
from waugzee.settings import Settings


@pytest.fixture(scope="session")
def discogs() -> Iterator[Simulator]:
    with syncing.simulator() as simulated:
        yield simulated


@pytest.fixture(scope="session")
def api(settings: Settings, discogs: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    port = free_port()
    own = replace(
        settings,
        port=port,
        public_url=f"http://localhost:{port}",
        demo_url=discogs.origin,
        discogs_url=discogs.origin,
    )
    with serving(own, tmp_path_factory.mktemp("api") / "api.log") as started:
        yield started
