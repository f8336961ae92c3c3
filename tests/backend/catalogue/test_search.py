"""Search over an imported catalogue: words, accents, numbers, filters, pages; and what is one's own of it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from dumping import CATALOGUE, COLTRANE, Dumps, empty_catalogue, found, release
from people import Person
from waugzee.catalogue.folding import name, together, words


@pytest.fixture(scope="module", autouse=True)
async def dumps(owner_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Dumps]:
    """All of it imported once, for everybody here to read."""
    async with empty_catalogue(owner_url, tmp_path_factory.mktemp("dumps")) as dumps:
        many = [
            release(
                n,
                f"Blau {n}",
                COLTRANE,
                released=str(1970 + n % 9),
                country="Germany",
                kind="EP",
                genre="Rock",
                form="Flexi-disc",
            )
            for n in range(50, 80)
        ]
        await dumps.all_of(**{**CATALOGUE, "releases": [*CATALOGUE["releases"], *many]})
        yield dumps


async def test_what_is_named_so_comes_first_and_then_what_has_it(alice: Person) -> None:
    assert await found(alice, "Blue Train") == [
        ("master", 32287),
        ("artist", 9),
        ("release", 1001),
        ("release", 1002),
    ]
    # Well known by its many names.
    assert (await found(alice, "coltrane"))[0] == ("artist", 97545)
    assert await found(alice, "trane") == [("artist", 97545)]
    assert await found(alice, "blue note", kind="label") == [("label", 281), ("label", 5)]


async def test_the_last_word_may_be_unfinished_and_no_other(alice: Person) -> None:
    assert ("master", 32287) in await found(alice, "john colt")
    assert await found(alice, "joh coltrane") == []
    assert ("artist", 97545) in await found(alice, "c")


@pytest.mark.parametrize(
    ("typed", "release_id"),
    [
        ("joao gilberto chega", 1003),
        ("JOÃO GILBERTO CHEGA", 1003),
        ("lombre ore", 1004),
        ("L'Ombre & Øre", 1004),
        ("mofb 3073", 1003),
        ("mofb 3.073", 1003),
        ("MOFB3073", 1003),
        ("mofb-30", 1003),
        ("042282200", 1004),
        ("42282 2001 4", 1004),
        ("042282 20014", 1004),
        ("xyzzy", None),
        ("none", None),
    ],
)
async def test_accents_case_and_the_spacing_of_numbers(
    alice: Person, typed: str, release_id: int | None
) -> None:
    hits = await found(alice, typed, kind="release")
    assert hits == ([("release", release_id)] if release_id else [])


async def test_filters_alone_and_with_words(alice: Person) -> None:
    releases = {"kind": "release"}
    assert await found(alice, **releases, format="vinyl", country="us") == [
        ("release", 1001),
        ("release", 1004),
    ]
    assert await found(alice, "blue", **releases, format="CD") == [("release", 1002)]
    assert await found(alice, **releases, genre="Funk / Soul") == [("release", 1004)]
    assert await found(alice, **releases, year_from=1958, year_to=1968) == [("release", 1003)]
    assert await found(alice, **releases, year_from=1990, year_to=2026) == [("release", 1002)]
    assert await found(alice, style="hard bop") == [("master", 32287)]
    assert await found(alice, year_from=1970, year_to=1960) == []
    assert await found(alice, artist_id=7) == [("release", 1003)]
    assert len(await found(alice, **releases, label_id=281, limit=100)) == 34
    assert await found(alice) == []


async def test_what_cannot_be_asked_is_told(alice: Person) -> None:
    for params in ({"q": "x" * 201}, {"kind": "shelf"}, {"year_from": 1}, {"limit": 1000}, {"artist_id": 0}):
        await alice.ask("GET", "/api/catalogue/search", params=params, status=400)
    await alice.ask("GET", "/api/catalogue/search", params={"cursor": "bm9uZQ"}, status=422)
    assert await found(alice, "\0' | \\ :* & !(<->)") == []


@given(st.text(max_size=80))
def test_folded_words_hold_nothing_that_a_question_could_not(text: str) -> None:
    for word in (*words(text), *together(text), name(text)[:60] or "a"):
        assert word.isalnum() or not word.isascii()
        assert not set(word) & set(" '\\:*&|!()<>=\t\n\0")
        assert 0 < len(word) <= 60


def test_a_name_has_neither_its_article_nor_its_number() -> None:
    assert name("The Beatles (3)") == "beatles"
    assert name("The The") == "the"
    assert name("Ğürült\u00fc & Ærøskøbing") == "gurultuaeroskobing"
    assert name("AC/DC") == name("ac dc") == "acdc"
    assert len(name("xy " * 5000)) == 200


async def pages(person: Person, path: str, limit: int, **params: Any) -> list[int]:
    """All ids of a list, page by page."""
    ids: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        answer = await person.ask("GET", path, params={**params, "limit": limit, **cursor})
        ids += [hit["id"] for hit in answer["hits"]]
        if answer["cursor"] is None:
            return ids
        cursor = {"cursor": answer["cursor"]}


async def test_pages_hold_each_hit_once(alice: Person) -> None:
    for path, params in (
        ("/api/catalogue/search", {"q": "blau"}),
        ("/api/catalogue/artists/97545/works", {}),
        ("/api/catalogue/labels/281/releases", {}),
        ("/api/catalogue/masters/32287/versions", {}),
    ):
        whole = await pages(alice, path, 100, **params)
        assert await pages(alice, path, 1, **params) == whole
        assert await pages(alice, path, 7, **params) == whole
        assert len(set(whole)) == len(whole) > 1


async def test_a_release_a_master_an_artist_and_a_label(alice: Person) -> None:
    told = await alice.ask("GET", "/api/catalogue/releases/1003")
    assert (told["title"], told["artist"]) == ("Chega de Saudade", "João Gilberto")
    assert (told["country"], told["year"], told["format"], told["master_id"]) == ("Brazil", 1959, "LP", None)
    assert told["labels"] == [{"id": 281, "name": "Blue Note", "catno": "MOFB-3.073"}]
    master = await alice.ask("GET", "/api/catalogue/masters/32287")
    assert (master["title"], master["year"], master["versions"]) == ("Blue Train", 1957, 2)
    versions = (await alice.ask("GET", "/api/catalogue/masters/32287/versions"))["hits"]
    assert [(one["id"], one["year"], one["catno"]) for one in versions] == [
        (1001, 1957, "BLP 1577"),
        (1002, 1997, "BLP 1577"),
    ]
    artist = await alice.ask("GET", "/api/catalogue/artists/7")
    assert (artist["name"], artist["real_name"]) == ("João Gilberto", "João Gilberto do Prado")
    works = (await alice.ask("GET", "/api/catalogue/artists/97545/works"))["hits"]
    # Not each version of a master, but that.
    assert [(one["kind"], one["id"], one["versions"]) for one in works][:1] == [("master", 32287, 2)]
    assert not {1001, 1002} & {one["id"] for one in works}
    assert (await alice.ask("GET", "/api/catalogue/labels/281"))["name"] == "Blue Note"
    for path in ("releases/5", "masters/5", "masters/5/versions", "artists/1/works", "labels/1/releases"):
        await alice.ask("GET", f"/api/catalogue/{path}", status=404)
    await alice.ask("GET", f"/api/catalogue/releases/{2**70}", status=404)
    state = await alice.ask("GET", "/api/catalogue")
    assert {one["kind"]: one["records"] for one in state["kinds"]} == {
        "artist": 4,
        "label": 2,
        "master": 1,
        "release": 34,
    }
    assert (state["pending"], state["importing"]) == (0, False)


async def test_what_is_ones_own_is_marked(alice: Person, bob: Person, own_sql: AsyncEngine) -> None:
    item = record()
    item.basic_information.id = item.id = 1002
    item.basic_information.master_id = 32287
    await put_on_shelf(own_sql, await alice.user_id(), [item])

    async def owned(person: Person) -> dict[int, str | None]:
        hits = (await person.ask("GET", "/api/catalogue/search", params={"q": "blue train"}))["hits"]
        return {hit["id"]: hit["owned"] for hit in hits}

    assert await owned(alice) == {9: None, 32287: "same", 1001: "other", 1002: "same"}
    assert set((await owned(bob)).values()) == {None}
    assert (await alice.ask("GET", "/api/catalogue/releases/1001"))["owned"] == "other"
    assert (await alice.ask("GET", "/api/catalogue/masters/32287"))["owned"] == "same"
