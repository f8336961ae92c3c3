"""Logging a play, and how long 50,000 of them took: the request, and the database's part of it."""

import asyncio
import http.client
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from bench.bench_due import fill
from bench.machine import load, machine, median, percentile
from serving import Api, person_at
from waugzee.db import Transaction, make_engine, transaction
from waugzee.plays import queries
from waugzee.plays.queries import Filters

LOGGED, ROUNDS = 300, 15
LOG_SHOULD, SUM_SHOULD = 0.005, 0.050

WHOLE = f"select sum(p.stylus_seconds)::bigint {queries.LOGGED}"


async def measured(api: Api, url: str, owner_url: str) -> None:
    async with person_at(api, "plays") as person:
        user_id = await person.user_id()
        engine = make_engine(url, pool_size=2)
        await fill(engine, owner_url, user_id)
        copies = (await person.ask("GET", "/api/shelf?limit=500"))["copies"]
        async with transaction(engine, user_id) as db:
            await db.driver.execute(
                "update plays set sides = '{A}' where plays.user_id = $1 and hashtext(id::text) % 2 = 0",
                user_id,
            )
        positions = [f"{side}{n}" for side in "AB" for n in range(1, 6)]
        tracks = [{"position": each, "title": "x", "seconds": 200} for each in positions]
        for copy in copies[:200]:
            await person.ask("PUT", f"/api/releases/{copy['release_id']}/tracklist", {"tracks": tracks})
        for what, body in (("whole record", {}), ("a side", {"sides": ["A"], "rating": 4, "notes": "quiet"})):
            bodies = [{"copy_id": copies[n % 200]["id"], **body} for n in range(LOGGED)]
            times = await asyncio.to_thread(_logged, api.settings.port, person.token, bodies)
            _print(f"log {what}", times, LOG_SHOULD)
        async with transaction(engine, user_id) as db:
            times = await _asked(db, lambda: queries.plays_of(db, user_id, Filters(), None, 51))
            _print("list 50", times)
            _print("sum up 50,000", await _asked(db, lambda: db.driver.fetchval(WHOLE, user_id)), SUM_SHOULD)
            for by in ("days", "records", "artists"):
                times = await _asked(db, _counted(db, user_id, by))
                _print(f"count by {by}", times)
        await engine.dispose()


def _counted(db: Transaction, user_id: uuid.UUID, by: Any) -> Callable[[], Awaitable[Any]]:
    return lambda: queries.groups_of(db, user_id, by, Filters(), None, 51)


async def _asked(db: Transaction, ask: Callable[[], Awaitable[Any]]) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        await ask()
        times.append(time.perf_counter() - start)
    return times


def _logged(port: int, token: str, bodies: list[dict[str, Any]]) -> list[float]:
    """Seconds from each request to its answer, over one connection and past any client's own work."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    times = []
    for body in map(msgspec.json.encode, bodies):
        start = time.perf_counter()
        connection.request("POST", "/api/plays", body, headers)
        answer = connection.getresponse()
        told = answer.read()
        times.append(time.perf_counter() - start)
        assert answer.status == 201, told
    connection.close()
    return times


def _print(what: str, times: list[float], should: float | None = None) -> None:
    line = f"  {what:18} p50 {1000 * median(times):6.2f} ms, p95 {1000 * percentile(times, 0.95):6.2f} ms"
    met = "" if should is None else f"  under {1000 * should:.0f} ms: {median(times) < should}"
    print(line + met)


def main() -> None:
    with machine() as (api, cluster):
        asyncio.run(measured(api, cluster.app_url, cluster.owner_url))
        print(f"  {load()}")
