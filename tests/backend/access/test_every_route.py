"""Every route is declared public or own; on each own one a stranger is refused and Bob finds nothing."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from people import Person
from rows import Rows, add_rows, rows_of
from waugzee.app import create_app
from waugzee.db import new_id
from waugzee.settings import Settings

PUBLIC = {
    "GET /health",
    "GET /ready",
    "GET /api/auth/config",
    "GET /api/openapi.json",
    "GET /api/openapi.json/openapi.json",
    "GET /api/openapi.json/{path:str}",
}
"""What anyone may ask, beside the issuer, which guards itself (its own tests see to that)."""

FORBIDDEN_NOT_MISSING = "PUT /api/syncs/{run_id:uuid}/pages/{page:int}"
"""Refused for its signature before anything is looked up: the same for any run, there or not."""

Ids = dict[str, str]


def bodies(ids: Ids) -> dict[str, Any]:
    """A good body for each route that takes one, naming these ids."""
    pagination = {"page": 1, "pages": 1, "per_page": 100, "items": 0}
    reading = {"read": 1, "expires_at": 1, "url_digest": "0" * 64, "signature": "x" * 43}
    return {
        "PUT /api/discogs": {"kind": "demo"},
        "POST /api/plays": {"copy_id": ids["copy_id"]},
        "PATCH /api/plays/{play_id:uuid}": {"notes": "Bob was here"},
        "POST /api/cleanings": {"copy_id": ids["copy_id"]},
        "PATCH /api/cleanings/{cleaning_id:uuid}": {"notes": "Bob was here"},
        "POST /api/syncs": {"driver": "bob"},
        "POST /api/syncs/{run_id:uuid}/instructions": {"pages": [1]},
        FORBIDDEN_NOT_MISSING: {**reading, "pagination": pagination, "items": []},
        "POST /api/syncs/{run_id:uuid}/finish": {},
        "POST /api/syncs/{run_id:uuid}/pause": {"reason": "stopped"},
    }


def every_route(app: Litestar) -> Iterator[tuple[str, bool]]:
    """Each method and path, and whether it is declared public."""
    for route in app.routes:
        if isinstance(route, HTTPRoute) and "/issuer" not in route.path:
            for method, (handler, _) in route.route_handler_map.items():
                if method != "OPTIONS":
                    yield f"{method} {route.path}", bool(handler.opt.get("public"))


SETTINGS = Settings(database_url="postgresql://none/none", secret="x" * 32)
ROUTES = dict(sorted(every_route(create_app(SETTINGS))))
OWN = [route for route, public in ROUTES.items() if not public]
NAMING = [
    route
    for route in OWN
    if "{" in route or "copy_id" in bodies(dict.fromkeys(["copy_id"], "x")).get(route, {})
]


def ids_in(rows: Rows) -> Ids:
    return {
        "copy_id": str(rows["copies"]["id"]),
        "play_id": str(rows["plays"]["id"]),
        "cleaning_id": str(rows["cleanings"]["id"]),
        "run_id": str(rows["sync_runs"]["id"]),
        "page": "1",
    }


def nobodys_ids() -> Ids:
    return {**{name: str(new_id()) for name in ("copy_id", "play_id", "cleaning_id", "run_id")}, "page": "1"}


async def ask(http: httpx.AsyncClient, route: str, ids: Ids) -> httpx.Response:
    method, path = route.split()
    body = bodies(ids).get(route)
    filled = re.sub(r"\{(\w+):\w+\}", lambda part: ids[part[1]], path)
    return await http.request(method, filled, content=None if body is None else msgspec.json.encode(body))


def test_what_is_public_is_named_here(say: Callable[[str], None]) -> None:
    assert {route for route, public in ROUTES.items() if public} == PUBLIC
    say(f"access: {len(ROUTES)} routes, {len(PUBLIC)} public, {len(OWN)} own, {len(NAMING)} of them by id")


@pytest.mark.parametrize("route", OWN)
async def test_without_a_token_one_is_asked_to_sign_in(alice: Person, route: str) -> None:
    del alice.http.headers["Authorization"]
    answer = await ask(alice.http, route, nobodys_ids())
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/unauthorized"


@pytest.mark.parametrize("route", OWN)
async def test_bob_learns_and_changes_nothing_of_alices(
    site: Any, alice: Person, bob: Person, route: str
) -> None:
    rows = await add_rows(site.own_sql, await alice.user_id())
    await bob.user_id()
    before = await rows_of(site.own_sql, await alice.user_id())
    answer = await ask(bob.http, route, ids_in(rows))
    assert await rows_of(site.own_sql, await alice.user_id()) == before
    assert answer.status_code < 500
    assert not re.search("|".join(str(row["id"]) for row in rows.values() if "id" in row), answer.text)
    if route in NAMING:
        assert answer.status_code == (403 if route == FORBIDDEN_NOT_MISSING else 404), answer.text
        of_nobodys = await ask(bob.http, route, nobodys_ids())
        assert (answer.status_code, answer.content) == (of_nobodys.status_code, of_nobodys.content)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/shelf", "copies"),
        ("/api/plays", "plays"),
        ("/api/cleanings", "cleanings"),
        ("/api/syncs", "syncs"),
    ],
)
async def test_a_list_holds_ones_own(site: Any, alice: Person, bob: Person, path: str, name: str) -> None:
    table = "sync_runs" if name == "syncs" else name
    for person in (alice, bob):
        rows = await add_rows(site.own_sql, await person.user_id())
        listed = (await person.ask("GET", path))[name]
        assert [entry["id"] for entry in listed] == [str(rows[table]["id"])]


@pytest.mark.parametrize("route", NAMING)
async def test_alice_finds_her_own(site: Any, alice: Person, route: str) -> None:
    """Or the refusals above would say nothing: the ids lead somewhere."""
    rows = await add_rows(site.own_sql, await alice.user_id())
    assert (await ask(alice.http, route, ids_in(rows))).status_code != 404
