"""The API in a process of its own, as `waugzee serve` starts it, over a database of the test's choosing."""

import os
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx

from people import Person, access_token
from waugzee import processes
from waugzee.app import create_app
from waugzee.settings import Settings

COMMAND = [sys.executable, "-c", "from waugzee.cli import main; main()", "serve"]


class Api:
    """A server that can be killed and started again at the same address."""

    def __init__(self, settings: Settings, log: Path) -> None:
        assert settings.database_url is not None
        self.settings = settings
        self.origin = f"http://127.0.0.1:{settings.port}"
        self._log = log
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WAUGZEE_")},
            "WAUGZEE_PORT": str(settings.port),
            "WAUGZEE_PUBLIC_URL": settings.public_url,
            "WAUGZEE_DATA": str(settings.data),
            "WAUGZEE_DATABASE_URL": settings.database_url,
            "WAUGZEE_SECRET": settings.secret,
            "WAUGZEE_DISCOGS_URL": settings.discogs_url,
            "WAUGZEE_LISTENBRAINZ_URL": settings.listenbrainz_url,
            "WAUGZEE_PUSH_LOOPBACK": "1" if settings.push_loopback else "0",
            "WAUGZEE_PAGE": str(settings.page),
            **({"WAUGZEE_SECRET_KEYS": " ".join(settings.secret_keys)} if settings.secret_keys else {}),
            **({"WAUGZEE_DEMO_URL": settings.demo_url} if settings.demo_url else {}),
            **({"WAUGZEE_METRICS_PORT": str(settings.metrics_port)} if settings.metrics_port else {}),
            **({"WAUGZEE_OTLP_ENDPOINT": settings.otlp_endpoint} if settings.otlp_endpoint else {}),
        }
        self.begin()
        self.wait()

    @property
    def pid(self) -> int:
        return self.process.pid

    def begin(self) -> None:
        """Start, without waiting. Call it from the main thread."""
        self.process = processes.start_child(COMMAND, log=self._log, environment=self.environment)

    def wait(self) -> None:
        """Return once it answers."""
        deadline = time.monotonic() + 60
        while not _answers(f"{self.origin}/health"):
            assert self.process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline, self._log.read_text()
            time.sleep(0.02)

    def end(self, number: signal.Signals) -> None:
        """Send a signal, and wait until the process is gone: SIGKILL lets it say no farewell."""
        os.kill(self.process.pid, number)
        self.process.wait()

    def stop(self) -> None:
        processes.stop_child(self.process)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


@contextmanager
def serving(settings: Settings, log: Path) -> Iterator[Api]:
    api = Api(settings, log)
    try:
        yield api
    finally:
        api.stop()


@asynccontextmanager
async def person_at(api: Api, name: str) -> AsyncIterator[Person]:
    """A person nobody has seen before, who speaks to that process."""
    signer = create_app(api.settings)
    try:
        token = await access_token(signer, f"{name}-{secrets.token_hex(6)}", exp=int(time.time()) + 3600)
    finally:
        await signer.state.engine.dispose()
    async with httpx.AsyncClient(
        base_url=api.origin, headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=60
    ) as web:
        yield Person(name, web, token)
