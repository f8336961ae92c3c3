"""What operators watch, as Prometheus reads it: served at a port of its own, where one is set.

No label holds what somebody typed: requests are told apart by the template of their route.
"""

import time
from collections.abc import Callable
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send
from prometheus_client import Counter, Gauge, Histogram
from sqlalchemy import QueuePool
from sqlalchemy.ext.asyncio import AsyncEngine

REQUESTS = Histogram(
    "waugzee_request_duration_seconds",
    "How long requests took until they were answered whole.",
    ["route", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
)
CONNECTIONS = Gauge("waugzee_database_connections_in_use", "Of the pool, which has twenty at most.")
SOCKETS = Gauge("waugzee_event_sockets_open", "Open pages that listen.")
PAGES = Counter("waugzee_sync_pages_stored", "Pages of collections that were stored.")
SET_ASIDE = Counter("waugzee_sync_items_set_aside", "Items on them that could not be read.")
JOBS = Counter(
    "waugzee_jobs", "Jobs of the queue: done, failed, or put_off until later.", ["kind", "outcome"]
)

LEFT = 499
"""The status of who left before there was an answer, as nginx has it."""
OTHER = "other"
"""The route of what has none: files of the page, preflights, addresses that lead nowhere."""


class Measured:
    """Times what `app` answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        gone = False
        began = time.perf_counter()

        async def heard() -> Any:
            nonlocal gone
            message = await receive()
            gone = gone or message["type"] == "http.disconnect"
            return message

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                # To somebody who left while asking Litestar answers 500.
                status = LEFT if gone else message["status"]
            await send(message)

        try:
            await self._app(scope, heard, watched)
        finally:
            # Litestar puts it there, once it has found the route; httptools knows a few dozen methods.
            route = scope.get("path_template", OTHER)
            REQUESTS.labels(route, scope["method"], f"{status // 100}xx").observe(time.perf_counter() - began)


def watch(engine: AsyncEngine, sockets: Callable[[], int]) -> None:
    """Tell of this pool, and how many sockets there are, whenever somebody reads."""
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    CONNECTIONS.set_function(pool.checkedout)
    SOCKETS.set_function(sockets)
