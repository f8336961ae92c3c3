"""What Discogs gave for a user: encrypted where it lies, opened for its owner alone, told to nobody."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from click.testing import CliRunner
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.discogs.conftest import KEYS
from connecting import begin, complete, connect_oauth, connect_token, decide
from people import Person, client
from syncing import Drive, Simulator
from waugzee import sealing
from waugzee.db import transaction
from waugzee.discogs.tables import discogs_accounts, discogs_requests
from waugzee.secrets_cli import add_key, kept_keys, secrets_group
from waugzee_demo.credentials import SECRET


def test_what_is_sealed_opens_for_its_purpose_and_owner_alone() -> None:
    sealed = sealing.seal(KEYS, b"a secret", purpose="this", owner="alice")
    assert b"a secret" not in sealed
    assert sealing.unseal(KEYS, sealed, purpose="this", owner="alice") == b"a secret"
    for purpose, owner in (("that", "alice"), ("this", "bob")):
        with pytest.raises(sealing.CannotOpen):
            sealing.unseal(KEYS, sealed, purpose=purpose, owner=owner)
    assert sealed != sealing.seal(KEYS, b"a secret", purpose="this", owner="alice")


def test_what_was_altered_does_not_open() -> None:
    sealed = sealing.seal(KEYS, b"a secret", purpose="this", owner="alice")
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(sealing.CannotOpen):
            sealing.unseal(KEYS, bytes(altered), purpose="this", owner="alice")
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(KEYS, b"", purpose="this", owner="alice")


def test_old_keys_read_and_the_first_one_writes() -> None:
    old = sealing.seal(KEYS[1:], b"a secret", purpose="this", owner="alice")
    assert sealing.unseal(KEYS, old, purpose="this", owner="alice") == b"a secret"
    assert not sealing.is_current(KEYS, old)
    new = sealing.seal(KEYS, b"a secret", purpose="this", owner="alice")
    assert sealing.is_current(KEYS, new)
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(KEYS[1:], new, purpose="this", owner="alice")


async def sealed_of(own_sql: AsyncEngine, person: Person) -> bytes:
    user_id = await person.user_id()
    async with transaction(own_sql, user_id) as db:
        sealed: bytes = await db.scalar(
            select(discogs_accounts.c.sealed).where(discogs_accounts.c.user_id == user_id)
        )
    return sealed


class Listening:
    """Everything that is logged meanwhile, and every answer the API gave."""

    def __init__(self, person: Person, caplog: pytest.LogCaptureFixture) -> None:
        self.answers: list[str] = []
        self._caplog = caplog
        person.http.event_hooks["response"].append(self._hear)

    async def _hear(self, response: Any) -> None:
        await response.aread()
        self.answers.append(f"{dict(response.headers)} {response.text}")

    def logged(self, entries: list[Any]) -> str:
        return f"{[record.getMessage() for record in self._caplog.records]} {entries}"


async def test_nothing_of_it_is_logged_or_answered(
    alice: Person, discogs: Simulator, caplog: pytest.LogCaptureFixture, own_sql: AsyncEngine
) -> None:
    """From connecting through a sync, a refusal and a failure: the answers carry a signature, no secret."""
    caplog.set_level(logging.DEBUG, logger="waugzee")
    with structlog.testing.capture_logs() as entries:
        heard = Listening(alice, caplog)
        begun = await decide(await begin(alice))
        await complete(alice, begun)
        drive = await Drive(alice, discogs).run()
        assert drive.done is not None
        assert drive.done.outcome == "complete"
        discogs.behave(script=("html",))
        await connect_token(alice, status=503)
        await alice.ask("GET", "/api/discogs")
    access = next(iter(discogs.edge.accounts._given.values()))
    request = discogs.edge.accounts._asked[begun.token]
    everything = heard.logged(entries) + " ".join(heard.answers)
    assert "oauth_signature" in everything
    for secret in (SECRET, access.secret, request.secret, KEYS[0]):
        assert secret not in everything
    assert begun.proof not in heard.logged(entries)
    user_id = await alice.user_id()
    async with transaction(own_sql, user_id) as db:
        kept = [
            *await db.all(select(discogs_accounts).where(discogs_accounts.c.user_id == user_id)),
            *await db.all(select(discogs_requests).where(discogs_requests.c.user_id == user_id)),
        ]
    for secret in (access.secret, request.secret, begun.proof):
        assert secret not in repr(kept)


async def test_a_token_is_told_to_its_owners_engine_alone(
    alice: Person, discogs: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="waugzee")
    with structlog.testing.capture_logs() as entries:
        heard = Listening(alice, caplog)
        await connect_token(alice)
        for path in ("/api/discogs", "/api/me", "/api/syncs", "/api/shelf"):
            await alice.ask("GET", path)
        assert "demo-token" not in " ".join(heard.answers)
        start = await alice.ask("POST", "/api/syncs", {"driver": "browser-one"}, status=201)
    assert start["instructions"][0]["url"].endswith("token=demo-token")
    assert "demo-token" not in heard.logged(entries)


async def test_a_row_moved_to_another_user_opens_for_nobody(
    alice: Person, bob: Person, discogs: Simulator, own_sql: AsyncEngine
) -> None:
    await connect_token(alice, "mara-token")
    await connect_token(bob, "theo-token")
    stolen, bobs = await sealed_of(own_sql, alice), await bob.user_id()
    async with transaction(own_sql, bobs) as db:
        await db.run(update(discogs_accounts).where(discogs_accounts.c.user_id == bobs).values(sealed=stolen))
    refused = await bob.ask("POST", "/api/syncs", {"driver": "browser-one"}, status=409)
    assert refused["type"] == "/problems/not-connected"
    assert "Connect again" in refused["detail"]


async def test_keys_are_rotated_without_anybody_noticing(
    app: Litestar,
    other_app: Callable[..., Litestar],
    alice: Person,
    bob: Person,
    discogs: Simulator,
    own_sql: AsyncEngine,
) -> None:
    await connect_token(alice, "mara-token")
    await connect_oauth(bob, "theo")
    rotated = ("third-" + "k" * 40, *app.state.settings.secret_keys)
    settings = replace(app.state.settings, secret_keys=rotated)
    before = await sealed_of(own_sql, alice)
    said = await asyncio.to_thread(CliRunner().invoke, secrets_group, ["rotate"], obj=settings)
    assert "encrypted anew" in said.output, said.output
    assert await sealed_of(own_sql, alice) != before
    assert sealing.is_current(rotated, await sealed_of(own_sql, bob))
    again = await asyncio.to_thread(CliRunner().invoke, secrets_group, ["rotate"], obj=settings)
    assert again.output.startswith("0 encrypted anew")
    # With the new key alone both go on; the old one opens nothing any more.
    token = alice.http.headers["Authorization"].removeprefix("Bearer ")
    async with client(other_app(secret_keys=rotated[:1]), token) as http:
        await Person(alice.name, http, token).ask("POST", "/api/syncs", {"driver": "browser-one"}, status=201)
    await alice.ask("POST", "/api/syncs", {"driver": "browser-one"}, status=409)


def test_one_machine_makes_its_first_key_and_puts_new_ones_first(tmp_path: Any) -> None:
    assert kept_keys(tmp_path) == ()
    first = add_key(tmp_path)
    second = add_key(tmp_path)
    assert kept_keys(tmp_path) == (second, first)
    assert (tmp_path / "secret-keys").stat().st_mode & 0o777 == 0o600
