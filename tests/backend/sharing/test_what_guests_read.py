"""What guests read: what was chosen, and of that only what is named here."""

import base64
import io
import re
import uuid
from typing import Any

import httpx
import msgspec
import pytest
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conftest import GiveRecord
from backend.sharing.conftest import opened
from collecting import put_on_shelf, record, take_off_shelf
from people import Person
from waugzee.sharing import routes
from waugzee.sharing.actions import LENGTH
from waugzee_sync.discogs.responses import Note

FIELDS = {
    "GET /api/public/{address:str}": {
        "title",
        "shelf",
        "shelf.records",
        "shelf.genres",
        "shelf.genres.name",
        "shelf.genres.records",
        "statistics",
        "statistics.records",
        "statistics.artists",
        "statistics.plays",
        "statistics.hours",
        "statistics.top",
        "statistics.top.release_id",
        "statistics.top.title",
        "statistics.top.artist",
        "statistics.top.cover",
        "statistics.top.plays",
        "spinning",
        "spinning.record",
        "spinning.record.release_id",
        "spinning.record.title",
        "spinning.record.artist",
        "spinning.record.cover",
        "spinning.record.side",
    },
    "GET /api/public/{address:str}/records": {
        "records",
        "records.release_id",
        "records.title",
        "records.artist",
        "records.year",
        "records.format",
        "records.label",
        "records.catno",
        "records.genres",
        "records.thumb",
        "records.cover",
        "records.copies",
        "total",
        "cursor",
    },
}
"""Everything that a public endpoint may ever answer. A field more is a decision about people's privacy."""

SECRET = "what nobody else is to read"


def fields_in(value: Any, path: str = "") -> set[str]:
    """The paths of all fields in an answer."""
    if isinstance(value, list):
        return {found for one in value for found in fields_in(one, path)}
    if not isinstance(value, dict):
        return set()
    return {
        found for name, one in value.items() for found in {f"{path}{name}"} | fields_in(one, f"{path}{name}.")
    }


def fields_of(kind: Any, path: str = "") -> set[str]:
    """The paths of all fields that an answer of this type can have."""
    found = set()
    for inner in _inner(msgspec.inspect.type_info(kind)):
        for field in inner.fields:
            found |= {f"{path}{field.encode_name}"}
            for deeper in _inner(field.type):
                found |= fields_of(deeper.cls, f"{path}{field.encode_name}.")
    return found


def _inner(kind: Any) -> list[Any]:
    if isinstance(kind, msgspec.inspect.StructType):
        return [kind]
    if isinstance(kind, msgspec.inspect.UnionType):
        return [one for part in kind.types for one in _inner(part)]
    if isinstance(kind, msgspec.inspect.ListType):
        return _inner(kind.item_type)
    assert not isinstance(kind, msgspec.inspect.DictType | msgspec.inspect.AnyType), "fields must be named"
    return []


def test_no_public_type_has_a_field_that_is_not_named_here() -> None:
    public = {
        f"GET /api{next(iter(handler.paths))}": handler.parsed_fn_signature.return_type.args[0]
        for handler in routes.ROUTES
        if handler.opt.get("public") and handler.media_type != "image/png"
    }
    assert {route: fields_of(kind) for route, kind in public.items()} == FIELDS


async def full(alice: Person, own_sql: AsyncEngine) -> list[uuid.UUID]:
    """A shelf with something private in every place."""
    items = [
        record("Blue Train", notes=[Note(3, SECRET)], rating=5),
        record("The Blue Album", artist="The Beatles"),
        record("Älterwerden", artist="Björk"),
    ]
    copies = await put_on_shelf(own_sql, await alice.user_id(), items)
    await alice.ask(
        "POST", "/api/plays", {"copy_id": str(copies[0]), "notes": SECRET, "mood": SECRET}, status=201
    )
    spin = {"id": str(uuid.uuid4()), "copy_id": str(copies[1])}
    await alice.ask("PUT", "/api/spinning", spin)
    return copies


async def test_everything_chosen_answers_these_fields_and_nothing_private(
    alice: Person, guest: httpx.AsyncClient, own_sql: AsyncEngine
) -> None:
    copies = await full(alice, own_sql)
    address = await opened(alice, title="Alice plays", shelf=True, statistics=True, spinning=True)
    private = [*map(str, copies), str(await alice.user_id()), SECRET, alice.name]
    for route, named in FIELDS.items():
        answer = await guest.get(route.removeprefix("GET ").replace("{address:str}", address))
        assert fields_in(answer.json()) == named
        assert not [one for one in private if one in answer.text]
        assert not re.search(r"\d{4}-\d{2}-\d{2}T", answer.text), "no moment of anybody's life"
    told = (await guest.get(f"/api/public/{address}")).json()
    assert told["title"] == "Alice plays"
    assert told["shelf"] == {"records": 3, "genres": [{"name": "Jazz", "records": 3}]}
    assert told["statistics"]["top"][0]["title"] == "Blue Train"
    assert (told["statistics"]["records"], told["statistics"]["artists"], told["statistics"]["plays"]) == (
        3,
        3,
        1,
    )
    assert told["spinning"]["record"]["title"] == "The Blue Album"


async def test_what_is_left_out_is_in_no_number_for_guests(
    alice: Person, guest: httpx.AsyncClient, own_sql: AsyncEngine
) -> None:
    items = [
        record("Blue Train"),
        record("Tape", artist="Nico", folder_id=3),
        record("Secret", artist="Abba"),
    ]
    blue, filed, secret = map(str, await put_on_shelf(own_sql, await alice.user_id(), items))
    for copy_id in (blue, filed, secret, secret):
        await alice.ask("POST", "/api/plays", {"copy_id": copy_id, "seconds": 3600}, status=201)
    address = await opened(alice, shelf=True, statistics=True)

    async def told() -> tuple[list[int], list[str]]:
        profile = (await guest.get(f"/api/public/{address}")).json()
        assert profile["shelf"]["records"] == 3, "what stands on the shelf is no statistic"
        counts = profile["statistics"]
        return (
            [counts[name] for name in ("records", "artists", "plays", "hours")],
            [one["title"] for one in counts["top"]],
        )

    assert await told() == ([3, 3, 4, 4], ["Secret", "Blue Train", "Tape"])
    await alice.ask("PUT", f"/api/statistics/left-out/{secret}", status=204)
    assert await told() == ([2, 2, 2, 2], ["Blue Train", "Tape"])
    await alice.ask("PUT", "/api/statistics/left-out/folders/3", status=204)
    assert await told() == ([1, 1, 1, 1], ["Blue Train"])
    await alice.ask("DELETE", f"/api/statistics/left-out/{secret}", status=204)
    await alice.ask("DELETE", "/api/statistics/left-out/folders/3", status=204)
    assert await told() == ([3, 3, 4, 4], ["Secret", "Blue Train", "Tape"])


async def test_what_was_not_chosen_is_not_told(
    alice: Person, guest: httpx.AsyncClient, own_sql: AsyncEngine
) -> None:
    await full(alice, own_sql)
    address = await opened(alice, shelf=False)
    told = (await guest.get(f"/api/public/{address}")).json()
    assert told == {"title": "", "shelf": None, "statistics": None, "spinning": None}
    records = await guest.get(f"/api/public/{address}/records")
    assert records.status_code == 404
    assert records.content == (await guest.get(f"/api/public/{'x' * LENGTH}/records")).content


async def test_what_is_off_the_turntable_spins_no_more(
    alice: Person, guest: httpx.AsyncClient, give_record: GiveRecord
) -> None:
    copy_id = await give_record(alice)
    address = await opened(alice, spinning=True)
    spin_id = str(uuid.uuid4())
    await alice.ask("PUT", "/api/spinning", {"id": spin_id, "copy_id": copy_id})

    async def spinning() -> Any:
        return (await guest.get(f"/api/public/{address}")).json()["spinning"]["record"]

    assert (await spinning())["side"] == "A"
    await alice.ask("DELETE", f"/api/spinning/{spin_id}", status=204)
    assert await spinning() is None


async def test_the_shelf_by_artist_a_page_at_a_time(
    alice: Person, guest: httpx.AsyncClient, own_sql: AsyncEngine
) -> None:
    """Without articles and accents, twice owned once; what left is not there; no record twice or never."""
    twice = record("Zuma", artist="Neil Young")
    items = [
        twice,
        record("Homework", artist="Daft Punk"),
        record("Abbey Road", artist="The Beatles"),
        record("Post", artist="Björk"),
        record("Debut", artist="Björk"),
    ]
    again = msgspec.structs.replace(twice, instance_id=twice.instance_id + 10**6)
    user_id = await alice.user_id()
    gone = record("Gone", artist="Aaa")
    await put_on_shelf(own_sql, user_id, [*items, again, gone])
    await take_off_shelf(own_sql, user_id, [*items, again], twice.date_added)  # type: ignore[arg-type]  # it has one
    address = await opened(alice)
    found: list[tuple[str, int]] = []
    cursor: str | None = None
    while True:
        asked = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await guest.get(f"/api/public/{address}/records", params=asked)).json()
        assert page["total"] == 5
        found += [(one["title"], one["copies"]) for one in page["records"]]
        if (cursor := page["cursor"]) is None:
            break
    assert found == [("Abbey Road", 1), ("Debut", 1), ("Post", 1), ("Homework", 1), ("Zuma", 2)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "bjork"}, ["Debut"]),
        ({"q": "beatles ROAD"}, ["Abbey Road"]),
        ({"q": "blp 1577 beatles"}, ["Abbey Road"]),
        ({"q": "nowhere"}, []),
        ({"q": "100%_"}, []),
        ({"genre": "Rock"}, ["Abbey Road"]),
        ({"genre": "rock"}, []),
    ],
)
async def test_what_one_looks_for(
    alice: Person, guest: httpx.AsyncClient, own_sql: AsyncEngine, asked: dict[str, str], found: list[str]
) -> None:
    rock = record("Abbey Road", artist="The Beatles")
    rock.basic_information.genres = ["Rock"]
    await put_on_shelf(own_sql, await alice.user_id(), [rock, record("Debut", artist="Björk")])
    page = (await guest.get(f"/api/public/{await opened(alice)}/records", params=asked)).json()
    assert [one["title"] for one in page["records"]] == found
    assert page["total"] == len(found)


def after(*place: object) -> str:
    return f"cursor={base64.urlsafe_b64encode(msgspec.json.encode(place)).decode()}"


@pytest.mark.parametrize(
    "asked",
    [
        "q=%00",
        "cursor=x",
        "cursor=bnVsbA",
        after("\0", "", 1),
        after("", "\0", 1),
        after("", "", 2**63),
        after("", "", -1),
        "limit=0",
        "limit=201",
        "q=" + "x" * 101,
    ],
)
async def test_what_cannot_be_asked(alice: Person, guest: httpx.AsyncClient, asked: str) -> None:
    answer = await guest.get(f"/api/public/{await opened(alice)}/records?{asked}")
    assert answer.status_code in (400, 422)


async def test_what_was_read_is_kept_until_something_changes(
    alice: Person, guest: httpx.AsyncClient, give_record: GiveRecord
) -> None:
    copy_id = await give_record(alice)
    address = await opened(alice, statistics=True)
    first = await guest.get(f"/api/public/{address}")
    etag = {"If-None-Match": first.headers["etag"]}
    assert first.headers["cache-control"] == "no-cache"
    assert (await guest.get(f"/api/public/{address}", headers=etag)).status_code == 304
    await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    fresh = await guest.get(f"/api/public/{address}", headers=etag)
    assert fresh.status_code == 200
    assert fresh.json()["statistics"]["plays"] == 1


async def test_a_link_shows_a_picture(
    alice: Person, guest: httpx.AsyncClient, give_record: GiveRecord
) -> None:
    await give_record(alice)
    title = '<script>alert("x")</script> & more'
    address = await opened(alice, title=title)
    page = await guest.get(f"/u/{address}")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert "<script>" not in page.text
    assert "wasm" not in page.headers["content-security-policy"]
    assert (
        '<meta property="og:title" content="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more" />'
        in page.text
    )
    assert '<meta property="og:description" content="1 record" />' in page.text
    image = f"http://localhost:8288/api/public/{address}/preview.png"
    assert f'<meta property="og:image" content="{image}" />' in page.text
    drawn = await guest.get(image)
    assert drawn.headers["content-type"] == "image/png"
    assert drawn.headers["x-robots-tag"] == "noindex, nofollow"
    assert len(drawn.content) < 200_000
    with Image.open(io.BytesIO(drawn.content)) as picture:
        assert picture.size == (1200, 630)


@pytest.mark.parametrize("title", ["", "漢字 only", "🎵", "W" * 80, "a " * 40, "‮evil"])
async def test_a_picture_of_any_title(alice: Person, guest: httpx.AsyncClient, title: str) -> None:
    address = await opened(alice, title=title)
    assert (await guest.get(f"/api/public/{address}/preview.png")).status_code == 200


async def test_search_engines_are_let_in_where_one_says_so(alice: Person, guest: httpx.AsyncClient) -> None:
    address = await opened(alice, listed=True)
    page = await guest.get(f"/u/{address}")
    assert "x-robots-tag" not in page.headers
    assert "noindex" not in page.text
    assert "x-robots-tag" not in (await guest.get(f"/api/public/{address}")).headers


async def test_an_address_without_a_profile_is_a_page_that_tells_nothing(guest: httpx.AsyncClient) -> None:
    page = await guest.get(f"/u/{'x' * LENGTH}")
    assert page.status_code == 200
    assert "og:" not in page.text
    assert 'name="robots" content="noindex"' in page.text
