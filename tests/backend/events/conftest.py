"""The API on a real server, and sockets as pages open them."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
import uvicorn
from litestar import Litestar
from websockets.asyncio.client import ClientConnection, connect

from people import Person
from waugzee.settings import Settings

Open = Callable[..., AbstractAsyncContextManager[ClientConnection]]


@pytest.fixture(scope="package")
async def address(app: Litestar) -> AsyncIterator[str]:
    """Where the API listens for sockets."""
    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        yield f"ws://127.0.0.1:{listener.getsockname()[1]}/api/events"
        server.should_exit = True
        await serving


@pytest.fixture
def open_socket(address: str, settings: Settings) -> Open:
    """Open a socket with a ticket, from the page's origin unless another is given."""

    def opened(ticket: str, *, origin: Any = settings.public_url, **options: Any) -> Any:
        return connect(f"{address}?ticket={ticket}", origin=origin, proxy=None, **options)

    return opened


@pytest.fixture
def ticket() -> Callable[[Person], Any]:
    async def issued(person: Person) -> str:
        return str((await person.ask("POST", "/api/events/ticket", status=201))["ticket"])

    return issued
