"""The day of the last play, in a field at Discogs: later, a few at a time, over nobody's words."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from errands import Errands, prefer
from people import Person
from syncing import Simulator, sync
from waugzee.db import transaction

NOTES = 3


@pytest.fixture
async def copies(alice: Person, discogs: Simulator) -> list[dict[str, Any]]:
    """Alice's copies, synced, with the field chosen and nothing in it."""
    for item in discogs.items():
        discogs.collection().fill(item.instance_id, NOTES, "")
    await sync(alice, discogs)
    await prefer(alice, writing_back=True, last_played_field=NOTES)
    await Errands(alice, discogs).run()
    shelf: list[dict[str, Any]] = (await alice.ask("GET", "/api/shelf"))["copies"]
    return [await alice.ask("GET", f"/api/copies/{one['id']}") for one in shelf]


async def play(person: Person, copy: dict[str, Any], at: str) -> None:
    play = {"copy_id": copy["id"], "played_at": at, "utc_offset": 120}
    await person.ask("POST", "/api/plays", play, status=201)


async def let_settle(engine: AsyncEngine, person: Person) -> None:
    user_id = await person.user_id()
    async with transaction(engine, user_id) as db:
        earlier = text(
            "update plays set created_at = created_at - :by, deleted_at = deleted_at - :by"
            " where user_id = :user_id"
        )
        await db.run(earlier.bindparams(by=timedelta(minutes=11), user_id=user_id))


def stands(discogs: Simulator, copy: dict[str, Any]) -> str:
    item: Any = next(one for one in discogs.items() if one.instance_id == copy["instance_id"])
    return str(dict(item.notes).get(NOTES, ""))


async def test_plays_move_the_day_once_they_have_settled(
    alice: Person, discogs: Simulator, own_sql: AsyncEngine, copies: list[dict[str, Any]]
) -> None:
    one, other, *_ = copies
    await play(alice, one, "2026-03-01T20:00:00Z")
    await play(alice, one, "2026-03-02T23:30:00Z")
    await play(alice, other, "2025-12-24T12:00:00Z")
    early = Errands(alice, discogs)
    await early.run()
    assert [method for method, _ in early.sent if method == "POST"] == []
    await let_settle(own_sql, alice)
    errands = Errands(alice, discogs)
    await errands.run()
    # By the listener's clock it was after midnight already.
    assert (stands(discogs, one), stands(discogs, other)) == ("2026-03-03", "2025-12-24")
    assert len([method for method, _ in errands.sent if method == "POST"]) == 2
    again = Errands(alice, discogs)
    await again.run()
    assert again.sent == []
    await play(alice, one, "2026-04-01T20:00:00Z")
    await let_settle(own_sql, alice)
    await Errands(alice, discogs).run()
    assert stands(discogs, one) == "2026-04-01"


async def test_the_day_goes_with_the_only_play(
    alice: Person, discogs: Simulator, own_sql: AsyncEngine, copies: list[dict[str, Any]]
) -> None:
    one, other, own, *_ = copies
    for copy, days in ((one, [1]), (other, [1, 2])):
        for day in days:
            await play(alice, copy, f"2026-03-0{day}T20:00:00Z")
    await let_settle(own_sql, alice)
    await Errands(alice, discogs).run()
    # Of a record without any play a day that is somebody's own stays.
    discogs.collection().fill(own["instance_id"], NOTES, "1999-12-31")
    await sync(alice, discogs)
    for logged in (await alice.ask("GET", "/api/plays"))["plays"]:
        if logged["copy_id"] == one["id"] or logged["played_on"] == "2026-03-02":
            await alice.ask("DELETE", f"/api/plays/{logged['id']}", status=204)
    await Errands(alice, discogs).run()
    assert (stands(discogs, one), stands(discogs, other)) == ("2026-03-01", "2026-03-02")
    await let_settle(own_sql, alice)
    await Errands(alice, discogs).run()
    assert (stands(discogs, one), stands(discogs, other)) == ("", "2026-03-01")
    assert stands(discogs, own) == "1999-12-31"


async def test_words_of_one_s_own_stay(
    alice: Person, discogs: Simulator, own_sql: AsyncEngine, copies: list[dict[str, Any]]
) -> None:
    one, other, *_ = copies
    discogs.collection().fill(one["instance_id"], NOTES, "a gift")
    await sync(alice, discogs)
    discogs.collection().fill(other["instance_id"], NOTES, "written meanwhile")
    for copy in (one, other):
        await play(alice, copy, "2026-03-01T20:00:00Z")
    await let_settle(own_sql, alice)
    await Errands(alice, discogs).run()
    assert (stands(discogs, one), stands(discogs, other)) == ("a gift", "written meanwhile")
    (edit,) = (await alice.ask("GET", "/api/edits"))["edits"]
    assert (edit["state"], edit["found"]) == ("conflict", "written meanwhile")


async def test_without_a_field_nothing_is_written(
    alice: Person, discogs: Simulator, own_sql: AsyncEngine, copies: list[dict[str, Any]]
) -> None:
    await play(alice, copies[0], "2026-03-01T20:00:00Z")
    await let_settle(own_sql, alice)
    # A field to choose from takes no day; none takes none.
    for field in (1, 999, None):
        await prefer(alice, last_played_field=field)
        errands = Errands(alice, discogs)
        await errands.run()
        assert errands.sent == []
