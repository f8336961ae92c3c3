"""Every route is declared public, own or admin. On each that is not public a stranger is refused; on own
ones Bob finds nothing of Alice's, on admin ones he is turned away; a key does what its scopes say.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from people import Person, make_admin
from rows import Rows, add_rows, rows_of
from waugzee.app import create_app
from waugzee.db import new_id
from waugzee.settings import Settings

PUBLIC = {
    "GET /health",
    "GET /ready",
    "GET /api/auth/config",
    "POST /api/auth/backchannel-logout",
    "GET /api/public/{address:str}",
    "GET /api/public/{address:str}/preview.png",
    "GET /api/public/{address:str}/records",
    "GET /u/{address:str}",
    "GET /api/openapi.json",
    "GET /api/openapi.json/openapi.json",
    "GET /api/openapi.json/{path:str}",
}
"""What anyone may ask, beside the issuer, which guards itself (its own tests see to that)."""

SIGNED = {
    "PUT /api/syncs/{run_id:uuid}/pages/{page:int}",
    "PUT /api/syncs/{run_id:uuid}/folders",
    "PUT /api/syncs/{run_id:uuid}/fields",
}
"""Refused for their signature before anything is looked up: the same for any run, there or not."""

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()
PARTS = ("stylus_id", "cartridge_id", "turntable_id")

Ids = dict[str, str]


def bodies(ids: Ids) -> dict[str, Any]:
    """A good body for each route that takes one, naming these ids."""
    pagination = {"page": 1, "pages": 1, "per_page": 100, "items": 0}
    reading = {"read": 1, "expires_at": 1, "url_digest": "0" * 64, "signature": "x" * 43}
    return {
        "PATCH /api/me": {},
        "DELETE /api/me": {"name": "Bob"},
        "POST /api/keys": {"name": "Bob's", "scopes": ["read"]},
        "POST /api/invitations/redeem": {"code": "x"},
        "POST /api/admin/invitations": {},
        "PATCH /api/admin/users/{someone:uuid}": {"suspended": True},
        "PUT /api/discogs": {"kind": "demo"},
        # Nothing is asked of Discogs or ListenBrainz here: the server has no keys to keep what it would give.
        "PUT /api/discogs/token": {"token": "some-token"},
        "POST /api/discogs/oauth": {},
        "POST /api/discogs/oauth/complete": {"token": "t", "verifier": "v", "proof": "p"},
        "PUT /api/scrobbling": {"token": "some-token"},
        "PUT /api/releases/{release_id:int}/tracklist": {"tracks": []},
        "PUT /api/releases/{release_id:int}/durations": {"sides": []},
        "POST /api/plays": {"copy_id": ids["copy_id"]},
        "PATCH /api/plays/{play_id:uuid}": {"notes": "Bob was here"},
        "POST /api/plays/{play_id:uuid}/duplicate": {},
        "PUT /api/spinning": {"id": ids["spin_id"], "copy_id": ids["copy_id"]},
        "PUT /api/spinning/{spin_id:uuid}": {
            "copy_id": ids["copy_id"],
            "began_ago": 1,
            "changed_ago": 0,
            "side": "A",
            "elapsed": 1,
        },
        "PATCH /api/spinning/{spin_id:uuid}": {"running": False},
        "PATCH /api/preferences": {"session_gap_minutes": 30},
        "PATCH /api/profile": {"title": "Bob was here"},
        "POST /api/cleanings": {"copy_id": ids["copy_id"]},
        "PATCH /api/cleanings/{cleaning_id:uuid}": {"notes": "Bob was here"},
        "POST /api/cleanings/{cleaning_id:uuid}/duplicate": {},
        "POST /api/cleanings/evening": {"entries": [{"id": str(new_id()), "copy_id": ids["copy_id"]}]},
        "PATCH /api/care/rules": {"plays": 9},
        "PATCH /api/copies/{copy_id:uuid}/care": {"rule": "never"},
        "POST /api/conditions": {"copy_id": ids["copy_id"], "media": "VG+"},
        "PATCH /api/conditions/{condition_id:uuid}": {"notes": "Bob was here"},
        "PUT /api/due/{subject_id:uuid}/snooze": {"until": TOMORROW},
        "POST /api/turntables": {"name": "Bob's"},
        "PATCH /api/turntables/{turntable_id:uuid}": {"notes": "Bob was here"},
        "POST /api/cartridges": {"name": "Bob's"},
        "PATCH /api/cartridges/{cartridge_id:uuid}": {"notes": "Bob was here"},
        "POST /api/styluses": {"name": "Bob's"},
        "PATCH /api/styluses/{stylus_id:uuid}": {"notes": "Bob was here"},
        "POST /api/mounts": {key: ids.get(key, "x") for key in PARTS},
        "PATCH /api/mounts/{mount_id:uuid}": {"notes": "Bob was here"},
        "POST /api/maintenance": {"part_id": ids.get("part_id", "x"), "type_id": ids.get("type_id", "x")},
        "PATCH /api/maintenance/{maintenance_id:uuid}": {"notes": "Bob was here"},
        "POST /api/maintenance/types": {"part": "stylus", "name": "Bob's"},
        "PATCH /api/maintenance/types/{type_id:uuid}": {"hours": 9},
        "PATCH /api/maintenance/plans/{part_id:uuid}/{type_id:uuid}": {"rule": "never"},
        "PUT /api/copies/{copy_id:uuid}/archive": {"archived_as": "sold"},
        "POST /api/copies/{copy_id:uuid}/join": {"to": ids["copy_id"]},
        "POST /api/syncs": {"driver": "bob"},
        "POST /api/errands/answers": {
            "id": "1",
            "kind": "release",
            "expires_at": 1,
            "digest": "0" * 64,
            "signature": "x",
            "status": 404,
            "result": None,
        },
        "POST /api/edits": {"id": str(new_id()), "kind": "rating", "copy_id": ids["copy_id"], "to": 3},
        "POST /api/barcodes": {"barcode": "5012394144777"},
        "POST /api/crates": {"id": str(new_id()), "name": "Bob's"},
        "PATCH /api/crates/{crate_id:uuid}": {"name": "Bob was here"},
        "PUT /api/crates/{crate_id:uuid}/copies/{copy_id:uuid}": {},
        "PUT /api/skips/{copy_id:uuid}": {},
        "PATCH /api/syncs/server": {},
        "PATCH /api/inbox/{notice_id:uuid}": {"read": True},
        "POST /api/inbox/read": {"newest": ids.get("notice_id", str(new_id()))},
        "PATCH /api/inbox/choices": {"needle": "off"},
        # Nothing is pushed here: the server has no keys to keep its own with.
        "PUT /api/push/subscriptions": {
            "endpoint": "https://push.example.com/x",
            "keys": {"p256dh": "AAAA", "auth": "AAAA"},
        },
        "POST /api/imports": {"playHistory": None, "cleaningHistory": None},
        "POST /api/admin/dumps/jobs": {"folder": "none"},
        "POST /api/syncs/{run_id:uuid}/instructions": {"pages": [1]},
        "PUT /api/syncs/{run_id:uuid}/pages/{page:int}": {
            **reading,
            "pagination": pagination,
            "items": [],
        },
        "PUT /api/syncs/{run_id:uuid}/folders": {**reading, "folders": []},
        "PUT /api/syncs/{run_id:uuid}/fields": {**reading, "fields": []},
        "POST /api/syncs/{run_id:uuid}/finish": {},
        "POST /api/syncs/{run_id:uuid}/pause": {"reason": "stopped"},
    }


def every_route(app: Litestar) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each method and path, and what the route declares."""
    for route in app.routes:
        if isinstance(route, HTTPRoute) and "/issuer" not in route.path:
            for method, (handler, _) in route.route_handler_map.items():
                if method != "OPTIONS":
                    yield f"{method} {route.path}", handler.opt


SETTINGS = Settings(database_url="postgresql://none/none", secret="x" * 32)
DECLARED = dict(sorted(every_route(create_app(SETTINGS))))
ROUTES = {route: bool(opt.get("public")) for route, opt in DECLARED.items()}
ADMIN = [route for route, opt in DECLARED.items() if opt.get("role") == "admin"]
OWN = [route for route, public in ROUTES.items() if not public and route not in ADMIN]
CLOSED = sorted(OWN + ADMIN)
SCOPES = ["read", "log", "sync", "admin"]


def scope_of(route: str) -> str:
    """The scope that a key needs for a route."""
    scope: str = DECLARED[route].get("scope", "read" if route.startswith("GET") else "signed-in")
    return scope


NAMING = [
    route
    for route in OWN
    if ("{" in route and "/api/catalogue/" not in route)
    or "copy_id" in bodies(dict.fromkeys(["copy_id", "spin_id"], "x")).get(route, {})
    or "entries" in bodies(dict.fromkeys(["copy_id", "spin_id"], "x")).get(route, {})
    or route in ("POST /api/mounts", "POST /api/maintenance")
]


def ids_in(rows: Rows) -> Ids:
    return {
        "copy_id": str(rows["copies"]["id"]),
        "release_id": str(rows["copies"]["release_id"]),
        "play_id": str(rows["plays"]["id"]),
        "spin_id": str(rows["spins"]["id"]),
        "turntable_id": str(rows["turntables"]["id"]),
        "cartridge_id": str(rows["cartridges"]["id"]),
        "stylus_id": str(rows["styluses"]["id"]),
        "mount_id": str(rows["mounts"]["id"]),
        "part_id": str(rows["styluses"]["id"]),
        "type_id": str(rows["maintenance_types"]["id"]),
        "maintenance_id": str(rows["maintenance"]["id"]),
        "cleaning_id": str(rows["cleanings"]["id"]),
        "condition_id": str(rows["conditions"]["id"]),
        "subject_id": str(rows["copies"]["id"]),
        "run_id": str(rows["sync_runs"]["id"]),
        "edit_id": str(rows["edits"]["id"]),
        "crate_id": str(rows["crates"]["id"]),
        "key_id": str(rows["api_keys"]["id"]),
        "notice_id": str(rows["notices"]["id"]),
        "subscription_id": str(rows["push_subscriptions"]["id"]),
        "folder_id": str(rows["folders"]["folder_id"]),
        "page": "1",
    }


def nobodys_ids() -> Ids:
    names = (
        *PARTS,
        "mount_id",
        "part_id",
        "type_id",
        "maintenance_id",
        "copy_id",
        "play_id",
        "spin_id",
        "cleaning_id",
        "condition_id",
        "subject_id",
        "run_id",
        "edit_id",
        "crate_id",
        "key_id",
        "notice_id",
        "subscription_id",
        "session_id",
        "invitation_id",
        "someone",
        "job_id",
        "file_id",
    )
    numbers = dict.fromkeys(("release_id", "master_id", "artist_id", "label_id", "folder_id", "page"), "1")
    return {**{name: str(new_id()) for name in names}, **numbers}


async def ids_of(person: Person, rows: Rows) -> Ids:
    """Ids that lead to what a person has."""
    (session,) = (await person.ask("GET", "/api/sessions"))["sessions"]
    return {**nobodys_ids(), **ids_in(rows), "session_id": session["id"]}


async def ask(http: httpx.AsyncClient, route: str, ids: Ids) -> httpx.Response:
    method, path = route.split()
    body = bodies(ids).get(route)
    filled = re.sub(r"\{(\w+):\w+\}", lambda part: ids[part[1]], path)
    return await http.request(method, filled, content=None if body is None else msgspec.json.encode(body))


def test_what_is_public_is_named_here(say: Callable[[str], None]) -> None:
    assert {route for route, public in ROUTES.items() if public} == PUBLIC
    say(
        f"access: {len(ROUTES)} routes, {len(PUBLIC)} public, {len(OWN)} own, {len(NAMING)} of them by id,"
        f" {len(ADMIN)} admin; each closed one tried with no token, by another user, by keys with and"
        " without its scope, suspended, and signed out"
    )


@pytest.mark.parametrize("route", CLOSED)
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
    ids = await ids_of(alice, rows)
    answer = await ask(bob.http, route, ids)
    assert await rows_of(site.own_sql, await alice.user_id()) == before
    assert (await ids_of(alice, rows))["session_id"] == ids["session_id"], "she is signed in as before"
    assert answer.status_code < 500
    assert not re.search("|".join(str(row["id"]) for row in rows.values() if "id" in row), answer.text)
    if route in NAMING:
        assert answer.status_code == (403 if route in SIGNED else 404), answer.text
        of_nobodys = await ask(bob.http, route, nobodys_ids())
        assert (answer.status_code, answer.content) == (of_nobodys.status_code, of_nobodys.content)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/shelf", "copies"),
        ("/api/plays", "plays"),
        ("/api/cleanings", "cleanings"),
        ("/api/turntables", "turntables"),
        ("/api/cartridges", "cartridges"),
        ("/api/styluses", "styluses"),
        ("/api/mounts", "mounts"),
        ("/api/maintenance", "maintenance"),
        ("/api/syncs", "syncs"),
        ("/api/keys", "keys"),
    ],
)
async def test_a_list_holds_ones_own(site: Any, alice: Person, bob: Person, path: str, name: str) -> None:
    table = {"syncs": "sync_runs", "keys": "api_keys"}.get(name, name)
    for person in (alice, bob):
        rows = await add_rows(site.own_sql, await person.user_id())
        listed = (await person.ask("GET", path))[name]
        assert [entry["id"] for entry in listed] == [str(rows[table]["id"])]


@pytest.mark.parametrize("route", NAMING)
async def test_alice_finds_her_own(site: Any, alice: Person, route: str) -> None:
    """Or the refusals above would say nothing: the ids lead somewhere."""
    rows = await add_rows(site.own_sql, await alice.user_id())
    assert (await ask(alice.http, route, await ids_of(alice, rows))).status_code != 404


@pytest.mark.parametrize("route", ADMIN)
async def test_what_is_for_administrators_turns_bob_away(alice: Person, bob: Person, route: str) -> None:
    await bob.user_id()
    ids = {**nobodys_ids(), "someone": str(await alice.user_id())}
    answer = await ask(bob.http, route, ids)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
    assert (await ask(bob.http, route, nobodys_ids())).content == answer.content


@pytest.mark.parametrize("route", ADMIN)
async def test_an_administrator_is_let_in(site: Any, alice: Person, bob: Person, route: str) -> None:
    await make_admin(site.app, site.own_sql, alice)
    ids = {**nobodys_ids(), "someone": str(await bob.user_id())}
    assert (await ask(alice.http, route, ids)).status_code not in (401, 403, 500)


async def with_key(person: Person, scopes: list[str]) -> httpx.AsyncClient:
    """The same person, come by a key of theirs."""
    made = await person.ask("POST", "/api/keys", {"name": "script", "scopes": scopes}, status=201)
    person.http.headers["Authorization"] = f"Bearer {made['key']}"
    return person.http


async def test_a_key_does_what_its_scopes_say_and_no_more(site: Any, alice: Person) -> None:
    """An administrator's key for one scope: on each route let in, or turned away and nothing changed."""
    await make_admin(site.app, site.own_sql, alice)
    user_id, token = await alice.user_id(), alice.http.headers["Authorization"]
    rows = await add_rows(site.own_sql, user_id)
    ids = await ids_of(alice, rows)
    for scope in SCOPES:
        alice.http.headers["Authorization"] = token
        http = await with_key(alice, [scope])
        before = without_use(await rows_of(site.own_sql, user_id))
        for route in (route for route in CLOSED if scope_of(route) != scope):
            answer = await ask(http, route, ids)
            assert (answer.status_code, answer.json()["type"]) == (403, "/problems/insufficient-scope"), route
            assert f'scope="{scope_of(route)}"' in answer.headers["www-authenticate"]
        assert without_use(await rows_of(site.own_sql, user_id)) == before
        for route in (route for route in CLOSED if scope_of(route) == scope):
            answer = await ask(http, route, ids)
            assert answer.status_code not in (401, 500), route
            assert "insufficient-scope" not in answer.text, route


def without_use(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, Any]:
    """All but the keys, of which the last use is noted."""
    return {name: kept for name, kept in rows.items() if name != "api_keys"}


async def test_a_key_gives_nobody_a_role(bob: Person) -> None:
    http = await with_key(bob, SCOPES)
    for route in ADMIN:
        answer = await ask(http, route, nobodys_ids())
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")


async def test_a_suspended_user_is_refused_everywhere(site: Any, alice: Person, bob: Person) -> None:
    await make_admin(site.app, site.own_sql, alice)
    someone = await bob.user_id()
    token = bob.http.headers["Authorization"]
    key = (await with_key(bob, SCOPES)).headers["Authorization"]
    await alice.ask("PATCH", f"/api/admin/users/{someone}", {"suspended": True})
    for bob.http.headers["Authorization"] in (token, key):
        for route in CLOSED:
            answer = await ask(bob.http, route, nobodys_ids())
            assert (answer.status_code, answer.json()["type"]) == (401, "/problems/suspended"), route
            assert 'error="invalid_token"' in answer.headers["www-authenticate"]


async def test_after_signing_out_the_token_is_refused_everywhere(alice: Person) -> None:
    await alice.ask("POST", "/api/sign-out", status=204)
    for route in CLOSED:
        answer = await ask(alice.http, route, nobodys_ids())
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/session-ended"), route
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]
