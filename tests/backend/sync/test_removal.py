"""What left the collection is marked as removed by a complete and confirmed run, and by nothing else."""

import uuid

from litestar import Litestar

from people import Person
from posting import HandRun, item, reading
from syncing import Simulator, copies_of, latest_run, present, sync
from waugzee_demo.world import DemoWorld


async def test_what_left_is_marked_its_plays_stay_and_it_can_return(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs)
    gone = [item.instance_id for item in discogs.items()[50:60]]
    copy = (await copies_of(app, alice))[gone[0]]
    play = {"id": str(uuid.uuid4()), "copy_id": str(copy["id"])}
    await alice.ask("POST", "/api/plays", play, status=201)

    discogs.collection().remove(gone)
    discogs.counters.paths.clear()
    drive = await sync(alice, discogs)
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert set(discogs.page_requests().values()) == {2}, "removal is confirmed by a second reading"
    assert (await latest_run(alice))["removed"] == len(gone)
    assert await present(app, alice) == discogs.instance_ids()
    assert set(await copies_of(app, alice)) - await present(app, alice) == set(gone)
    history = await alice.ask("GET", f"/api/copies/{copy['id']}/history")
    assert [entry["id"] for entry in history["entries"]] == [play["id"]]

    discogs.show()
    await sync(alice, discogs)
    assert await present(app, alice) == discogs.instance_ids()
    returned = (await copies_of(app, alice))[gone[0]]
    assert (returned["id"], returned["removed_at"]) == (copy["id"], None)


async def test_what_is_marked_already_is_not_marked_again(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs)
    discogs.collection().remove([discogs.items()[0].instance_id])
    await sync(alice, discogs)
    before = await copies_of(app, alice)
    discogs.counters.paths.clear()
    await sync(alice, discogs)
    assert (await latest_run(alice))["removed"] == 0
    assert set(discogs.page_requests().values()) == {1}
    assert {key: tuple(row) for key, row in (await copies_of(app, alice)).items()} == {
        key: tuple(row) for key, row in before.items()
    }


async def test_a_run_left_before_its_second_reading_removes_nothing(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs)
    everything = discogs.instance_ids()
    discogs.collection().remove([item.instance_id for item in discogs.items()[:100]])
    left = await sync(alice, discogs, leave_when=lambda _: sum(discogs.page_requests().values()) > 3 + 4)
    assert left.done is None
    assert await present(app, alice) == everything
    stopped = await sync(alice, discogs, stop_when=lambda _: True)
    assert stopped.done is not None
    assert stopped.done.reason == "stopped"
    assert await present(app, alice) == everything


async def test_everything_may_leave(app: Litestar, alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    discogs.show(DemoWorld(0))
    await sync(alice, discogs)
    assert (await latest_run(alice))["removed"] == 320
    assert await present(app, alice) == set()


async def test_bob_s_copies_are_not_alice_s_to_remove(
    app: Litestar, alice: Person, bob: Person, discogs: Simulator
) -> None:
    for person in (alice, bob):
        await sync(person, discogs)
    everything = discogs.instance_ids()
    discogs.show(DemoWorld(0))
    await sync(alice, discogs)
    assert await present(app, alice) == set()
    assert await present(app, bob) == everything


async def test_items_set_aside_count_as_seen_and_are_not_removed(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2)], total=2)
    assert (await run.finish())["run"]["state"] == "complete"
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2, rating=9)], total=2)
    ended = (await run.finish())["run"]
    assert (ended["state"], ended["set_aside"], ended["removed"]) == ("complete", 1, 0)
    assert await present(app, alice) == {1, 2}


async def test_one_reading_removes_nothing_and_asks_for_another(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2)], total=2)
    await run.finish()
    run = await HandRun.open(alice)
    await run.page(1, [item(1)], total=1)
    asked = await run.finish()
    assert (asked["run"]["state"], asked["reread"]) == ("running", [1])
    ended = (await run.finish(give_up=True))["run"]
    assert (ended["state"], ended["reason"], ended["removed"]) == ("incomplete", "kept_changing", 0)
    assert await present(app, alice) == {1, 2}


async def test_two_readings_that_differ_confirm_nothing(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(n) for n in (1, 2, 3)], total=3)
    await run.finish()
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2)], total=2)
    await run.page(1, [item(1), item(3)], total=2)
    assert (await run.finish())["reread"] == [1]
    await run.page(1, [item(1), item(3)], total=2)
    assert (await run.finish())["run"]["state"] == "complete"
    assert await present(app, alice) == {1, 3}


async def test_a_second_reading_asked_for_before_the_first_was_stored_confirms_nothing(
    app: Litestar, alice: Person
) -> None:
    first = await HandRun.open(alice)
    await first.page(1, [item(1), item(2)], total=2)
    assert (await first.finish())["run"]["state"] == "complete"

    run = await HandRun.open(alice)
    early, straggler = await run.instruction(1), await run.instruction(1)
    for instruction in (early, straggler):
        answer = await run.post(reading(instruction, [item(1)], total=1), 1)
        assert answer.status_code == 200, answer.text
    finished = await run.finish()
    assert (finished["run"]["state"], finished["reread"]) == ("running", [1])
    assert await present(app, alice) == {1, 2}

    await run.page(1, [item(1)], total=1)
    assert (await run.finish())["run"]["removed"] == 1
    assert await present(app, alice) == {1}
