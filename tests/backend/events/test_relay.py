"""News between two processes' APIs, over a server that speaks Valkey's protocol."""

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs
from valkey.asyncio import Valkey

from people import new_person
from valkey_server import running_valkey
from waugzee.app import create_app
from waugzee.db import Event
from waugzee.events.relay import CHANNEL, Parcel
from waugzee.hub import DENIED
from waugzee.settings import Settings


def _from_elsewhere(user_id: uuid.UUID, event: Event) -> bytes:
    return msgspec.json.encode(Parcel("another process", user_id, event))


UNREADABLE = [b"\xff", b'["x","no parcel"]', _from_elsewhere(uuid.UUID(int=0), Event(DENIED, {}))]


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


@pytest.mark.parametrize("unreadable", UNREADABLE, ids=["no JSON", "no parcel", "no denial"])
async def test_what_cannot_be_read_is_passed_over(
    settings: Settings, valkey_url: str, unreadable: bytes
) -> None:
    app = create_app(replace(settings, valkey_url=valkey_url))
    other = Valkey.from_url(valkey_url)
    user_id = uuid.uuid4()
    async with app.lifespan(), asyncio.timeout(60):
        mailbox = app.state.hub.open(user_id)
        heard = asyncio.create_task(mailbox.take())
        while not heard.done():
            await other.publish(CHANNEL, _from_elsewhere(user_id, _news()))
            await asyncio.wait([heard], timeout=0.05)
        last = Event("inbox", {})
        with capture_logs() as logged:
            for said in (unreadable, _from_elsewhere(user_id, last)):
                await other.publish(CHANNEL, said)
            while last not in await mailbox.take():
                pass
    assert [entry["event"] for entry in logged] == ["news from another process could not be delivered"]
    await other.aclose()


def _news() -> Event:
    return Event("shelf", {"cursor": "1"})
