"""An item that is not what it should be is set aside with its reason; the rest of its page is stored."""

from typing import Any

import msgspec
import pytest
from litestar import Litestar

from people import Person
from posting import HandRun, about, item, reading
from syncing import copies_of, present

EDGE = 2**63 - 1
RELEASE = 1_000_007

HOSTILE: dict[str, Any] = {
    "NUL in the title": item(7, basic_information=about(RELEASE, title="A\0B")),
    "NUL in an artist": item(7, basic_information=about(RELEASE, artists=[{"name": "\0", "id": 1}])),
    "NUL in a note": item(7, notes=[{"field_id": 1, "value": "good\0"}]),
    "NUL in an image": item(7, basic_information=about(RELEASE, thumb="https://i.discogs.com/\0")),
    "the rating as text": item(7, rating="5"),
    "the rating as float": item(7, rating=5.0),
    "the rating too high": item(7, rating=6),
    "the rating null": item(7, rating=None),
    "the release as text": item(7, id="1000007"),
    "the release as float": item(7, id=1000007.0),
    "the release beyond 64 bit": item(7, id=EDGE + 1, basic_information=about(EDGE + 1)),
    "another release inside": item(7, basic_information=about(RELEASE + 1)),
    "the folder beyond 64 bit": item(7, folder_id=2**64),
    "the folder negative": item(7, folder_id=-1),
    "a master beyond 64 bit": item(7, basic_information=about(RELEASE, master_id=2**70)),
    "a year of five digits": item(7, basic_information=about(RELEASE, year=19799)),
    "a year as text": item(7, basic_information=about(RELEASE, year="1979")),
    "a date without zone": item(7, date_added="2024-03-05T10:02:33"),
    "a date at the calendar's start": item(7, date_added="0001-01-01T00:00:00+14:00"),
    "a date at the calendar's end": item(7, date_added="9999-12-31T23:59:59-12:00"),
    "a date as number": item(7, date_added=0),
    "a day that is none": item(7, date_added="2024-02-31T00:00:00Z"),
    "no basic information": item(7, basic_information=...),
    "basic information null": item(7, basic_information=None),
    "basic information a list": item(7, basic_information=[]),
    "no title": item(7, basic_information=about(RELEASE, title=...)),
    "a title of a megabyte": item(7, basic_information=about(RELEASE, title="x" * 1_000_000)),
    "artists that are text": item(7, basic_information=about(RELEASE, artists="Joy Division")),
    "a note without value": item(7, notes=[{"field_id": 1}]),
}

UNREADABLE: dict[str, Any] = {
    "null": None,
    "a number": 7,
    "text": "7",
    "a list": [7],
    "nothing": {},
    "no instance": item(7, instance_id=...),
    "the instance as text": item(7, instance_id="7"),
    "the instance as float": item(7, instance_id=7.0),
    "the instance true": item(7, instance_id=True),
    "the instance 0": item(7, instance_id=0),
    "the instance negative": item(7, instance_id=-7),
    "the instance beyond 64 bit": item(7, instance_id=EDGE + 1),
    "the instance beyond everything": item(7, instance_id=10**30),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_set_aside_with_a_reason_and_the_rest_stored(app: Litestar, alice: Person, name: str) -> None:
    run = await HandRun.open(alice)
    stored = await run.page(1, [item(1), HOSTILE[name], item(2)], total=3)
    assert stored == {"superseded": False, "added": 2, "changed": 0, "set_aside": 1}
    assert await present(app, alice) == {1, 2}
    (aside,) = (await alice.ask("GET", f"{run.path}/set-aside"))["items"]
    assert aside["instance_id"] == 7
    assert 5 < len(aside["reason"]) <= 200
    ended = (await run.finish())["run"]
    assert (ended["state"], ended["items_seen"], ended["set_aside"]) == ("complete", 3, 1)


@pytest.mark.parametrize("name", UNREADABLE)
async def test_without_a_readable_id_the_run_stays_incomplete(
    app: Litestar, alice: Person, name: str
) -> None:
    run = await HandRun.open(alice)
    stored = await run.page(1, [item(1), UNREADABLE[name], item(2)], total=3)
    assert stored["set_aside"] == 1
    assert await present(app, alice) == {1, 2}
    (aside,) = (await alice.ask("GET", f"{run.path}/set-aside"))["items"]
    assert aside["instance_id"] is None
    ended = (await run.finish())["run"]
    assert (ended["state"], ended["reason"], ended["items_seen"]) == ("incomplete", "item_without_id", 3)


@pytest.mark.parametrize("name", [*HOSTILE, *UNREADABLE])
async def test_a_known_copy_is_not_touched_by_a_hostile_item(app: Litestar, alice: Person, name: str) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(7)], total=1)
    before = {key: tuple(row) for key, row in (await copies_of(app, alice)).items()}
    await run.page(1, [{**HOSTILE, **UNREADABLE}[name]], total=1)
    assert {key: tuple(row) for key, row in (await copies_of(app, alice)).items()} == before


async def test_a_page_of_nothing_but_hostile_items(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    hostile = [*HOSTILE.values(), *UNREADABLE.values()]
    small = [one for one in hostile if len(msgspec.json.encode(one)) < 10_000]
    stored = await run.page(1, small, total=len(small))
    assert stored["set_aside"] == len(small)
    assert await copies_of(app, alice) == {}
    listed = (await alice.ask("GET", f"{run.path}/set-aside"))["items"]
    assert len(listed) == len(small)


async def test_an_item_set_aside_and_sound_in_one_page_counts_once(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    await run.page(1, [item(7, rating=9), item(7)], total=1)
    assert await present(app, alice) == {7}
    assert (await run.finish())["run"]["state"] == "complete"


@pytest.mark.parametrize(
    "changed",
    [
        {"instance_id": EDGE, "id": EDGE, "basic_information": about(EDGE)},
        {"date_added": "1999-12-31T23:59:59.999999-12:00"},
        {"date_added": None},
        {"notes": []},
        {
            "basic_information": about(
                RELEASE, year=0, artists=[], labels=[], formats=[], genres=[], styles=[]
            )
        },
        {"basic_information": about(RELEASE, title="", artists=None, labels=None, styles=None)},
        {"basic_information": about(RELEASE, title="\\u0000 as text, 🦄 \U0010fffd \u2028")},
        {"basic_information": about(RELEASE, formats=[{"name": "Vinyl", "qty": "9" * 64}])},
        {"basic_information": about(RELEASE, artists=[{"name": "Various", "id": 0}])},
        {"unknown": {"to": ["us"]}},
    ],
)
async def test_odd_but_sound_items_are_stored(app: Litestar, alice: Person, changed: dict[str, Any]) -> None:
    run = await HandRun.open(alice)
    odd = item(7, **changed)
    assert (await run.page(1, [odd], total=1))["added"] == 1
    (copy,) = (await copies_of(app, alice)).values()
    assert copy["title"] == odd["basic_information"]["title"]
    shelf = await alice.ask("GET", "/api/shelf")
    assert [one["title"] for one in shelf["copies"]] == [copy["title"]]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/cover.jpeg",
        "http://i.discogs.com/cover.jpeg",
        "https://i.discogs.com.example.org/cover.jpeg",
        "https://i.discogs.com@example.org/cover.jpeg",
        "https://i.discogs.com:444/cover.jpeg",
        "javascript:alert(1)",
        "data:image/svg+xml,<svg/>",
        "//i.discogs.com/cover.jpeg",
        "https://st.discogs.com/0123/images/spacer.gif",
        "https://[broken/cover.jpeg",
        "https://i.discogs.com/" + "x" * 5000,
        "http://127.0.0.1:1/images/cover.svg",
    ],
)
async def test_an_image_from_elsewhere_is_no_image(app: Litestar, alice: Person, address: str) -> None:
    run = await HandRun.open(alice)
    shown = about(RELEASE, thumb=address, cover_image=address)
    assert (await run.page(1, [item(7, basic_information=shown)], total=1))["added"] == 1
    copy = (await copies_of(app, alice))[7]
    assert (copy["thumb"], copy["cover"]) == (None, None)


async def test_images_of_discogs_and_of_the_simulator_are_kept(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    simulated = f"{app.state.settings.demo_url}/images/fit/h/w/R-7.svg"
    shown = about(RELEASE, thumb=simulated, cover_image="https://i.discogs.com/x/rs:fit/R-7.jpeg")
    await run.page(1, [item(7, basic_information=shown)], total=1)
    copy = (await copies_of(app, alice))[7]
    assert (copy["thumb"], copy["cover"]) == (simulated, "https://i.discogs.com/x/rs:fit/R-7.jpeg")


async def test_the_simulator_s_images_are_none_in_a_real_collection(app: Litestar, alice: Person) -> None:
    await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": "somebody"})
    opened = await alice.ask("POST", "/api/syncs", {"driver": "by-hand-1"}, status=201)
    run = HandRun.of(alice, opened)
    simulated = f"{app.state.settings.demo_url}/images/fit/h/w/R-7.svg"
    shown = about(RELEASE, thumb=simulated, cover_image="http://10.0.0.1/latest/meta-data")
    made = reading(await run.instruction(1), [item(7, basic_information=shown)], total=1)
    assert (await run.post(made, 1)).status_code == 200
    copy = (await copies_of(app, alice))[7]
    assert (copy["thumb"], copy["cover"]) == (None, None)
