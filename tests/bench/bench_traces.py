"""What traces cost: the processor time of the API for a request, with and without."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec.structs import replace

from bench.machine import cpu_seconds, load, machine, median
from people import Person
from serving import Api, person_at, serving
from waugzee.processes import free_port

REQUESTS, ROUNDS = 400, 7


class Endpoint(BaseHTTPRequestHandler):
    """Takes what comes, and looks at nothing."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None: ...


@contextmanager
def endpoint() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


async def asked(api: Api, person: Person, path: str) -> float:
    """The seconds of its processor that the API takes for a request."""
    before = cpu_seconds(api.pid)
    for _ in range(REQUESTS):
        await person.ask("GET", path)
    return (cpu_seconds(api.pid) - before) / REQUESTS


async def measured(plain: Api, traced: Api) -> None:
    async with person_at(plain, "plain") as one, person_at(traced, "traced") as other:
        for path in ("/health", "/api/me", "/api/shelf", "/api/due"):
            rounds = []
            for _ in range(ROUNDS):
                # In turn, so that whatever else the machine does meets both.
                without = await asked(plain, one, path)
                rounds.append((without, await asked(traced, other, path)))
            without, with_traces = (median(column) for column in zip(*rounds, strict=True))
            ratio = median([b / a for a, b in rounds])
            print(
                f"  {path:12} {1e6 * without:5.0f} µs, with traces {1e6 * with_traces:5.0f} µs, × {ratio:.2f}"
            )


def main() -> None:
    with machine() as (plain, _), endpoint() as address:
        own = replace(plain.settings, port=free_port(), otlp_endpoint=address)
        with serving(own, own.data / "traced.log") as traced:
            asyncio.run(measured(plain, traced))
            print(f"  {load()}")
