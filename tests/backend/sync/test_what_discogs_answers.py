"""Whatever Discogs answers, the run says why it ended, and can be taken up again."""

from typing import Any

import pytest
from litestar import Litestar

from people import Person
from syncing import Simulator, latest_run, present, sync, sync_public
from waugzee_demo.world import DemoWorld


async def is_resumed(app: Litestar, person: Person, discogs: Simulator) -> None:
    """The run ended incomplete; another engine takes it up and completes it."""
    ended = await latest_run(person)
    assert (ended["state"], ended["driven"]) == ("incomplete", False)
    again = await sync(person, discogs)
    assert again.done is not None
    assert (again.done.outcome, again.done.run_id) == ("complete", ended["id"])
    assert await present(app, person) == discogs.instance_ids()


async def test_a_private_collection(alice: Person, discogs: Simulator) -> None:
    discogs.behave(private=True)
    drive = await sync_public(alice, discogs, "demo")
    assert drive.done is not None
    assert (drive.done.outcome, drive.done.reason) == ("incomplete", "private_collection")
    run = await latest_run(alice)
    assert (run["state"], run["reason"]) == ("incomplete", "private_collection")
    assert len(drive.fetched) == 1
    discogs.behave(private=False)
    again = await sync_public(alice, discogs, "demo")
    assert again.done is not None
    assert (again.done.outcome, again.done.run_id) == ("complete", run["id"])


async def test_an_unknown_user(alice: Person, discogs: Simulator) -> None:
    drive = await sync_public(alice, discogs, "nobody-here")
    assert drive.done is not None
    assert drive.done.reason == "unknown_user"
    assert (await latest_run(alice))["reason"] == "unknown_user"
    assert len(drive.fetched) == 1


@pytest.mark.parametrize("fault", ["html", "empty"])
async def test_answers_that_are_no_page(app: Litestar, alice: Person, discogs: Simulator, fault: str) -> None:
    discogs.behave(**{fault: 1.0})
    drive = await sync(alice, discogs)
    assert drive.done is not None
    assert (drive.done.outcome, drive.done.reason) == ("incomplete", "unreadable")
    assert (await latest_run(alice))["reason"] == "unreadable"
    assert 1 < len(drive.fetched) <= 10
    assert await present(app, alice) == set()
    discogs.behave(**{fault: 0.0})
    await is_resumed(app, alice, discogs)


@pytest.mark.parametrize("opaque", [False, True])
@pytest.mark.parametrize("switches", [{"random_429": 1.0}, {"random_5xx": 1.0, "cors_on_faults": False}])
async def test_no_answer_but_refusals(
    app: Litestar, alice: Person, discogs: Simulator, switches: dict[str, Any], opaque: bool
) -> None:
    discogs.behave(**switches)
    drive = await sync(alice, discogs, opaque=opaque)
    assert drive.done is not None
    assert (drive.done.outcome, drive.done.reason) == ("incomplete", "unreachable")
    assert (await latest_run(alice))["reason"] == "unreachable"
    assert len(drive.fetched) < 10, "it backs off instead of hammering"
    discogs.behave(random_429=0.0, random_5xx=0.0)
    await is_resumed(app, alice, discogs)


@pytest.mark.parametrize("seed", range(2))
async def test_now_and_then_a_fault(app: Litestar, alice: Person, discogs: Simulator, seed: int) -> None:
    chances: dict[str, Any] = {"random_429": 0.1, "random_5xx": 0.1, "html": 0.1, "empty": 0.1}
    discogs.show(DemoWorld(1000), seed=seed, **chances)
    drive = await sync(alice, discogs, opaque=True)
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert discogs.counters.faults + discogs.counters.refused_429 > 0
    assert await present(app, alice) == discogs.instance_ids()


async def test_a_busy_address_is_shared_without_losing_anything(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(DemoWorld(3000), other_traffic=45)
    drive = await sync(alice, discogs, opaque=True)
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert discogs.counters.refused_429 > 0
    assert await present(app, alice) == discogs.instance_ids()


@pytest.mark.parametrize(("kind", "limit"), [("demo", 60), ("public", 25)])
async def test_alone_at_its_address_an_engine_is_never_refused(
    alice: Person, discogs: Simulator, kind: str, limit: int
) -> None:
    discogs.show(DemoWorld(limit * 110))
    drive = await (sync(alice, discogs) if kind == "demo" else sync_public(alice, discogs, "demo"))
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert discogs.counters.refused_429 == 0
    assert limit * 0.8 < discogs.counters.most_in_window <= limit
