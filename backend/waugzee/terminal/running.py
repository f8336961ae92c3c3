"""One sync from a terminal: driven to its end, or watched while someone else drives.

The server's origins are taken on trust, as the page takes them; the engine still refuses any address
that is neither https nor on this machine, or of a shape it does not know.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx
import msgspec

from waugzee import __version__
from waugzee.driving.host import (
    Answer,
    Clock,
    Unanswered,
    called,
    discogs_client,
    drive,
    fetched,
    seed,
    steady_clock,
)
from waugzee.terminal.kept import Cache
from waugzee.terminal.words import as_run
from waugzee_sync.discogs.budget import BudgetState
from waugzee_sync.messages import SyncRun
from waugzee_sync.sync.engine import Engine
from waugzee_sync.sync.events import Call, Done, Fetch, Progress
from waugzee_sync.sync.state import EngineState, Options

LOOK_EVERY = 2.0
"""Seconds between two looks at a run that someone else drives."""
PATIENCE = 15
"""Looks in a row that may fail."""

Show = Callable[[Progress], None]


class Refused(Exception):
    """The server does not let us; the reason is one of `words.REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Ended(msgspec.Struct, frozen=True):
    """How the sync ended, and the run as it then was, where it could still be asked for."""

    done: Done
    run: SyncRun | None


async def run_sync(
    url: str,
    key: str,
    cache: Cache,
    show: Callable[[Progress, float], None],
    stop: asyncio.Event,
    *,
    take_over: bool = False,
) -> Ended:
    """Sync once with the server at `url`; `stop` leaves the run to be resumed. Raises Refused."""
    now = steady_clock()
    headers = {"Authorization": f"Bearer {key}", "User-Agent": f"waugzee-sync/{__version__}"}
    async with (
        httpx.AsyncClient(base_url=url, headers=headers, mounts={"http://": None}) as api,
        discogs_client(url) as discogs,
    ):
        origins = await _origins(api)
        hands = _Hands(api, discogs, cache, lambda said: show(said, now()))
        while True:
            done = await drive(_engine(origins, cache, now, take_over), hands, now, stop)
            take_over = False
            run = await _run(api, done.run_id)
            if done.outcome != "watching" or stop.is_set():
                return Ended(done, run)
            run = await _watch(api, run, hands.progress, stop)
            if run is not None and run.state != "running":
                return Ended(
                    Done("complete" if run.state == "complete" else "incomplete", run.reason, None), run
                )
            if run is None or stop.is_set():
                return Ended(done, run)


def _engine(origins: list[str], cache: Cache, now: Clock, take_over: bool) -> Engine:
    options = Options(driver=cache.kept.driver, origins=origins, seed=seed(), take_over=take_over)
    return Engine(EngineState(options=options), now(), cache.kept.budget)


class _Hands:
    """Works with this machine's connection and its kept budget."""

    def __init__(self, api: httpx.AsyncClient, discogs: httpx.AsyncClient, cache: Cache, show: Show) -> None:
        self._api = api
        self._discogs = discogs
        self._cache = cache
        self.progress = show

    async def fetch(self, fetch: Fetch) -> Answer:
        return await fetched(self._discogs, fetch)

    async def call(self, call: Call) -> Answer:
        return await called(self._api, call)

    def save(self, budget: BudgetState) -> None:
        self._cache.save(budget)


async def _origins(api: httpx.AsyncClient) -> list[str]:
    try:
        told = await _asked(api, "/api/discogs")
    except Unanswered as error:
        raise Refused("server_unreachable") from error
    if told["kind"] is None:
        raise Refused("not_connected")
    return list(told["origins"])


async def _asked(api: httpx.AsyncClient, path: str) -> Any:
    """Raises Unanswered, and Refused where the server answers no."""
    status, body = await called(api, Call(0, "GET", path, {}, None))  # type: ignore[arg-type]  # reads, as no engine does
    if status >= 500 or status == 429:
        raise Unanswered(str(status))
    if status != 200:
        raise Refused("signed_out" if status == 401 else "refused")
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused("refused") from error


async def _run(api: httpx.AsyncClient, run_id: str | None) -> SyncRun | None:
    try:
        if run_id is not None:
            return as_run(await _asked(api, f"/api/syncs/{run_id}"))
        newest = (await _asked(api, "/api/syncs?limit=1"))["syncs"]
        return as_run(newest[0]) if newest else None
    except (Unanswered, Refused):
        return None


async def _watch(
    api: httpx.AsyncClient, run: SyncRun | None, show: Show, stop: asyncio.Event
) -> SyncRun | None:
    """Look on until the run has ended, or nobody drives it any more; None where it cannot be seen."""
    run_id = str(run.id) if run else None
    misses = 0
    while misses < PATIENCE:
        if run is not None:
            show(_as_progress(run))
            if run.state != "running" or not run.driven:
                return run
        misses = 0 if run else misses + 1
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_EVERY)
            return run
        run = await _run(api, run_id)
    return None


def _as_progress(run: SyncRun) -> Progress:
    return Progress(
        phase="watching",
        pages_done=run.pages_done,
        pages_total=run.pages_total,
        items_seen=run.items_seen,
        items_total=run.items_total,
        seconds_left=None,
        waiting_until=None,
        problem=None,
        run_id=str(run.id),
    )
