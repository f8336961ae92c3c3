"""News between two processes' APIs, over a server that speaks Valkey's protocol."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from people import new_person
from valkey_server import running_valkey
from waugzee.app import create_app
from waugzee.db import Event
from waugzee.settings import Settings


@pytest.fixture
def valkey_url(tmp_path: Path) -> Iterator[str]:
    with running_valkey(tmp_path) as url:
        yield url


async def test_a_page_hears_what_another_process_did(settings: Settings, valkey_url: str) -> None:
    shared = replace(settings, valkey_url=valkey_url)
    here, there = create_app(shared), create_app(shared)
    async with here.lifespan(), there.lifespan(), new_person(here, "alice") as alice:
        user_id = await alice.user_id()
        mailbox = here.state.hub.open(user_id)
        # Both subscribe in their own time; the news is repeated until it is heard.
        heard = asyncio.create_task(mailbox.take())
        while not heard.done():
            there.state.hub.publish(user_id, _news())
            await asyncio.wait([heard], timeout=0.05)
        assert heard.result() == [_news()]


def _news() -> Event:
    return Event("shelf", {"cursor": "1"})
