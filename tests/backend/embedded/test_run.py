"""`waugzee run` from a shell: starts everything, says where, and leaves nothing behind however it ends."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import httpx
import pytest
import websockets.sync.client
from websockets.typing import Origin

from waugzee.processes import free_port

COMMAND = [sys.executable, "-c", "from waugzee.cli import main; main()", "run"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A machine where nothing of Waugzee is set but free ports and an own folder."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("WAUGZEE_")},
        "WAUGZEE_DATA": str(tmp_path / "data"),
        "WAUGZEE_PORT": str(free_port()),
        "WAUGZEE_DEMO_PORT": str(free_port()),
    }


@contextmanager
def running(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """Start `waugzee run` and wait for its block; the process, and what the block says by its labels."""
    with subprocess.Popen(
        COMMAND, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process, block(process)
        finally:
            process.kill()


def block(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout is not None
    output = []
    for line in process.stdout:
        output.append(line)
        if line.startswith("  Stop"):
            said = output[output.index("Waugzee is ready.\n") + 2 :]
            return {label: value.strip() for label, _, value in (row.strip().partition(" ") for row in said)}
    raise AssertionError("".join(output))


def descendants(process: subprocess.Popen[str]) -> list[int]:
    """The processes this one started, and those that they started."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text()
            except OSError:  # it ended meanwhile
                continue
            parents[int(entry.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    found = [process.pid]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]


def status(url: str) -> int:
    return httpx.get(url, trust_env=False, timeout=60).status_code


def ticket_for_events(data: Path) -> str:
    """Somebody's ticket for `/api/events`, put straight into the database of a running Waugzee."""
    port = (data / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[3]
    password = json.loads((data / "postgres" / "passwords.json").read_text())["owner"]
    statement = (
        "with somebody as (insert into users (id, name) values (gen_random_uuid(), 'alice') returning id)"
        " insert into tickets (digest, user_id, expires_at)"
        " select sha256('a ticket'), id, now() + interval '1 min' from somebody"
    )

    async def store() -> None:
        db = await asyncpg.connect(f"postgresql://waugzee_owner:{password}@127.0.0.1:{port}/waugzee")
        await db.execute(statement)
        await db.close()

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(store())
    return "a%20ticket"


def test_ctrl_c_ends_it_and_everything_it_started_though_pages_are_open(
    environment: dict[str, str], gone: Callable[[int], None]
) -> None:
    with running(environment) as (process, said):
        assert said["Address"] == f"http://localhost:{environment['WAUGZEE_PORT']}"
        assert said["Data"] == environment["WAUGZEE_DATA"]
        address = f"127.0.0.1:{environment['WAUGZEE_PORT']}"
        assert (status(f"http://{address}/health"), status(f"http://{address}/ready")) == (200, 200)
        assert status(f"http://127.0.0.1:{environment['WAUGZEE_DEMO_PORT']}/") < 500
        started = descendants(process)
        assert len(started) > 2  # PostgreSQL, its own processes, and the simulated Discogs
        ticket = ticket_for_events(Path(said["Data"]))
        events = f"ws://{address}/api/events?ticket={ticket}"
        with websockets.sync.client.connect(events, origin=Origin(said["Address"]), proxy=None) as page:
            assert json.loads(page.recv()) == {"type": "hello"}
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0
            with pytest.raises(websockets.exceptions.ConnectionClosed):
                page.recv()
        for pid in started:
            gone(pid)


def test_kill_9_leaves_nothing_running_and_a_folder_that_starts_again(
    environment: dict[str, str], gone: Callable[[int], None]
) -> None:
    with running(environment) as (process, first):
        started = descendants(process)
        process.kill()
        process.wait()
    with running(environment) as (process, again):
        assert again == first
        assert status(f"http://127.0.0.1:{environment['WAUGZEE_PORT']}/ready") == 200
        process.terminate()
        assert process.wait(timeout=60) == 0
    for pid in started:
        gone(pid)


def refused(environment: dict[str, str]) -> str:
    """Start `waugzee run` where it must not start; its one sentence."""
    result = subprocess.run(
        COMMAND, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (result.returncode, result.stdout) == (1, "")
    return result.stderr


def test_a_taken_port_is_one_sentence_with_the_remedy(
    environment: dict[str, str], tmp_path: Path, working_in: Callable[[Path], list[int]]
) -> None:
    with socket.create_server(("127.0.0.1", int(environment["WAUGZEE_PORT"]))):
        sentence = refused(environment)
    assert f"port {environment['WAUGZEE_PORT']} is taken" in sentence
    assert "WAUGZEE_PORT=" in sentence
    assert sentence.count("\n") == 1
    assert working_in(tmp_path) == []


def test_a_demo_port_that_is_none_is_named(environment: dict[str, str]) -> None:
    assert "WAUGZEE_DEMO_PORT is 'many'" in refused(environment | {"WAUGZEE_DEMO_PORT": "many"})


def test_a_second_start_on_the_same_folder_names_the_first(environment: dict[str, str]) -> None:
    taken = int(environment["WAUGZEE_DEMO_PORT"])
    with socket.create_server(("127.0.0.1", taken)), running(environment) as (process, said):
        assert f":{taken}," not in said["Discogs"]  # the next free port instead
        assert f"in use by process {process.pid}" in refused(environment)
        assert status(f"http://127.0.0.1:{environment['WAUGZEE_PORT']}/ready") == 200
        _only_its_owner_reads(Path(environment["WAUGZEE_DATA"]), said["Account"])


def _only_its_owner_reads(data: Path, account_line: str) -> None:
    assert data.stat().st_mode & 0o777 == 0o700
    for name in ("secret", "account.json"):
        assert (data / name).stat().st_mode & 0o777 == 0o600
    assert len((data / "secret").read_text()) >= 32
    kept = json.loads((data / "account.json").read_text())
    assert account_line == f"{kept['name']}, password {kept['password']} (unless you changed it)"
