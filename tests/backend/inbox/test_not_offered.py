"""An installation that keeps no secrets has no key to sign with, and says so."""

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar

from people import Person
from push_receiver import Receiver
from waugzee.app import create_app
from waugzee.settings import Settings


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    app = create_app(settings)
    yield app
    await app.state.engine.dispose()


async def test_without_keys_nothing_is_pushed(alice: Person, receiver: Receiver) -> None:
    assert await alice.ask("GET", "/api/push") == {"key": None, "subscriptions": []}
    answer = await alice.ask("PUT", "/api/push/subscriptions", receiver.device().subscription(), status=409)
    assert answer["type"] == "/problems/not-offered"
