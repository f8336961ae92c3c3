"""The embedded PostgreSQL: starts from nothing, again, after a kill; and gives each role its rights only."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from waugzee import embedded_postgres, processes
from waugzee.processes import CannotStart

SUPERVISOR = """
import sys
from pathlib import Path
from waugzee import embedded_postgres
cluster = embedded_postgres.start(Path(sys.argv[1]))
print(cluster.process.pid, cluster.owner_url, flush=True)
sys.stdin.read()
"""


def ask(url: str, *statements: str) -> Any:
    """Run statements one by one; the first value of the last one's answer."""

    async def answer() -> Any:
        db = await asyncpg.connect(url)
        try:
            for statement in statements[:-1]:
                await db.execute(statement)
            return await db.fetchval(statements[-1])
        finally:
            await db.close()

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(answer())


@contextmanager
def supervisor(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that starts the PostgreSQL of `folder`; killed in the end."""
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def started(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a supervisor's PostgreSQL; its process id and the owner's address."""
    assert process.stdout is not None
    pid, url = process.stdout.readline().split()
    return int(pid), url


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded_postgres.Cluster]:
    with embedded_postgres.start(tmp_path_factory.mktemp("cluster"), durable=False) as running:
        yield running


def test_what_was_stored_is_there_at_the_next_start(
    tmp_path: Path, working_in: Callable[[Path], list[int]]
) -> None:
    with embedded_postgres.start(tmp_path) as first:
        ask(first.owner_url, "create table kept (what text)", "insert into kept values ('a row')")
        assert working_in(tmp_path)
    assert first.process.returncode == 0
    assert working_in(tmp_path) == []
    with embedded_postgres.start(tmp_path) as second:
        assert ask(second.owner_url, "select what from kept") == "a row"
    second.stop()  # again is harmless


def test_the_folder_keeps_its_secrets_to_its_owner(cluster: embedded_postgres.Cluster) -> None:
    folder = Path(ask(cluster.superuser_url, "show data_directory")).parent
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "passwords.json").stat().st_mode & 0o777 == 0o600
    log = (folder / "postgres.log").read_text()
    for url in (cluster.superuser_url, cluster.owner_url, cluster.app_url):
        assert url.split(":")[2].split("@")[0] not in log


def test_nobody_enters_without_the_password(cluster: embedded_postgres.Cluster) -> None:
    for user in ("postgres", embedded_postgres.OWNER, embedded_postgres.APP):
        with pytest.raises(asyncpg.InvalidPasswordError):
            ask(f"postgresql://{user}:wrong@127.0.0.1:{cluster.port}/waugzee", "select 1")


def test_the_owner_owns_the_database_and_is_no_superuser(cluster: embedded_postgres.Cluster) -> None:
    owner = cluster.owner_url
    assert ask(owner, "select pg_get_userbyid(datdba) from pg_database where datname = 'waugzee'") == (
        embedded_postgres.OWNER
    )
    rights = "rolsuper, rolbypassrls, rolreplication, rolcreatedb, rolcreaterole"
    assert tuple(ask(owner, f"select row({rights}) from pg_roles where rolname = current_user")) == (
        (False,) * 3 + (True,) * 2
    )
    ask(owner, "create database copy template waugzee")
    ask(owner, "drop database copy")
    ask(owner, "create role made", "drop role made")
    assert ask(owner, "set role waugzee_app", "select current_user") == embedded_postgres.APP


@pytest.mark.parametrize(
    "deed",
    [
        "create table mine (n int)",
        "create schema mine",
        "create temporary table mine (n int)",
        "create database mine",
        "create role mine",
        "set role waugzee_owner",
        "set session authorization waugzee_owner",
        "alter role waugzee_app bypassrls",
        "alter system set fsync = off",
        "copy (select 1) to program 'true'",
    ],
)
def test_the_application_may_not(cluster: embedded_postgres.Cluster, deed: str) -> None:
    assert ask(cluster.app_url, "select 1") == 1
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        ask(cluster.app_url, deed)


def test_the_application_owns_nothing_and_bypasses_nothing(cluster: embedded_postgres.Cluster) -> None:
    rights = "rolsuper, rolbypassrls, rolreplication, rolcreatedb, rolcreaterole"
    assert not any(ask(cluster.app_url, f"select row({rights}) from pg_roles where rolname = current_user"))
    owns = "select count(*) from pg_shdepend where refobjid = 'waugzee_app'::regrole and deptype = 'o'"
    assert ask(cluster.superuser_url, owns) == 0


def test_a_killed_supervisor_takes_postgres_along_and_starts_again(
    tmp_path: Path, gone: Callable[[int], None], working_in: Callable[[Path], list[int]]
) -> None:
    with supervisor(tmp_path) as process:
        server, url = started(process)
        ask(url, "create table kept (what text)", "insert into kept values ('committed')")
        process.kill()
    gone(server)
    assert working_in(tmp_path) == []
    with embedded_postgres.start(tmp_path) as again:
        assert ask(again.owner_url, "select what from kept") == "committed"


def test_a_start_right_after_the_kill_waits_for_the_old_server(tmp_path: Path) -> None:
    with supervisor(tmp_path) as process:
        _, url = started(process)
        ask(url, "create table kept (what text)", "insert into kept values ('committed')")
        process.kill()
        process.wait()
        with embedded_postgres.start(tmp_path) as again:
            assert ask(again.owner_url, "select what from kept") == "committed"


def test_a_crash_of_everything_is_recovered_though_its_process_id_lives_on(
    tmp_path: Path, gone: Callable[[int], None]
) -> None:
    with supervisor(tmp_path) as process:
        server, url = started(process)
        ask(url, "create table kept (what text)", "insert into kept values ('committed')")
        os.kill(server, signal.SIGKILL)
        gone(server)
        process.kill()
    pid_file = tmp_path / "data" / "postmaster.pid"
    left_behind = pid_file.read_text().split("\n", 1)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        pid_file.write_text(f"{stranger.pid}\n{left_behind[1]}")
        with embedded_postgres.start(tmp_path) as again:
            assert ask(again.owner_url, "select what from kept") == "committed"
        assert stranger.poll() is None
        stranger.kill()


def test_a_second_supervisor_is_refused_and_the_first_undisturbed(tmp_path: Path) -> None:
    with supervisor(tmp_path) as process:
        _, url = started(process)
        with pytest.raises(CannotStart, match=f"in use by process {process.pid}"):
            embedded_postgres.start(tmp_path)
        assert ask(url, "select 1") == 1


def test_a_first_start_cut_short_leaves_nothing_half_made(
    tmp_path: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    with supervisor(tmp_path) as process:
        until((tmp_path / "data.partial" / "base").exists)
        process.kill()
        process.wait()
        assert not (tmp_path / "data").exists()
        with embedded_postgres.start(tmp_path) as again:
            assert ask(again.owner_url, "select 1") == 1
    assert sorted(path.name for path in tmp_path.glob("*.partial")) == []


def test_a_folder_of_another_version_is_left_as_it_is(tmp_path: Path) -> None:
    embedded_postgres.start(tmp_path, durable=False).stop()
    version = tmp_path / "data" / "PG_VERSION"
    version.write_text("17\n")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("data/**/*")}
    with pytest.raises(CannotStart, match=r"made by PostgreSQL 17.*Nothing was changed"):
        embedded_postgres.start(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("data/**/*")} == before
    version.write_text("18\n")
    embedded_postgres.start(tmp_path, durable=False).stop()


@pytest.mark.parametrize("content", [None, b"not json", b'{"superuser":"a","owner":"b","app":"c"}'])
def test_lost_passwords_are_said_and_lose_nothing(tmp_path: Path, content: bytes | None) -> None:
    embedded_postgres.start(tmp_path, durable=False).stop()
    passwords = tmp_path / "passwords.json"
    kept = passwords.read_bytes()
    passwords.unlink() if content is None else passwords.write_bytes(content)
    with pytest.raises(CannotStart, match=r"passwords\.json"):
        embedded_postgres.start(tmp_path, durable=False)
    passwords.write_bytes(kept)
    embedded_postgres.start(tmp_path, durable=False).stop()


def test_a_port_somebody_else_was_faster_at_costs_only_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        taken: int = stranger.getsockname()[1]
        ports = [taken, processes.free_port()]
        monkeypatch.setattr(processes, "free_port", lambda: ports.pop(0))
        with embedded_postgres.start(tmp_path, durable=False) as cluster:
            assert cluster.port != taken
            assert ask(cluster.app_url, "select 1") == 1


def test_what_postgres_says_is_passed_on(tmp_path: Path) -> None:
    embedded_postgres.start(tmp_path, durable=False).stop()
    (tmp_path / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(CannotStart, match="no_such_setting"):
        embedded_postgres.start(tmp_path, durable=False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must become somebody else")
def test_root_becomes_nobody_where_user_namespaces_are_blocked(monkeypatch: pytest.MonkeyPatch) -> None:
    reach = subprocess.run(["test", "-x", embedded_postgres.BINARIES / "postgres"], user=65534, check=False)
    if reach.returncode != 0:
        pytest.skip("the environment is in a folder that nobody may not enter")
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o755)
        (folder / "bin").mkdir()
        (folder / "bin" / "unshare").write_text("#!/bin/sh\nexit 1\n")
        (folder / "bin" / "unshare").chmod(0o755)
        with monkeypatch.context() as blocked:
            blocked.setenv("PATH", str(folder / "bin"), prepend=":")
            with embedded_postgres.start(folder / "postgres") as cluster:
                assert ask(cluster.owner_url, "create table kept ()", "select 1") == 1
                assert Path(f"/proc/{cluster.process.pid}").stat().st_uid == 65534
        with embedded_postgres.start(folder / "postgres") as cluster:  # and back
            assert ask(cluster.owner_url, "select count(*) from kept") == 0
    finally:
        shutil.rmtree(folder)


def test_its_addresses_are_known_while_it_runs_and_while_it_does_not(tmp_path: Path) -> None:
    with (
        embedded_postgres.start(tmp_path, durable=False) as cluster,
        embedded_postgres.addresses(tmp_path) as at,
    ):
        assert (at.app_url, at.owner_url) == (cluster.app_url, cluster.owner_url)
    with embedded_postgres.addresses(tmp_path) as found:
        assert ask(found.app_url, "select current_user") == "waugzee_app"
        assert ask(found.owner_url, "select current_user") == "waugzee_owner"


def test_an_address_is_not_made_up_where_there_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="no database"), embedded_postgres.addresses(tmp_path):
        raise AssertionError("there is none to give")
