"""What everyday life brings to a command line is one sentence each, and no traceback."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from waugzee import cli
from waugzee.processes import free_port
from waugzee.terminal import command

KEYS = {"WAUGZEE_SECRET_KEYS": "k" * 40, "WAUGZEE_API_KEY": ""}
Say = Callable[..., str | int | None]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    def typed(*words: str, main: Callable[[], None] = cli.main, **environment: str) -> str | int | None:
        for name, value in {**KEYS, **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.argv", ["waugzee", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code

    return typed


@pytest.fixture
def empty_url(server_url: str) -> Iterator[str]:
    """A database without a table."""
    name = f"waugzee_test_{secrets.token_hex(4)}"
    asyncio.run(execute(server_url, f"create database {name}"))
    yield f"{server_url.rsplit('/', 1)[0]}/{name}"
    asyncio.run(execute(server_url, f"drop database {name} with (force)"))


async def execute(url: str, statement: str) -> None:
    db = await asyncpg.connect(url)
    try:
        await db.execute(statement)
    finally:
        await db.close()


WITH_DATABASE = [("dumps", "status"), ("admin", "grant", "alice"), ("secrets", "rotate")]


@pytest.mark.parametrize("words", [*WITH_DATABASE, ("migrate",)])
def test_a_database_that_is_down_is_said_so(say: Say, words: tuple[str, ...]) -> None:
    said = say(*words, WAUGZEE_DATABASE_URL=f"postgresql://localhost:{free_port()}/waugzee")
    assert str(said).startswith("waugzee: the database cannot be reached (")


@pytest.mark.parametrize("words", WITH_DATABASE)
def test_a_database_without_tables_is_to_be_migrated(
    say: Say, words: tuple[str, ...], empty_url: str
) -> None:
    assert "waugzee migrate" in str(say(*words, WAUGZEE_DATABASE_URL=empty_url))


def test_what_the_database_refuses_is_said(say: Say, server_url: str) -> None:
    url = f"{server_url.rsplit('/', 1)[0]}/nowhere"
    said = say("dumps", "status", WAUGZEE_DATABASE_URL=url)
    assert said == 'waugzee: the database refuses: database "nowhere" does not exist'


@pytest.mark.parametrize("main", [cli.main, command.main])
def test_a_key_file_that_holds_no_key_is_told(say: Say, tmp_path: Path, main: Callable[[], None]) -> None:
    sync = ("sync",) if main is cli.main else ()
    assert say(*sync, "--key-file", str(tmp_path / "none"), main=main) == 2
    (tmp_path / "key").write_bytes(b"\xff\xfe\x00")
    said = say(*sync, "--key-file", str(tmp_path / "key"), main=main)
    assert said == "waugzee: the API key holds characters that no key has"


def test_dumps_are_fetched_into_folders_alone(say: Say, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert say("dumps", "fetch", "202608", "--into", str(tmp_path / "file")) == 2
    below = tmp_path / "file" / "below"
    assert str(below) in str(say("dumps", "fetch", "202608", "--into", str(below)))
