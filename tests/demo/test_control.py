from typing import Any

import pytest

from demo.simulated import OWNER, RELEASES, Discogs, Open
from waugzee_demo.world import DemoWorld


async def edit(discogs: Discogs, **edits: Any) -> Any:
    answer = await discogs.ask("/_control/collection", method="POST", json=edits)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_switches_change_while_it_runs(discogs: Discogs) -> None:
    before = (await discogs.ask("/_control")).json()["behaviour"]
    assert (await discogs.ask(RELEASES)).status_code == 200
    answer = await discogs.ask("/_control", method="PUT", json={"private": True})
    assert answer.json()["behaviour"] == before | {"private": True}
    assert (await discogs.ask(RELEASES)).status_code == 403
    await discogs.ask("/_control", method="PUT", json={"latency": 10})
    assert (await discogs.ask("/_control")).json()["behaviour"] == before | {"private": True, "latency": 10}


@pytest.mark.parametrize("bad", [{"html": 2}, {"nonsense": 1}, {"private": "yes"}, {"script": ["boom"]}, []])
async def test_a_switch_that_is_not_one_changes_nothing(discogs: Discogs, bad: Any) -> None:
    before = (await discogs.ask("/_control")).json()
    assert (await discogs.ask("/_control", method="PUT", json=bad)).status_code == 400
    assert (await discogs.ask("/_control")).json() == before


@pytest.mark.parametrize("path", ["/_control", "/_control/"])
async def test_nobody_from_outside_steers(discogs: Discogs, path: str) -> None:
    assert (await discogs.ask(path, address="10.0.0.9")).status_code == 404
    assert (await discogs.ask("/_control", address="::1")).status_code == 200


async def test_it_counts_what_it_served(opened: Open) -> None:
    discogs = opened(limit_without=3)
    for page in (1, 2, 2, 3):
        await discogs.ask(RELEASES, page=page)
    await discogs.ask("/nowhere", **OWNER)
    counters = (await discogs.ask("/_control")).json()["counters"]
    assert counters["requests"] == 5
    assert counters["refused_429"] == 1
    assert counters["most_in_window"] == 4
    assert counters["statuses"] == {"200": 3, "429": 1, "404": 1}
    assert counters["paths"] == {
        f"{RELEASES}?page=1": 1,
        f"{RELEASES}?page=2": 2,
        f"{RELEASES}?page=3": 1,
        "/nowhere": 1,
    }


async def test_reset_empties_counters_and_window(opened: Open) -> None:
    discogs = opened(limit_without=2, script=("ok", "html"))
    for _ in range(3):
        await discogs.ask("/")
    counters = (await discogs.ask("/_control/reset", method="POST")).json()["counters"]
    assert counters["requests"] == counters["most_in_window"] == 0
    kinds = [(await discogs.ask("/")).headers["content-type"] for _ in range(2)]
    assert kinds == ["application/json", "text/html; charset=UTF-8"]


async def test_items_go_and_come(small: Discogs) -> None:
    before = await small.every_item()
    gone = before[3]["instance_id"]
    done = await edit(small, remove=[gone, 12345], add=2)
    assert done["removed"] == [gone]
    assert done["items"] == 26
    after = await small.every_item()
    assert [item for item in before if item["instance_id"] != gone] == after[:24]
    assert [item["instance_id"] for item in after[24:]] == done["added"]
    new = after[-1]
    answer = await small.ask(f"/releases/{new['id']}", **OWNER)
    assert answer.json()["title"] == new["basic_information"]["title"]


async def test_items_move_and_are_rated(small: Discogs) -> None:
    first = (await small.every_item())[0]
    instance, folder = first["instance_id"], 2_841_077 if first["folder_id"] == 1 else 1
    await edit(
        small,
        move=[{"instance_id": instance, "folder_id": folder}],
        rate=[{"instance_id": instance, "rating": 1}],
    )
    assert (await small.every_item())[0] == first | {"folder_id": folder, "rating": 1}


async def test_a_folder_vanishes_and_its_items_stay(discogs: Discogs) -> None:
    before = await discogs.every_item()
    folder = next(item["folder_id"] for item in before if item["folder_id"] != 1)
    await edit(discogs, drop_folders=[folder])
    assert (await discogs.ask(f"/users/demo/collection/folders/{folder}", **OWNER)).status_code == 404
    after = await discogs.every_item()
    assert [item["instance_id"] for item in after] == [item["instance_id"] for item in before]
    assert folder not in {item["folder_id"] for item in after}


@pytest.mark.parametrize(
    "bad",
    [
        {"move": [{"instance_id": 1, "folder_id": 1}]},
        {"user": "nobody"},
        {"drop_folders": [1]},
        {"surprise": True},
    ],
)
async def test_an_edit_that_cannot_be_done_says_so(small: Discogs, bad: Any) -> None:
    before = await small.every_item()
    answer = await small.ask("/_control/collection", method="POST", json=bad)
    assert answer.status_code in (400, 404)
    assert await small.every_item() == before


async def test_a_changing_collection_changes_between_pages(opened: Open) -> None:
    discogs = opened(DemoWorld(60), changing=True, most_changes=6)
    counts = [(await discogs.page(per_page=20))["pagination"]["items"] for _ in range(9)]
    assert counts == [60, 59, 60, 60, 59, 60, 60, 60, 60]
    assert (await discogs.ask("/_control")).json()["counters"]["changes"] == 6


async def test_it_changes_the_same_way_each_time(opened: Open) -> None:
    runs = []
    for _ in range(2):
        discogs = opened(DemoWorld(60), changing=True, most_changes=9, seed=3)
        for _ in range(9):
            await discogs.page(per_page=20)
        runs.append(await discogs.every_item())
    assert runs[0] == runs[1]
    assert runs[0] != await opened(DemoWorld(60)).every_item()
