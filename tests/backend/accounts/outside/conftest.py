"""The API with an outside issuer in place of the built-in one."""

import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace

from outside_issuer import OutsideBrowser, OutsideIssuer, outside_issuer
from waugzee.app import create_app
from waugzee.processes import free_port
from waugzee.settings import Settings


class Clock:
    """Unix seconds; moves on when told to."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture(scope="package")
def logout_port() -> int:
    """Where the issuer tells of ended sessions; somebody listens there in the tests about that."""
    return free_port()


@pytest.fixture(scope="package")
async def provider(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory, logout_port: int
) -> AsyncIterator[OutsideIssuer]:
    folder = tmp_path_factory.mktemp("issuer")
    told = f"http://127.0.0.1:{logout_port}/api/auth/backchannel-logout"
    async with outside_issuer(folder, settings.public_url, settings.audience, backchannel=told) as issuer:
        yield issuer


@pytest.fixture
async def issuer(provider: OutsideIssuer) -> AsyncIterator[OutsideIssuer]:
    """The issuer, as it is when nothing is wrong with it."""
    well = {
        "behaves": "well",
        "format": "jwt",
        "life": 600,
        "tells": "token",
        "dates": True,
        "namesSessions": False,
    }
    await provider.switch(**well)
    yield provider
    await provider.switch(**well)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outside(settings: Settings, provider: OutsideIssuer) -> Settings:
    return replace(settings, issuer=provider.identifier, introspection_key=provider.key_file)


NewProcess = Callable[..., Awaitable[Litestar]]


@pytest.fixture
async def new_process(outside: Settings, clock: Clock) -> AsyncIterator[NewProcess]:
    """Starts another process of the API, which knows nothing yet."""
    async with AsyncExitStack() as running:

        async def started(settings: Settings = outside) -> Litestar:
            app = create_app(settings, now=clock)
            running.push_async_callback(app.state.engine.dispose)
            running.push_async_callback(app.state.issuer_client.aclose)
            running.push_async_callback(app.state.rate_limits.aclose)
            return app

        yield started


@pytest.fixture
async def api(new_process: NewProcess) -> Litestar:
    return await new_process()


@pytest.fixture
async def without_key(new_process: NewProcess, outside: Settings) -> Litestar:
    """The API without a key to introspect with."""
    return await new_process(replace(outside, introspection_key=None))


@pytest.fixture
async def browser(issuer: OutsideIssuer, settings: Settings) -> AsyncIterator[OutsideBrowser]:
    browser = OutsideBrowser(issuer, settings.public_url)
    yield browser
    await browser.aclose()


@pytest.fixture
def name() -> str:
    """Somebody nobody has seen before."""
    return f"alice-{secrets.token_hex(4)}"


async def me(app: Litestar, token: str) -> httpx.Response:
    """Ask the API who one is."""
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar's scope types are its own
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8288") as http:
        return await http.get("/api/me", headers={"Authorization": f"Bearer {token}"})
