"""Erasing oneself: everything is gone at once, whoever comes with what was before is refused, and one may
come back as somebody new."""

import asyncio
import secrets
import time
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import argon2
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

import issuer_page
from issuer_page import PASSWORD, Page
from locking import somebody_waits_for
from people import Person, access_token, client, make_admin
from rows import OF_USERS, TENANT, add_rows, add_rows_of_the_directory, rows_of
from waugzee.accounts import erasures
from waugzee.accounts.tables import erased_identities, identities, invitations, users
from waugzee.app import create_app
from waugzee.db import new_id, transaction
from waugzee.driving.queue import add_sync
from waugzee.erasure import actions
from waugzee.federation.tables import issuer_discogs
from waugzee.inbox.push_queue import Sending, add_delivery, add_sending
from waugzee.preferences.tables import preferences
from waugzee.settings import Settings
from waugzee.tables import metadata

STYLUS = {"id": 21, "name": "2M Blue"}
KLEIOS = {"playHistory": None, "cleaningHistory": None, "styluses": [STYLUS]}


async def erase(person: Person) -> None:
    name = (await person.ask("GET", "/api/me"))["name"]
    await person.ask("DELETE", "/api/me", {"name": name}, status=204)


async def erased(person: Person) -> bool:
    answer = await person.http.get("/api/me")
    return answer.status_code == 401 and answer.json()["type"] == "/problems/account-erased"


@pytest.fixture
async def carla(app: Litestar, settings: Settings, own_sql: AsyncEngine) -> AsyncIterator[Person]:
    """Somebody who has an account at the built-in issuer and is signed in there."""
    hashed = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    account = await issuer_page.new_person(own_sql, hashed)
    page = Page(app, settings)
    token = (await page.tokens(account))["access_token"]
    await page.http.aclose()
    async with client(app, token) as http:
        yield Person(account.name, http, token)


async def left_of(own_sql: AsyncEngine, user_id: uuid.UUID, *words: str) -> set[str]:
    """The tables of which a row holds the user's id, or one of the words, anywhere."""
    sought = [str(user_id), user_id.bytes.hex(), str(user_id).encode().hex(), *words]
    found = set()
    async with transaction(own_sql, user_id) as db:
        for table in metadata.sorted_tables:
            anywhere = text(f"select 1 from {table.name} one where one::text like any(:sought) limit 1")
            if await db.scalar(anywhere.bindparams(sought=[f"%{word}%" for word in sought])):
                found.add(table.name)
    return found


async def fill(app: Litestar, own_sql: AsyncEngine, person: Person, bob: Person) -> str:
    """Leave something of a person in every table that can hold it; return their account at the issuer."""
    await make_admin(app, own_sql, bob)
    await make_admin(app, own_sql, person)
    user_id = await person.user_id()
    await add_rows(own_sql, user_id)
    await add_rows_of_the_directory(own_sql, user_id)
    await person.ask("POST", "/api/admin/invitations", {}, status=201)
    invited = await bob.ask("POST", "/api/admin/invitations", {}, status=201)
    async with transaction(own_sql, user_id) as db:
        subject = str(await db.scalar(select(identities.c.subject).where(identities.c.user_id == user_id)))
        now = datetime.now(UTC)
        by_discogs = {"simulated": True, "discogs_id": secrets.randbelow(2**40)}
        await db.run(insert(issuer_discogs).values(**by_discogs, account_id=subject))
        await db.run(
            update(invitations).where(invitations.c.id == invited["id"]).values(used_at=now, used_by=user_id)
        )
        await add_sync(db, user_id)
        await add_delivery(db, user_id, "needle")
        await add_sending(db, Sending(user_id, new_id(), now))
    return subject


async def test_nothing_is_left_in_any_table(
    app: Litestar, own_sql: AsyncEngine, carla: Person, bob: Person
) -> None:
    subject = await fill(app, own_sql, carla, bob)
    user_id = await carla.user_id()
    before = await rows_of(own_sql, await bob.user_id())
    # Or the test would say nothing of a table.
    filled = await left_of(own_sql, user_id, subject, carla.name)
    assert filled >= {table.name for table in (*TENANT, *OF_USERS)}
    assert filled >= {"users", "invitations", "pgqueuer"}
    assert filled >= {"issuer_accounts", "issuer_sessions", "issuer_grants", "issuer_discogs"}

    await erase(carla)

    assert await left_of(own_sql, user_id, subject, carla.name) == {"erased_users"}
    assert await rows_of(own_sql, await bob.user_id()) == before
    assert await erased(carla)

    # What was under way in that moment is written a little later.
    async with transaction(own_sql, user_id) as db:
        await db.run(insert(preferences).values(user_id=user_id))
    await actions.sweep(app.state.engine, datetime.now(UTC))
    assert await left_of(own_sql, user_id) == {"erased_users", "preferences"}
    await actions.sweep(app.state.engine, datetime.now(UTC) + actions.UNDER_WAY)
    assert await left_of(own_sql, user_id) == set()
    assert await erased(carla)
    await actions.sweep(app.state.engine, datetime.now(UTC) + erasures.KEPT)
    async with transaction(own_sql) as db:
        assert await db.all(select(erased_identities)) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [({"name": "Alice"}, 422), ({"name": ""}, 422), ({"name": None}, 422), ({}, 422), ([], 422)],
)
async def test_without_ones_own_name_nothing_happens(
    own_sql: AsyncEngine, alice: Person, body: Any, status: int
) -> None:
    user_id = await alice.user_id()
    await add_rows(own_sql, user_id)
    before = await rows_of(own_sql, user_id)
    await alice.ask("DELETE", "/api/me", body, status=status)
    assert await rows_of(own_sql, user_id) == before


async def test_another_case_or_a_blank_is_another_name(alice: Person) -> None:
    name = (await alice.ask("GET", "/api/me"))["name"]
    for typed in (name.upper(), f"{name} ", name[:-1]):
        problem = await alice.ask("DELETE", "/api/me", {"name": typed}, status=422)
        assert problem["type"] == "/problems/invalid"
    await alice.ask("GET", "/api/me")


async def test_a_body_that_is_none_is_refused(alice: Person) -> None:
    assert (await alice.http.request("DELETE", "/api/me")).status_code in (400, 422)
    assert (await alice.http.request("DELETE", "/api/me", content=b"{")).status_code == 400
    await alice.ask("GET", "/api/me")


async def test_the_only_administrator_stays(
    app: Litestar, own_sql: AsyncEngine, alice: Person, bob: Person
) -> None:
    async with transaction(own_sql) as db:
        await db.run(update(users).values(role="user", admin_claimed=False))
    await make_admin(app, own_sql, alice)
    name = (await alice.ask("GET", "/api/me"))["name"]
    problem = await alice.ask("DELETE", "/api/me", {"name": name}, status=409)
    assert "only administrator" in problem["detail"]
    await make_admin(app, own_sql, bob)
    await erase(alice)
    assert await erased(alice)


async def with_token(app: Litestar, subject: str, **changed: Any) -> Person:
    token = await access_token(app, subject, **changed)
    return Person("dora", client(app, token), token)


async def test_who_signs_in_anew_is_somebody_new(app: Litestar) -> None:
    subject = f"dora-{secrets.token_hex(6)}"
    dora = await with_token(app, subject)
    was = await dora.user_id()
    await erase(dora)
    assert await erased(dora)
    anew = await with_token(app, subject, iat=int(time.time()) + 2)
    me = await anew.ask("GET", "/api/me")
    assert me["id"] != str(was)
    assert me["name"] == subject, "the name was free again"
    assert (await dora.ask("GET", "/api/me", status=401))["type"] == "/problems/session-ended"
    await erase(anew)
    assert await erased(dora)


async def test_another_process_makes_nobody_new_either(settings: Settings, app: Litestar) -> None:
    subject, before = f"dora-{secrets.token_hex(6)}", int(time.time()) - 5
    dora = await with_token(app, subject)
    await erase(dora)
    other = create_app(settings)
    again = await with_token(other, subject, iat=before)
    assert await erased(again)
    problem = await again.ask("POST", "/api/invitations/redeem", {"code": "x"}, status=401)
    assert problem["type"] == "/problems/account-erased"
    await other.state.engine.dispose()


async def test_a_session_from_before_stays_out_though_it_renews_its_tokens(app: Litestar) -> None:
    """A device that slept meanwhile comes with a token of a later time."""
    subject = f"dora-{secrets.token_hex(6)}"
    asleep = await with_token(app, subject, sid="asleep")
    await asleep.ask("GET", "/api/me")
    await erase(await with_token(app, subject, sid="here"))
    later = int(time.time()) + 2
    for sid in ("asleep", "here"):
        assert await erased(await with_token(app, subject, sid=sid, iat=later))
    anew = await with_token(app, subject, sid="anew", iat=later)
    await anew.ask("GET", "/api/me")
    for sid in ("asleep", "here"):
        assert await erased(await with_token(app, subject, sid=sid, iat=later))
    await anew.ask("GET", "/api/me")


async def test_a_token_from_long_ago_makes_nobody_a_user(app: Litestar) -> None:
    """Or one could come with it when nothing is known any more of the erasure."""
    long_ago = int((datetime.now(UTC) - erasures.KEPT - timedelta(minutes=1)).timestamp())
    dora = await with_token(app, f"dora-{secrets.token_hex(6)}", iat=long_ago)
    assert (await dora.ask("GET", "/api/me", status=401))["type"] == "/problems/session-ended"
    known = await with_token(app, f"dora-{secrets.token_hex(6)}")
    await known.ask("GET", "/api/me")
    subject = (await app.state.bearer.claims_of(known.token)).subject
    await (await with_token(app, subject, iat=long_ago, client_id="another")).ask("GET", "/api/me")


async def test_keys_and_guests_find_nothing_any_more(app: Litestar, alice: Person) -> None:
    made = await alice.ask("POST", "/api/keys", {"name": "script", "scopes": ["read"]}, status=201)
    profile = await alice.ask("PATCH", "/api/profile", {"open": True})
    async with client(app, made["key"]) as script:
        assert (await script.get("/api/me")).status_code == 200
        assert (await script.get(f"/api/public/{profile['address']}")).status_code == 200
        await erase(alice)
        assert (await script.get("/api/me")).status_code == 401
        assert (await script.get(f"/api/public/{profile['address']}")).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        (
            "POST",
            "/api/cleanings/evening",
            {"entries": [{"id": str(new_id()), "copy_id": str(new_id())}]},
        ),
        ("POST", "/api/syncs", {"driver": "a-browser"}),
        ("POST", "/api/imports?apply=true", KLEIOS),
        ("DELETE", "/api/me", {"name": "bob"}),
    ],
)
async def test_whoever_waits_for_it_is_told(
    own_sql: AsyncEngine, bob: Person, method: str, path: str, body: Any
) -> None:
    user_id = await bob.user_id()
    await bob.ask("PUT", "/api/discogs", {"kind": "demo"})
    await bob.ask("PATCH", "/api/me", {"name": f"bob-{user_id}"})
    if path == "/api/me":
        body = {"name": f"bob-{user_id}"}
    async with transaction(own_sql, user_id) as db:
        await actions.erase(db, user_id)
        waiting = asyncio.create_task(bob.http.request(method, path, content=msgspec.json.encode(body)))
        await somebody_waits_for(db)
    answer = await waiting
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/account-erased")


async def test_the_name_is_free_again_and_the_password_opens_nothing(
    app: Litestar, settings: Settings, carla: Person
) -> None:
    await erase(carla)
    page = Page(app, settings)
    tried = await page.submit(await page.authorize(), name=carla.name, password=PASSWORD)
    assert tried.status_code == 422
    assert "not right" in tried.text
    form = await page.http.get("/issuer/sign-up", params=tried.url.params)
    made = await page.submit(form, name=carla.name, password=PASSWORD)
    assert made.status_code == 303, made.text
    answered = issuer_page.answered(await page.http.get(made.headers["location"]))
    tokens = (await page.exchange(answered["code"])).json()
    async with client(app, tokens["access_token"]) as http:
        assert (await http.get("/api/me")).json()["name"] == carla.name
    assert await erased(carla)
