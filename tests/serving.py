"""The API in a process of its own, as `waugzee serve` starts it, over a database of the test's choosing."""

import asyncio
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
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WAUGZEE_")},
            "WAUGZEE_PORT": str(settings.port),
            "WAUGZEE_DATA": str(settings.data),
            "WAUGZEE_DATABASE_URL": settings.database_url,
            "WAUGZEE_SECRET": settings.secret,
            "WAUGZEE_DISCOGS_URL": settings.discogs_url,
            "WAUGZEE_PAGE": str(settings.page),
            **({"WAUGZEE_DEMO_URL": settings.demo_url} if settings.demo_url else {}),
        }
        self.start()

    @property
    def pid(self) -> int:
        return self.process.pid

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.process = processes.start_child(COMMAND, log=self._log, environment=self._environment)
        deadline = time.monotonic() + 60
        while not _answers(f"{self.origin}/health"):
            assert self.process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline, self._log.read_text()
            time.sleep(0.02)

    def kill(self) -> None:
        """As kill -9 does: no farewell."""
        os.kill(self.process.pid, signal.SIGKILL)
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


async def become_ready(api: Api, *, within: float = 60.0) -> None:
    """Wait until the API reaches its database again."""
    async with asyncio.timeout(within), httpx.AsyncClient(trust_env=False) as web:
        while (await web.get(f"{api.origin}/ready")).status_code != 200:  # noqa: ASYNC110  # nothing tells
            await asyncio.sleep(0.05)


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
