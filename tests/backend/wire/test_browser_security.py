"""What browsers are told by every answer, and which other origins may call the API."""

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar
from msgspec.structs import replace

from people import Person, access_token, client
from waugzee.app import create_app
from waugzee.settings import Settings

ELSEWHERE = "https://elsewhere.example"


@pytest.fixture
async def open_app(settings: Settings) -> AsyncIterator[Litestar]:
    app = create_app(replace(settings, allowed_origins=(ELSEWHERE,)))
    yield app
    await app.state.engine.dispose()


@pytest.mark.parametrize("path", ["/health", "/api/me", "/api/nowhere", "/api/auth/config", "/issuer/jwks"])
async def test_every_answer_is_guarded(alice: Person, path: str) -> None:
    headers = (await alice.http.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "strict-transport-security" not in headers, "over plain http"


async def test_errors_before_any_route_are_guarded_too(app: Litestar) -> None:
    async with client(app, "") as http:
        for answer in (await http.get("/api/me"), await http.patch("/health"), await http.get("/nowhere")):
            assert answer.status_code >= 400
            assert answer.headers["x-content-type-options"] == "nosniff"


async def test_the_issuers_pages_keep_their_own_policy(app: Litestar) -> None:
    async with client(app, "") as http:
        headers = (await http.get("/issuer/sign-in")).headers
    assert "form-action" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"


async def test_over_https_browsers_are_told_to_stay_there(settings: Settings) -> None:
    app = create_app(replace(settings, public_url="https://records.example"))
    async with client(app, "") as http:
        assert (await http.get("/health")).headers["strict-transport-security"] == "max-age=31536000"
    await app.state.engine.dispose()


async def test_no_other_origin_is_let_in_unless_it_is_named(alice: Person, open_app: Litestar) -> None:
    plain = await alice.http.get("/api/me", headers={"Origin": ELSEWHERE})
    assert "access-control-allow-origin" not in plain.headers
    preflight = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "GET"}
    assert (
        "access-control-allow-origin" not in (await alice.http.options("/api/me", headers=preflight)).headers
    )
    async with client(open_app, alice.token) as http:
        for origin in (
            "https://evil.example",
            "null",
            f"{ELSEWHERE}.evil.example",
            "http://elsewhere.example",
        ):
            answer = await http.get("/api/me", headers={"Origin": origin})
            assert answer.headers.get("access-control-allow-origin") in (None, ELSEWHERE)


async def test_a_named_origin_uses_the_api_with_a_token(open_app: Litestar, alice: Person) -> None:
    async with client(open_app, alice.token) as http:
        for method in ("PUT", "PATCH", "DELETE", "POST"):
            preflight = await http.options(
                "/api/me",
                headers={
                    "Origin": ELSEWHERE,
                    "Access-Control-Request-Method": method,
                    "Access-Control-Request-Headers": "authorization, content-type",
                },
            )
            assert preflight.status_code < 300
            assert preflight.headers["access-control-allow-origin"] == ELSEWHERE
            assert method in preflight.headers["access-control-allow-methods"]
            allowed = preflight.headers["access-control-allow-headers"].lower()
            assert "authorization" in allowed
            assert "content-type" in allowed
        answer = await http.get("/api/me", headers={"Origin": ELSEWHERE})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == ELSEWHERE
        assert "origin" in answer.headers["vary"].lower()
        assert "access-control-allow-credentials" not in answer.headers
        assert "ratelimit" in answer.headers["access-control-expose-headers"].lower()
    async with client(open_app, await access_token(open_app, "alice", exp=1)) as http:
        refused = await http.get("/api/me", headers={"Origin": ELSEWHERE})
        assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, ELSEWHERE)
