"""API keys: shown once, known by their digest, good for their scopes until they end or are revoked."""

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from people import Person, client
from waugzee.accounts import api_keys
from waugzee.accounts.principals import FRESH
from waugzee.accounts.tables import api_key_digests
from waugzee.accounts.tables import api_keys as key_rows
from waugzee.accounts.users import digest_of
from waugzee.app import create_app
from waugzee.db import transaction
from waugzee.settings import Settings


async def new_key(person: Person, *scopes: str, **more: Any) -> dict[str, Any]:
    asked = {"name": "script", "scopes": list(scopes) or ["read"], **more}
    made: dict[str, Any] = await person.ask("POST", "/api/keys", asked, status=201)
    return made


async def status_of(app: Litestar, key: str, path: str = "/api/shelf") -> int:
    async with client(app, key) as http:
        answer = await http.get(path)
    assert answer.status_code != 401 or 'error="invalid_token"' in answer.headers["www-authenticate"]
    return answer.status_code


async def test_a_key_is_shown_once_and_known_by_its_beginning(alice: Person) -> None:
    made = await new_key(alice, "read", "log", "read")
    assert made["key"].startswith(made["prefix"])
    assert made["scopes"] == ["log", "read"]
    (listed,) = (await alice.ask("GET", "/api/keys"))["keys"]
    assert listed == {name: value for name, value in made.items() if name != "key"}
    assert made["key"] not in str(listed)


async def test_a_key_reads_and_logs_as_its_scopes_say(app: Litestar, alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    made = await new_key(alice, "log")
    async with client(app, made["key"]) as http:
        logged = await http.post("/api/plays", content=msgspec.json.encode({"copy_id": copy_id}))
        assert logged.status_code == 201, logged.text
        assert (await http.get("/api/plays")).status_code == 403
    assert len((await alice.ask("GET", "/api/plays"))["plays"]) == 1


async def test_only_the_digest_is_kept(alice: Person, own_sql: AsyncEngine) -> None:
    made = await new_key(alice)
    async with transaction(own_sql) as db:
        kept = [row.digest for row in await db.all(select(api_key_digests.c.digest))]
    assert digest_of(made["key"]) in kept
    assert made["key"].encode() not in b"".join(kept)


async def test_a_revoked_key_is_refused_at_once_and_gone_from_the_list(app: Litestar, alice: Person) -> None:
    made = await new_key(alice)
    assert await status_of(app, made["key"]) == 200
    await alice.ask("DELETE", f"/api/keys/{made['id']}", status=204)
    assert await status_of(app, made["key"]) == 401
    assert (await alice.ask("GET", "/api/keys"))["keys"] == []
    await alice.ask("DELETE", f"/api/keys/{made['id']}", status=404)


async def test_a_key_ends_when_it_was_said_to(settings: Settings, alice: Person) -> None:
    ahead = timedelta()
    app = create_app(settings, now=lambda: (datetime.now(UTC) + ahead).timestamp())
    end = datetime.now(UTC) + timedelta(seconds=FRESH / 2)
    made = await new_key(alice, expires_at=end.isoformat())
    assert await status_of(app, made["key"]) == 200
    ahead = timedelta(seconds=FRESH / 2 + 1)
    assert await status_of(app, made["key"]) == 401, "though it was remembered"
    await app.state.engine.dispose()


async def test_a_key_until_the_end_of_time_is_one_without_an_end(
    app: Litestar, alice: Person, own_sql: AsyncEngine
) -> None:
    made, user_id = await new_key(alice), await alice.user_id()
    own = (key_rows.c.user_id == user_id) & (key_rows.c.id == uuid.UUID(made["id"]))
    async with transaction(own_sql, user_id) as db:
        # As keys were made that were to end in the last microsecond there is: asyncpg writes `infinity`.
        await db.run(update(key_rows).where(own).values(expires_at=datetime.max.replace(tzinfo=UTC)))
    assert await status_of(app, made["key"]) == 200
    (listed,) = (await alice.ask("GET", "/api/keys"))["keys"]
    assert listed["expires_at"] is None


async def test_when_a_key_was_last_used_is_shown(app: Litestar, alice: Person) -> None:
    made = await new_key(alice)
    assert made["last_used_at"] is None
    before = datetime.now(UTC)
    assert await status_of(app, made["key"]) == 200
    await app.state.principals.written()
    (listed,) = (await alice.ask("GET", "/api/keys"))["keys"]
    used = datetime.fromisoformat(listed["last_used_at"])
    assert before <= used <= datetime.now(UTC)
    assert await status_of(app, made["key"]) == 200
    await app.state.principals.written()
    (again,) = (await alice.ask("GET", "/api/keys"))["keys"]
    assert again == listed, "noted once a minute at most"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: key[:-1],
        lambda key: key + "a",
        lambda key: key[:-1] + ("a" if key[-1] != "a" else "b"),
        lambda key: key[:10] + ("a" if key[10] != "a" else "b") + key[11:],
        lambda key: api_keys.new_key(),
        lambda key: "wgz_",
        lambda key: "wgz_" + "é" * 46,
        lambda key: key.upper(),
        lambda key: "wgz_" + "a" * 100_000,
    ],
    ids=["short", "long", "checksum", "mistyped", "unknown", "empty", "not ASCII", "capitals", "huge"],
)
async def test_what_is_no_key_of_ours_is_refused(app: Litestar, alice: Person, spoil: Any) -> None:
    spoilt = spoil((await new_key(alice))["key"])
    async with client(app, "") as http:
        answer = await http.get("/api/shelf", headers={"Authorization": b"Bearer " + spoilt.encode()})
    assert answer.status_code == 401
    assert answer.json()["type"] == "/problems/unauthorized"


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "", "scopes": ["read"]},
        {"name": " ", "scopes": ["read"]},
        {"name": "x" * 81, "scopes": ["read"]},
        {"name": "x\u0000", "scopes": ["read"]},
        {"name": "x", "scopes": []},
        {"name": "x", "scopes": ["write"]},
        {"name": "x", "scopes": "read"},
        {"name": "x", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"},
        {"name": "x", "scopes": ["read"], "expires_at": "2030-01-01T00:00:00"},
        {"name": "x", "scopes": ["read"], "expires_at": "never"},
        {"name": "x", "scopes": ["read"], "expires_at": "9999-12-31T23:59:59.999999Z"},
        {
            "name": "x",
            "scopes": ["read"],
            "expires_at": (datetime.now(UTC) + api_keys.LONGEST_LIFE + timedelta(hours=1)).isoformat(),
        },
    ],
)
async def test_a_key_that_makes_no_sense_is_not_made(alice: Person, asked: dict[str, Any]) -> None:
    await alice.ask("POST", "/api/keys", asked, status=422)
    assert (await alice.ask("GET", "/api/keys"))["keys"] == []


async def test_there_is_an_end_to_the_number_of_keys(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_keys, "MOST", 2)
    for _ in range(2):
        made = await new_key(alice)
    await alice.ask("POST", "/api/keys", {"name": "one more", "scopes": ["read"]}, status=409)
    await alice.ask("DELETE", f"/api/keys/{made['id']}", status=204)
    await new_key(alice)


async def test_a_failure_to_note_the_use_of_a_key_is_not_the_requests(
    app: Litestar, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await new_key(alice)
    closed = asyncio.Event()

    async def fail(*_: Any) -> None:
        closed.set()
        raise ConnectionError

    monkeypatch.setattr(api_keys, "note_use", fail)
    assert await status_of(app, made["key"]) == 200
    await app.state.principals.written()
    assert closed.is_set()
