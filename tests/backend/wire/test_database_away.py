"""The database goes away and comes back: 503 in between, and the next request succeeds."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import asyncpg
import httpx
import msgspec
import pytest
from structlog.testing import capture_logs

from people import Person, access_token
from waugzee import embedded_postgres, migrations
from waugzee.app import create_app
from waugzee.embedded_postgres import Cluster
from waugzee.settings import Settings


class Relay:
    """One address for a server that comes back at another port."""

    def __init__(self) -> None:
        self.target = 0
        self.port = 0
        self._links: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._link, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        self._server.close()
        for link in self._links:
            link.cancel()
        await asyncio.gather(*self._links, return_exceptions=True)

    async def _link(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._links.add(task)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._copy(reader, back), self._copy(there, writer))

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """A loop that runs only between starts and stops, which belong outside of one."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def relay(runner: asyncio.Runner) -> Iterator[Relay]:
    relay = Relay()
    runner.run(relay.open())
    yield relay
    runner.run(relay.close())


def test_it_goes_away_and_comes_back(
    runner: asyncio.Runner, relay: Relay, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("postgres")

    def start() -> Cluster:
        cluster = embedded_postgres.start(folder, durable=False)
        relay.target = cluster.port
        return cluster

    cluster = start()
    try:
        migrations.upgrade(cluster.owner_url)
        url = urlsplit(cluster.app_url)
        through_relay = url._replace(netloc=url.netloc.replace(str(url.port), str(relay.port))).geturl()
        app = create_app(msgspec.structs.replace(settings, database_url=through_relay))
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar's scope types are its own
        http = httpx.AsyncClient(transport=transport, base_url="http://localhost:8288")

        def ask(path: str) -> httpx.Response:
            with capture_logs():
                return runner.run(http.get(path))

        http.headers["Authorization"] = f"Bearer {runner.run(access_token(app, 'alice'))}"
        me = ask("/api/me")
        assert me.status_code == 200, me.text
        for how in ("stopped", "killed"):
            if how == "killed":
                cluster.process.send_signal(signal.SIGKILL)
            cluster.stop()
            for path in ("/api/me", "/api/shelf", "/ready"):
                answer = ask(path)
                assert answer.status_code == 503, (how, path, answer.text)
                assert answer.headers["retry-after"] == "2"
                assert answer.json()["type"] == "/problems/unavailable"
                assert "detail" not in answer.json()
            assert ask("/health").status_code == 200
            cluster = start()
            assert ask("/api/me").content == me.content, "the first request after it is back"
            assert ask("/ready").status_code == 200
        runner.run(http.aclose())
        runner.run(app.state.engine.dispose())
    finally:
        cluster.stop()


CLOSE_ALL = """
select pg_terminate_backend(pid, 5000) from pg_stat_activity
where application_name = 'waugzee' and datname = current_database()
"""


async def test_connections_that_the_server_closed_in_the_pool_are_replaced(
    alice: Person, owner_url: str
) -> None:
    me = await alice.ask("GET", "/api/me")
    await asyncio.gather(*(alice.ask("GET", "/api/shelf") for _ in range(5)))  # several lie in the pool
    owner = await asyncpg.connect(owner_url)
    assert await owner.fetch(CLOSE_ALL)
    for _ in range(5):  # over these round trips the pool's connections hear of their end, and take it in
        await owner.fetch("select 1")
    await owner.close()
    assert await alice.ask("GET", "/api/me") == me
