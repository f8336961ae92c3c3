"""The shelf of 10,000 copies: all of it, and what changed since."""

import asyncio
import time
from typing import Any

import msgspec

from bench.bench_ingest import fill
from bench.machine import load, machine, median
from people import Person
from serving import Api, person_at

ROUNDS, LIMIT = 10, 5_000


async def read(person: Person, since: str | None) -> tuple[list[Any], str, int]:
    """Follow the cursor to its end: the copies, where they end, and the bytes that travelled."""
    copies: list[Any] = []
    travelled = 0
    while True:
        path = f"/api/shelf?limit={LIMIT}" + (f"&since={since}" if since else "")
        answer = await person.http.get(path, headers={"Accept-Encoding": "gzip"})
        travelled += answer.num_bytes_downloaded
        part = msgspec.json.decode(answer.content)
        copies += part["copies"]
        since = part["cursor"]
        if not part["more"]:
            return copies, since or "", travelled


async def measured(api: Api) -> None:
    async with person_at(api, "shelf") as person:
        await fill(api, person)
        whole, delta = [], []
        copies, cursor, travelled = await read(person, None)
        small = 0
        for number in range(ROUNDS):
            start = time.perf_counter()
            await read(person, None)
            whole.append(time.perf_counter() - start)
            await person.ask("POST", "/api/plays", {"copy_id": copies[number]["id"]}, status=201)
            start = time.perf_counter()
            changed, cursor, small = await read(person, cursor)
            delta.append(time.perf_counter() - start)
            assert len(changed) == 1
    print(f"{ROUNDS} rounds; {load()}")
    print(f"  {len(copies):,} copies  {1000 * median(whole):7.1f} ms  {travelled:10,} bytes gzip")
    print(f"  1 changed      {1000 * median(delta):7.1f} ms  {small:10,} bytes")


def main() -> None:
    with machine() as (api, _):
        asyncio.run(measured(api))
