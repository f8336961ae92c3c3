"""What is stored already: recognised by its bytes or by what it says, and then nothing is written."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from locking import somebody_waits_for
from people import Person
from posting import HandRun, about, item, reading
from syncing import copies_of
from waugzee.accounts.queries import next_feed
from waugzee.collection.queries import remove_unseen
from waugzee.db import transaction
from waugzee_sync.discogs.responses import CollectionItem, judged

RELEASE = 1_000_007


def canonical(changed: dict[str, Any]) -> msgspec.Raw:
    """An item as an engine posts it."""
    judgement = judged(msgspec.json.encode(changed))
    assert isinstance(judgement, CollectionItem)
    return msgspec.Raw(msgspec.json.encode(judgement))


def spelt_otherwise(changed: dict[str, Any]) -> msgspec.Raw:
    """The same item by other bytes: its parts in another order, spaces, what nobody knows."""
    parts = {"unknown": [1, {}], **dict(reversed(changed.items()))}
    return msgspec.Raw(msgspec.json.format(msgspec.json.encode(parts), indent=2))


@pytest.mark.parametrize("first", [canonical, spelt_otherwise])
@pytest.mark.parametrize("second", [canonical, spelt_otherwise])
async def test_nothing_is_written_of_what_says_the_same(
    app: Litestar, alice: Person, first: Any, second: Any
) -> None:
    run = await HandRun.open(alice)
    items = [item(number) for number in (7, 8, 9)]
    await run.page(1, [first(one) for one in items], total=3)
    await run.finish()
    before = await copies_of(app, alice)
    run = await HandRun.open(alice)
    stored = await run.page(1, [second(one) for one in items], total=3)
    assert stored == {"superseded": False, "added": 0, "changed": 0, "set_aside": 0}
    assert await copies_of(app, alice) == before
    finished = (await run.finish())["run"]
    assert (finished["state"], finished["items_seen"]) == ("complete", 3)


async def test_among_known_items_the_edited_and_the_new_are_written(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [canonical(item(number)) for number in (7, 8)], total=2)
    edited = canonical(item(8, rating=1))
    stored = await run.page(1, [canonical(item(7)), edited, canonical(item(9))], total=3)
    assert (stored["added"], stored["changed"]) == (1, 1)
    copies = await copies_of(app, alice)
    assert {number: copy["rating"] for number, copy in copies.items()} == {7: 4, 8: 1, 9: 4}


@pytest.mark.parametrize("way", [canonical, spelt_otherwise])
async def test_an_item_is_set_aside_however_it_is_spelt(app: Litestar, alice: Person, way: Any) -> None:
    run = await HandRun.open(alice)
    other_release = msgspec.Raw(bytes(canonical(item(7))).replace(b'{"id":1000007', b'{"id":1000008', 1))
    long_ago = canonical(item(8, date_added="2024-03-05T10:02:33Z"))
    long_ago = msgspec.Raw(bytes(long_ago).replace(b"2024-03-05", b"1924-03-05"))
    stored = await run.page(1, [other_release, long_ago, way(item(9))], total=3)
    assert (stored["added"], stored["set_aside"]) == (1, 2)
    assert set(await copies_of(app, alice)) == {9}


@pytest.mark.parametrize("last", [4, 1])
async def test_of_a_known_item_that_comes_twice_the_last_word_holds(
    app: Litestar, alice: Person, last: int
) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [canonical(item(7))], total=1)
    await run.page(1, [canonical(item(7, rating=5 - last)), canonical(item(7, rating=last))], total=1)
    assert (await copies_of(app, alice))[7]["rating"] == last


async def test_a_removed_copy_returns_as_the_same_bytes(app: Litestar, alice: Person) -> None:
    both, one = [canonical(item(7)), canonical(item(8))], [canonical(item(8))]
    run = await HandRun.open(alice)
    await run.page(1, both, total=2)
    await run.finish()
    run = await HandRun.open(alice)
    await run.page(1, one, total=1)
    assert (await run.finish())["reread"] == [1]
    await run.page(1, one, total=1)
    assert (await run.finish())["run"]["removed"] == 1
    run = await HandRun.open(alice)
    assert (await run.page(1, both, total=2))["changed"] == 1
    assert {copy["removed_at"] for copy in (await copies_of(app, alice)).values()} == {None}


async def test_what_changes_while_a_page_waits_for_its_turn_is_looked_at_again(
    app: Litestar, alice: Person, own_sql: AsyncEngine
) -> None:
    run = await HandRun.open(alice)
    known = canonical(item(7))
    await run.page(1, [known], total=1)
    made = reading(await run.instruction(1), [known], total=1)
    user_id = await alice.user_id()
    # It is removed as a run that ends would do it: under the account's lock, and numbered.
    async with transaction(own_sql, user_id) as db:
        feed = await next_feed(db, user_id)
        assert await remove_unseen(db, user_id, [], feed, datetime.now(UTC)) == [7]
        posting = asyncio.create_task(run.post(made, 1))
        await somebody_waits_for(db)
    answer = (await posting).json()
    assert (answer["added"], answer["changed"]) == (0, 1)
    assert (await copies_of(app, alice))[7]["removed_at"] is None


@pytest.mark.parametrize("odd", ["", "\x1f", "\x1e\x1fNewest\x1f", "\x1f" * 40])
async def test_words_hold_nothing_that_parts_them(app: Litestar, alice: Person, odd: str) -> None:
    run = await HandRun.open(alice)
    information = about(
        RELEASE,
        title=odd,
        artists=[{"name": odd}],
        labels=[{"name": odd, "catno": odd}],
        formats=[{"name": odd}],
    )
    neighbour = item(8)
    stored = await run.page(1, [item(7, id=RELEASE, basic_information=information), neighbour], total=2)
    assert stored["added"] == 2
    copies = await copies_of(app, alice)
    assert copies[7]["title"] == odd.replace("\x1f", " ")
    assert copies[8]["title"] == neighbour["basic_information"]["title"]
    assert copies[7]["artists"][0].get("name", "") == odd
