"""A collection read from end to end by the real engine."""

import asyncio
from datetime import UTC, datetime

from litestar import Litestar

from people import Person
from syncing import Drive, Simulator, copies_of, latest_run, present, sync, sync_public
from waugzee.db import transaction
from waugzee_demo.world import DemoWorld


async def feed_of(app: Litestar, person: Person) -> int:
    user_id = await person.user_id()
    async with transaction(app.state.engine, user_id) as db:
        return int(await db.driver.fetchval("select feed from accounts where accounts.user_id = $1", user_id))


def outcome(drive: Drive) -> tuple[str, str | None]:
    assert drive.done is not None
    return drive.done.outcome, drive.done.reason


async def test_the_demo_collection_arrives_whole(app: Litestar, alice: Person, discogs: Simulator) -> None:
    drive = await sync(alice, discogs)
    assert outcome(drive) == ("complete", None)
    run = await latest_run(alice)
    assert (run["state"], run["items_seen"], run["items_total"], run["added"]) == ("complete", 320, 320, 320)
    assert (run["pages_done"], run["pages_total"], run["removed"], run["set_aside"]) == (4, 4, 0, 0)
    assert discogs.page_requests() == {1: 1, 2: 1, 3: 1, 4: 1}
    assert await present(app, alice) == discogs.instance_ids()


async def test_a_second_run_of_an_unchanged_collection_writes_no_copy(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs)
    before, feed = await copies_of(app, alice), await feed_of(app, alice)
    assert outcome(await sync(alice, discogs)) == ("complete", None)
    assert {key: tuple(row) for key, row in (await copies_of(app, alice)).items()} == {
        key: tuple(row) for key, row in before.items()
    }
    assert await feed_of(app, alice) == feed
    run = await latest_run(alice)
    assert (run["items_seen"], run["added"], run["changed"], run["removed"]) == (320, 0, 0, 0)


async def test_only_what_was_edited_is_written(app: Litestar, alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    before = await copies_of(app, alice)
    rated, moved = discogs.items()[10], discogs.items()[250]
    copies_of_the_rated = {
        item.instance_id for item in discogs.items() if item.release_id == rated.release_id
    }
    rating = 1 + before[rated.instance_id]["rating"] % 5
    discogs.collection().rate(rated.instance_id, rating)
    folder = next(id for id in discogs.collection().folders if id not in (0, moved.folder_id))
    discogs.collection().move(moved.instance_id, folder)
    await sync(alice, discogs)
    after = await copies_of(app, alice)
    written = {key for key, row in after.items() if row["version"] != before[key]["version"]}
    assert written == copies_of_the_rated | {moved.instance_id}
    assert (await latest_run(alice))["changed"] == len(written)
    assert after[rated.instance_id]["rating"] == rating
    assert after[moved.instance_id]["folder_id"] == folder


async def test_an_empty_collection_is_complete(app: Litestar, alice: Person, discogs: Simulator) -> None:
    discogs.show(DemoWorld(0))
    assert outcome(await sync(alice, discogs)) == ("complete", None)
    run = await latest_run(alice)
    assert (run["items_total"], run["items_seen"], run["pages_done"], run["pages_total"]) == (0, 0, 1, 1)
    assert await copies_of(app, alice) == {}


async def test_what_was_stored_is_not_fetched_again_after_a_reload(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(DemoWorld(1200))
    left = await sync(alice, discogs, concurrency=2, leave_when=lambda said: said.pages_done >= 5)
    assert left.done is None
    stored = {page for page, read in left.engine.state.read.items() if read.stored}
    assert len(stored) >= 5
    again = await sync(alice, discogs)
    assert outcome(again) == ("complete", None)
    assert again.engine.state.run_id == left.engine.state.run_id
    requests = discogs.page_requests()
    assert {page: requests[page] for page in stored} == dict.fromkeys(stored, 1)
    assert await present(app, alice) == discogs.instance_ids()


async def test_a_stopped_run_is_taken_up_where_it_was(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(DemoWorld(1200))
    stopped = await sync(alice, discogs, concurrency=1, stop_when=lambda said: said.pages_done >= 3)
    assert outcome(stopped) == ("incomplete", "stopped")
    assert (await latest_run(alice))["reason"] == "stopped"
    assert not (await latest_run(alice))["driven"]
    stored = {page for page, read in stopped.engine.state.read.items() if read.stored}
    again = await sync(alice, discogs, driver="another-device")
    assert outcome(again) == ("complete", None)
    assert again.engine.state.run_id == stopped.engine.state.run_id
    requests = discogs.page_requests()
    assert len(stored) >= 3
    assert {page: requests[page] for page in stored} == dict.fromkeys(stored, 1)
    assert await present(app, alice) == discogs.instance_ids()


async def test_a_second_device_watches_and_takes_over_when_the_first_is_gone(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(DemoWorld(700))
    phone = await sync(alice, discogs, driver="the-phone", leave_when=lambda said: said.pages_done >= 2)
    asked = discogs.counters.requests
    laptop = await sync(alice, discogs, driver="the-laptop")
    assert outcome(laptop) == ("watching", None)
    assert discogs.counters.requests == asked
    assert (await latest_run(alice))["driven"]

    user_id = await alice.user_id()
    async with transaction(app.state.engine, user_id) as db:
        await db.driver.execute(
            "update sync_runs set driven_until = $2 where sync_runs.user_id = $1 and state = 'running'",
            user_id,
            datetime.now(UTC),
        )
    laptop = await sync(alice, discogs, driver="the-laptop")
    assert outcome(laptop) == ("complete", None)
    assert laptop.engine.state.run_id == phone.engine.state.run_id
    assert await present(app, alice) == discogs.instance_ids()


async def test_choosing_another_collection_ends_the_run_of_the_first(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(DemoWorld(700))
    demo = await sync(alice, discogs, leave_when=lambda said: said.pages_done >= 2)
    public = await sync_public(alice, discogs, "Demo")
    assert outcome(public) == ("complete", None)
    assert public.engine.state.run_id != demo.engine.state.run_id
    first = await alice.ask("GET", f"/api/syncs/{demo.engine.state.run_id}")
    assert (first["state"], first["reason"], first["driven"]) == ("incomplete", "replaced", False)


async def test_a_stranger_s_view_wipes_nothing_the_owner_s_view_gave(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs)
    before = await copies_of(app, alice)
    assert outcome(await sync_public(alice, discogs, "demo")) == ("complete", None)
    after = await copies_of(app, alice)
    for column in ("folder_id", "notes", "rating", "thumb", "cover", "added_at"):
        assert {key: row[column] for key, row in after.items()} == {
            key: row[column] for key, row in before.items()
        }, column
    assert any(row["notes"] not in (None, "[]") for row in after.values())
    assert any(row["cover"] for row in after.values())


async def test_two_people_read_at_once(app: Litestar, alice: Person, bob: Person, discogs: Simulator) -> None:
    discogs.show(DemoWorld(500))
    drives = await asyncio.gather(*(sync(person, discogs) for person in (alice, bob)))
    assert [outcome(drive)[0] for drive in drives] == ["complete", "complete"]
    assert await present(app, alice) == await present(app, bob) == discogs.instance_ids()
    assert {row["id"] for row in (await copies_of(app, alice)).values()}.isdisjoint(
        row["id"] for row in (await copies_of(app, bob)).values()
    )
