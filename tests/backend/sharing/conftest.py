"""Alice, whose profile is open, and a guest: nobody, with a browser."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar

from people import Person
from waugzee.app import create_app
from waugzee.settings import Settings

DOCUMENT = "<!doctype html><html><head><title>Waugzee</title></head><body></body></html>"


@pytest.fixture(scope="module")
async def app(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Litestar]:
    page: Path = tmp_path_factory.mktemp("page")
    (page / "guest").mkdir()
    (page / "guest" / "index.html").write_text(DOCUMENT)
    app = create_app(msgspec.structs.replace(settings, page=page))
    yield app
    await app.state.engine.dispose()


@pytest.fixture
async def guest(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar's scope types are its own
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8288") as http:
        yield http


async def opened(person: Person, **chosen: Any) -> str:
    """Open the profile; return its address."""
    profile = await person.ask("PATCH", "/api/profile", {"open": True, **chosen})
    assert profile["open"]
    return str(profile["address"])
