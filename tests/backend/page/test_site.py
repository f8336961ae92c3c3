"""The page and the API behind one address: who answers what, and which address it is."""

from itertools import chain

import httpx
import msgspec
import pytest

from waugzee.app import create_site
from waugzee.page import Page, content_security_policy
from waugzee.settings import Settings


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/me", 401),
        ("/api/nothing", 404),
        ("/api", 404),
        ("/api/shelf/x.js", 404),
        ("/api/openapi.json", 200),
    ],
)
async def test_the_api_never_answers_with_the_page(
    browser: httpx.AsyncClient, path: str, status: int
) -> None:
    answer = await browser.get(path)
    assert answer.status_code == status
    assert "json" in answer.headers["content-type"]
    assert "<title>" not in answer.text


@pytest.mark.parametrize(
    "path", ["/issuer/jwks", "/issuer/.well-known/openid-configuration", "/health", "/ready"]
)
async def test_the_issuer_and_the_probes_answer_for_themselves(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("path", ["/api/docs", "/api/docs/"])
async def test_the_apis_description_can_be_read(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200
    assert "<title>API</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("host", ["127.0.0.1:8288", "[::1]:8288"])
@pytest.mark.parametrize("path", ["/", "/shelf?q=blue%20train&sort=artist", "/%C3%A4"])
async def test_the_machines_other_names_lead_to_the_one_address(
    browser: httpx.AsyncClient, host: str, path: str
) -> None:
    answer = await browser.get(path, headers={"Host": host})
    assert answer.status_code == 307
    assert answer.headers["location"] == f"http://localhost:8288{path}"


@pytest.mark.parametrize(
    "host", ["localhost:8288", "192.168.1.5:8288", "localhost.evil.example:8288", "127.0.0.1:9999", ""]
)
async def test_other_hosts_are_left_alone(browser: httpx.AsyncClient, host: str) -> None:
    assert (await browser.get("/shelf", headers={"Host": host})).status_code == 200


async def test_the_api_is_not_redirected(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/health", headers={"Host": "127.0.0.1:8288"})).status_code == 200


async def test_a_site_with_a_name_of_its_own_redirects_nobody(site_settings: Settings) -> None:
    named = msgspec.structs.replace(site_settings, public_url="https://records.example")
    transport = httpx.ASGITransport(create_site(named))  # type: ignore[arg-type]  # Litestar's scope types are its own
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8288") as http:
        assert (await http.get("/")).status_code == 200


def test_the_page_stands_in_front_where_it_was_built(settings: Settings, site_settings: Settings) -> None:
    assert isinstance(create_site(site_settings), Page)
    assert not isinstance(create_site(settings), Page)


def policy(settings: Settings) -> dict[str, list[str]]:
    parts = (part.split() for part in content_security_policy(settings).split("; "))
    return {name: values for name, *values in parts}


def test_the_policy_lets_in_only_what_is_ours_and_discogs(settings: Settings) -> None:
    told = policy(settings)
    assert told["default-src"] == told["base-uri"] == told["frame-ancestors"] == ["'none'"]
    assert told["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    everything = " ".join(chain(*told.values()))
    for loose in ("'unsafe-inline'", "'unsafe-eval'", "*", "https: ", "http: "):
        assert loose not in everything
    assert set(told["connect-src"]) == {
        "'self'",
        "ws://localhost:8288",
        "https://api.discogs.com",
        "http://127.0.0.1:8289",
    }
    assert "https://i.discogs.com" in told["img-src"]


def test_without_a_simulator_nothing_leads_there(settings: Settings) -> None:
    told = policy(msgspec.structs.replace(settings, demo_url=None, public_url="https://records.example"))
    assert told["connect-src"] == ["'self'", "wss://records.example", "https://api.discogs.com"]
    assert not any("127.0.0.1" in value for values in told.values() for value in values)


def test_an_outside_issuer_may_be_reached(settings: Settings) -> None:
    told = policy(msgspec.structs.replace(settings, issuer="https://id.example/realms/records"))
    assert "https://id.example" in told["connect-src"]
    assert told["form-action"] == ["'self'", "https://id.example"]
