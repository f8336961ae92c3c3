"""Who a token stands for: what authentication adds to a request, what it remembers, what it looks up.

The targets: 80 µs of CPU remembered, 150 µs at first sight of a token, 20 MB for 10,000 of them, and
5 ms at p50 where neither the token nor the user is known to the process.
"""

import asyncio
import gc
import time
import tracemalloc
from typing import Any

from litestar import Litestar

from bench.machine import load, machine, percentile
from people import access_token
from waugzee.accounts.authentication import check
from waugzee.accounts.principals import REMEMBERED, Principals
from waugzee.app import create_app
from waugzee.logs import configure_logs

LOOK_UPS, ROUNDS = 1_000, 20_000
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


async def cpu_of(work: Any, times: int) -> float:
    """Seconds of this process's CPU for each."""
    start = time.process_time()
    for number in range(times):
        await work(number)
    return (time.process_time() - start) / times


async def measured(app: Litestar) -> None:
    principals: Principals = app.state.principals
    tokens = [await access_token(app, f"bench-{number}") for number in range(LOOK_UPS)]

    async def ask(number: int) -> None:
        check(await principals.of_token(tokens[number % LOOK_UPS], AGENT), {}, "GET")

    await principals.of_token(await access_token(app, "warm"), AGENT)
    await cpu_of(ask, LOOK_UPS)  # makes the users
    print(load())
    renewed = [await access_token(app, f"bench-{number}") for number in range(LOOK_UPS)]

    async def ask_renewed(number: int) -> None:
        check(await principals.of_token(renewed[number], AGENT), {}, "GET")

    first = await cpu_of(ask_renewed, LOOK_UPS)
    print(f"  first sight of a token  CPU {1e6 * first:6.1f} µs, its session known")
    print(f"  remembered              CPU {1e6 * await cpu_of(ask, ROUNDS):6.1f} µs")

    # As a new process meets users there are: neither their tokens nor they are known to it.
    fresh = create_app(app.state.settings)
    principals = fresh.state.principals
    await principals.of_token(tokens[0], AGENT)
    waits = []
    before = time.process_time()
    for token in tokens[1:]:
        start = time.perf_counter()
        await principals.of_token(token, AGENT)
        waits.append(time.perf_counter() - start)
    cpu = (time.process_time() - before) / len(waits)
    p50, p99 = (1e3 * percentile(waits, part) for part in (0.5, 0.99))
    print(f"  known to no cache       p50 {p50:6.2f} ms   p99 {p99:6.2f} ms   CPU {1e6 * cpu:6.1f} µs")
    await fresh.state.engine.dispose()


async def remembered(app: Litestar) -> None:
    """The memory that so many tokens take: their claims, and their principals."""
    tokens = [await access_token(app, f"memory-{number}") for number in range(REMEMBERED)]
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for start in range(0, REMEMBERED, 8):
        await asyncio.gather(
            *(app.state.principals.of_token(token, AGENT) for token in tokens[start : start + 8])
        )
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    print(f"  {REMEMBERED:,} tokens remembered    {taken / 1e6:6.1f} MB")


def main() -> None:
    configure_logs()
    with machine() as (api, _):

        async def run() -> None:
            app = create_app(api.settings)
            try:
                await measured(app)
                await remembered(app)
            finally:
                await app.state.engine.dispose()

        asyncio.run(run())
