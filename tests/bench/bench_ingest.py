"""Storing pages: the whole endpoint against a raw COPY of the same rows.

Each round takes new users: 10,000 made-up items of each in 100 pages, signed beforehand and posted over
plain sockets, by one user over one connection or four, by four users at once, and by these to two processes
of the API. The COPY goes into a table of the same layout and indexes without row-level security (which COPY
refuses), once in a transaction per page and once as a whole; both with the disk waited for at commit, as the
endpoint does, page by page also without.
"""

import asyncio
import itertools
import secrets
import socket
import threading
import time
import uuid
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any, NamedTuple

import asyncpg
import msgspec

from bench.machine import cpu_seconds, load, machine, median, seconds
from people import Person
from posting import HandRun, reading
from serving import Api, person_at, serving
from waugzee.collection.queries import COLUMNS
from waugzee.collection.rows import copy_row, item_digest
from waugzee.embedded_postgres import Cluster
from waugzee.processes import free_port
from waugzee_demo.collection import View
from waugzee_demo.world import DemoWorld
from waugzee_sync import signing
from waugzee_sync.discogs.responses import CollectionItem, judged

ITEMS, PER_PAGE, ROUNDS = 10_000, 100, 5
# How pages are posted: users at once, connections of each, processes of the API.
WAYS = (("", 1, 1, 1), ("_4", 1, 4, 1), ("_users", 4, 1, 1), ("_both", 4, 1, 2))


def made_items() -> list[CollectionItem]:
    shelf = DemoWorld(ITEMS).shelf("demo")
    assert shelf is not None
    view = View("http://127.0.0.1:8289", owner=True, images=True)
    items = [judged(msgspec.json.encode(item.shown(view))) for item in shelf.order(0, "added")]
    assert all(isinstance(item, CollectionItem) for item in items)
    return [item for item in items if isinstance(item, CollectionItem)]


def pages_of(items: list[Any]) -> list[list[Any]]:
    return [items[start : start + PER_PAGE] for start in range(0, len(items), PER_PAGE)]


async def prepared(run: HandRun, items: list[CollectionItem]) -> list[bytes]:
    """Whole HTTP requests, ready to be sent."""
    pages = pages_of(items)
    numbers = list(range(1, len(pages) + 1))
    instructions = [
        one
        for start in range(0, len(numbers), 50)
        for one in await run.instructions(numbers[start : start + 50])
    ]
    requests = []
    for instruction, page in zip(instructions, pages, strict=True):
        made = reading(instruction, page, total=len(items), pages=len(pages))
        body = msgspec.json.encode(made)
        path = f"{run.path}/pages/{instruction.page}"
        headers = {
            "Host": "localhost",
            "Authorization": f"Bearer {run.person.token}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **signing.signed_headers(
                run.key,
                "PUT",
                path,
                body,
                created=int(time.time()),
                nonce=secrets.token_urlsafe(16),
                key_id=run.id,
            ),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        requests.append(f"PUT {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
    return requests


def send(port: int, requests: list[bytes]) -> None:
    """Post `requests` one after the other over one connection."""
    with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as answers:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in requests:
            connection.sendall(request)
            status = answers.readline()
            length = 0
            while (line := answers.readline()) != b"\r\n":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            body = answers.read(length)
            assert b" 200 " in status, body


def send_at_once(ports: Sequence[int], lanes: Sequence[list[bytes]]) -> None:
    """Each lane over a connection of its own, to the ports in turn."""
    threads = [
        threading.Thread(target=send, args=(port, lane))
        for port, lane in zip(itertools.cycle(ports), lanes, strict=False)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


async def completed(run: HandRun) -> None:
    finished = await run.finish()
    assert finished["run"]["state"] == "complete", finished


async def fill(api: Api, person: Person) -> None:
    """Put the made-up items on the person's shelf."""
    run = await HandRun.open(person)
    requests = await prepared(run, made_items())
    await asyncio.to_thread(send, api.settings.port, requests)
    await completed(run)


class Cost(NamedTuple):
    """For each item: seconds that passed, and processor seconds of PostgreSQL and of its client."""

    passed: float
    database: float
    client: float

    @property
    def spent(self) -> float:
        return self.database + self.client

    def of(self, items: int) -> "Cost":
        return Cost(self.passed / items, self.database / items, self.client / items)


class Bench:
    """An API, a second process of it, their PostgreSQL, and the same items for every measurement."""

    def __init__(self, api: Api, second: Api, cluster: Cluster, connection: asyncpg.Connection) -> None:
        self.api = api
        self._second = second
        self.items = made_items()
        self._postgres = cluster.process.pid
        self._connection = connection

    async def post(self, people: Sequence[Person], connections: int, processes: int = 1) -> Cost:
        """Whole runs of all of them at once, of which only the posts of their pages are measured."""
        runs = [await HandRun.open(person) for person in people]
        posts = [await prepared(run, self.items) for run in runs]
        lanes = [requests[lane::connections] for requests in posts for lane in range(connections)]
        asked = [self.api, self._second][:processes]
        ports, pids = [one.settings.port for one in asked], [one.pid for one in asked]
        database, client = cpu_seconds(self._postgres), cpu_seconds(*pids)
        passed = await asyncio.to_thread(seconds, lambda: send_at_once(ports, lanes))
        cost = Cost(passed, cpu_seconds(self._postgres) - database, cpu_seconds(*pids) - client)
        for run in runs:
            await completed(run)
        return cost.of(ITEMS * len(people))

    async def copy(self, *, by_page: bool, durable: bool) -> Cost:
        """COPY of ready-made rows into a table like `copies`."""
        user_id = uuid.uuid4()
        simulator = self.api.settings.demo_url
        rows = [(user_id, *copy_row(item, item_digest(item), simulator), 1) for item in self.items]
        await self._connection.execute(f"set synchronous_commit = {'on' if durable else 'off'}")
        columns = ["user_id", *COLUMNS, "feed"]
        database, client, start = cpu_seconds(self._postgres), time.process_time(), time.perf_counter()
        for part in pages_of(rows) if by_page else [rows]:
            await self._connection.copy_records_to_table("copied", records=part, columns=columns)
        passed, client = time.perf_counter() - start, time.process_time() - client
        return Cost(passed, cpu_seconds(self._postgres) - database, client).of(ITEMS)

    async def round(self) -> dict[str, Cost]:
        costs = {
            "copy": await self.copy(by_page=False, durable=True),
            "copy_pages": await self.copy(by_page=True, durable=True),
            "copy_pages_lazy": await self.copy(by_page=True, durable=False),
        }
        for suffix, users, connections, processes in WAYS:
            async with AsyncExitStack() as stack:
                people = [await stack.enter_async_context(person_at(self.api, "bench")) for _ in range(users)]
                costs[f"new{suffix}"] = await self.post(people, connections, processes)
                costs[f"same{suffix}"] = await self.post(people, connections, processes)
        return costs


FIGURES = {
    "copy": "COPY, all at once",
    "copy_pages": "COPY, a transaction per page",
    "copy_pages_lazy": "the same, disk not waited for",
    "new": "endpoint, new items, 1 connection",
    "new_4": "endpoint, new items, 4 connections",
    "new_users": "endpoint, new items, 4 users at once",
    "new_both": "the same to 2 processes",
    "same": "endpoint, unchanged items, 1 connection",
    "same_4": "endpoint, unchanged items, 4 connections",
    "same_users": "endpoint, unchanged items, 4 users at once",
    "same_both": "the same to 2 processes",
}


async def rounds(api: Api, second: Api, cluster: Cluster) -> list[dict[str, Cost]]:
    connection = await asyncpg.connect(cluster.owner_url)
    await connection.execute("create table copied (like copies including defaults including indexes)")
    bench = Bench(api, second, cluster, connection)
    await bench.round()  # warms caches, connections and prepared statements
    measured = [await bench.round() for _ in range(ROUNDS)]
    await connection.close()
    return measured


def main() -> None:
    with machine() as (api, cluster):
        settings = msgspec.structs.replace(api.settings, port=free_port())
        with serving(settings, settings.data / "second.log") as second:
            measured = asyncio.run(rounds(api, second, cluster))
    print(f"{ROUNDS} rounds of {ITEMS:,} items, medians; {load()}")
    print(f"  {'':42}{'items/s':>9}   processor µs/item: PostgreSQL, its client")
    for name, what in FIGURES.items():
        costs = [each[name] for each in measured]
        rate = 1 / median([cost.passed for cost in costs])
        database = 1e6 * median([cost.database for cost in costs])
        client = 1e6 * median([cost.client for cost in costs])
        print(f"  {what:42}{rate:9,.0f}{database:18.0f}{client:9.0f}")
    print("  times as fast as each COPY, by time passed (and by processor time spent):")
    for name in (name for name in FIGURES if not name.startswith("copy")):
        ratios = []
        for copy in ("copy_pages", "copy_pages_lazy", "copy"):
            passed = median([each[copy].passed / each[name].passed for each in measured])
            spent = median([each[copy].spent / each[name].spent for each in measured])
            ratios.append(f"{copy} {passed:5.2f} ({spent:.2f})")
        print(f"  {name:12}" + "   ".join(ratios))
