from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from demo.simulated import ORIGIN, OWNER, RELEASES, Discogs, Open
from waugzee_demo.collection import SORT_KEYS
from waugzee_demo.world import DemoWorld


async def test_the_pages_together_hold_every_item_once(discogs: Discogs) -> None:
    items = await discogs.every_item()
    assert len(items) == 320
    assert len({item["instance_id"] for item in items}) == 320


async def test_a_page_tells_how_many_there_are(small: Discogs) -> None:
    page = await small.page(per_page=10, page=2)
    urls = page["pagination"].pop("urls")
    assert page["pagination"] == {"page": 2, "pages": 3, "per_page": 10, "items": 25}
    assert list(urls) == ["first", "prev", "last", "next"]
    assert len(page["releases"]) == 10


async def test_addresses_of_other_pages_echo_the_query_with_its_token(small: Discogs) -> None:
    page = await small.page(per_page=10, sort_order="desc")
    urls = page["pagination"]["urls"]
    assert sorted(urls) == ["last", "next"]
    assert urls["next"].startswith(f"{ORIGIN}{RELEASES}?page=2&per_page=10")
    assert dict(parse_qsl(urlsplit(urls["next"]).query)) == {
        "page": "2",
        "per_page": "10",
        "sort": "added",
        "sort_order": "desc",
        **OWNER,
    }
    last = await small.page(per_page=10, page=3)
    assert sorted(last["pagination"]["urls"]) == ["first", "prev"]


async def test_a_single_page_has_no_addresses(small: Discogs) -> None:
    assert (await small.page())["pagination"]["urls"] == {}


async def test_an_empty_collection_is_one_empty_page(opened: Open) -> None:
    page = await opened(DemoWorld(0)).page()
    assert page == {
        "pagination": {"page": 1, "pages": 1, "per_page": 100, "items": 0, "urls": {}},
        "releases": [],
    }


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({"page": 0}, (1, 50)),
        ({"page": -3}, (1, 50)),
        ({"per_page": 0}, (1, 1)),
        ({"per_page": -1}, (1, 1)),
        ({"per_page": 250}, (1, 100)),
        ({}, (1, 50)),
    ],
)
async def test_numbers_out_of_range_are_clamped(
    discogs: Discogs, asked: dict[str, Any], given: tuple[int, int]
) -> None:
    pagination = (await discogs.ask(RELEASES, **asked)).json()["pagination"]
    assert (pagination["page"], pagination["per_page"]) == given


async def test_a_page_past_the_last_is_not_there(small: Discogs) -> None:
    answer = await small.ask(RELEASES, page=4, per_page=10)
    assert answer.status_code == 404
    assert answer.json() == {"message": "Page 4 is outside of valid range [1, 3]."}


VALUES = {
    "label": lambda item: item["basic_information"]["labels"][0]["name"].casefold(),
    "artist": lambda item: item["basic_information"]["artists"][0]["name"].casefold(),
    "title": lambda item: item["basic_information"]["title"].casefold(),
    "catno": lambda item: item["basic_information"]["labels"][0]["catno"].casefold(),
    "rating": lambda item: item["rating"],
    "added": lambda item: item["instance_id"],
    "year": lambda item: item["basic_information"]["year"],
}


@pytest.mark.parametrize("key", [key for key in SORT_KEYS if key in VALUES])
async def test_sorts_by(discogs: Discogs, key: str) -> None:
    items = await discogs.every_item(sort=key)
    values = [VALUES[key](item) for item in items]
    assert values == sorted(values)
    assert len(set(values)) > 1


@pytest.mark.parametrize("key", SORT_KEYS)
async def test_descending_is_the_very_reverse(discogs: Discogs, key: str) -> None:
    up = await discogs.every_item(sort=key)
    down = await discogs.every_item(sort=key, sort_order="desc")
    assert [item["instance_id"] for item in down] == [item["instance_id"] for item in reversed(up)]


async def test_without_a_key_it_sorts_by_label(discogs: Discogs) -> None:
    by_label = await discogs.page(sort="label")
    unsorted = (await discogs.ask(RELEASES, per_page=100, **OWNER)).json()
    assert unsorted["releases"] == by_label["releases"]


@pytest.mark.parametrize("bad", [{"sort": "bogus"}, {"sort_order": "up"}, {"page": "one"}])
async def test_what_it_does_not_know_is_refused(discogs: Discogs, bad: dict[str, Any]) -> None:
    answer = await discogs.ask(RELEASES, **bad)
    assert answer.status_code == 422
    body: dict[str, Any] = answer.json()
    assert body["message"] == 'See "detail" for validation errors.'
    assert body["detail"][0]["loc"] == ["query", next(iter(bad))]


async def test_the_copies_of_one_release(discogs: Discogs) -> None:
    items = await discogs.every_item()
    ids = [item["id"] for item in items]
    twice = next(id for id in ids if ids.count(id) > 1)
    found = (await discogs.ask(f"/users/demo/collection/releases/{twice}", **OWNER)).json()
    mine = [item for item in items if item["id"] == twice]
    key = lambda item: item["instance_id"]  # noqa: E731
    assert sorted(found["releases"], key=key) == sorted(mine, key=key)
    assert len({item["rating"] for item in mine}) == 1
    none = (await discogs.ask("/users/demo/collection/releases/1", **OWNER)).json()
    assert none["releases"] == []


async def test_folders_add_up(discogs: Discogs) -> None:
    folders = (await discogs.ask("/users/demo/collection/folders", **OWNER)).json()["folders"]
    names = [folder["name"] for folder in folders]
    assert names[0] == "All"
    assert names[1:] == sorted(names[1:], key=str.casefold)
    assert "Uncategorized" in names
    assert max(map(len, names)) == 50
    assert folders[0]["count"] == sum(folder["count"] for folder in folders[1:]) == 320
    for folder in folders[1:]:
        one = (await discogs.ask(f"/users/demo/collection/folders/{folder['id']}", **OWNER)).json()
        assert one == folder
        path = f"/users/demo/collection/folders/{folder['id']}/releases"
        page = (await discogs.ask(path, per_page=100, **OWNER)).json()
        assert page["pagination"]["items"] == folder["count"] > 0
        assert {item["folder_id"] for item in page["releases"]} == {folder["id"]}


async def test_an_unknown_folder(discogs: Discogs) -> None:
    for path in ("/users/demo/collection/folders/99", "/users/demo/collection/folders/99/releases"):
        answer = await discogs.ask(path, **OWNER)
        assert answer.status_code == 404
        assert answer.json() == {"message": "The requested folder does not exist."}
