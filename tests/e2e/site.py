"""A running Waugzee, started from the shell as a user would, and the simulated Discogs beside it."""

import asyncio
import json
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import msgspec
from sqlalchemy import func, select

from dumping import nothing, write
from waugzee.accounts import user_queries
from waugzee.care.tables import cleanings
from waugzee.catalogue.importing import import_file
from waugzee.catalogue.indexing import index
from waugzee.db import make_engine, new_id, transaction
from waugzee.enriching.everybody import enriched
from waugzee.issuer.actions import add_account
from waugzee.plays.tables import plays
from waugzee.processes import free_port

PASSWORD = "four quiet words here"


class Account(msgspec.Struct, frozen=True):
    name: str
    password: str


class Demo:
    """Steers a simulator: `switch` its behaviour, read what it counted, start afresh with `reset`."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._http = httpx.AsyncClient(base_url=origin, trust_env=False, timeout=60)

    async def begin(self) -> None:
        """Keep the switches it was started with, for `reset`."""
        self._first = (await self._http.get("/_control")).json()["behaviour"]

    async def close(self) -> None:
        await self._http.aclose()

    async def switch(self, **behaviour: Any) -> None:
        (await self._http.put("/_control", json=behaviour)).raise_for_status()

    async def reset(self) -> None:
        await self.switch(**self._first)
        (await self._http.post("/_control/reset")).raise_for_status()

    async def edit(self, **edits: Any) -> dict[str, Any]:
        edited: dict[str, Any] = (await self._http.post("/_control/collection", json=edits)).json()
        return edited

    async def revoke(self, user: str) -> None:
        """Take back every token of a person, as they would in their settings."""
        (await self._http.post("/_control/revoke", json={"user": user})).raise_for_status()

    async def counters(self) -> dict[str, Any]:
        counted: dict[str, Any] = (await self._http.get("/_control")).json()["counters"]
        return counted

    async def page_reads(self) -> dict[int, int]:
        """How often each page of the collection was asked for."""
        paths = (await self.counters())["paths"]
        return {int(path.rpartition("=")[2]): n for path, n in paths.items() if "/releases?page=" in path}

    async def items(self, user: str = "demo") -> int:
        """How many items the collection has, asked without leaving a trace in the limit of the browser."""
        found: int = (await self.edit(user=user))["items"]
        return found


class Site:
    """One `waugzee run`: where it answers, who may sign in, and what it said."""

    def __init__(self, process: asyncio.subprocess.Process, said: dict[str, str]) -> None:
        self.process = process
        self.killed = False
        self.address = said["Address"]
        self.data = Path(said["Data"])
        self.account = said.get("Account")  # none where an outside issuer has them
        self.demo = Demo(said["Discogs"].removeprefix("simulated at ").partition(",")[0])

    @property
    def owner_url(self) -> str:
        """Where the owner of the tables finds them."""
        port = (self.data / "postgres/data/postmaster.pid").read_text().splitlines()[3]
        password = json.loads((self.data / "postgres/passwords.json").read_text())["owner"]
        return f"postgresql://waugzee_owner:{password}@127.0.0.1:{port}/waugzee"

    async def logged_by(self, account: Account) -> dict[str, int]:
        """How many plays and cleanings somebody has."""
        engine = make_engine(self.owner_url, pool_size=1)
        async with transaction(engine) as db:
            user = await user_queries.user_by_name(db, account.name)
        assert user is not None
        found = {}
        async with transaction(engine, user.id) as db:
            for log in (plays, cleanings):
                own = (log.c.user_id == user.id) & log.c.deleted_at.is_(None)
                found[log.name] = await db.scalar(select(func.count()).select_from(log).where(own))
        await engine.dispose()
        return found

    async def new_account(self, name: str, *, exactly: bool = False, admin: bool = False) -> Account:
        """Make an account as the command line does; people may make only a few by the form at a time."""
        engine = make_engine(self.owner_url, pool_size=1)
        account = Account(name if exactly else new_name(name), PASSWORD)
        subject = await add_account(engine, account.name, account.password)
        if admin:
            # Before the first sign-in, so that nobody remembers them as anything else.
            user_id = new_id()
            async with transaction(engine, user_id) as db:
                await user_queries.add_user(
                    db, id=user_id, name=account.name, claimed_name=account.name, role="admin"
                )
                await user_queries.add_identity(db, user_id, f"{self.address}/issuer", str(subject))
        await engine.dispose()
        return account

    async def import_dumps(self, **kinds: list[str]) -> None:
        """As `waugzee dumps import` does with a month of these records."""
        db = await asyncpg.connect(self.owner_url)
        for path in write(self.data / "more", "20260801", **kinds):
            await import_file(db, path, "20260801", nothing)
        await index(db, nothing)
        await db.close()
        await enriched(self.owner_url)

    async def kill(self) -> None:
        self.killed = True
        self.process.kill()
        await self.process.wait()


def new_name(name: str) -> str:
    return f"{name}-{secrets.token_hex(4)}"


def environment(data: Path, **settings: str) -> dict[str, str]:
    """A machine where nothing of Waugzee is set but free ports and an own folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WAUGZEE_")}
    # Where another build of the page than frontend/dist is to be tested.
    page = {name: value for name, value in os.environ.items() if name == "WAUGZEE_PAGE"}
    demo_port = free_port()
    ports = {"WAUGZEE_PORT": str(free_port()), "WAUGZEE_DEMO_PORT": str(demo_port)}
    # Public collections come from the simulator too, which then shows what a stranger sees of them.
    discogs = {"WAUGZEE_DISCOGS_URL": f"http://127.0.0.1:{demo_port}"}
    # A push service of the tests' own is on this machine.
    pushing = {"WAUGZEE_PUSH_LOOPBACK": "1"}
    return {**kept, **page, **ports, **discogs, **pushing, "WAUGZEE_DATA": str(data), **settings}


async def start_site(environment: dict[str, str]) -> Site:
    """Start `waugzee run` and wait until it says that it is ready."""
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "waugzee"),
        "run",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    said: dict[str, str] = {}
    output = []
    async for line in process.stdout:
        output.append(line.decode())
        label, _, value = output[-1].strip().partition(" ")
        said[label] = value.strip()
        if label == "Stop":
            site = Site(process, said)
            await site.demo.begin()
            return site
    raise AssertionError("".join(output))


@asynccontextmanager
async def running_site(data: Path, **settings: str) -> AsyncIterator[Site]:
    """A site of one's own. It is stopped by Ctrl-C and must end well, unless it was killed before."""
    site = await start_site(environment(data, **settings))
    try:
        yield site
    finally:
        await site.demo.close()
        if not site.killed:
            site.process.send_signal(signal.SIGINT)
            status = await asyncio.wait_for(site.process.wait(), 60)
    assert site.killed or status == 0


@asynccontextmanager
async def running_simulator(*options: str, port: int = 0) -> AsyncIterator[str]:
    """A simulated Discogs with its own options; its address. For WAUGZEE_DEMO_URL or WAUGZEE_DISCOGS_URL."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "waugzee_demo", "--port", str(port), *options), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            if line.startswith(b"Simulated Discogs at "):
                yield line.decode().split()[-1]
                break
        else:
            raise AssertionError("the simulated Discogs did not start")
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
