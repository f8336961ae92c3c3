"""How much is too much: counted by user and by address, said in headers, and refused with a 429."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace
from structlog.testing import capture_logs

from people import Person, access_token, client
from valkey_server import running_valkey
from waugzee.accounts import api_keys
from waugzee.app import create_app
from waugzee.processes import free_port
from waugzee.rate_limits import LIMITS, Limit, RateLimits, Table, group_of
from waugzee.settings import Settings

FEW: Table = {
    "write": (Limit("write", "user", 3), Limit("writes-from-address", "address", 5)),
    "sync": (Limit("sync", "user", 100),),
    "token": (Limit("token", "address", 2),),
    "discogs-sign-in": (Limit("discogs-sign-in", "address", 2),),
    "refused": (Limit("refused", "address", 2),),
}


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Litestar]:
    app = create_app(replace(settings, trusted_proxies=("127.0.0.1",)))
    app.state.rate_limits = RateLimits(None, FEW)
    yield app
    await app.state.engine.dispose()


async def write(person: Person, address: str = "192.0.2.1") -> httpx.Response:
    return await person.http.delete("/api/discogs", headers={"X-Forwarded-For": address})


async def rename(person: Person, address: str = "192.0.2.1") -> httpx.Response:
    return await person.http.patch("/api/me", content=b"{}", headers={"X-Forwarded-For": address})


async def test_what_is_left_is_said_and_too_much_is_refused(alice: Person) -> None:
    answers = [await rename(alice) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    policies = {answer.headers["ratelimit-policy"] for answer in answers}
    assert policies == {'"write";q=3;w=60, "writes-from-address";q=5;w=60'}
    assert [answer.headers["ratelimit"].partition(";t=")[0] for answer in answers] == [
        f'"write";r={left}' for left in (2, 1, 0, 0)
    ]
    refused = answers[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "/problems/too-many-requests"
    assert 1 <= int(refused.headers["retry-after"]) <= 60


async def test_reading_is_not_counted_nor_hindered(alice: Person) -> None:
    for _ in range(4):
        await rename(alice)
    answer = await alice.http.get("/api/me")
    assert answer.status_code == 200
    assert "ratelimit" not in answer.headers


async def test_bob_is_not_hindered_by_alice_but_by_her_address(alice: Person, bob: Person) -> None:
    for _ in range(4):
        await rename(alice)
    assert [(await rename(bob)).status_code for _ in range(2)] == [200, 429]
    assert (await rename(bob, "192.0.2.2")).status_code == 200


async def test_a_sync_is_counted_apart(alice: Person) -> None:
    for _ in range(4):
        await rename(alice)
    answer = await write(alice)
    assert answer.status_code == 204
    assert answer.headers["ratelimit-policy"] == '"sync";q=100;w=60'


async def test_the_issuers_tokens_are_counted_by_address(app: Litestar) -> None:
    async with client(app, "") as http:

        async def ask(address: str) -> int:
            return (await http.post("/issuer/token", headers={"X-Forwarded-For": address})).status_code

        assert [await ask("192.0.2.1") for _ in range(3)] == [400, 400, 429]
        assert await ask("192.0.2.2") == 400


@pytest.mark.parametrize("path", ["discogs", "discogs-callback"])
async def test_who_is_not_signed_in_has_discogs_asked_a_few_times(app: Litestar, path: str) -> None:
    async with client(app, "") as http:
        answers = [(await http.get(f"/issuer/{path}")).status_code for _ in range(3)]
    assert 429 not in answers[:2]
    assert answers[2] == 429


@pytest.mark.parametrize("token", ["nobody", api_keys.new_key()], ids=["no token", "no key of ours"])
async def test_who_is_not_let_in_is_counted_and_hinders_nobody_else(
    app: Litestar, alice: Person, token: str
) -> None:
    await alice.ask("GET", "/api/me")
    async with client(app, token) as http:

        async def ask(address: str) -> int:
            return (await http.get("/api/me", headers={"X-Forwarded-For": address})).status_code

        assert [await ask("127.0.0.1") for _ in range(4)] == [401, 401, 429, 429]
        assert await ask("192.0.2.2") == 401
    await alice.ask("GET", "/api/me")


async def test_every_group_a_route_names_has_limits(app: Litestar) -> None:
    named = {
        group
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if "limit" in handler.opt
        for group in (handler.opt["limit"], *handler.opt.get("limit_with", {}).values())
    }
    assert named == {
        "secrets",
        "discogs",
        "discogs-sign-in",
        "sign-in",
        "token",
        "open",
        "guest",
        "guest-search",
        "preview",
        "export",
        "import",
    }
    assert named <= set(LIMITS)


def test_what_a_route_counts_as() -> None:
    assert group_of({}, "GET") is None
    assert group_of({}, "POST") == "write"
    assert group_of({"scope": "sync"}, "PUT") == "sync"
    assert group_of({"limit": "secrets", "scope": "sync"}, "POST") == "secrets"
    assert group_of({"public": True}, "POST") is None
    searched = {"limit": "guest", "limit_with": {"q": "guest-search"}}
    assert [group_of(searched, "GET", query) for query in (b"", b"q=&limit=9", b"q=a", b"%71=a")] == [
        "guest",
        "guest",
        "guest-search",
        "guest-search",
    ]


async def test_processes_that_share_a_valkey_count_together(settings: Settings, tmp_path: Path) -> None:
    with running_valkey(tmp_path) as url:
        one, other = RateLimits(url, FEW), RateLimits(url, FEW)
        left = [
            (await limits.count("write", {"user": "alice"}))["RateLimit"].partition(";t=")[0]
            for limits in (one, other, one)
        ]
        assert left == [f'"write";r={n}' for n in (2, 1, 0)]
        for limits in (one, other):
            await limits.aclose()


async def test_while_valkey_is_away_everything_is_allowed_and_the_log_says_so(settings: Settings) -> None:
    app = create_app(settings)
    app.state.rate_limits = RateLimits(f"valkey://127.0.0.1:{free_port()}", FEW)
    async with client(app, await access_token(app, "alice")) as http:
        await http.get("/api/me")
        with capture_logs() as logged:
            answers = [await http.patch("/api/me", content=b"{}") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 5
    told = [entry["event"] for entry in logged if entry["log_level"] == "warning"]
    assert told == ["requests are not counted: valkey cannot be reached"], "once, and then it rests"
    await app.state.rate_limits.aclose()
    await app.state.engine.dispose()
