"""The API or the database killed in the middle of a sync: the same run goes on, nothing lost or twice."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import asyncpg
import pytest

from people import Person
from posting import HandRun, item
from serving import Api, person_at
from syncing import Clock, Drive, Simulator, latest_run, sync
from terminals import Terminal, new_key
from waugzee_demo.world import DemoWorld
from waugzee_sync.sync.events import Progress

PAGES = 14
ITEMS = PAGES * 100 - 30


class Machine(Protocol):
    """See conftest.py, which importlib keeps from being imported here."""

    api: Api

    def start(self) -> None: ...
    def lose_power(self) -> None: ...
    async def column(self, sql: str, *values: object) -> list[int]: ...


@pytest.fixture(autouse=True)
def slow(discogs: Simulator) -> None:
    """Real time, and answers slow enough that a kill comes in the middle."""
    discogs.show(DemoWorld(ITEMS), latency=60)
    discogs.clock = Clock(skips=False)


def once(deed: Callable[[], object], *, stay: bool = True) -> Callable[[Progress], bool]:
    """For `leave_when`: do `deed` as soon as four pages are stored, and stay or leave."""
    done = False

    def watch(said: Progress) -> bool:
        nonlocal done
        if said.pages_done >= 4 and not done:
            done = True
            deed()
        return done and not stay

    return watch


async def is_whole(person: Person, discogs: Simulator, machine: Machine, drive: Drive) -> None:
    """The run of `drive` is complete, and each instance is stored once."""
    assert drive.done is not None
    assert (drive.done.outcome, drive.done.reason) == ("complete", None)
    run = await latest_run(person)
    assert (run["id"], run["state"]) == (drive.done.run_id, "complete")
    assert (run["items_seen"], run["items_total"], run["added"]) == (ITEMS, ITEMS, ITEMS)
    assert (run["pages_done"], run["pages_total"], run["removed"]) == (PAGES, PAGES, 0)
    user_id = await person.user_id()
    assert await machine.column("select count(*) from sync_runs where user_id = $1", user_id) == [1]
    stored = await machine.column(
        "select instance_id from copies where user_id = $1 order by instance_id", user_id
    )
    assert stored == sorted(discogs.instance_ids())


async def test_the_api_is_killed_and_starts_again(machine: Machine, discogs: Simulator) -> None:
    first = machine.api.pid

    def restart() -> None:
        machine.api.end(signal.SIGKILL)
        machine.api.begin()

    async with person_at(machine.api, "alice") as alice:
        drive = await sync(alice, discogs, leave_when=once(restart))
        assert machine.api.pid != first
        await is_whole(alice, discogs, machine, drive)
    # What was read before is kept by the engine and posted again: nothing is asked of Discogs twice.
    assert discogs.page_requests() == dict.fromkeys(range(1, PAGES + 1), 1)


async def test_the_database_crashes_and_recovers(machine: Machine, discogs: Simulator) -> None:
    """A killed server process makes PostgreSQL throw out everyone and recover from its log."""
    checkpointers = "select pid from pg_stat_activity where backend_type = 'checkpointer'"
    (victim,) = await machine.column(checkpointers)
    async with person_at(machine.api, "alice") as alice:
        drive = await sync(alice, discogs, leave_when=once(lambda: os.kill(victim, signal.SIGKILL)))
        await is_whole(alice, discogs, machine, drive)
    assert await machine.column(checkpointers) != [victim]
    # Nothing stored was lost: what an answer was missing for is kept by the engine and posted again.
    assert discogs.page_requests() == dict.fromkeys(range(1, PAGES + 1), 1)


async def test_what_a_device_read_outlives_a_crash_of_the_database(machine: Machine) -> None:
    """Else the feed's numbers were given out again, and the device would read on behind them."""
    checkpointers = "select pid from pg_stat_activity where backend_type = 'checkpointer'"
    (victim,) = await machine.column(checkpointers)
    async with person_at(machine.api, "alice") as alice:
        user_id = await alice.user_id()
        run = await HandRun.open(alice)
        await run.page(1, [item(number) for number in range(1, 101)], total=100)
        read = (await alice.ask("GET", "/api/shelf"))["copies"]
        os.kill(victim, signal.SIGKILL)
        await until_answered(machine, f"{checkpointers} and pid <> {victim}")
    ids = "select id::text from copies where user_id = $1 order by feed, id"
    assert await machine.column(ids, user_id) == [copy["id"] for copy in read]
    assert len(read) == 100


def test_the_machine_loses_power_and_another_engine_goes_on(machine: Machine, discogs: Simulator) -> None:
    async def until_the_end() -> tuple[str, str | None]:
        async with person_at(machine.api, "alice") as alice:
            drive = await sync(alice, discogs, leave_when=once(machine.lose_power, stay=False))
            assert drive.done is None
            return alice.token, drive.engine.state.run_id

    async def afterwards(token: str) -> str | None:
        async with person_at(machine.api, "alice") as alice:
            alice.http.headers["Authorization"] = f"Bearer {token}"
            kept = await machine.column(
                "select page from sync_pages where user_id = $1", await alice.user_id()
            )
            before = discogs.page_requests()
            drive = await sync(alice, discogs)
            await is_whole(alice, discogs, machine, drive)
        after = discogs.page_requests()
        assert {page: after[page] for page in kept} == {page: before[page] for page in kept}
        assert drive.done is not None
        return drive.done.run_id

    token, run_id = asyncio.run(until_the_end())
    machine.start()
    assert asyncio.run(afterwards(token)) == run_id


async def test_one_run_through_every_break_is_finished_from_a_terminal(
    machine: Machine, discogs: Simulator, tmp_path: Path, say: Callable[[str], None]
) -> None:
    """A browser closed, the API killed, the database crashed: whoever comes last finishes the same run."""

    def kill_the_api() -> None:
        machine.api.end(signal.SIGKILL)
        machine.api.begin()
        machine.api.wait()

    (victim,) = await machine.column("select pid from pg_stat_activity where backend_type = 'checkpointer'")
    pages = "select page from sync_pages where user_id = $1"
    async with person_at(machine.api, "alice") as alice:
        user_id = await alice.user_id()
        stored = []
        for deed in (lambda: None, kill_the_api, lambda: os.kill(victim, signal.SIGKILL)):
            # Each of these browsers is closed in the moment of the break, with two pages under way at most:
            # after three of them there is something left to read.
            drive = await sync(alice, discogs, leave_when=at_more_pages(2, deed), concurrency=2)
            assert drive.done is None
            stored.append(len(await until_answered(machine, pages, user_id)))
        terminal = Terminal(machine.api, await new_key(alice), tmp_path)
        said = await terminal.sync("--take-over")
        assert said.status == 0, said
        run = await latest_run(alice)
        assert (run["id"], run["state"]) == (drive.engine.state.run_id, "complete")
        assert run["driver"] == "terminal"
        ids = await machine.column("select instance_id from copies where user_id = $1", user_id)
    assert sorted(ids) == sorted(discogs.instance_ids())
    say(
        f"browser closed, API killed, database killed with {stored} of {PAGES} pages stored; finished from"
        f" a terminal: {len(ids)} copies, {len(discogs.instance_ids())} at Discogs, the same ones"
    )


def at_more_pages(more: int, deed: Callable[[], object]) -> Callable[[Progress], bool]:
    """For `leave_when`: once that many pages more than at first are stored, do `deed` and leave."""
    first: int | None = None

    def watch(said: Progress) -> bool:
        nonlocal first
        if said.phase == "opening":
            return False
        first = said.pages_done if first is None else first
        if said.pages_done < first + more:
            return False
        deed()
        return True

    return watch


async def until_answered(machine: Machine, sql: str, *values: object) -> list[int]:
    """What the database says once it is back and has something to say."""
    async with asyncio.timeout(60):
        while True:
            with suppress(OSError, asyncpg.PostgresError):
                if found := await machine.column(sql, *values):
                    return found
            await asyncio.sleep(0.05)
