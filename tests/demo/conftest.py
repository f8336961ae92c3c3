from collections.abc import AsyncIterator

import pytest

from demo.simulated import Clock, Discogs, Open
from waugzee_demo.behaviour import Behaviour
from waugzee_demo.world import DemoWorld, World


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def opened(clock: Clock) -> AsyncIterator[Open]:
    """Opens simulators: `opened(latency=500)`, or with a `world` of one's own."""
    all_opened: list[Discogs] = []

    def open_one(world: World | None = None, **switches: object) -> Discogs:
        behaviour = Behaviour(**switches)  # type: ignore[arg-type]  # checked by its own tests
        all_opened.append(Discogs(clock, behaviour, world))
        return all_opened[-1]

    yield open_one
    for discogs in all_opened:
        for client in discogs.clients:
            await client.aclose()


@pytest.fixture
def discogs(opened: Open) -> Discogs:
    """The demo collection on a good day."""
    return opened()


@pytest.fixture
def small(opened: Open) -> Discogs:
    """The same with 25 items."""
    return opened(DemoWorld(25))
