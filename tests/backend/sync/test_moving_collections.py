"""Collections that change while they are read: what is stored is true, and nothing is removed wrongly."""

import pytest
from litestar import Litestar

from people import Person
from syncing import Simulator, copies_of, latest_run, present, sync
from waugzee_demo.world import DemoWorld


async def removed(app: Litestar, person: Person) -> set[int]:
    return set(await copies_of(app, person)) - await present(app, person)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("edits", [1, 2, 5])
async def test_a_collection_edited_while_it_is_read_is_read_again_until_it_is_whole(
    app: Litestar, alice: Person, discogs: Simulator, seed: int, edits: int
) -> None:
    discogs.show(DemoWorld(520, seed))
    await sync(alice, discogs)
    discogs.behave(changing=True, most_changes=edits, seed=seed)
    drive = await sync(alice, discogs)
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert discogs.counters.changes == edits
    assert await present(app, alice) == discogs.instance_ids()


@pytest.mark.parametrize("seed", range(2))
async def test_a_collection_that_never_keeps_still_ends_incomplete_or_true(
    app: Litestar, alice: Person, discogs: Simulator, seed: int
) -> None:
    discogs.show(DemoWorld(520, seed))
    await sync(alice, discogs)
    discogs.behave(changing=True, seed=seed)
    drive = await sync(alice, discogs)
    assert drive.done is not None
    run = await latest_run(alice)
    assert run["state"] == drive.done.outcome
    assert not await removed(app, alice) & discogs.instance_ids()
    if run["state"] == "incomplete":
        assert run["reason"] in ("kept_changing", "count_mismatch", "missing_pages")
        assert run["removed"] == 0

    discogs.behave(changing=False)
    again = await sync(alice, discogs)
    assert again.done is not None
    assert again.done.outcome == "complete"
    assert await present(app, alice) == discogs.instance_ids()


async def test_additions_at_the_end_cost_no_second_reading_of_full_pages(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(DemoWorld(520))
    discogs.after_pages(3, lambda: discogs.collection().add(150))
    drive = await sync(alice, discogs, concurrency=1)
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert await present(app, alice) == discogs.instance_ids()
    assert set(discogs.page_requests().values()) == {1}


async def test_a_collection_that_shrinks_below_a_page_asked_for(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(DemoWorld(520))
    await sync(alice, discogs)
    everything = discogs.instance_ids()
    leaving = [item.instance_id for item in discogs.items()[:300]]
    discogs.after_pages(6 + 2, lambda: discogs.collection().remove(leaving))
    drive = await sync(alice, discogs, concurrency=1)
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert await present(app, alice) == discogs.instance_ids() == everything - set(leaving)
