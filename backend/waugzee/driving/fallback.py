"""One sync driven by the server: the same engine, asking the same API, in this process and as that user."""

import asyncio
import time
import uuid
from urllib.parse import urlsplit

import httpx
from litestar.types import ASGIApp, Receive, Scope, Send

from waugzee.accounts.authentication import ACTING_FOR
from waugzee.driving.allowance import SOON, Allowance, new_slot
from waugzee.driving.host import Answer, Unanswered, called, drive, fetched, seed
from waugzee.sync.runs import SERVER
from waugzee_sync.discogs.budget import BudgetState
from waugzee_sync.sync.engine import Engine
from waugzee_sync.sync.events import Call, Done, Fetch, Progress
from waugzee_sync.sync.state import EngineState, Options

LONGEST_QUEUE = 240.0
"""Seconds a fetch waits for its slot: a signed address does not live much longer."""
CONCURRENCY = 2
"""Fetches of one user at a time: the others want slots too."""


async def sync_for(
    site: ASGIApp, origins: list[str], web: httpx.AsyncClient, allowance: Allowance, user_id: uuid.UUID
) -> Done:
    """Drive a run of the user's to its end. Cancelled, it leaves the run to the next driver."""
    async with api_as(site, user_id) as api:
        options = Options(driver=SERVER, origins=origins, seed=seed(), concurrency=CONCURRENCY)
        engine = Engine(EngineState(options=options), time.time())
        return await drive(engine, _Hands(api, web, allowance, engine), time.time)


def api_as(site: ASGIApp, user_id: uuid.UUID) -> httpx.AsyncClient:
    """A client of our own API that needs no token: what it asks never leaves this process."""

    async def as_user(scope: Scope, receive: Receive, send: Send) -> None:
        await site({**scope, ACTING_FOR: user_id}, receive, send)  # type: ignore[arg-type]  # a scope with one more key

    transport = httpx.ASGITransport(as_user)  # type: ignore[arg-type]  # Litestar's scope types are its own
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


class _Hands:
    """Works under the server's shared allowance; whoever watches is told by the API itself."""

    def __init__(
        self, api: httpx.AsyncClient, web: httpx.AsyncClient, allowance: Allowance, engine: Engine
    ) -> None:
        self._api = api
        self._web = web
        self._allowance = allowance
        self._engine = engine

    async def fetch(self, fetch: Fetch) -> Answer:
        parts = urlsplit(fetch.url)
        origin, slot = f"{parts.scheme}://{parts.netloc}", new_slot()
        await self._wait_for(origin, slot)
        failed = True
        try:
            status, body = await fetched(self._web, fetch)
            failed = status == 429 or status >= 500
        finally:
            await asyncio.shield(self._allowance.end(origin, slot, failed=failed))
        return status, body

    async def _wait_for(self, origin: str, slot: str) -> None:
        # As the server said when the run was opened: less without credentials.
        ceiling = self._engine.budget.ceiling
        give_up = time.monotonic() + LONGEST_QUEUE
        while wait := await self._allowance.start(origin, slot, ceiling):
            if time.monotonic() + wait > give_up:
                raise Unanswered("no slot in time")
            # Of many that wait, whoever asks first gets the slot that comes free.
            await asyncio.sleep(min(wait, 5 * SOON))

    async def call(self, call: Call) -> Answer:
        return await called(self._api, call)

    def save(self, budget: BudgetState) -> None:
        """Nothing: the allowance that counts is the shared one."""

    def progress(self, said: Progress) -> None:
        """Nothing: the run's own row says it."""
