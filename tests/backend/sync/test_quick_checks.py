"""The quick check: what is new, by one request; only a full run removes; a run has one driver at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar

from people import Person
from posting import HandRun, item
from syncing import Simulator, latest_run, present, sync
from waugzee.db import transaction
from waugzee_demo.world import DemoWorld


async def runs(person: Person) -> list[tuple[str, str, str | None]]:
    """Mode, state and reason of each, the oldest first."""
    listed = (await person.ask("GET", "/api/syncs"))["syncs"]
    return [(run["mode"], run["state"], run["reason"]) for run in reversed(listed)]


async def age(app: Litestar, person: Person, by: timedelta, *, driven: bool = False) -> None:
    """Let the person have connected and synced earlier; whoever drives a run may do so until now."""
    user_id = await person.user_id()
    async with transaction(app.state.engine, user_id) as db:
        await db.driver.execute(
            "update sync_runs set started_at = started_at - $2::interval,"
            " finished_at = finished_at - $2::interval,"
            " driven_until = case when $3 then driven_until else driven_until - $2::interval end"
            " where sync_runs.user_id = $1",
            user_id,
            by,
            driven,
        )
        await db.driver.execute(
            "update discogs_accounts set chosen_at = chosen_at - $2::interval"
            " where discogs_accounts.user_id = $1",
            user_id,
            by,
        )


async def test_a_check_that_finds_nothing_costs_one_request_and_writes_nothing(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs)
    asked = discogs.counters.requests
    drive = await sync(alice, discogs, mode="quick")
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert discogs.counters.requests - asked == 1
    run = await latest_run(alice)
    assert (run["mode"], run["added"], run["changed"], run["removed"]) == ("quick", 0, 0, 0)


async def test_what_is_new_is_stored_by_the_check(app: Litestar, alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    discogs.collection().add(3)
    asked = discogs.counters.requests
    await sync(alice, discogs, mode="quick")
    assert discogs.counters.requests - asked == 1
    assert (await latest_run(alice))["added"] == 3
    assert await present(app, alice) == discogs.instance_ids()


@pytest.mark.parametrize("edit", ["one gone", "many new", "one gone and one new"])
async def test_a_check_that_does_not_agree_is_followed_by_a_full_run(
    app: Litestar, alice: Person, discogs: Simulator, edit: str
) -> None:
    await sync(alice, discogs)
    if "gone" in edit:
        discogs.collection().remove([discogs.items()[5].instance_id])
    if "new" in edit:
        discogs.collection().add(1 if "one new" in edit else 150)
    drive = await sync(alice, discogs, mode="quick")
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert await runs(alice) == [
        ("full", "complete", None),
        ("quick", "incomplete", "differs"),
        ("full", "complete", None),
    ]
    assert await present(app, alice) == discogs.instance_ids()


async def test_a_check_removes_nothing_whatever_it_is_shown(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2)], total=2)
    await run.finish()
    opened = await alice.ask("POST", "/api/syncs", {"driver": "by-hand-1", "mode": "quick"}, status=201)
    assert "sort_order=desc" in opened["instructions"][0]["url"]
    check = HandRun.of(alice, opened)
    await check.page(1, [], total=0)
    ended = (await check.finish())["run"]
    assert (ended["state"], ended["reason"], ended["removed"]) == ("incomplete", "differs", 0)
    assert await present(app, alice) == {1, 2}


async def test_items_set_aside_are_known_to_the_check(alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2, rating=9)], total=2)
    assert (await run.finish())["run"]["state"] == "complete"
    for shown in ([item(1)], [item(1), item(2, rating=9)]):
        opened = await alice.ask("POST", "/api/syncs", {"driver": "by-hand-1", "mode": "quick"}, status=201)
        check = HandRun.of(alice, opened)
        await check.page(1, shown, total=2)
        assert (await check.finish())["run"]["state"] == "complete"
    opened = await alice.ask("POST", "/api/syncs", {"driver": "by-hand-1", "mode": "quick"}, status=201)
    check = HandRun.of(alice, opened)
    await check.page(1, [item(1), item(2, instance_id=...)], total=2)
    assert (await check.finish())["run"]["reason"] == "differs"


async def test_automatic_is_a_check_while_the_last_whole_reading_is_fresh(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs, mode="auto")
    await sync(alice, discogs, mode="auto")
    await age(app, alice, timedelta(hours=6))
    await sync(alice, discogs, mode="auto")
    assert [mode for mode, _, _ in await runs(alice)] == ["full", "quick", "full"]


async def test_automatic_takes_up_a_full_run_left_incomplete(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(DemoWorld(700))
    await sync(alice, discogs, concurrency=1, stop_when=lambda said: said.pages_done >= 2)
    await sync(alice, discogs, mode="auto")
    assert await runs(alice) == [("full", "complete", None)]


async def test_a_run_that_nobody_drives_any_more_is_too_old_to_go_on_with(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1)], total=1)
    await age(app, alice, timedelta(hours=6))
    await sync(alice, discogs, mode="auto", driver="browser-two")
    assert await runs(alice) == [("full", "incomplete", "replaced"), ("full", "complete", None)]
    assert await present(app, alice) == discogs.instance_ids()


async def test_a_run_that_is_driven_goes_on_however_long_it_takes(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    run = await HandRun.open(alice)
    await age(app, alice, timedelta(hours=6), driven=True)
    await run.instruction(1)
    assert (await HandRun.open(alice)).id == run.id
    assert await runs(alice) == [("full", "running", None)]


async def test_who_slept_through_its_time_does_not_end_a_run_as_whole(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1)], total=1)
    await age(app, alice, timedelta(hours=6))
    for deed, asked in (("finish", {"give_up": False}), ("instructions", {"pages": [1]})):
        refused = await alice.ask("POST", f"{run.path}/{deed}", asked, status=409)
        assert refused["type"] == "/problems/run-closed"
    assert (await run.state())["state"] == "running"


async def test_a_check_left_behind_gives_way_to_a_full_run(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    await alice.ask("POST", "/api/syncs", {"driver": "browser-one", "mode": "quick"}, status=201)
    await sync(alice, discogs)
    assert await runs(alice) == [
        ("full", "complete", None),
        ("quick", "incomplete", "replaced"),
        ("full", "complete", None),
    ]


async def test_a_dead_driver_is_taken_over_at_once_and_told_so_when_it_wakes(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(DemoWorld(700))
    await sync(alice, discogs, driver="the-phone", leave_when=lambda said: said.pages_done >= 2)
    watching = await sync(alice, discogs, driver="the-laptop")
    assert watching.done is not None
    assert watching.done.outcome == "watching"
    opened = await alice.ask("POST", "/api/syncs", {"driver": "the-laptop", "take_over": True}, status=200)
    path = f"/api/syncs/{opened['run']['id']}"
    late: list[tuple[str, dict[str, Any]]] = [
        ("instructions", {"pages": [1]}),
        ("finish", {}),
        ("pause", {"reason": "stopped"}),
    ]
    for name, body in late:
        refused = await alice.ask("POST", f"{path}/{name}", {**body, "driver": "the-phone"}, status=409)
        assert refused["type"] == "/problems/taken-over"
    laptop = await sync(alice, discogs, driver="the-laptop")
    assert laptop.done is not None
    assert laptop.done.outcome == "complete"
    assert await present(app, alice) == discogs.instance_ids()
    assert datetime.fromisoformat((await latest_run(alice))["finished_at"]) <= datetime.now(UTC)


@pytest.mark.parametrize("bent", [{"mode": "fast"}, {"mode": None}, {"take_over": "yes"}])
async def test_a_run_opened_in_a_way_there_is_not(alice: Person, bent: dict[str, Any]) -> None:
    await alice.ask("PUT", "/api/discogs", {"kind": "demo"})
    await alice.ask("POST", "/api/syncs", {"driver": "by-hand-1", **bent}, status=422)
