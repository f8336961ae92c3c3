"""Who is signed in, and where their collection comes from."""

import msgspec
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from people import Person, new_person
from waugzee.accounts.tables import users
from waugzee.app import create_app
from waugzee.db import transaction
from waugzee.settings import Settings


async def test_a_user_is_made_at_first_sight_and_known_afterwards(alice: Person) -> None:
    first = await alice.ask("GET", "/api/me")
    assert first["name"].startswith("alice-")
    assert first["role"] == "user"
    assert await alice.ask("GET", "/api/me") == first


async def test_bob_is_not_alice(alice: Person, bob: Person) -> None:
    assert (await alice.ask("GET", "/api/me"))["id"] != (await bob.ask("GET", "/api/me"))["id"]


async def test_a_collection_is_chosen_changed_and_forgotten(alice: Person) -> None:
    assert (await alice.ask("GET", "/api/discogs"))["kind"] is None
    chosen = await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": "Juno_Records"})
    assert (chosen["kind"], chosen["username"]) == ("public", "Juno_Records")
    assert (await alice.ask("PUT", "/api/discogs", {"kind": "demo"}))["username"] == "demo"
    await alice.ask("DELETE", "/api/discogs", status=204)
    assert (await alice.ask("GET", "/api/discogs"))["kind"] is None


async def test_what_is_no_user_name_is_refused(alice: Person) -> None:
    for username in ("", ".", "..", "a/b", "a\0b", "x" * 65, 7):
        await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": username}, status=422)


async def test_how_to_sign_in_is_told_to_anyone(alice: Person, settings: Settings) -> None:
    del alice.http.headers["Authorization"]
    told = await alice.ask("GET", "/api/auth/config")
    assert told["issuer"] == settings.issuer_url
    assert told["client_id"] == settings.client_id
    assert told["built_in"] is True
    assert "offline_access" in told["scope"].split()


async def test_a_user_who_was_deleted_is_told_so(alice: Person, own_sql: AsyncEngine) -> None:
    user_id = await alice.user_id()
    async with transaction(own_sql) as db:
        await db.run(delete(users).where(users.c.id == user_id))
    assert (await alice.ask("GET", "/api/me", status=404))["type"] == "/problems/not-found"


async def test_there_is_no_demo_where_no_simulator_runs(settings: Settings) -> None:
    app = create_app(msgspec.structs.replace(settings, demo_url=None))
    async with new_person(app, "alice") as alice:
        assert (await alice.ask("GET", "/api/discogs"))["demo_available"] is False
        assert (await alice.ask("PUT", "/api/discogs", {"kind": "demo"}, status=409))["detail"]
        assert (await alice.ask("GET", "/api/discogs"))["kind"] is None
    await app.state.engine.dispose()
