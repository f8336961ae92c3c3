"""The API or the database killed in the middle of a sync: the same run goes on, nothing lost or twice."""

import asyncio
import os
import signal
from collections.abc import Callable
from typing import Protocol

import pytest

from people import Person
from serving import Api, person_at
from syncing import Clock, Drive, Simulator, latest_run, sync
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
    # The last moments before a crash may be lost: their pages were missed at the end and read again.
    assert max(discogs.page_requests().values()) <= 2


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
