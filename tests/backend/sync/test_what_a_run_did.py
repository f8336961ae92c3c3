"""What is told of a run afterwards: how many requests it took, who drove it, which copies it wrote."""

from typing import Any

from litestar import Litestar

from people import Person
from posting import HandRun, item
from syncing import Simulator, copies_of, latest_run, sync
from waugzee_demo.world import DemoWorld


async def changes(person: Person, run_id: Any, status: int = 200) -> Any:
    return await person.ask("GET", f"/api/syncs/{run_id}/changes", status=status)


async def test_requests_are_counted_as_discogs_counts_them(alice: Person, discogs: Simulator) -> None:
    discogs.show(DemoWorld(1000), seed=3, random_429=0.1, random_5xx=0.1, html=0.1)
    drive = await sync(alice, discogs, opaque=True)
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    run = await latest_run(alice)
    assert run["requests"] == discogs.counters.requests > 10
    assert run["driver"] == "browser"


async def test_requests_in_vain_are_told_where_a_run_breaks_off(alice: Person, discogs: Simulator) -> None:
    discogs.behave(html=1.0)
    await sync(alice, discogs)
    run = await latest_run(alice)
    assert (run["reason"], run["requests"]) == ("unreadable", discogs.counters.requests)


async def test_a_driver_is_known_by_its_name(alice: Person) -> None:
    run = await HandRun.open(alice, driver="terminal-of-mine")
    assert (await run.state())["driver"] == "terminal"


async def test_the_copies_a_run_wrote_are_named(app: Litestar, alice: Person, bob: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2), item(3)], total=3)
    await run.finish()
    ids = {instance: str(copy["id"]) for instance, copy in (await copies_of(app, alice)).items()}
    assert set((await changes(alice, run.id))["added"]) == set(ids.values())

    run = await HandRun.open(alice)
    new = item(4, basic_information={**item(4)["basic_information"], "title": "Aaa"})
    for _ in range(2):  # the second reading confirms what is gone
        await run.page(1, [item(1, rating=1), item(3), new], total=3)
    await run.finish()
    ids = {instance: str(copy["id"]) for instance, copy in (await copies_of(app, alice)).items()}
    assert await changes(alice, run.id) == {"added": [ids[4]], "changed": [ids[1]], "removed": [ids[2]]}
    await changes(bob, run.id, status=404)
