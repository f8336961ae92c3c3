"""What an OTLP endpoint is told of the API and a worker: every request, job and statement, and no secret."""

import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pgqueuer import PgQueuer
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.models import Job
from pgqueuer.types import QueueExecutionMode
from websockets.asyncio.client import connect

import syncing
from connecting import begin, complete, decide
from listenbrainz import ListenBrainz, listening
from push_receiver import receiving
from serving import COMMAND, Api, person_at, serving
from syncing import Clock, Simulator
from trace_receiver import CLIENT, CONSUMER, ERROR, SERVER, TraceReceiver, receiving_traces
from waugzee import processes, traces
from waugzee.processes import free_port
from waugzee.settings import Settings
from waugzee_demo.world import DemoWorld


@pytest.fixture(scope="module")
def discogs() -> Iterator[Simulator]:
    with syncing.simulator() as simulated:
        simulated.show(DemoWorld(30))
        simulated.clock = Clock(skips=False)
        yield simulated


@pytest.fixture(scope="module")
async def listenbrainz() -> AsyncIterator[ListenBrainz]:
    async with listening() as server:
        yield server


@pytest.fixture(scope="module")
async def receiver() -> AsyncIterator[TraceReceiver]:
    async with receiving_traces() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def often() -> Iterator[None]:
    """Spans are sent twenty times a second, and not every five."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
        yield


@pytest.fixture(scope="module")
def traced(
    settings: Settings, discogs: Simulator, listenbrainz: ListenBrainz, receiver: TraceReceiver
) -> Settings:
    port = free_port()
    return replace(
        settings,
        port=port,
        public_url=f"http://localhost:{port}",
        demo_url=discogs.origin,
        discogs_url="http://127.0.0.1:9",  # where nobody answers
        listenbrainz_url=listenbrainz.origin,
        push_loopback=True,
        secret_keys=("traces-" + "k" * 40,),
        otlp_endpoint=receiver.origin,
    )


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("traced") / "log"


@pytest.fixture(scope="module")
def api(traced: Settings, log: Path, often: None) -> Iterator[Api]:
    with serving(traced, log) as running:
        yield running


@pytest.fixture
def worker(api: Api, tmp_path: Path) -> Iterator[None]:
    child = processes.start_child([*COMMAND[:-1], "work"], log=tmp_path / "log", environment=api.environment)
    yield
    processes.stop_child(child)


def traceparent() -> tuple[str, str, dict[str, str]]:
    """The ids of a caller's trace and span, and the header that tells them."""
    trace_id, span_id = secrets.token_hex(16), secrets.token_hex(8)
    return trace_id, span_id, {"traceparent": f"00-{trace_id}-{span_id}-01"}


def lines(log: Path, saying: str) -> list[str]:
    return [line for line in log.read_text().splitlines() if saying in line]


async def test_a_request_goes_by_its_route_and_has_its_statements_beneath_it(
    api: Api, receiver: TraceReceiver
) -> None:
    trace_id, span_id, header = traceparent()
    async with person_at(api, "alice") as alice:
        path = "/api/copies/01980000-0000-7000-8000-000000000001?typed=typed"
        await alice.ask("GET", path, status=404, headers=header)
    span = await receiver.until(lambda span: span.trace_id == trace_id and span.kind == SERVER)
    assert (span.name, span.parent, span.status) == ("GET /api/copies/{copy_id}", span_id, 0)
    assert span.attributes == {
        "http.request.method": "GET",
        "http.route": "/api/copies/{copy_id}",
        "http.response.status_code": 404,
    }
    statements = receiver.beneath(span)
    asked = next(one for one in statements if "from copies" in one.attributes["db.query.text"])
    assert (asked.name, asked.kind) == ("select", CLIENT)
    assert "$1" in asked.attributes["db.query.text"]
    began = next(one for one in statements if one.name == "begin;")
    assert began.attributes["db.query.text"] == "begin; set local app.user_id = ?"


async def test_what_leads_nowhere_has_no_name_of_its_callers_making(
    api: Api, receiver: TraceReceiver
) -> None:
    trace_id, _, header = traceparent()
    async with httpx.AsyncClient(base_url=api.origin, trust_env=False) as nobody:
        assert (await nobody.get("/api/nowhere/typed", headers=header)).status_code == 404
        assert (
            await nobody.get("/api/shelf", headers={"traceparent": "00-typed-typed-01"})
        ).status_code == 401
    span = await receiver.until(lambda span: span.trace_id == trace_id)
    assert (span.name, span.attributes["http.response.status_code"]) == ("GET", 404)
    refused = await receiver.until(lambda span: span.name == "GET /api/shelf")
    assert (refused.parent, refused.attributes["http.response.status_code"]) == ("", 401)


async def test_lines_of_the_log_name_the_trace(api: Api, receiver: TraceReceiver, log: Path) -> None:
    trace_id, _, header = traceparent()
    async with person_at(api, "alice") as alice:
        # Nobody answers there, which is logged.
        await alice.ask("PUT", "/api/discogs/token", {"token": "some-token"}, status=503, headers=header)
    span = await receiver.until(lambda span: span.trace_id == trace_id and span.kind == SERVER)
    assert (span.status, span.attributes["http.response.status_code"]) == (ERROR, 503)
    said = msgspec.json.decode(lines(log, "discogs cannot be used")[-1])
    assert (said["trace_id"], said["span_id"]) == (trace_id, span.span_id)
    (asked,) = [one for one in receiver.beneath(span) if one.name.startswith("GET ")]
    assert (asked.name, asked.status) == ("GET 127.0.0.1:9", ERROR)
    assert asked.attributes["error.type"] == "ConnectError"
    sent = b"".join(receiver.bodies)
    assert b"Traceback" not in sent
    assert b"attempts failed" not in sent, "what the error says"


async def test_a_job_has_beneath_it_what_it_asked_of_others_and_of_us(
    api: Api, worker: None, receiver: TraceReceiver, discogs: Simulator
) -> None:
    receiver.forget()
    async with person_at(api, "alice") as alice:
        await alice.ask("PUT", "/api/discogs", {"kind": "demo"})
        await alice.ask("POST", "/api/syncs/server", status=202)
        job = await receiver.until(lambda span: span.kind == CONSUMER and span.name == "sync")
    assert (job.parent, job.status) == ("", 0)
    assert job.attributes == {"messaging.system": "pgqueuer", "messaging.destination.name": "sync"}
    names = {one.name for one in receiver.beneath(job)}
    host = discogs.origin.removeprefix("http://")
    assert {f"GET {host}", "POST /api/syncs", "PUT /api/syncs/{run_id}/pages/{page}"} <= names


async def test_nobody_learns_of_a_secret_or_of_who_somebody_is(
    api: Api, worker: None, receiver: TraceReceiver, discogs: Simulator, listenbrainz: ListenBrainz
) -> None:
    """Nor do those who are asked learn of the trace."""
    receiver.forget()
    name, listener = f"mallory-{secrets.token_hex(4)}", f"listener-{secrets.token_hex(4)}"
    listenbrainz.tokens = {listener: name}
    async with receiving() as pushes, person_at(api, name) as person:
        # By OAuth, whose parameters ride in addresses; then a sync by the server with them.
        begun = await decide(await begin(person, simulated=True), "mara")
        await complete(person, begun)
        await person.ask("POST", "/api/syncs/server", status=202)
        await receiver.until(lambda span: span.kind == CONSUMER and span.name == "sync")
        # To a push service, whose addresses are capabilities.
        device = pushes.device()
        told = await person.ask("PUT", "/api/push/subscriptions", device.subscription())
        device_id = told["subscriptions"][0]["id"]
        await person.ask("POST", f"/api/push/subscriptions/{device_id}/trial", status=202)
        pushed = await pushes.taken()
        # To ListenBrainz, by a token.
        await person.ask("PUT", "/api/scrobbling", {"token": listener})
        # By a key of the API, and by a ticket in an address.
        key = (await person.ask("POST", "/api/keys", {"name": name, "scopes": ["read"]}, status=201))["key"]
        async with httpx.AsyncClient(base_url=api.origin, trust_env=False) as script:
            shelf = await script.get(f"/api/shelf?q={name}", headers={"Authorization": f"Bearer {key}"})
            assert shelf.status_code == 200, shelf.text
        ticket = (await person.ask("POST", "/api/events/ticket", status=201))["ticket"]
        address = f"ws://127.0.0.1:{api.settings.port}/api/events?ticket={ticket}"
        async with connect(address, origin=api.settings.public_url, proxy=None) as heard:  # type: ignore[arg-type]
            await heard.recv()
        user_id = await person.user_id()
        trace_id, _, header = traceparent()
        await person.ask("GET", "/api/me", headers={**header, "tracestate": f"who={name}"})
        await receiver.until(lambda span: span.trace_id == trace_id and span.kind == SERVER)
    assert "traceparent" not in pushed.headers
    sent = b"\n".join(receiver.bodies)
    for secret in (
        *(name, "mara", "mallory", listener, key, ticket, person.token, device.path),
        *(str(user_id), user_id.hex, device_id, begun.token, begun.verifier, "oauth_", "127.0.0.1:9/"),
        *("Authorization", "Bearer", "python-httpx", "?ticket", "?page", "/users/", "Traceback", "DETAIL"),
    ):
        assert secret.encode() not in sent, secret
    assert user_id.bytes not in sent


@pytest.fixture
def alone(traced: Settings, often: None, tmp_path: Path) -> Iterator[Api]:
    """An API whose endpoint is a matter of the test."""
    port = free_port()
    with serving(
        replace(traced, port=port, otlp_endpoint=f"http://127.0.0.1:{free_port()}"), tmp_path / "log"
    ) as running:
        yield running


async def test_an_endpoint_that_is_away_costs_nothing_but_its_spans(alone: Api, tmp_path: Path) -> None:
    async with person_at(alone, "alice") as alice:
        for _ in range(50):
            await alice.ask("GET", "/api/me")
    alone.end(signal.SIGTERM)
    told = lines(tmp_path / "log", "traces are lost")
    assert "Connection refused" in told[0]
    assert len(told) == len({msgspec.json.decode(line)["why"] for line in told}) <= 4


async def test_an_endpoint_that_never_answers_holds_nothing_up(
    traced: Settings, often: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself the library would wait for half a minute, and each batch for as long as it is told to."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "3600")
    monkeypatch.setenv("OTEL_BSP_MAX_QUEUE_SIZE", "32")
    monkeypatch.setenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "8")
    async with receiving_traces() as receiver:
        receiver.answers = False
        with serving(
            replace(traced, port=free_port(), otlp_endpoint=receiver.origin), tmp_path / "log"
        ) as api:
            async with person_at(api, "alice") as alice:
                await receiver.asked.wait()
                for _ in range(32):
                    await alice.ask("GET", "/api/me")
            api.process.send_signal(signal.SIGTERM)
            assert api.process.wait(20) == -signal.SIGTERM
    assert len(lines(tmp_path / "log", "Queue full")) == 1


def test_nothing_of_opentelemetry_is_loaded_unless_it_is_wanted() -> None:
    """Litestar would load it wherever it is installed."""
    program = (
        "import sys; import waugzee.run, waugzee.app; from waugzee.settings import Settings;"
        "waugzee.app.create_app(Settings(database_url='postgresql://none/none', secret='x' * 32));"
        "print([name for name in sys.modules if name.startswith(('opentelemetry', 'google', 'requests'))])"
    )
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert said.stdout == "[]\n"


async def test_a_job_that_fails_is_an_error_and_one_put_off_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr(traces, "_tracer", provider.get_tracer("test"))
    queue = PgQueuer.in_memory()

    async def bad(_: Job) -> None:
        raise ZeroDivisionError

    async def early(job: Job) -> None:
        if job.attempts == 0:
            raise RetryRequested(delay=timedelta(0))

    for work in (bad, early):
        queue.entrypoint(work.__name__)(work)
        await queue.qm.queries.enqueue(work.__name__, None)
    traces.trace_jobs(queue)
    await queue.run(mode=QueueExecutionMode.drain)
    told = [
        (span.name, span.status.is_ok, (span.attributes or {}).get("error.type"))
        for span in kept.get_finished_spans()
    ]
    assert sorted(told, key=str) == [
        ("bad", False, "ZeroDivisionError"),
        ("early", True, None),
        ("early", True, None),
    ]
