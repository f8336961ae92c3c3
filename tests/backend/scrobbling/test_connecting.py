"""A token of ListenBrainz: tried there, kept for its owner alone, told to nobody, forgotten at a word."""

import asyncio
import gzip
import logging
from contextlib import aclosing
from typing import Any

import pytest
import structlog
from click.testing import CliRunner
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.scrobbling.conftest import KEYS, Look, connect, next_look, play, scrobbling
from listenbrainz import ListenBrainz
from people import Person, new_person
from waugzee import sealing
from waugzee.app import create_app
from waugzee.db import transaction
from waugzee.scrobbling.actions import PURPOSE
from waugzee.scrobbling.client import Later, ListenBrainzClient
from waugzee.scrobbling.tables import listenbrainz_accounts
from waugzee.secrets_cli import secrets_group


async def sealed_of(own_sql: AsyncEngine, person: Person) -> bytes:
    user_id = await person.user_id()
    own = select(listenbrainz_accounts.c.sealed).where(listenbrainz_accounts.c.user_id == user_id)
    async with transaction(own_sql, user_id) as db:
        sealed: bytes = await db.scalar(own)
    return sealed


async def test_listenbrainz_itself_says_whose_the_token_is(alice: Person, listenbrainz: ListenBrainz) -> None:
    before = await scrobbling(alice)
    assert (before["username"], before["since"], before["available"]) == (None, None, True)
    told = await connect(alice)
    assert (told["username"], told["refused"], told["since"] is None) == ("alice", None, False)
    assert told["token_page"] == listenbrainz.origin
    assert listenbrainz.requests == [("GET", "/1/validate-token")]
    assert await scrobbling(alice) == told


async def test_a_token_that_it_does_not_know(alice: Person, listenbrainz: ListenBrainz) -> None:
    refused = await connect(alice, "mistyped-token", status=422)
    assert refused["type"] == "/problems/listenbrainz-refused"
    assert "mistyped-token" not in str(refused)
    assert (await scrobbling(alice))["username"] is None


@pytest.mark.parametrize("token", ["", "short", "x" * 257, "with space in it", "new\nline-token", 1, None])
async def test_what_cannot_be_a_token_is_not_sent_anywhere(
    alice: Person, listenbrainz: ListenBrainz, token: Any
) -> None:
    await alice.ask("PUT", "/api/scrobbling", {"token": token}, status=422)
    assert listenbrainz.requests == []


async def test_while_it_is_away_nothing_is_changed(app: Litestar) -> None:
    lonely = create_app(replace(app.state.settings, listenbrainz_url="http://127.0.0.1:1"))
    async with new_person(lonely, "alice") as person:
        answer = await connect(person, status=503)
        assert answer["type"] == "/problems/listenbrainz-unavailable"
        assert (await scrobbling(person))["username"] is None
    await lonely.state.listenbrainz.aclose()
    await lonely.state.engine.dispose()


async def test_what_it_packs_is_not_unpacked(app: Litestar) -> None:
    packed = gzip.compress(b'{"valid": true, "user_name": "alice"}')

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
        writer.write(head.encode() + packed)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with (
        server,
        aclosing(ListenBrainzClient(replace(app.state.settings, listenbrainz_url=origin))) as it,
    ):
        with pytest.raises(Later, match="does not say"):
            await it.username("token-of-alice")


async def test_without_keys_to_keep_it_with_it_is_not_offered(
    app: Litestar, listenbrainz: ListenBrainz
) -> None:
    careless = create_app(replace(app.state.settings, secret_keys=()))
    async with new_person(careless, "alice") as person:
        assert (await connect(person, status=409))["type"] == "/problems/not-offered"
        assert (await scrobbling(person))["available"] is False
    assert listenbrainz.requests == []
    await careless.state.listenbrainz.aclose()
    await careless.state.engine.dispose()


async def test_disconnected_nothing_is_kept_or_sent(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look, own_sql: AsyncEngine
) -> None:
    await connect(alice)
    await play(alice, await give_tracks(alice), sides=["A"])
    await alice.ask("DELETE", "/api/scrobbling", status=204)
    assert await sealed_of(own_sql, alice) is None
    await look(alice)
    assert listenbrainz.listens == {}
    assert await next_look(own_sql, await alice.user_id()) is None
    told = await scrobbling(alice)
    assert (told["username"], told["waiting"], told["earlier"]) == (None, 0, 1)
    for path in ("history", "retry"):
        problem = await alice.ask("POST", f"/api/scrobbling/{path}", status=409)
        assert problem["type"] == "/problems/not-scrobbling"


async def test_nothing_of_a_token_is_answered_logged_or_taken_along(
    alice: Person,
    listenbrainz: ListenBrainz,
    give_tracks: Any,
    look: Look,
    own_sql: AsyncEngine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """From connecting through a failure to the token's end."""
    caplog.set_level(logging.DEBUG)
    answers: list[str] = []

    async def hear(response: Any) -> None:
        await response.aread()
        answers.append(f"{dict(response.headers)} {response.text}")

    alice.http.event_hooks["response"].append(hear)
    with structlog.testing.capture_logs() as entries:
        await connect(alice)
        await play(alice, await give_tracks(alice), sides=["A"])
        listenbrainz.answer("500 Internal Server Error")
        await look(alice)
        listenbrainz.tokens = {}
        await look(alice)
        told = await scrobbling(alice)
        tables = (await alice.ask("GET", "/api/export"))["tables"]
    assert told["refused"] == "Invalid authorization token"
    (taken,) = tables["listenbrainz_accounts"]
    assert (taken["username"], "sealed" in taken) == ("alice", False)
    logged = f"{[record.getMessage() for record in caplog.records]} {entries}"
    assert "listenbrainz is asked again later" in logged
    assert "token-of-alice" not in logged + " ".join(answers)
    assert b"token-of-alice" not in await sealed_of(own_sql, alice)


async def test_a_token_moved_to_another_user_opens_for_nobody(
    alice: Person, bob: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look, own_sql: AsyncEngine
) -> None:
    await connect(alice)
    await connect(bob)
    stolen, bobs = await sealed_of(own_sql, alice), await bob.user_id()
    own = listenbrainz_accounts.c.user_id == bobs
    async with transaction(own_sql, bobs) as db:
        await db.run(update(listenbrainz_accounts).where(own).values(sealed=stolen))
    await play(bob, await give_tracks(bob), sides=["A"])
    await look(bob)
    assert listenbrainz.listens == {}
    assert "cannot be opened" in (await scrobbling(bob))["refused"]


async def test_keys_are_rotated_without_anybody_noticing(
    app: Litestar, alice: Person, listenbrainz: ListenBrainz, own_sql: AsyncEngine
) -> None:
    await connect(alice)
    rotated = ("another-" + "k" * 40, *KEYS)
    settings = replace(app.state.settings, secret_keys=rotated)
    said = await asyncio.to_thread(CliRunner().invoke, secrets_group, ["rotate"], obj=settings)
    assert "encrypted anew" in said.output, said.output
    sealed, owner = await sealed_of(own_sql, alice), str(await alice.user_id())
    assert sealing.unseal(rotated[:1], sealed, purpose=PURPOSE, owner=owner) == b"token-of-alice"
