"""Checking a bearer token: remembered, and seen for the first time."""

import asyncio
import time

from litestar import Litestar

from bench.machine import load, machine, percentile
from people import access_token
from waugzee.accounts.bearer import Bearer
from waugzee.app import create_app
from waugzee.logs import configure_logs

TOKENS, ROUNDS = 2_000, 20_000


async def measured(app: Litestar) -> None:
    bearer: Bearer = app.state.bearer
    tokens = [await access_token(app, f"bench-{number}") for number in range(TOKENS)]
    await bearer.claims_of(await access_token(app, "warm"))
    first, again = [], []
    for token in tokens:
        start = time.perf_counter()
        await bearer.claims_of(token)
        first.append(time.perf_counter() - start)
    for number in range(ROUNDS):
        start = time.perf_counter()
        await bearer.claims_of(tokens[number % TOKENS])
        again.append(time.perf_counter() - start)
    print(load())
    for what, values in (
        (f"first sight, {TOKENS:,} tokens", first),
        (f"remembered, {ROUNDS:,} times", again),
    ):
        p50, p99 = (1e6 * percentile(values, part) for part in (0.5, 0.99))
        print(f"  {what:28} p50 {p50:7.1f} µs   p99 {p99:7.1f} µs")


def main() -> None:
    configure_logs()
    with machine() as (api, _):

        async def run() -> None:
            app = create_app(api.settings)
            try:
                await measured(app)
            finally:
                await app.state.engine.dispose()

        asyncio.run(run())
