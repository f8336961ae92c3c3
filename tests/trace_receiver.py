"""An OTLP endpoint: takes spans over HTTP, and keeps them as they came."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from http_request import read_request

SERVER, CLIENT, CONSUMER = Span.SPAN_KIND_SERVER, Span.SPAN_KIND_CLIENT, Span.SPAN_KIND_CONSUMER
ERROR = Status.STATUS_CODE_ERROR


class Told(msgspec.Struct, frozen=True):
    """A span as it came; ids in hexadecimal digits, the parent's empty where there is none."""

    name: str
    kind: int
    status: int
    trace_id: str
    span_id: str
    parent: str
    attributes: dict[str, Any]


class TraceReceiver:
    """`spans` in the order they ended; `bodies` as they were sent, unpacked."""

    def __init__(self) -> None:
        self.origin = ""
        self.asked = asyncio.Event()
        """Somebody sent something."""
        self.answers = True
        self._news = asyncio.Condition()
        self.forget()

    def forget(self) -> None:
        self.spans: list[Told] = []
        self.bodies: list[bytes] = []

    async def until(self, holds: Callable[[Told], bool], within: float = 60) -> Told:
        """The first span of which that holds, once it came."""
        async with asyncio.timeout(within), self._news:
            await self._news.wait_for(lambda: any(map(holds, self.spans)))
        return next(filter(holds, self.spans))

    def beneath(self, span: Told) -> list[Told]:
        """Its children so far."""
        return [one for one in self.spans if (one.trace_id, one.parent) == (span.trace_id, span.span_id)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await read_request(reader)
            self.asked.set()
            if not self.answers:
                await reader.read()  # until whoever asked is gone
                return
            assert (request.method, request.path) == ("POST", "/v1/traces")
            await self._take(gzip.decompress(request.body))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
        finally:
            writer.close()

    async def _take(self, body: bytes) -> None:
        async with self._news:
            self.bodies.append(body)
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    self.spans += map(_told, scope.spans)
            self._news.notify_all()


def _told(span: Span) -> Told:
    def value(any_value: Any) -> Any:
        return getattr(any_value, any_value.WhichOneof("value"))

    return Told(
        span.name,
        span.kind,
        span.status.code,
        span.trace_id.hex(),
        span.span_id.hex(),
        span.parent_span_id.hex(),
        {attribute.key: value(attribute.value) for attribute in span.attributes},
    )


@asynccontextmanager
async def receiving_traces() -> AsyncIterator[TraceReceiver]:
    """On this machine, until left."""
    receiver = TraceReceiver()
    server = await asyncio.start_server(receiver._serve, "127.0.0.1", 0)
    receiver.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield receiver
