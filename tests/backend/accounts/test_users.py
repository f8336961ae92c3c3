"""Users: what they are called, what the issuer says of them, who may come in, and who is suspended."""

import asyncio
import secrets
from typing import Any

import pytest
from click.testing import CliRunner
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncEngine

from people import Person, access_token, client, make_admin, new_person
from waugzee.accounts import user_queries
from waugzee.administration import admin, user
from waugzee.app import create_app
from waugzee.db import transaction
from waugzee.settings import Settings


async def person(app: Litestar, name: str, **claims: Any) -> Person:
    """Somebody whom the issuer calls so."""
    token = await access_token(app, secrets.token_hex(8), preferred_username=name, **claims)
    return Person(name, client(app, token), token)


@pytest.fixture
def name() -> str:
    return f"Dora {secrets.token_hex(6)}"


async def test_a_name_is_given_once(app: Litestar, name: str) -> None:
    called = [
        (await (await person(app, given)).ask("GET", "/api/me"))["name"] for given in (name, name.upper())
    ]
    assert called == [name, f"{name.upper()}-2"]


async def test_twelve_of_one_name_are_all_told_apart(app: Litestar, name: str) -> None:
    called = [(await (await person(app, name)).ask("GET", "/api/me"))["name"] for _ in range(12)]
    assert len({one.lower() for one in called}) == 12
    assert called[:9] == [name, *(f"{name}-{n}" for n in range(2, 10))]


async def test_a_name_is_chosen_unless_it_is_taken(alice: Person, bob: Person, name: str) -> None:
    assert (await alice.ask("PATCH", "/api/me", {"name": name}))["name"] == name
    assert (await alice.ask("PATCH", "/api/me", {"name": name.upper()}))["name"] == name.upper()
    taken = await bob.ask("PATCH", "/api/me", {"name": name}, status=409)
    assert taken["type"] == "/problems/name-taken"
    assert (await alice.ask("PATCH", "/api/me", {}))["name"] == name.upper()


@pytest.mark.parametrize("wrong", ["", " ", " x", "x ", "a  b", "x\n", "x\u0000", "x" * 81, None, 7])
async def test_what_is_no_name_is_refused(alice: Person, wrong: Any) -> None:
    await alice.ask("PATCH", "/api/me", {"name": wrong}, status=422)


async def again(app: Litestar, subject: str, **claims: Any) -> dict[str, Any]:
    """What a person is, having come with a token that says this of them."""
    async with client(app, await access_token(app, subject, **claims)) as http:
        told: dict[str, Any] = (await http.get("/api/me")).json()
    return told


async def test_the_issuers_word_is_followed(app: Litestar, name: str) -> None:
    subject = secrets.token_hex(8)
    first = await again(app, subject, preferred_username=name, email="a@example.org", email_verified=True)
    assert (first["name"], first["email"], first["email_verified"]) == (name, "a@example.org", True)
    renamed = await again(app, subject, preferred_username=f"{name} II", email="b@example.org")
    assert renamed["id"] == first["id"]
    assert (renamed["name"], renamed["email"], renamed["email_verified"]) == (
        f"{name} II",
        "b@example.org",
        False,
    )
    silent = await again(app, subject, preferred_username=None)
    assert (silent["name"], silent["email"]) == (f"{name} II", "b@example.org"), "silence changes nothing"


async def test_a_chosen_name_stays(app: Litestar, name: str) -> None:
    subject = secrets.token_hex(8)
    async with client(app, await access_token(app, subject, preferred_username=name)) as http:
        await Person("dora", http, "").ask("PATCH", "/api/me", {"name": f"{name} by choice"})
    told = await again(app, subject, preferred_username=f"{name} II")
    assert told["name"] == f"{name} by choice"


async def test_a_name_another_has_taken_gets_a_number_when_the_issuer_gives_it(
    app: Litestar, name: str
) -> None:
    subject = secrets.token_hex(8)
    await again(app, subject, preferred_username=f"{name} I")
    await (await person(app, name)).ask("GET", "/api/me")
    assert (await again(app, subject, preferred_username=name))["name"] == f"{name}-2"
    assert (await again(app, subject, preferred_username=name))["name"] == f"{name}-2"


async def test_the_issuers_role_makes_an_administrator_for_as_long_as_it_says_so(
    app: Litestar, name: str
) -> None:
    subject = secrets.token_hex(8)
    assert (await again(app, subject, roles=["admin"]))["role"] == "admin"
    assert (await again(app, subject, roles=["listener"]))["role"] == "user"
    assert (await again(app, subject))["role"] == "user"


async def test_roles_and_suspension_from_a_terminal(
    settings: Settings, app: Litestar, alice: Person, own_sql: AsyncEngine
) -> None:
    me = await alice.ask("GET", "/api/me")

    def run(command: Any, *words: str) -> str:
        done = CliRunner().invoke(command, [*words], obj=settings)
        assert done.exit_code == 0, done.output
        return done.output

    async def seen() -> tuple[int, str | None]:
        # Without Valkey this process would look again within a minute.
        app.state.principals.forget(await user_id())
        answer = await alice.http.get("/api/me")
        return answer.status_code, answer.json().get("role")

    async def user_id() -> Any:
        async with transaction(own_sql) as db:
            found = await user_queries.user_by_name(db, me["name"])
        assert found is not None
        return found.id

    for command, words, expected in (
        (admin, ("grant", me["name"]), (200, "admin")),
        (admin, ("revoke", me["name"].upper()), (200, "user")),
        (user, ("suspend", me["name"]), (401, None)),
        (user, ("restore", me["name"]), (200, "user")),
    ):
        await asyncio.to_thread(run, command, *words)
        assert await seen() == expected
    nobody = await asyncio.to_thread(CliRunner().invoke, admin, ["grant", "nobody-at-all"], obj=settings)
    assert (nobody.exit_code, nobody.output) == (1, "Error: There is no user nobody-at-all.\n")


async def test_an_administrator_sees_and_changes_users(
    app: Litestar, own_sql: AsyncEngine, alice: Person, bob: Person
) -> None:
    await make_admin(app, own_sql, alice)
    someone = str(await bob.user_id())
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = await alice.ask("GET", f"/api/admin/users?limit=50{cursor}")
        found += page["users"]
        if page["cursor"] is None:
            break
        cursor = f"&cursor={page['cursor']}"
    assert len({one["id"] for one in found}) == len(found)
    (of_bob,) = (one for one in found if one["id"] == someone)
    assert of_bob["last_seen_at"] is not None
    assert (await alice.ask("PATCH", f"/api/admin/users/{someone}", {"role": "admin"}))["role"] == "admin"
    assert (await bob.ask("GET", "/api/me"))["role"] == "admin"
    me = await alice.user_id()
    await alice.ask("PATCH", f"/api/admin/users/{me}", {"role": "user"}, status=409)
    suspended = await alice.ask("PATCH", f"/api/admin/users/{someone}", {"suspended": True})
    assert suspended["suspended_at"] is not None
    await bob.ask("GET", "/api/me", status=401)
    await alice.ask("PATCH", f"/api/admin/users/{someone}", {"suspended": False})
    await bob.ask("GET", "/api/me")


async def test_an_administrator_sees_and_ends_sessions(
    app: Litestar, own_sql: AsyncEngine, alice: Person, bob: Person
) -> None:
    await make_admin(app, own_sql, alice)
    of_bob = f"/api/admin/users/{await bob.user_id()}/sessions"
    (session,) = (await alice.ask("GET", of_bob))["sessions"]
    assert session["current"] is False
    await alice.ask("DELETE", f"{of_bob}/{session['id']}", status=204)
    refused = await bob.ask("GET", "/api/me", status=401)
    assert refused["type"] == "/problems/session-ended"
    assert await alice.ask("DELETE", of_bob) == {"ended": 0}


@pytest.fixture
async def by_invitation(settings: Settings) -> Any:
    app = create_app(replace(settings, sign_up="invitation"))
    yield app
    await app.state.engine.dispose()


async def test_one_comes_in_by_invitation_once(
    by_invitation: Litestar, app: Litestar, own_sql: AsyncEngine, alice: Person
) -> None:
    await make_admin(app, own_sql, alice)
    invitation = await alice.ask("POST", "/api/admin/invitations", {"days": 1}, status=201)
    listed = (await alice.ask("GET", "/api/admin/invitations"))["invitations"]
    assert invitation["id"] in [one["id"] for one in listed]
    assert invitation["code"] not in str(listed)
    async with new_person(by_invitation, "dora") as dora, new_person(by_invitation, "emil") as emil:
        refused = await dora.ask("GET", "/api/me", status=403)
        assert refused["type"] == "/problems/invitation-needed"
        wrong = await dora.ask("POST", "/api/invitations/redeem", {"code": "wrong"}, status=404)
        assert wrong["type"] == "/problems/not-invited"
        await dora.ask("POST", "/api/invitations/redeem", {"code": invitation["code"]}, status=204)
        await dora.ask("GET", "/api/me")
        await dora.ask("POST", "/api/invitations/redeem", {"code": invitation["code"]}, status=204)
        await emil.ask("POST", "/api/invitations/redeem", {"code": invitation["code"]}, status=404)
        await emil.ask("GET", "/api/me", status=403)
    listed = (await alice.ask("GET", "/api/admin/invitations"))["invitations"]
    assert invitation["id"] not in [one["id"] for one in listed]


async def test_an_invitation_is_withdrawn(
    by_invitation: Litestar, app: Litestar, own_sql: AsyncEngine, alice: Person
) -> None:
    await make_admin(app, own_sql, alice)
    invitation = await alice.ask("POST", "/api/admin/invitations", {}, status=201)
    await alice.ask("DELETE", f"/api/admin/invitations/{invitation['id']}", status=204)
    await alice.ask("DELETE", f"/api/admin/invitations/{invitation['id']}", status=404)
    async with new_person(by_invitation, "dora") as dora:
        await dora.ask("POST", "/api/invitations/redeem", {"code": invitation["code"]}, status=404)


async def test_who_is_known_needs_no_invitation(by_invitation: Litestar, alice: Person) -> None:
    me = await alice.ask("GET", "/api/me")
    async with client(by_invitation, alice.token) as http:
        assert (await http.get("/api/me")).json() == me


async def test_where_sign_up_is_closed_nobody_new_comes_in(settings: Settings, app: Litestar) -> None:
    closed = create_app(replace(settings, sign_up="closed", issuer=settings.issuer_url))
    closed.state.bearer = app.state.bearer
    closed.state.principals._bearer = app.state.bearer
    async with client(closed, await access_token(app, secrets.token_hex(8))) as http:
        refused = await http.get("/api/me")
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/sign-up-closed")
        assert (await http.post("/api/invitations/redeem", content=b'{"code":"x"}')).status_code == 404
    await closed.state.issuer_client.aclose()
    await closed.state.engine.dispose()


async def test_whoever_has_an_account_at_the_built_in_issuer_comes_in(settings: Settings) -> None:
    """Where sign-up is closed it makes none but for the operator."""
    app = create_app(replace(settings, sign_up="closed"))
    async with new_person(app, "dora") as dora:
        await dora.ask("GET", "/api/me")
    await app.state.engine.dispose()
