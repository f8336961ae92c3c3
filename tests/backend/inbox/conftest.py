"""An API that pushes, a push service on this machine, and a worker."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from litestar import Litestar
from msgspec.structs import replace

from push_receiver import Receiver, receiving
from waugzee.app import create_app
from waugzee.driving import work
from waugzee.settings import Settings

KEYS = ("push-" + "k" * 40,)
SOON = timedelta(milliseconds=50)

Worker = Callable[[], contextlib.AbstractAsyncContextManager[None]]


@pytest.fixture(scope="session")
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    app = create_app(replace(settings, secret_keys=KEYS, push_loopback=True))
    yield app
    await app.state.engine.dispose()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
def worker(app: Litestar) -> Worker:
    @contextlib.asynccontextmanager
    async def working() -> AsyncIterator[None]:
        task = asyncio.create_task(work.work(app.state.settings, app.state.engine, app, look=SOON))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return working
