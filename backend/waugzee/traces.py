"""Requests, jobs, statements and what is asked of others as spans, sent to an OTLP endpoint.

Loaded only where one is set. Of a span nothing leaves but what KEPT names: the libraries that make spans also
note whole addresses, whose connection it is, and what errors say. A caller's trace is followed; those we ask
learn of none. Spans wait for a thread, in a queue that drops them when it is full: nothing waits for them.
"""

import asyncio
import logging
import os
import re
import threading
import time
from collections.abc import AsyncIterator, Callable, MutableMapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import requests
import structlog
from litestar import Litestar
from litestar.types import ASGIApp, Message, Receive, Send
from opentelemetry import propagate, trace
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.asyncpg import AsyncPGInstrumentor
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor, RequestInfo
from opentelemetry.propagators.composite import CompositePropagator
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from pgqueuer import PgQueuer
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.executors import AbstractEntrypointExecutor
from pgqueuer.models import Context, Job

from waugzee import __version__

KEPT = {
    *("http.request.method", "http.route", "http.response.status_code", "error.type"),
    *("db.system.name", "db.namespace", "db.query.text", "server.address", "server.port"),
    *("messaging.system", "messaging.destination.name"),
}
"""Attributes, by OpenTelemetry's stable conventions."""
LITERAL = re.compile(r"'[^']*'")
LONGEST_STATEMENT = 2_000
FAREWELL = 3.0
"""Seconds that the end of the process waits for what is still to be sent."""
SILENCE = 600.0
"""Seconds in which the same trouble is told of once."""

log = structlog.get_logger(__name__)
_tracer = trace.get_tracer(__name__)
_followed = TraceContextTextMapPropagator()


def tracing(endpoint: str) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    """A lifespan that makes traces of this process, and of what is asked of the app."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        provider = _instrument(endpoint)
        app.asgi_handler = Traced(app.asgi_handler)
        yield
        # By itself it would wait for half a minute where nobody takes them.
        sending = threading.Thread(target=provider.shutdown, daemon=True)
        sending.start()
        await asyncio.to_thread(sending.join, FAREWELL)

    return lifespan


def _instrument(endpoint: str) -> TracerProvider:
    """Make spans from now on until the process ends."""
    # Else the libraries use names from before the conventions were stable.
    os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "http,database"
    troubles = logging.getLogger("opentelemetry")
    troubles.addHandler(_Troubles())
    troubles.propagate = False
    session = requests.Session()
    # As for the issuer: what is spoken to without https is near, and no proxy leads there.
    session.trust_env = endpoint.startswith("https:")
    exporter = OTLPSpanExporter(f"{endpoint}/v1/traces", compression=Compression.Gzip, session=session)
    provider = TracerProvider(
        resource=Resource.create({"service.name": "waugzee", "service.version": __version__}),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(BatchSpanProcessor(_Discreet(exporter)))
    trace.set_tracer_provider(provider)
    propagate.set_global_textmap(CompositePropagator([]))
    AsyncPGInstrumentor().instrument()  # type: ignore[no-untyped-call]  # it has no types
    HTTPXClientInstrumentor().instrument(async_request_hook=_name_by_host)
    structlog.configure(processors=[_add_ids, *structlog.get_config()["processors"]])
    return provider


class Traced:
    """Makes a span of each request that `app` answers, named by the template of its route."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = next((value for name, value in scope["headers"] if name == b"traceparent"), None)
        caller = None if told is None else _followed.extract({"traceparent": told.decode("latin-1")})
        method = scope["method"]
        with _tracer.start_as_current_span(
            method, caller, SpanKind.SERVER, {"http.request.method": method}, record_exception=False
        ) as span:

            async def watched(message: Message) -> None:
                if message["type"] == "http.response.start":
                    # Litestar has put it there by now, if it found one.
                    if route := scope.get("path_template"):
                        span.update_name(f"{method} {route}")
                        span.set_attribute("http.route", route)
                    span.set_attribute("http.response.status_code", message["status"])
                    if message["status"] >= 500:
                        span.set_status(StatusCode.ERROR)
                await send(message)

            await self._app(scope, receive, watched)


class _TracedJob(AbstractEntrypointExecutor):
    """Does a job as `inner` does, and makes a span of it."""

    def __init__(self, inner: AbstractEntrypointExecutor) -> None:
        super().__init__(inner.parameters)
        self._inner = inner

    async def execute(self, job: Job, context: Context) -> None:
        about = {"messaging.system": "pgqueuer", "messaging.destination.name": job.entrypoint}
        with _tracer.start_as_current_span(
            job.entrypoint,
            kind=SpanKind.CONSUMER,
            attributes=about,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                await self._inner.execute(job, context)
            except RetryRequested:
                raise
            except Exception as error:
                span.set_status(StatusCode.ERROR)
                span.set_attribute("error.type", type(error).__qualname__)
                raise


def trace_jobs(queue: PgQueuer) -> None:
    """Make spans of the jobs that `queue` knows by now."""
    registry = queue.qm.entrypoint_registry
    registry.update({kind: _TracedJob(executor) for kind, executor in registry.items()})


async def _name_by_host(span: Span, request: RequestInfo) -> None:
    # The path may hold a name. Of pushes the address is that which was looked up, and no name at all.
    assert request.headers is not None
    span.update_name(f"{request.method.decode()} {request.headers['host']}")


def _add_ids(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Have a line of the log say what it belongs to."""
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        event["trace_id"] = trace.format_trace_id(span.trace_id)
        event["span_id"] = trace.format_span_id(span.span_id)
    return event


class _Discreet(SpanExporter):
    """Hands on to `exporter` what may be known."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._exporter.export([_without_secrets(span) for span in spans])

    def shutdown(self) -> None:
        self._exporter.shutdown()


def _without_secrets(span: ReadableSpan) -> ReadableSpan:
    """The same span, without its events and what is said of its status."""
    attributes = {name: value for name, value in (span.attributes or {}).items() if name in KEPT}
    if statement := attributes.get("db.query.text"):
        # Values are bound, but for those of settings: whose transaction it is.
        attributes["db.query.text"] = LITERAL.sub("?", str(statement))[:LONGEST_STATEMENT]
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=attributes,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


class _Troubles(logging.Handler):
    """Tells what keeps spans from being sent: the library does so with each batch and each span."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._told: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        now = time.monotonic()
        if now - self._told.get(record.msg, -SILENCE) >= SILENCE:
            self._told[record.msg] = now
            log.warning("traces are lost", why=record.getMessage())
