"""Alice's things on one machine, saved while it runs, and put back on another that never was one."""

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from backend.backup.conftest import LABEL, Machine, ask
from backend.schema.test_migrations import EVERYTHING
from collecting import put_on_shelf, record
from connecting import connect_token
from people import Person, access_token, client
from syncing import Simulator


class Kept(msgspec.Struct):
    """The backup, and what Alice had when it was made."""

    file: Path
    token: str
    key: str
    address: str
    cursor: str
    told: dict[str, Any]
    later_cursor: str
    schema: list[Any]
    sequences: list[Any]


SEQUENCES = "select sequencename, last_value from pg_sequences order by 1"
TOLD = ("/api/me", "/api/shelf", "/api/plays", "/api/cleanings", "/api/discogs", "/api/keys", "/api/profile")


async def told(alice: Person) -> dict[str, Any]:
    answers = {path: await alice.ask("GET", path) for path in TOLD}
    answers["/api/shelf"] = answers["/api/shelf"]["copies"]
    for key in answers["/api/keys"]["keys"]:
        del key["last_used_at"]
    return answers


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, discogs: Simulator) -> Machine:
    machine = Machine(tmp_path_factory.mktemp("first") / "data", discogs)
    machine.begin()
    return machine


@pytest.fixture(scope="module")
def kept(first: Machine, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    file = tmp_path_factory.mktemp("kept") / "waugzee.backup"

    async def live() -> dict[str, Any]:
        async with first.app() as app:
            token = await access_token(app, "alice")
            async with client(app, token) as http:
                alice = Person("alice", http, token)
                items = [record("Blue Train"), record("Giant Steps")]
                copy_id, _ = await put_on_shelf(app.state.engine, await alice.user_id(), items)
                await alice.ask("POST", "/api/plays", {"copy_id": str(copy_id), "notes": "loud"}, status=201)
                await alice.ask("POST", "/api/cleanings", {"copy_id": str(copy_id)}, status=201)
                await connect_token(alice)
                await alice.ask("POST", "/api/syncs/server", status=202)
                made = {"name": "script", "scopes": ["read"]}
                key = (await alice.ask("POST", "/api/keys", made, status=201))["key"]
                profile = await alice.ask("PATCH", "/api/profile", {"open": True, "title": "Mine"})
                cursor = (await alice.ask("GET", "/api/shelf"))["cursor"]
                before = await told(alice)
                process = await asyncio.create_subprocess_exec(
                    *first.words("backup", file), env=first.environment
                )
                assert await process.wait() == 0
                await alice.ask("POST", "/api/plays", {"copy_id": str(copy_id)}, status=201)
                later = (await alice.ask("GET", "/api/shelf"))["cursor"]
        return {
            "token": token,
            "key": key,
            "address": profile["address"],
            "cursor": cursor,
            "told": before,
            "later_cursor": later,
        }

    with first.running() as cluster:
        ask(cluster.owner_url, LABEL, "select")
        facts = asyncio.run(live())
        schema, sequences = (ask(cluster.owner_url, query) for query in (EVERYTHING, SEQUENCES))
        return Kept(file, schema=schema, sequences=sequences, **facts)


@pytest.fixture(scope="module")
def second(kept: Kept, tmp_path_factory: pytest.TempPathFactory, discogs: Simulator) -> Iterator[Machine]:
    machine = Machine(tmp_path_factory.mktemp("second") / "data", discogs)
    assert "import Discogs' dumps" in machine.command("restore", kept.file)
    with machine.running():
        yield machine


def test_all_of_it_is_there(kept: Kept, second: Machine) -> None:
    async def look() -> None:
        async with second.app() as app, client(app, kept.token) as http:
            alice = Person("alice", http, kept.token)
            assert await told(alice) == kept.told
            assert len(kept.told["/api/shelf"]) == 2

    asyncio.run(look())


def test_what_was_sealed_opens(kept: Kept, second: Machine) -> None:
    """The token that Discogs gave: addresses of a run hold it."""

    async def look() -> None:
        async with second.app() as app, client(app, kept.token) as http:
            start = await Person("alice", http, kept.token).ask(
                "POST", "/api/syncs", {"driver": "browser-one"}, status=201
            )
            assert start["run"]["kind"] == "token"
            assert any("demo-token" in str(one) for one in start["instructions"])

    asyncio.run(look())


def test_keys_and_guests_come_in_as_before(kept: Kept, second: Machine) -> None:
    async def look() -> None:
        async with second.app() as app:
            async with client(app, kept.key) as http:
                assert (await http.get("/api/shelf")).status_code == 200
            transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar's scope types are its own
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8288") as guest:
                assert (await guest.get(f"/api/public/{kept.address}")).json()["title"] == "Mine"

    asyncio.run(look())


def test_the_schema_rights_and_policies_are_those_of_the_migrations(kept: Kept, second: Machine) -> None:
    assert ask(second.cluster.owner_url, EVERYTHING) == kept.schema


def test_sequences_go_on_where_they_were(kept: Kept, second: Machine) -> None:
    """One that began anew would give out numbers that are taken."""
    assert any(last is not None for _, last in kept.sequences)
    assert ask(second.cluster.owner_url, SEQUENCES) == kept.sequences


def test_the_catalogue_is_left_out_but_no_dictionary(second: Machine) -> None:
    assert not ask(second.cluster.owner_url, "select from labels")
    assert ask(second.cluster.owner_url, "select from stylus_models")


def test_devices_read_anew_whatever_they_know(kept: Kept, second: Machine) -> None:
    async def look() -> None:
        async with second.app() as app, client(app, kept.token) as http:
            alice = Person("alice", http, kept.token)
            copy_id = kept.told["/api/shelf"][0]["id"]
            # Until the numbers, had they gone on, would have passed those of before.
            for _ in range(3):
                for cursor in (kept.cursor, kept.later_cursor):
                    page = await alice.ask("GET", f"/api/shelf?since={cursor}")
                    assert (page["anew"], len(page["copies"])) == (True, 2)
                    feed = cursor.partition(".")[0]
                    assert (await alice.ask("GET", f"/api/titles?since={feed}.1"))["anew"]
                await alice.ask(
                    "POST", "/api/cleanings", {"copy_id": copy_id, "id": str(uuid.uuid4())}, status=201
                )
            page = await alice.ask("GET", f"/api/shelf?since={page['cursor']}")
            assert (page["anew"], len(page["copies"])) == (False, 1)

    asyncio.run(look())
