"""The hostile tokens of the built-in issuer's tests, at an outside one that may be asked about them."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace

from backend.accounts.test_hostile_tokens import GOOD, HOSTILE, Forge, sent
from outside_issuer import OutsideIssuer
from waugzee.app import create_app
from waugzee.settings import Settings


@pytest.fixture(scope="module")
async def whole(settings: Settings, provider: OutsideIssuer) -> AsyncIterator[Litestar]:
    """One process of the API for all of them."""
    app = create_app(replace(settings, issuer=provider.identifier, introspection_key=provider.key_file))
    yield app
    await app.state.issuer_client.aclose()
    await app.state.engine.dispose()


@pytest.fixture
async def http(whole: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(whole)  # type: ignore[arg-type]  # Litestar's scope types are its own
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8288") as http:
        yield http


@pytest.fixture
async def forge(whole: Litestar, issuer: OutsideIssuer) -> Forge:
    return Forge(whole.state.settings, await issuer.signing_key())


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_token_is_refused_with_a_reason(
    http: httpx.AsyncClient, forge: Forge, name: str
) -> None:
    made = HOSTILE[name][0](forge)
    answer = await sent(http, b"Bearer " + (made.encode() if isinstance(made, str) else made))
    assert answer.status_code == 401, answer.text
    assert answer.headers["www-authenticate"].startswith('Bearer error="invalid_token", error_description="')
    assert answer.json()["type"] == "/problems/unauthorized"


@pytest.mark.parametrize("name", GOOD)
async def test_what_is_good_passes(http: httpx.AsyncClient, forge: Forge, name: str) -> None:
    answer = await sent(http, b"Bearer " + GOOD[name](forge).encode())
    assert answer.status_code == 200, answer.text


def test_how_many_there_are(say: Callable[[str], None]) -> None:
    say(f"{len(HOSTILE)} hostile tokens refused, at the built-in issuer and at an outside one")
    assert len(HOSTILE) > 40
