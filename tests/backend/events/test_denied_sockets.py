"""A socket lives no longer than the session or the key that its ticket was asked for with."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine
from websockets.exceptions import InvalidStatus

from people import Person, access_token, client, make_admin
from waugzee.accounts import session_queries
from waugzee.db import transaction
from waugzee.events import routes
from waugzee.events.routes import REFUSED


async def closed(socket: Any) -> int | None:
    """Wait for the end; the code it was closed with."""
    await asyncio.wait_for(socket.wait_closed(), 60)
    code: int | None = socket.close_code
    return code


async def same_person(app: Litestar, alice: Person) -> Person:
    """In another session."""
    subject = (await app.state.bearer.claims_of(alice.token)).subject
    token = await access_token(app, subject, sid="another")
    return Person("alice", client(app, token), token)


async def test_signing_out_closes_this_sessions_sockets_alone(
    app: Litestar, alice: Person, open_socket: Any, ticket: Any
) -> None:
    other = await same_person(app, alice)
    async with open_socket(await ticket(alice)) as here, open_socket(await ticket(other)) as there:
        assert (await here.recv(), await there.recv()) == ('{"type":"hello"}', '{"type":"hello"}')
        await alice.ask("POST", "/api/sign-out", status=204)
        assert await closed(here) == REFUSED
        await other.ask("GET", "/api/me")
        await there.ping()


async def test_suspension_closes_every_socket(
    app: Litestar, own_sql: AsyncEngine, alice: Person, bob: Person, open_socket: Any, ticket: Any
) -> None:
    await make_admin(app, own_sql, alice)
    someone = await bob.user_id()
    async with open_socket(await ticket(bob)) as socket:
        await socket.recv()
        await alice.ask("PATCH", f"/api/admin/users/{someone}", {"suspended": True})
        assert await closed(socket) == REFUSED


async def test_erasing_oneself_closes_every_socket(
    app: Litestar, alice: Person, open_socket: Any, ticket: Any
) -> None:
    other = await same_person(app, alice)
    async with open_socket(await ticket(alice)) as here, open_socket(await ticket(other)) as there:
        assert (await here.recv(), await there.recv()) == ('{"type":"hello"}', '{"type":"hello"}')
        await alice.ask(
            "DELETE", "/api/me", {"name": (await alice.ask("GET", "/api/me"))["name"]}, status=204
        )
        assert (await closed(here), await closed(there)) == (REFUSED, REFUSED)


async def test_revoking_a_key_closes_its_socket(
    app: Litestar, alice: Person, open_socket: Any, ticket: Any
) -> None:
    made = await alice.ask("POST", "/api/keys", {"name": "wall", "scopes": ["read"]}, status=201)
    async with client(app, made["key"]) as http:
        issued = await ticket(Person("script", http, made["key"]))
    async with open_socket(issued) as socket:
        await socket.recv()
        await alice.ask("DELETE", f"/api/keys/{made['id']}", status=204)
        assert await closed(socket) == REFUSED


async def test_a_ticket_is_worth_nothing_once_its_session_has_ended(
    app: Litestar, alice: Person, open_socket: Any, ticket: Any
) -> None:
    issued, other = await ticket(alice), await ticket(await same_person(app, alice))
    await alice.ask("POST", "/api/sign-out", status=204)
    with pytest.raises(InvalidStatus):
        async with open_socket(issued):
            pass
    async with open_socket(other) as socket:
        assert await socket.recv() == '{"type":"hello"}'


async def test_an_end_nobody_told_of_is_noticed(
    alice: Person, own_sql: AsyncEngine, open_socket: Any, ticket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process ended it, and there is no Valkey between them."""
    monkeypatch.setattr(routes, "ADMITTED_FOR", 0.05)
    async with open_socket(await ticket(alice)) as socket:
        await socket.recv()
        user_id = await alice.user_id()
        async with transaction(own_sql) as db:
            await session_queries.end_sessions(db, user_id, datetime.now(UTC))
        assert await closed(socket) == REFUSED
