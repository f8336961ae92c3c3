"""What Prometheus reads of a process: at a port of its own, and nothing that somebody typed."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from pgqueuer import PgQueuer
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.models import Job
from pgqueuer.types import QueueExecutionMode
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families
from websockets.asyncio.client import connect

import syncing
from posting import HandRun, item
from serving import Api, person_at, serving
from syncing import Simulator
from waugzee import processes
from waugzee.jobs import count_jobs
from waugzee.processes import free_port
from waugzee.settings import Settings
from waugzee_demo.world import DemoWorld

WORK = [sys.executable, "-c", "from waugzee.cli import main; main()", "work"]


@pytest.fixture(scope="module")
def discogs() -> Iterator[Simulator]:
    with syncing.simulator() as simulated:
        simulated.show(DemoWorld(30))
        yield simulated


@pytest.fixture(scope="module")
def api(settings: Settings, discogs: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    port = free_port()
    own = msgspec.structs.replace(
        settings,
        port=port,
        public_url=f"http://localhost:{port}",
        demo_url=discogs.origin,
        metrics_port=free_port(),
    )
    with serving(own, tmp_path_factory.mktemp("api") / "log") as running:
        yield running


async def read(port: int | None) -> str:
    async with httpx.AsyncClient(trust_env=False) as prometheus:
        answer = await prometheus.get(f"http://127.0.0.1:{port}/metrics")
        assert answer.status_code == 200
        return answer.text


async def value(port: int | None, name: str, **labels: str) -> float:
    """A sample, 0 where there is none yet."""
    for family in text_string_to_metric_families(await read(port)):
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return sample.value
    return 0.0


async def until(port: int, name: str, wanted: float, **labels: str) -> None:
    """Wait for a sample to become that."""
    async with asyncio.timeout(60):
        while await value(port, name, **labels) != wanted:  # noqa: ASYNC110  # it tells who asks
            await asyncio.sleep(0.05)


async def requests(api: Api, route: str, method: str, status: str) -> float:
    name = "waugzee_request_duration_seconds_count"
    return await value(api.settings.metrics_port, name, route=route, method=method, status=status)


async def test_requests_are_told_apart_by_their_routes(api: Api) -> None:
    async with person_at(api, "alice") as alice:
        for _ in range(2):
            await alice.ask("GET", "/api/copies/01980000-0000-7000-8000-000000000001", status=404)
        await alice.ask("GET", "/api/shelf?since=typed", status=422)
        await alice.ask("GET", "/api/nowhere/typed", status=404)
        await alice.http.request("TYPED", "/api/shelf")
    async with httpx.AsyncClient(base_url=api.origin, trust_env=False) as nobody:
        assert (await nobody.get("/api/shelf")).status_code == 401
    assert await requests(api, "/api/copies/{copy_id}", "GET", "4xx") == 2
    assert await requests(api, "/api/shelf", "GET", "4xx") == 2
    assert await requests(api, "other", "GET", "4xx") == 1
    said = await read(api.settings.metrics_port)
    for typed in ("01980000", "typed", "TYPED", "alice"):
        assert typed not in said
    for usual in ("process_resident_memory_bytes", "process_open_fds"):
        assert usual in said


async def test_who_leaves_in_the_middle_of_asking_is_no_failure_of_ours(api: Api) -> None:
    """A phone in a lift, that no operator is to be woken for."""
    port = api.settings.metrics_port
    assert port is not None
    async with person_at(api, "alice") as alice:
        _, writer = await asyncio.open_connection("127.0.0.1", api.settings.port)
        begun = f"POST /api/cleanings HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {alice.token}\r\n"
        writer.write(f'{begun}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{{"copy'.encode())
        await writer.drain()
        writer.close()
        labels = {"route": "/api/cleanings", "method": "POST"}
        await until(port, "waugzee_request_duration_seconds_count", 1, **labels, status="4xx")
    assert await requests(api, "/api/cleanings", "POST", "5xx") == 0


async def test_the_public_port_tells_nothing(api: Api) -> None:
    async with httpx.AsyncClient(base_url=api.origin, trust_env=False) as anybody:
        assert (await anybody.get("/metrics")).status_code == 404


async def test_pages_and_what_is_set_aside_are_counted(api: Api) -> None:
    port = api.settings.metrics_port
    async with person_at(api, "alice") as alice:
        run = await HandRun.open(alice)
        await run.page(1, [item(1), {"instance_id": 2}], total=2)
    assert await value(port, "waugzee_sync_pages_stored_total") == 1
    assert await value(port, "waugzee_sync_items_set_aside_total") == 1


async def test_sockets_and_connections_are_those_of_now(api: Api) -> None:
    port = api.settings.metrics_port
    assert port is not None
    async with person_at(api, "alice") as alice:
        ticket = (await alice.ask("POST", "/api/events/ticket", status=201))["ticket"]
        address = f"ws://127.0.0.1:{api.settings.port}/api/events?ticket={ticket}"
        async with connect(address, origin=api.settings.public_url, proxy=None) as heard:  # type: ignore[arg-type]
            await heard.recv()
            assert await value(port, "waugzee_event_sockets_open") == 1
            assert await value(port, "waugzee_database_connections_in_use") == 0
    await until(port, "waugzee_event_sockets_open", 0)


def listens(child: subprocess.Popen[bytes], port: int) -> None:
    """Return once somebody listens at the port."""
    deadline = time.monotonic() + 60
    while child.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError("the worker does not listen")


@pytest.fixture
def worker(api: Api, tmp_path: Path) -> Iterator[int]:
    """The port at which a worker beside it is read."""
    port = free_port()
    environment: Mapping[str, str] = {**api.environment, "WAUGZEE_METRICS_PORT": str(port)}
    child = processes.start_child(WORK, log=tmp_path / "log", environment=environment)
    try:
        listens(child, port)
        yield port
    finally:
        processes.stop_child(child)


async def test_a_worker_counts_how_its_jobs_end(api: Api, worker: int) -> None:
    async with person_at(api, "alice") as alice:
        await alice.ask("PUT", "/api/discogs", {"kind": "demo"})
        await alice.ask("POST", "/api/syncs/server", status=202)
        await until(worker, "waugzee_jobs_total", 1, kind="sync", outcome="done")
    assert not await value(worker, "waugzee_jobs_total", kind="sync", outcome="failed")


def test_a_port_that_is_taken_is_said_so(api: Api) -> None:
    """The one that the API's own metrics have."""
    with pytest.raises(AssertionError, match="cannot serve metrics on"):
        Api(msgspec.structs.replace(api.settings, port=free_port()), Path(api.settings.data) / "second.log")


async def test_jobs_are_counted_by_how_they_end() -> None:
    queue = PgQueuer.in_memory()

    async def good(_: Job) -> None: ...

    async def bad(_: Job) -> None:
        raise ZeroDivisionError

    async def early(job: Job) -> None:
        if job.attempts == 0:
            raise RetryRequested(delay=timedelta(0))

    for work in (good, bad, early):
        queue.entrypoint(work.__name__)(work)
        await queue.qm.queries.enqueue(work.__name__, None)
    count_jobs(queue)
    await queue.run(mode=QueueExecutionMode.drain)
    for kind, outcome in (("good", "done"), ("bad", "failed"), ("early", "put_off"), ("early", "done")):
        assert REGISTRY.get_sample_value("waugzee_jobs_total", {"kind": kind, "outcome": outcome}) == 1
