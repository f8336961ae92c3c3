"""A simulated Discogs whose time passes when a test says so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from waugzee_demo.app import create_app
from waugzee_demo.behaviour import Behaviour
from waugzee_demo.credentials import TOKEN
from waugzee_demo.edge import Edge
from waugzee_demo.world import World

ORIGIN = "http://discogs.test"
RELEASES = "/users/demo/collection/folders/0/releases"
OWNER: dict[str, Any] = {"token": TOKEN}
SAMPLES = Path(__file__).parents[3] / "shared" / "discogs-samples" / "api"

needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"the recorded samples are not at {SAMPLES.parent}"
)

Open = Callable[..., "Discogs"]


class Clock:
    """Seconds; sleeping moves it on."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Discogs:
    """The simulator as a client at some address sees it."""

    def __init__(self, clock: Clock, behaviour: Behaviour, world: World | None) -> None:
        self.clock = clock
        self.edge: Edge = create_app(behaviour, world=world, clock=clock, now=clock, sleep=clock.sleep)
        self.clients: list[httpx.AsyncClient] = []
        self._from: dict[str, httpx.AsyncClient] = {}

    def at(self, address: str) -> httpx.AsyncClient:
        if address not in self._from:
            transport = httpx.ASGITransport(app=self.edge, client=(address, 50_000))  # type: ignore[arg-type]  # Litestar's own ASGI types
            self._from[address] = httpx.AsyncClient(transport=transport, base_url=ORIGIN)
            self.clients.append(self._from[address])
        return self._from[address]

    async def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        address: str = "127.0.0.1",
        headers: dict[str, str] | None = None,
        json: Any = None,
        **query: Any,
    ) -> httpx.Response:
        return await self.at(address).request(method, path, params=query or None, headers=headers, json=json)

    async def page(self, **query: Any) -> dict[str, Any]:
        """A page of the demo user's collection, as its owner sees it."""
        answer = await self.ask(RELEASES, **({**OWNER, "sort": "added", "per_page": 100} | query))
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json()
        return page

    async def every_item(self, **query: Any) -> list[dict[str, Any]]:
        first = await self.page(**query)
        items = list(first["releases"])
        for number in range(2, first["pagination"]["pages"] + 1):
            items += (await self.page(page=number, **query))["releases"]
        return items
