"""Recorded answers come out as they went in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from demo.simulated import OWNER, SAMPLES, Discogs, Open, needs_samples
from waugzee_demo.literals import array_literals
from waugzee_demo.recorded import RawWorld, RecordedWorld

PAGES = {
    "bronzehedwick__collection_page1_unauth.json": 50,
    "ezienecker__responses_collection.json": 31,
    "joalla__users_example_collection_folders_0_releases_page=1&per_page=50.json": 3,
    "jrtibbetts__Collection_get-items-in-folder-200.json": 2,
}
CODE = "jayjonesdev__src_testData.ts"


def page(items: list[dict[str, Any]], number: int = 1, pages: int = 1, user: str = "ada") -> dict[str, Any]:
    url = f"https://api.discogs.com/users/{user}/collection/folders/0/releases?page=1&per_page=50"
    return {
        "pagination": {
            "page": number,
            "pages": pages,
            "per_page": 50,
            "items": 50 * pages,
            "urls": {"first": url} if number > 1 else {"last": url},
        },
        "releases": items,
    }


def item(instance_id: int, added: str = "2021-04-14T12:17:09-07:00", **more: Any) -> dict[str, Any]:
    return {
        "date_added": added,
        "id": instance_id * 10,
        "instance_id": instance_id,
        "basic_information": {"id": instance_id * 10, "title": "Odd ", "year": 0, "extra": [1.50, None]},
        **more,
    }


def kept(folder: Path, name: str, content: Any) -> None:
    (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=3), encoding="utf-8")


async def test_items_of_all_files_once_each_by_date(opened: Open, tmp_path: Path) -> None:
    second, first = item(2, "2022-01-01T00:00:00-08:00", folder_id=7), item(1)
    third = item(3, "2023-01-01T00:00:00-08:00", rating=4, notes=[])
    kept(tmp_path, "a.json", page([second, first]))
    kept(tmp_path, "b.json", page([item(1, rating=5), third]))
    kept(tmp_path, "other.json", {"pagination": {"page": 1}, "releases": [{"id": 3, "title": "no instance"}]})
    (tmp_path / "broken.json").write_bytes(b'{"pagination"')
    world = RecordedWorld(tmp_path)
    assert world.found == ["2 items in a.json, 2 of them new", "2 items in b.json, 1 of them new"]
    discogs = opened(world)
    for user in ("demo", "Recorded"):
        path = f"/users/{user}/collection/folders/0/releases"
        served = (await discogs.ask(path, sort="added")).json()
        assert served["releases"] == [first, second, third]
        assert served["pagination"]["items"] == 3
    assert [item["instance_id"] for item in (await discogs.page(sort_order="desc"))["releases"]] == [3, 2, 1]


async def test_an_items_own_bytes_are_kept(opened: Open, tmp_path: Path) -> None:
    basics = '{"qty": "1e400", "big": 123456789012345678901234567890, "f": 1.10}'
    odd = '{"id": 1,  "instance_id":9,"basic_information" : ' + basics + "}"
    envelope = '{"pagination": {"page": 1, "pages": 1}, "releases": [' + odd + "]}"
    (tmp_path / "odd.json").write_text(envelope)
    answer = await opened(RecordedWorld(tmp_path)).ask("/users/recorded/collection/folders/0/releases")
    assert odd in answer.text


async def test_raw_pages_are_served_whole_and_the_others_are_missing(opened: Open, tmp_path: Path) -> None:
    kept(tmp_path, "1.json", page([item(1), item(2)], 1, 4))
    kept(tmp_path, "3.json", page([item(5)], 3, 4))
    kept(tmp_path, "other.json", page([item(9)], user="bob"))
    discogs = opened(RawWorld(tmp_path))
    for user in ("demo", "recorded", "ADA"):
        path = f"/users/{user}/collection/folders/0/releases"
        for number in (1, 3):
            answer = await discogs.ask(path, page=number, per_page=100, **OWNER)
            assert answer.content == (tmp_path / f"{number}.json").read_bytes()
        missing = await discogs.ask(path, page=2, **OWNER)
        assert (missing.status_code, missing.json()) == (
            404,
            {"message": "Page 2 is outside of valid range [1, 4]."},
        )
    folders = (await discogs.ask("/users/ada/collection/folders")).json()["folders"]
    assert [(folder["id"], folder["count"]) for folder in folders] == [(0, 200)]
    bob = (await discogs.ask("/users/bob/collection/folders/0/releases")).json()
    assert bob["releases"] == [item(9)]


def test_raw_mode_needs_a_page(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        RawWorld(tmp_path)


async def test_a_recording_can_lose_items_but_gain_none(opened: Open, tmp_path: Path) -> None:
    kept(tmp_path, "a.json", page([item(1), item(2)]))
    discogs = opened(RecordedWorld(tmp_path))
    done = await discogs.ask("/_control/collection", method="POST", json={"remove": [1]})
    assert done.json() == {"removed": [1], "added": [], "items": 1}
    refused = await discogs.ask("/_control/collection", method="POST", json={"add": 1})
    assert refused.status_code == 400
    raw = opened(RawWorld(tmp_path))
    refused = await raw.ask("/_control/collection", method="POST", json={"remove": [1]})
    assert refused.status_code == 400


async def test_recorded_releases_masters_and_artists(opened: Open, tmp_path: Path) -> None:
    url = "https://api.discogs.com/releases/7"
    kept(tmp_path, "r.json", {"id": 7, "resource_url": url, "tracklist": [], "odd": True})
    kept(tmp_path, "x.json", ["not", "an", "object"])
    discogs = opened(RecordedWorld(tmp_path))
    answer = await discogs.ask("/releases/7")
    assert answer.content == (tmp_path / "r.json").read_bytes()
    for path in ("/releases/8", "/masters/7", "/artists/7"):
        assert (await discogs.ask(path)).status_code == 404


def test_literals_of_code_become_json() -> None:
    source = """
        import { a } from './b.js'; // nothing here
        export const list: Thing[] = [
            { name: 'It\\'s "so"', $id: -1.5, inner: { ok: true, none: null, tall: "12\\"" }, }, // a comment
            /* another */ { name: 'caf\\u00e9 \\x41\\n', tags: ['a', 'b',], },
        ];
        const computed = [one(), 2];
    """
    [found] = array_literals(source)
    assert json.loads(found) == [
        {"name": 'It\'s "so"', "$id": -1.5, "inner": {"ok": True, "none": None, "tall": '12"'}},
        {"name": "café A\n", "tags": ["a", "b"]},
    ]


@pytest.fixture
async def samples(opened: Open) -> Discogs:
    return opened(RecordedWorld(SAMPLES), limit_with_credentials=1000)


@needs_samples
async def test_every_item_of_the_samples_comes_out_unchanged(samples: Discogs) -> None:
    served = {item["instance_id"]: item for item in await samples.every_item()}
    expected = 0
    for name, count in PAGES.items():
        items = json.loads((SAMPLES / name).read_text())["releases"]
        assert len(items) == count
        for item in items:
            assert served[item["instance_id"]] == item
            expected += 1
    in_code = {int(id) for id in re.findall(r"instance_id: (\d+)", (SAMPLES / CODE).read_text())}
    assert len(in_code) == 500
    assert in_code <= set(served)
    assert len(served) == expected + 500


@needs_samples
async def test_items_kept_as_code_say_what_the_code_says(samples: Discogs) -> None:
    """Every string of an item stands in the source, quoted one way or the other."""
    source = (SAMPLES / CODE).read_text()
    items = [item for item in await samples.every_item() if f"instance_id: {item['instance_id']}," in source]
    assert len(items) == 500

    def strings(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for inner in value.values() for text in strings(inner)]
        if isinstance(value, list):
            return [text for inner in value for text in strings(inner)]
        return [value] if isinstance(value, str) else []

    quoted = set(re.findall(r"'([^'\n]*)'|\"([^\"\n]*)\"", source))
    known = {one or other for one, other in quoted}
    assert {text for item in items for text in strings(item)} <= known | {""}
    assert sum(item["rating"] for item in items) == sum(
        int(rating) for rating in re.findall(r"\n\t\trating: (\d)", source.partition("releaseDetail")[0])
    )


@needs_samples
async def test_a_real_release_is_served_whole(samples: Discogs) -> None:
    name = "CornCodeCreators__Database_Release_releases_1080.json"
    assert (await samples.ask("/releases/1080")).content == (SAMPLES / name).read_bytes()


@needs_samples
async def test_an_incomplete_real_recording_stays_incomplete(opened: Open) -> None:
    raw = opened(RawWorld(SAMPLES))
    name = "bronzehedwick__collection_page1_unauth.json"
    first = await raw.ask("/users/bronzehedwick/collection/folders/0/releases")
    assert first.content == (SAMPLES / name).read_bytes()
    assert first.json()["pagination"]["pages"] == 4
    second = await raw.ask("/users/bronzehedwick/collection/folders/0/releases", page=2)
    assert second.status_code == 404
    assert (await raw.ask("/users/demo/collection/folders/0/releases")).content == first.content
