"""Syncs by the server: asked for, scheduled, taken back, gone on with by others; held where they fail."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from people import Person, new_person
from rows import rows_of
from syncing import Clock, Simulator, latest_run, present, sync
from waugzee.accounts.tables import users
from waugzee.db import transaction
from waugzee.driving import actions, queries, work
from waugzee.driving.tables import server_syncs
from waugzee_demo.world import DemoWorld
from waugzee_sync.sync.events import Done

ITEMS = 320
SOON = timedelta(milliseconds=100)

Worker = Callable[[], contextlib.AbstractAsyncContextManager[None]]


@pytest.fixture(autouse=True)
def shown(discogs: Simulator) -> None:
    """In real time, for the worker has a clock of its own."""
    discogs.show(DemoWorld(ITEMS))
    discogs.clock = Clock(skips=False)


@pytest.fixture
def worker(app: Litestar) -> Worker:
    @contextlib.asynccontextmanager
    async def working() -> AsyncIterator[None]:
        task = asyncio.create_task(work.work(app.state.settings, app.state.engine, app, look=SOON))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return working


async def told(person: Person) -> Any:
    return await person.ask("GET", "/api/syncs/server")


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await holds():  # noqa: ASYNC110  # a worker tells nobody but the database
            await asyncio.sleep(0.05)


async def connected(person: Person) -> Person:
    await person.ask("PUT", "/api/discogs", {"kind": "demo"})
    return person


async def is_over(person: Person) -> None:
    async def over() -> bool:
        return bool((await told(person))["state"] == "none")

    await until(over)


async def troubles(person: Person) -> list[str]:
    """What the inbox says of syncs, the newest first."""
    notices = (await person.ask("GET", "/api/inbox"))["notices"]
    return [one["state"] for one in notices if one["kind"] == "sync"]


async def test_the_server_syncs_for_those_who_ask(
    app: Litestar, alice: Person, bob: Person, discogs: Simulator, worker: Worker
) -> None:
    for person in (alice, bob):
        await connected(person)
        asked = await person.ask("POST", "/api/syncs/server", status=202)
        assert (asked["state"], asked["last_outcome"]) == ("waiting", None)
    # Asked twice it is one job.
    await alice.ask("POST", "/api/syncs/server", status=202)
    async with worker():
        for person in (alice, bob):
            await is_over(person)
    for person in (alice, bob):
        run = await latest_run(person)
        assert (run["state"], run["added"]) == ("complete", ITEMS)
        assert await present(app, person) == discogs.instance_ids()
        assert (await told(person))["last_outcome"] == "complete"
    assert discogs.page_requests() == dict.fromkeys(range(1, 5), 2)
    assert discogs.counters.refused_429 == 0


async def test_who_has_no_collection_is_told_so(alice: Person) -> None:
    await alice.ask("POST", "/api/syncs/server", status=409)
    assert (await told(alice))["state"] == "none"


async def test_a_sync_is_taken_back_and_the_browser_goes_on(
    alice: Person, discogs: Simulator, worker: Worker
) -> None:
    await connected(alice)
    discogs.behave(pages_held_from=3)
    await alice.ask("POST", "/api/syncs/server", status=202)

    async def begun() -> bool:
        runs = (await alice.ask("GET", "/api/syncs"))["syncs"]
        return bool(runs and runs[0]["pages_done"])

    async with worker():
        await until(begun)
        await alice.ask("DELETE", "/api/syncs/server", status=204)
        paused = await latest_run(alice)
        assert (paused["state"], paused["reason"], paused["driven"]) == ("incomplete", "stopped", False)
        discogs.behave(pages_held_from=None)
        drive = await sync(alice, discogs)
        assert drive.done is not None
        assert (drive.done.outcome, drive.done.run_id) == ("complete", paused["id"])
        assert (await told(alice))["state"] == "none"


async def test_who_erases_themselves_is_synced_for_no_longer(
    app: Litestar, own_sql: AsyncEngine, alice: Person, bob: Person, discogs: Simulator, worker: Worker
) -> None:
    await connected(alice)
    await connected(bob)
    discogs.behave(pages_held_from=3)
    user_id, name = await alice.user_id(), (await alice.ask("GET", "/api/me"))["name"]
    await alice.ask("POST", "/api/syncs/server", status=202)

    async def begun() -> bool:
        return len(discogs.page_requests()) > 1

    async with worker():
        await until(begun)
        await alice.ask("DELETE", "/api/me", {"name": name}, status=204)
        discogs.behave(pages_held_from=None)
        await bob.ask("POST", "/api/syncs/server", status=202)
        await is_over(bob)
    assert not any((await rows_of(own_sql, user_id)).values())
    async with transaction(own_sql) as db:
        assert await queries.job_of(db, user_id) is None
    assert len((await bob.ask("GET", "/api/shelf?limit=500"))["copies"]) == ITEMS


async def test_a_job_whose_user_is_erased_ends_and_leaves_nothing(
    app: Litestar, own_sql: AsyncEngine, alice: Person
) -> None:
    user_id, name = await alice.user_id(), (await alice.ask("GET", "/api/me"))["name"]

    async def perform(go: Callable[[], Awaitable[Done]]) -> None:
        await work._perform(app.state.engine, app.state.hub, user_id, go, asyncio.Event())

    async def erased_meanwhile() -> Done:
        await alice.ask("DELETE", "/api/me", {"name": name}, status=204)
        return Done("incomplete", "signed_out", None)

    async def never() -> Done:
        raise AssertionError("nobody is synced for")

    await perform(erased_meanwhile)
    await perform(never)
    assert not any((await rows_of(own_sql, user_id)).values())


async def test_a_worker_that_stops_gives_its_job_to_the_next(
    app: Litestar, alice: Person, discogs: Simulator, worker: Worker
) -> None:
    await connected(alice)
    discogs.behave(pages_held_from=3)
    await alice.ask("POST", "/api/syncs/server", status=202)

    async def drives() -> bool:
        return bool((await told(alice))["state"] == "driving") and bool(discogs.page_requests())

    async with worker():
        await until(drives)
    assert (await told(alice))["state"] == "waiting"
    run = await latest_run(alice)
    discogs.behave(pages_held_from=None)
    async with worker():
        await is_over(alice)
    after = await latest_run(alice)
    assert (after["id"], after["state"]) == (run["id"], "complete")
    assert await present(app, alice) == discogs.instance_ids()


async def test_who_allows_it_is_looked_after(app: Litestar, alice: Person, worker: Worker) -> None:
    await connected(alice)
    assert not (await told(alice))["scheduled"]
    changed = await alice.ask("PATCH", "/api/syncs/server", {"scheduled": True})
    assert changed["scheduled"]
    user_id = await alice.user_id()
    now = datetime.now(UTC)
    async with transaction(app.state.engine) as db:
        await actions.add_due(db, now)
    later = await told(alice)
    assert later["state"] == "waiting"
    assert datetime.fromisoformat(later["next_at"]) == now + actions.EVERY
    async with transaction(app.state.engine) as db:
        assert user_id not in await queries.take_due(db, now, now + actions.EVERY)
    async with worker():
        await is_over(alice)
    assert (await latest_run(alice))["state"] == "complete"
    assert not (await alice.ask("PATCH", "/api/syncs/server", {"scheduled": False}))["scheduled"]
    assert (await told(alice))["next_at"] is None


async def test_what_goes_down_again_and_again_is_held(
    app: Litestar, own_sql: AsyncEngine, alice: Person, worker: Worker
) -> None:
    """As if each worker that took the job had been killed."""
    await connected(alice)
    await alice.ask("POST", "/api/syncs/server", status=202)
    user_id = await alice.user_id()
    await _set(own_sql, user_id, attempts=work.ATTEMPTS)

    async def given_up() -> bool:
        return bool((await told(alice))["state"] == "given_up")

    async with worker():
        await until(given_up)
        assert await troubles(alice) == ["given_up"]
        # Asked anew it begins anew.
        await alice.ask("POST", "/api/syncs/server", status=202)
        await is_over(alice)
    assert (await latest_run(alice))["state"] == "complete"


async def test_what_may_pass_is_tried_again_later(alice: Person, discogs: Simulator, worker: Worker) -> None:
    await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": "nobody-of-this-name"})
    await alice.ask("POST", "/api/syncs/server", status=202)
    async with worker():
        await is_over(alice)
    final = await told(alice)
    assert (final["last_outcome"], final["last_reason"]) == ("incomplete", "unknown_user")
    assert await troubles(alice) == ["unknown_user"]
    # Of the same trouble one hears once.
    await alice.ask("POST", "/api/syncs/server", status=202)
    async with worker():
        await is_over(alice)
    assert await troubles(alice) == ["unknown_user"]
    await connected(alice)
    discogs.behave(html=1)
    await alice.ask("POST", "/api/syncs/server", status=202)

    async def put_off() -> bool:
        return bool((await told(alice))["last_reason"] == "unreadable")

    async with worker():
        await until(put_off)
        assert (await told(alice))["state"] == "waiting"


async def test_the_suspended_are_not_synced_for(own_sql: AsyncEngine, app: Litestar, worker: Worker) -> None:
    async with new_person(app, "carol") as carol:
        await connected(carol)
        user_id = await carol.user_id()
        await carol.ask("POST", "/api/syncs/server", status=202)
        async with transaction(own_sql) as db:
            await db.run(update(users).where(users.c.id == user_id).values(suspended_at=datetime.now(UTC)))

        async def dropped() -> bool:
            async with transaction(own_sql) as db:
                return await queries.job_of(db, user_id) is None

        async with worker():
            await until(dropped)
        async with transaction(own_sql) as db:
            kept = await queries.server_sync(db, user_id)
    assert kept is not None
    assert (kept.last_outcome, kept.last_reason) == ("failed", "signed_out")


async def _set(own_sql: AsyncEngine, user_id: uuid.UUID, **values: Any) -> None:
    async with transaction(own_sql) as db:
        await db.run(update(server_syncs).where(server_syncs.c.user_id == user_id).values(**values))
