"""What is changed here is written at Discogs: looked at first, never twice, and never over another change."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from errands import Errands, prefer
from people import Person
from syncing import Simulator, latest_run, sync
from waugzee.db import new_id, transaction


@pytest.fixture
async def copy(alice: Person, discogs: Simulator) -> dict[str, Any]:
    """A copy of Alice's, synced, with writing back on."""
    await sync(alice, discogs)
    await prefer(alice, writing_back=True)
    await Errands(alice, discogs).run()
    return next(iter((await alice.ask("GET", "/api/shelf"))["copies"]))


async def edit(person: Person, kind: str, *, status: int = 200, **of: Any) -> dict[str, Any]:
    made: dict[str, Any] = await person.ask(
        "POST", "/api/edits", {"id": str(new_id()), "kind": kind, **of}, status=status
    )
    return made


async def state_of(person: Person, made: dict[str, Any]) -> dict[str, Any]:
    edits = (await person.ask("GET", "/api/edits"))["edits"]
    return next(one for one in edits if one["id"] == made["id"])


def item_of(discogs: Simulator, copy: dict[str, Any]) -> Any:
    shown = [item for item in discogs.items() if item.release_id == copy["release_id"]]
    return shown[0]


def writes(errands: Errands) -> list[str]:
    return [method for method, _ in errands.sent if method != "GET"]


async def test_a_rating_is_written_and_the_next_sync_sees_no_difference(
    alice: Person, discogs: Simulator, copy: dict[str, Any]
) -> None:
    to = 1 if item_of(discogs, copy).rating != 1 else 2
    made = await edit(alice, "rating", copy_id=copy["id"], to=to)
    errands = Errands(alice, discogs)
    assert (await errands.run()).outcome == "complete"
    assert (await state_of(alice, made))["state"] == "done"
    assert item_of(discogs, copy).rating == to
    assert [method for method, _ in errands.sent] == ["GET", "POST", "GET"]
    await sync(alice, discogs)
    run = await latest_run(alice)
    assert (run["changed"], run["added"], run["removed"]) == (0, 0, 0)


async def test_folder_field_and_removal(alice: Person, discogs: Simulator, copy: dict[str, Any]) -> None:
    item = item_of(discogs, copy)
    folder = next(id for id in discogs.collection().folders if id not in (0, item.folder_id))
    made = [
        await edit(alice, "folder", copy_id=copy["id"], to=folder),
        await edit(alice, "field", copy_id=copy["id"], field_id=3, to="Plays fine"),
    ]
    await Errands(alice, discogs).run()
    assert [(await state_of(alice, one))["state"] for one in made] == ["done", "done"]
    assert item.folder_id == folder
    assert (3, "Plays fine") in item.notes
    gone = await edit(alice, "remove", copy_id=copy["id"])
    before = discogs.instance_ids()
    await Errands(alice, discogs).run()
    assert (await state_of(alice, gone))["state"] == "done"
    assert before - discogs.instance_ids() == {item.instance_id}


async def test_a_change_on_both_sides_is_shown_and_not_overwritten(
    alice: Person, discogs: Simulator, copy: dict[str, Any]
) -> None:
    item = item_of(discogs, copy)
    ours, theirs = [rating for rating in (1, 2, 5) if rating != item.rating][:2]
    made = await edit(alice, "rating", copy_id=copy["id"], to=ours)
    discogs.collection().rate(item.instance_id, theirs)
    errands = Errands(alice, discogs)
    await errands.run()
    now = await state_of(alice, made)
    assert (now["state"], now["found"], item.rating) == ("conflict", theirs, theirs)
    assert writes(errands) == []
    await alice.ask("POST", f"/api/edits/{made['id']}/retry")
    await Errands(alice, discogs).run()
    assert ((await state_of(alice, made))["state"], item.rating) == ("done", ours)


async def test_an_addition_whose_answer_was_lost_is_not_done_twice(
    alice: Person, discogs: Simulator, copy: dict[str, Any]
) -> None:
    before = discogs.instance_ids()
    made = await edit(alice, "add", release_id=copy["release_id"], to=1)
    errands = Errands(alice, discogs)
    errands.lose = {"POST"}
    await errands.run()
    assert len(discogs.instance_ids() - before) == 1
    now = await state_of(alice, made)
    assert now["state"] == "look"
    await alice.ask("POST", f"/api/edits/{made['id']}/retry", status=409)


async def test_an_addition_is_found_again(alice: Person, discogs: Simulator, copy: dict[str, Any]) -> None:
    before = discogs.instance_ids()
    made = await edit(alice, "add", release_id=copy["release_id"], to=1)
    errands = Errands(alice, discogs)
    await errands.run()
    assert writes(errands) == ["POST"]
    assert (await state_of(alice, made))["state"] == "done"
    (added,) = discogs.instance_ids() - before
    copies = (await alice.ask("GET", "/api/shelf"))["copies"]
    assert len([one for one in copies if one["release_id"] == copy["release_id"]]) >= 2
    assert added


async def test_wants_come_and_go(alice: Person, discogs: Simulator, copy: dict[str, Any]) -> None:
    await edit(alice, "want", release_id=copy["release_id"])
    errands = Errands(alice, discogs)
    await errands.run()
    assert writes(errands) == ["PUT"]
    assert (await alice.ask("GET", f"/api/copies/{copy['id']}"))["wanted"] is True
    await edit(alice, "unwant", release_id=copy["release_id"])
    await Errands(alice, discogs).run()
    assert (await alice.ask("GET", f"/api/copies/{copy['id']}"))["wanted"] is False
    gone = await edit(alice, "want", release_id=2**40)
    await Errands(alice, discogs).run()
    # Of a release that does not exist a browser cannot read the answer: it is tried again later.
    assert (await state_of(alice, gone))["state"] == "write"


@pytest.mark.parametrize(("kind", "wanted"), [("want", True), ("unwant", False)])
async def test_a_want_whose_engine_vanished_is_sent_again(
    alice: Person, discogs: Simulator, copy: dict[str, Any], own_sql: AsyncEngine, kind: str, wanted: bool
) -> None:
    made = await edit(alice, kind, release_id=copy["release_id"])
    await alice.ask("POST", "/api/errands")
    assert (await state_of(alice, made))["state"] == "sent"
    user_id = await alice.user_id()
    async with transaction(own_sql, user_id) as db:
        await db.driver.execute("update edits set due_at = now() where edits.user_id = $1", user_id)
    errands = Errands(alice, discogs)
    await errands.run()
    assert writes(errands) == ["PUT" if wanted else "DELETE"]
    assert (await state_of(alice, made))["state"] == "done"
    assert (await alice.ask("GET", f"/api/copies/{copy['id']}"))["wanted"] is wanted


async def test_what_is_refused_stays_with_its_reason(
    alice: Person, discogs: Simulator, copy: dict[str, Any]
) -> None:
    made = await edit(alice, "field", copy_id=copy["id"], field_id=1, to="Shiny")
    await Errands(alice, discogs).run()
    now = await state_of(alice, made)
    assert (now["state"], now["reason"]) == ("failed", "refused")
    await alice.ask("DELETE", f"/api/edits/{made['id']}", status=204)
    assert (await alice.ask("GET", "/api/edits"))["edits"] == []


async def test_nothing_is_queued_while_it_is_off(
    alice: Person, discogs: Simulator, copy: dict[str, Any]
) -> None:
    await prefer(alice, writing_back=False)
    await edit(alice, "rating", copy_id=copy["id"], to=3, status=409)
    await edit(alice, "rating", copy_id=str(new_id()), to=3, status=404)
    await edit(alice, "rating", copy_id=copy["id"], to=6, status=422)


async def test_the_same_edit_twice_is_one_and_a_later_one_takes_its_place(
    alice: Person, discogs: Simulator, copy: dict[str, Any]
) -> None:
    same = {"id": str(new_id()), "kind": "rating", "copy_id": copy["id"], "to": 1}
    await alice.ask("POST", "/api/edits", same)
    await alice.ask("POST", "/api/edits", same)
    await edit(alice, "rating", copy_id=copy["id"], to=5)
    assert len((await alice.ask("GET", "/api/edits"))["edits"]) == 1
    await Errands(alice, discogs).run()
    assert item_of(discogs, copy).rating == 5
