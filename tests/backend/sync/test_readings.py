"""Of several readings the latest counts, whatever the order in which they arrive."""

import pytest
from litestar import Litestar

from people import Person
from posting import HandRun, about, item, reading
from syncing import copies_of, present


def titled(instance_id: int, title: str) -> dict[str, object]:
    return item(instance_id, basic_information=about(1_000_000 + instance_id, title=title))


async def test_a_late_post_of_an_older_reading_changes_nothing(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    older = reading(await run.instruction(1), [titled(1, "Older"), item(9)], total=2)
    await run.page(1, [titled(1, "Newer")], total=1)
    answer = await run.post(older, 1)
    assert (answer.status_code, answer.json()["superseded"]) == (200, True)
    copies = await copies_of(app, alice)
    assert {key: row["title"] for key, row in copies.items()} == {1: "Newer"}
    state = await run.state()
    assert (state["items_seen"], state["items_total"], state["pages_done"]) == (1, 1, 1)


async def test_the_same_reading_again_changes_nothing(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1), item(2, rating="5")], total=2)
    first = await run.post(made, 1)
    assert first.json() == {"superseded": False, "added": 1, "changed": 0, "set_aside": 1}
    before, state = await copies_of(app, alice), await run.state()
    again = await run.post(made, 1)
    assert again.json() == {"superseded": False, "added": 0, "changed": 0, "set_aside": 1}
    assert {key: tuple(row) for key, row in (await copies_of(app, alice)).items()} == {
        key: tuple(row) for key, row in before.items()
    }
    assert await run.state() == state


async def test_totals_follow_the_latest_reading_of_any_page(alice: Person) -> None:
    run = await HandRun.open(alice)
    older = reading(await run.instruction(2), [item(2)], total=2, pages=2)
    await run.page(1, [item(1)], total=3, pages=3)
    await run.post(older, 2)
    state = await run.state()
    assert (state["items_total"], state["pages_total"]) == (3, 3)


async def test_of_an_item_that_moved_between_pages_the_later_reading_wins(
    app: Litestar, alice: Person
) -> None:
    run = await HandRun.open(alice)
    first = reading(await run.instruction(1), [titled(1, "Before it moved"), item(3)], total=3, pages=2)
    await run.page(2, [titled(1, "After it moved"), item(2)], total=3, pages=2)
    assert (await run.post(first, 1)).status_code == 200
    assert (await copies_of(app, alice))[1]["title"] == "After it moved"
    assert (await run.finish())["run"]["state"] == "complete"
    assert await present(app, alice) == {1, 2, 3}


async def test_an_older_run_s_word_does_not_outlive_a_newer_one_s(app: Litestar, alice: Person) -> None:
    old = await HandRun.open(alice)
    late = reading(await old.instruction(1), [titled(1, "Old")], total=1)
    await alice.ask("POST", f"{old.path}/pause", {"reason": "stopped"})
    await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": "somebody"})
    opened = await alice.http.post("/api/syncs", content=b'{"driver":"by-hand-1"}')
    assert opened.status_code == 201
    run = await HandRun.open(alice)
    assert run.id != old.id
    await run.page(1, [titled(1, "New")], total=1)
    assert (await old.post(late, 1)).status_code == 409
    assert (await copies_of(app, alice))[1]["title"] == "New"


async def test_the_same_instance_twice_in_a_page_counts_once_and_its_last_word_holds(
    app: Litestar, alice: Person
) -> None:
    run = await HandRun.open(alice)
    stored = await run.page(1, [titled(1, "First"), item(2), titled(1, "Second")], total=2)
    assert stored["added"] == 2
    assert (await run.state())["items_seen"] == 2
    assert (await copies_of(app, alice))[1]["title"] == "Second"
    assert (await run.finish())["run"]["state"] == "complete"


async def test_a_page_read_again_takes_the_place_of_its_first_reading(alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2), item(3, rating=7)], total=3)
    await run.page(1, [item(1), item(2)], total=2)
    state = await run.state()
    assert (state["pages_done"], state["items_seen"], state["set_aside"]) == (1, 2, 0)


@pytest.mark.parametrize("total", [1, 3])
async def test_other_counts_than_items_seen_keep_it_incomplete(alice: Person, total: int) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2)], total=total)
    assert (await run.finish())["reread"] == [1]
    ended = (await run.finish(give_up=True))["run"]
    assert (ended["state"], ended["reason"]) == ("incomplete", "count_mismatch")
    assert ended["detail"] == f"Discogs counts {total} records, 2 were read."


async def test_missing_pages_are_named(alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(2, [item(1)], total=250, pages=3)
    assert (await run.finish())["reread"] == [1, 3]
    ended = (await run.finish(give_up=True))["run"]
    assert (ended["state"], ended["reason"]) == ("incomplete", "missing_pages")
    assert "page 1, 3 of 3" in ended["detail"]


async def test_what_is_left_out_stays_as_it_is_known(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1), item(2)], total=2)
    before = await copies_of(app, alice)
    assert before[1]["folder_id"] == 1
    assert before[1]["rating"] == 4
    assert before[1]["cover"]
    blank = about(1_000_001, thumb="", cover_image="", title="Renamed")
    silent = about(1_000_002, thumb=..., cover_image=..., title="Renamed")
    everything = {"folder_id": ..., "notes": ..., "rating": ..., "date_added": ...}
    await run.page(
        1,
        [item(1, basic_information=blank, **everything), item(2, basic_information=silent, **everything)],
        total=2,
    )
    after = await copies_of(app, alice)
    for instance_id in (1, 2):
        assert after[instance_id]["title"] == "Renamed"
        for column in ("folder_id", "notes", "rating", "added_at", "thumb", "cover"):
            assert after[instance_id][column] == before[instance_id][column], column


async def test_what_is_said_replaces_what_was_known(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(1)], total=1)
    await run.page(1, [item(1, rating=0, notes=[], folder_id=8)], total=1)
    copy = (await copies_of(app, alice))[1]
    assert (copy["rating"], copy["notes"], copy["folder_id"]) == (0, [], 8)
