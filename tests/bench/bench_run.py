"""A whole run on the real clock: 1,497 records, 500 ms median latency, the engine on CPython."""

import asyncio
import time

from bench.machine import load, machine, median
from connecting import begin, complete, decide
from serving import Api, person_at
from syncing import Clock, Drive, Simulator, simulator, sync
from waugzee_demo.world import DemoWorld

ITEMS, LATENCY, SPREAD, ROUNDS = 1_497, 500, 100, 5


async def measured(api: Api, discogs: Simulator) -> None:
    took: list[float] = []
    again: list[float] = []
    signed: list[float] = []
    for _ in range(ROUNDS):
        async with person_at(api, "run") as person:
            for seconds in (took, again):
                discogs.show(DemoWorld(ITEMS), latency=LATENCY, spread=SPREAD)
                discogs.clock = Clock(skips=False)
                start = time.perf_counter()
                drive = await sync(person, discogs)
                seconds.append(time.perf_counter() - start)
                assert drive.done is not None
                assert drive.done.outcome == "complete", drive.done
        async with person_at(api, "signed") as person:
            discogs.show(DemoWorld(ITEMS), latency=LATENCY, spread=SPREAD)
            await complete(person, await decide(await begin(person, simulated=True)))
            start = time.perf_counter()
            drive = await Drive(person, discogs).run()
            signed.append(time.perf_counter() - start)
            assert drive.done is not None
            assert drive.done.outcome == "complete", drive.done
            # The simulated account is connected once; the next round is somebody else.
            await person.ask("DELETE", "/api/discogs", status=204)
    print(f"{ROUNDS} rounds; {load()}")
    rows = (("first sync", took), ("unchanged, again", again), ("signed, from connecting", signed))
    for what, values in rows:
        print(f"  {what:24} {median(values):5.2f} s (from {min(values):.2f} to {max(values):.2f})")


def main() -> None:
    with simulator() as discogs, machine(discogs.origin) as (api, _):
        asyncio.run(measured(api, discogs))
