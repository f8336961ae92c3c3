"""The demo collection: believable, with the oddities of a real one, and always the same."""

import re
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from demo.simulated import OWNER, Discogs, Open
from waugzee_demo.catalogue import pacific
from waugzee_demo.generator import Generator
from waugzee_demo.scenes import SCENES
from waugzee_demo.world import DemoWorld

BASICS = [
    "id",
    "master_id",
    "master_url",
    "resource_url",
    "thumb",
    "cover_image",
    "title",
    "year",
    "formats",
    "labels",
    "artists",
    "genres",
    "styles",
]


@pytest.fixture
async def items(discogs: Discogs) -> list[dict[str, Any]]:
    return await discogs.every_item()


def basics(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item["basic_information"] for item in items]


async def test_the_same_seed_gives_the_same_collection(opened: Open) -> None:
    one, same, other = (opened(DemoWorld(40, seed)) for seed in (7, 7, 8))
    assert await one.every_item() == await same.every_item()
    assert await one.every_item() != await other.every_item()


async def test_every_item_has_the_real_shape(items: list[dict[str, Any]]) -> None:
    for item in items:
        assert list(item)[:5] == ["id", "instance_id", "date_added", "rating", "basic_information"]
        record = item["basic_information"]
        assert list(record) == BASICS
        assert record["id"] == item["id"]
        assert (record["master_url"] is None) is (record["master_id"] == 0)
        assert all(type(part["qty"]) is str for part in record["formats"])
        assert all(record[part] for part in ("artists", "labels", "formats"))


async def test_it_has_the_oddities_of_a_real_one(items: list[dict[str, Any]]) -> None:
    records = basics(items)
    artists = [artist["name"] for record in records for artist in record["artists"]]
    assert any(re.search(r" \(\d+\)$", name) for name in artists)
    assert any(artist["id"] == 194 for record in records for artist in record["artists"])
    assert any(ord(letter) > 0x3000 for name in artists for letter in name)
    assert any(record["year"] == 0 for record in records)
    assert any(record["master_id"] == 0 for record in records)
    assert any(record["styles"] == [] for record in records)
    assert any(record["title"].endswith(" ") for record in records)
    assert any(record["thumb"] == "" for record in records)
    assert any("spacer.gif" in record["thumb"] for record in records)
    assert any(len(record["artists"]) > 1 for record in records)
    assert any(len(record["labels"]) > 1 for record in records)
    assert any("text" in part for record in records for part in record["formats"])
    assert max(item["instance_id"] for item in items) > 2**31
    assert len({item["id"] for item in items}) < len(items)


async def test_it_is_varied(items: list[dict[str, Any]]) -> None:
    records = basics(items)
    assert len({genre for record in records for genre in record["genres"]}) >= 10
    assert len({style for record in records for style in record["styles"]}) >= 50
    assert len({part["name"] for record in records for part in record["formats"]}) >= 3
    assert len({record["title"] for record in records}) > 0.8 * len(records)
    decades = {record["year"] // 10 for record in records if record["year"]}
    assert decades >= {195, 196, 197, 198, 199, 200, 201, 202}


async def test_dates_rise_over_the_years_in_pacific_time(items: list[dict[str, Any]]) -> None:
    moments = [datetime.fromisoformat(item["date_added"]) for item in items]
    assert moments == sorted(moments)
    assert {str(moment.utcoffset()) for moment in moments} == {"-1 day, 16:00:00", "-1 day, 17:00:00"}
    assert len({moment.year for moment in moments}) >= 10
    assert any(one == other for one, other in pairwise(moments))


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("2026-03-08T09:59:59+00:00", "2026-03-08T01:59:59-08:00"),
        ("2026-03-08T10:00:00+00:00", "2026-03-08T03:00:00-07:00"),
        ("2026-11-01T08:59:59+00:00", "2026-11-01T01:59:59-07:00"),
        ("2026-11-01T09:00:00+00:00", "2026-11-01T01:00:00-08:00"),
        ("2024-01-01T00:00:00+00:00", "2023-12-31T16:00:00-08:00"),
    ],
)
def test_summer_time(moment: str, written: str) -> None:
    assert pacific(int(datetime.fromisoformat(moment).timestamp())) == written


async def test_every_release_has_sides_that_could_be_cut(discogs: Discogs) -> None:
    await discogs.ask("/_control", method="PUT", json={"limit_with_credentials": 1000})
    timed = 0
    for item in await discogs.every_item():
        release = (await discogs.ask(f"/releases/{item['id']}", **OWNER)).json()
        assert release["title"] == item["basic_information"]["title"]
        tracks = [track for track in release["tracklist"] if track["type_"] != "heading"]
        assert tracks
        sides: dict[str, int] = {}
        for track in tracks:
            position = track["position"] or track["sub_tracks"][0]["position"]
            minutes, _, seconds = track["duration"].partition(":")
            sides.setdefault(position[0], 0)
            sides[position[0]] += int(minutes or 0) * 60 + int(seconds or 0)
        names = {part["name"] for part in release["formats"]}
        if "Vinyl" in names:
            assert "".join(sides) == "ABCDEFGHIJKLMNOP"[: len(sides)]
            assert max(sides.values()) <= 27 * 60
        timed += any(sides.values())
    assert timed > 200


async def test_masters_and_artists_are_there(discogs: Discogs) -> None:
    item = next(item for item in await discogs.every_item() if item["basic_information"]["master_id"])
    record = item["basic_information"]
    master = (await discogs.ask(f"/masters/{record['master_id']}", **OWNER)).json()
    assert master["id"] == record["master_id"]
    artist = (await discogs.ask(f"/artists/{record['artists'][0]['id']}", **OWNER)).json()
    assert artist["name"] == record["artists"][0]["name"]
    wrong = {
        "/releases/1": "That release does not exist or may have been deleted.",
        "/masters/1": "That master release does not exist or may have been deleted.",
        "/artists/1": "Artist not found.",
    }
    for path, message in wrong.items():
        assert (await discogs.ask(path)).json() == {"message": message}


def test_every_scene_is_drawn_from() -> None:
    made = Generator(320, 1)
    assert {release.scene.name for release in made.releases} == {scene.name for scene in SCENES}


async def test_ten_thousand_items(opened: Open) -> None:
    discogs = opened(DemoWorld(10_000), limit_with_credentials=1000)
    ids = [item["instance_id"] for item in await discogs.every_item()]
    assert ids == sorted(set(ids))
    assert len(ids) == 10_000
