"""`waugzee user` and `waugzee admin` beside running processes; and lists that cost the same however long."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncEngine

from people import Person, Statements, access_token, client, make_admin, new_person
from valkey_server import running_valkey
from waugzee.administration import user
from waugzee.app import create_app
from waugzee.db import Event, new_id
from waugzee.events.relay import send_once
from waugzee.processes import free_port
from waugzee.settings import Settings


async def run(settings: Settings, *words: str) -> tuple[int, str]:
    done = await asyncio.to_thread(CliRunner().invoke, user, [*words], obj=settings)
    return done.exit_code, done.output


async def test_a_running_process_hears_of_it_at_once_over_valkey(settings: Settings, tmp_path: Path) -> None:
    with running_valkey(tmp_path) as url:
        shared = replace(settings, valkey_url=url)
        app = create_app(shared)
        async with app.lifespan(), new_person(app, "dora") as dora:
            me = await dora.ask("GET", "/api/me")
            await until_listening(app, url)
            heard = asyncio.Event()
            app.state.hub.watchers.append(lambda user_id, credential: heard.set())
            assert await run(shared, "suspend", me["name"]) == (0, f"{me['name']} is suspended.\n")
            await asyncio.wait_for(heard.wait(), 60)
            await dora.ask("GET", "/api/me", status=401)


async def until_listening(app: Litestar, url: str) -> None:
    """Its process subscribes in its own time; news is sent until it is heard."""
    somebody = new_id()
    heard = asyncio.create_task(app.state.hub.open(somebody).take())
    while not heard.done():
        await send_once(url, [(somebody, Event("hello", {}))])
        await asyncio.wait([heard], timeout=0.05)


async def test_valkey_being_away_hinders_no_command(settings: Settings, alice: Person) -> None:
    me = await alice.ask("GET", "/api/me")
    away = replace(settings, valkey_url=f"valkey://127.0.0.1:{free_port()}")
    code, output = await run(away, "suspend", me["name"])
    assert code == 0, output
    assert "is suspended" in output


async def test_a_user_is_erased_once_their_name_was_typed(settings: Settings, alice: Person) -> None:
    me = await alice.ask("GET", "/api/me")
    typed = await asyncio.to_thread(
        CliRunner().invoke, user, ["erase", me["name"]], obj=settings, input="yes\n"
    )
    assert (typed.exit_code, typed.stdout) == (1, "")
    assert "nothing was erased" in typed.stderr
    await alice.ask("GET", "/api/me")
    done = await asyncio.to_thread(
        CliRunner().invoke, user, ["erase", me["name"]], obj=settings, input=f"{me['name']}\n"
    )
    assert (done.exit_code, done.stdout) == (0, f"{me['name']} is erased.\n")
    app = create_app(settings)
    async with client(app, alice.token) as http:
        assert (await http.get("/api/me")).json()["type"] == "/problems/account-erased"
    await app.state.engine.dispose()
    assert await run(settings, "erase", "--yes", me["name"]) == (
        1,
        f"Error: There is no user {me['name']}.\n",
    )


async def test_a_script_erases_without_being_asked(settings: Settings, bob: Person) -> None:
    name = (await bob.ask("GET", "/api/me"))["name"]
    assert await run(settings, "erase", "--yes", name) == (0, f"{name} is erased.\n")


async def test_an_invitation_is_printed(settings: Settings) -> None:
    by_invitation = replace(settings, sign_up="invitation")
    app = create_app(by_invitation)
    code, output = await run(by_invitation, "invite")
    assert code == 0
    async with new_person(app, "dora") as dora:
        await dora.ask("POST", "/api/invitations/redeem", {"code": output.strip()}, status=204)
        await dora.ask("GET", "/api/me")
    await app.state.engine.dispose()


@pytest.mark.parametrize("path", ["/api/keys", "/api/sessions", "/api/admin/invitations", "/api/admin/users"])
async def test_a_list_costs_the_same_number_of_statements_however_long(
    app: Litestar, own_sql: AsyncEngine, alice: Person, statements: Statements, path: str
) -> None:
    await make_admin(app, own_sql, alice)

    async def add() -> None:
        await alice.ask("POST", "/api/keys", {"name": "one", "scopes": ["read"]}, status=201)
        await alice.ask("POST", "/api/admin/invitations", {}, status=201)
        subject = (await app.state.bearer.claims_of(alice.token)).subject
        token = await access_token(app, subject, sid=str(new_id()))
        answer = await alice.http.get("/api/me", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200

    async def cost() -> tuple[int, Any]:
        before = statements.count
        listed = await alice.ask("GET", path)
        return statements.count - before, next(iter(listed.values()))

    await add()
    first, short = await cost()
    for _ in range(3):
        await add()
    second, long = await cost()
    assert second == first
    assert len(long) >= len(short)
