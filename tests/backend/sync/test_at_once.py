"""Many posts at the same time: each page is stored once, and no writer waits for another forever."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from litestar import Litestar

from people import Person
from posting import HandRun, item, reading
from syncing import Simulator, copies_of, latest_run, present, sync
from waugzee_demo.world import DemoWorld


async def made_pages(run: HandRun, pages: int, per_page: int = 100) -> dict[int, dict[str, Any]]:
    """A reading of each page, of different items, none posted yet."""
    total = pages * per_page
    return {
        page: reading(
            await run.instruction(page),
            [item(number) for number in range((page - 1) * per_page + 1, page * per_page + 1)],
            total=total,
            pages=pages,
        )
        for page in range(1, pages + 1)
    }


async def test_the_same_page_many_times_at_once(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    (made,) = (await made_pages(run, 1)).values()
    answers = await asyncio.gather(*(run.post(made, 1) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert sorted(answer.json()["added"] for answer in answers) == [0] * 7 + [100]
    state = await run.state()
    assert (state["pages_done"], state["items_seen"], state["added"]) == (1, 100, 100)


async def test_the_same_nonce_many_times_at_once(alice: Person) -> None:
    run = await HandRun.open(alice)
    (made,) = (await made_pages(run, 1)).values()
    answers = await asyncio.gather(*(run.post(made, 1, nonce="the-only-one-of-it") for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7


async def test_several_readings_of_a_page_at_once_leave_the_latest(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    made = [reading(await run.instruction(1), [item(1, folder_id=n)], total=1) for n in range(1, 9)]
    await asyncio.gather(*(run.post(one, 1) for one in made))
    state = await run.state()
    assert (state["pages_done"], state["items_seen"], state["items_total"]) == (1, 1, 1)
    assert (await copies_of(app, alice))[1]["folder_id"] == 8
    assert (await run.finish())["run"]["state"] == "complete"


async def test_five_pages_at_once(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    pages = await made_pages(run, 5)
    answers = await asyncio.gather(*(run.post(made, page) for page, made in pages.items()))
    assert [answer.json()["added"] for answer in answers] == [100] * 5
    assert (await run.finish())["run"]["state"] == "complete"
    assert await present(app, alice) == set(range(1, 501))


async def test_two_people_post_the_same_instances_at_once(app: Litestar, alice: Person, bob: Person) -> None:
    runs = [await HandRun.open(person) for person in (alice, bob)]
    pages = [await made_pages(run, 3) for run in runs]
    answers = await asyncio.gather(
        *(run.post(made, page) for run, own in zip(runs, pages, strict=True) for page, made in own.items())
    )
    assert [answer.json()["added"] for answer in answers] == [100] * 6
    for run in runs:
        assert (await run.finish())["run"]["state"] == "complete"
    assert await present(app, alice) == await present(app, bob) == set(range(1, 301))


async def test_pages_with_the_same_items_in_opposite_order_at_once(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    items = [item(number) for number in range(1, 101)]
    made = [
        (page, reading(await run.instruction(page), items[:: 1 if page % 2 else -1], total=100, pages=6))
        for page in range(1, 7)
    ]
    answers = await asyncio.gather(*(run.post(one, page) for page, one in made))
    assert {answer.status_code for answer in answers} == {200}
    assert len(await copies_of(app, alice)) == 100


async def test_plays_are_logged_while_pages_arrive(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(number) for number in range(1, 101)], total=500, pages=5)
    pages = await made_pages(run, 5)
    copies = [str(copy["id"]) for copy in (await copies_of(app, alice)).values()]
    plays = [{"id": str(uuid.uuid4()), "copy_id": copy} for copy in copies[:20]]
    await asyncio.gather(
        *(run.post(made, page) for page, made in pages.items()),
        *(alice.ask("POST", "/api/plays", play, status=201) for play in plays),
    )
    assert (await run.finish())["run"]["state"] == "complete"
    assert len((await alice.ask("GET", "/api/plays"))["plays"]) == len(plays)


async def test_a_person_opens_twice_at_once_and_has_one_run(alice: Person) -> None:
    await alice.ask("PUT", "/api/discogs", {"kind": "demo"})
    opened = await asyncio.gather(
        *(alice.http.post("/api/syncs", content=b'{"driver":"browser-%d"}' % number) for number in range(6))
    )
    assert sorted(answer.status_code for answer in opened) == [200] * 5 + [201]
    assert len({answer.json()["run"]["id"] for answer in opened}) == 1
    assert sum(answer.json()["key"] is not None for answer in opened) == 1


async def test_finishing_while_the_last_page_arrives(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    pages = await made_pages(run, 2)
    await run.post(pages[1], 1)
    answer, finished = await asyncio.gather(run.post(pages[2], 2), run.finish())
    assert answer.status_code == 200
    if finished["run"]["state"] == "running":
        finished = await run.finish()
    assert finished["run"]["state"] == "complete"
    assert len(await present(app, alice)) == 200


async def test_two_engines_of_one_person_at_once(app: Litestar, alice: Person, discogs: Simulator) -> None:
    discogs.show(DemoWorld(700))
    drives = await asyncio.gather(*(sync(alice, discogs, driver=f"browser-{n}") for n in range(2)))
    outcomes = sorted(drive.done.outcome for drive in drives if drive.done)
    assert outcomes == ["complete", "watching"]
    assert set(discogs.page_requests().values()) == {1}
    assert (await latest_run(alice))["state"] == "complete"
    assert await present(app, alice) == discogs.instance_ids()


@pytest.fixture
async def noted(owner_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection, and a table of the instances in the order in which rows of copies are written."""
    watcher = await asyncpg.connect(owner_url)
    await watcher.execute("""
        create table noted (place serial, instance_id bigint);
        create function note() returns trigger language plpgsql security definer as
          'begin insert into noted (instance_id) values (new.instance_id); return new; end';
        create trigger note before insert on copies for each row execute function note()
    """)
    yield watcher
    await watcher.execute("drop trigger note on copies; drop function note(); drop table noted")
    await watcher.close()


async def test_a_page_is_written_in_the_order_of_its_instances(
    alice: Person, noted: asyncpg.Connection
) -> None:
    """Whatever order it comes in: the two tests below show what that is for."""
    run = await HandRun.open(alice)
    await run.page(1, [item(number) for number in (3, 1, 4, 2)], total=4)
    rows = await noted.fetch("select instance_id from noted order by place")
    assert [row["instance_id"] for row in rows] == [1, 2, 3, 4]


@pytest.fixture
async def writers(owner_url: str) -> AsyncIterator[tuple[asyncpg.Connection, asyncpg.Connection]]:
    """Two connections, and a table of rows 1 and 2 that both write."""
    first, second = await asyncpg.connect(owner_url), await asyncpg.connect(owner_url)
    await first.execute("create table written (id int primary key, by text)")
    await first.execute("insert into written values (1, ''), (2, '')")
    yield first, second
    await asyncio.gather(first.close(), second.close())
    cleaner = await asyncpg.connect(owner_url)
    await cleaner.execute("drop table written")
    await cleaner.close()


async def upsert(writer: asyncpg.Connection, row: int) -> None:
    statement = "insert into written values ($1, 'x') on conflict (id) do update set by = excluded.by"
    await writer.execute(statement, row)


async def waits(watcher: asyncpg.Connection, waiting: asyncpg.Connection) -> None:
    """Return once the other connection waits for a lock."""
    blocked = "select cardinality(pg_blocking_pids($1)) > 0"
    async with asyncio.timeout(60):
        while not await watcher.fetchval(blocked, waiting.get_server_pid()):
            pass


async def test_writers_that_do_not_sort_their_rows_deadlock(
    writers: tuple[asyncpg.Connection, asyncpg.Connection],
) -> None:
    """The control: without the order that a page is written in, this is what happens."""
    first, second = writers
    await first.execute("begin")
    await second.execute("begin")
    await upsert(first, 1)
    await upsert(second, 2)
    waiting = asyncio.create_task(upsert(second, 1))
    await waits(first, second)
    results = await asyncio.gather(upsert(first, 2), waiting, return_exceptions=True)
    (victim,) = [result for result in results if result is not None]
    assert isinstance(victim, asyncpg.DeadlockDetectedError)
    assert victim.sqlstate == "40P01"


async def test_writers_that_sort_their_rows_wait_and_go_on(
    writers: tuple[asyncpg.Connection, asyncpg.Connection],
) -> None:
    first, second = writers
    await first.execute("begin")
    await second.execute("begin")
    await upsert(first, 1)
    waiting = asyncio.create_task(upsert(second, 1))
    await waits(first, second)
    await upsert(first, 2)
    await first.execute("commit")
    await waiting
    await upsert(second, 2)
    await second.execute("commit")
    assert await first.fetchval("select count(*) from written where by = 'x'") == 2
