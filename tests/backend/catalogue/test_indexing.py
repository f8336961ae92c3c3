"""The search takes up what imports noted: all of it, once, whatever comes between."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dumping import (
    CATALOGUE,
    COLTRANE,
    GILBERTO,
    OF_32287,
    Dumps,
    artist,
    empty_catalogue,
    found,
    master,
    nothing,
    release,
)
from people import Person
from waugzee.catalogue.folding import words
from waugzee.catalogue.indexing import index


@pytest.fixture
async def dumps(owner_url: str, tmp_path: Path) -> AsyncIterator[Dumps]:
    async with empty_catalogue(owner_url, tmp_path) as dumps:
        yield dumps


async def test_the_next_month_is_taken_up_and_a_killed_filling_goes_on(alice: Person, dumps: Dumps) -> None:
    class Killed(Exception):
        pass

    def kill(progress: object) -> None:
        raise Killed

    await dumps.import_(**CATALOGUE)
    assert await found(alice, "coltrane") == []
    assert (await alice.ask("GET", "/api/catalogue"))["pending"] == 11
    with pytest.raises(Killed):
        await index(dumps.db, kill)
    await dumps.index()
    assert len(await found(alice, "coltrane")) == 4
    rows = await dumps.db.fetch("select * from catalogue_search order by kind, id")
    # The same once more, from the beginning.
    await dumps.db.execute("insert into catalogue_pending (kind, ids) values (3, '{1001,1002,1003,1004,77}')")
    await dumps.index()
    assert await dumps.db.fetch("select * from catalogue_search order by kind, id") == rows
    # Another month: one with another title, one gone, and a new version.
    later = [
        release(1001, "Blue Train", COLTRANE, OF_32287),
        release(1003, "Chega", GILBERTO),
        release(1005, "Blue Train", COLTRANE, OF_32287),
        release(1006, "Blue Train", COLTRANE, OF_32287),
    ]
    await dumps.import_(releases=later)
    assert (await alice.ask("GET", "/api/catalogue"))["pending"] == 5
    await dumps.index()
    now = set(await found(alice, "blue train", kind="release"))
    assert now == {("release", n) for n in (1001, 1005, 1006)}
    assert await found(alice, "saudade") == []
    assert await dumps.db.fetchval("select weight from catalogue_search where kind = 2") == 4
    assert (await alice.ask("GET", "/api/catalogue/releases/1002"))["vanished"] is not None


async def test_releases_stand_for_themselves_only_while_their_master_is_not_there(
    alice: Person, dumps: Dumps
) -> None:
    async def works() -> list[tuple[str, int]]:
        hits = (await alice.ask("GET", "/api/catalogue/artists/97545/works"))["hits"]
        return [(hit["kind"], hit["id"]) for hit in hits]

    releases = [("release", 1001), ("release", 1002)]
    await dumps.all_of(**{**CATALOGUE, "masters": [master(5, "Soultrane", GILBERTO)]})
    assert await works() == releases
    await dumps.all_of(masters=CATALOGUE["masters"])
    assert await works() == [("master", 32287)]
    await dumps.all_of(masters=[master(5, "Soultrane", GILBERTO)])
    assert await works() == releases


async def test_names_are_found_whatever_their_punctuation(alice: Person, dumps: Dumps) -> None:
    names = ["R.E.M.", "AC/DC", "N.W.A", "!!!", "★", "Jay-Z", "( )", "坂本龍一", "REM", "R.E.M. Tribute"]
    await dumps.all_of(artists=[artist(n, called) for n, called in enumerate(names, 1)])
    for questions, hits in (
        (("rem", "REM", "r.e.m.", "r/e/m"), {"R.E.M.", "REM", "R.E.M. Tribute"}),
        (("rem trib", "r.e.m. tribute", "r e m tri"), {"R.E.M. Tribute"}),
        (("acdc", "ac/dc", "ac dc", "acd"), {"AC/DC"}),
        (("nwa", "n.w.a."), {"N.W.A"}),
        (("jayz", "jay-z", "jay z"), {"Jay-Z"}),
        (("!!!", "!!"), {"!!!"}),
        (("★", " ★ "), {"★"}),
        (("()", "( )"), {"( )"}),
        (("坂本", "坂本龍一"), {"坂本龍一"}),
        # Of letters that nothing parts only the beginning is found.
        (("龍一", "?", "'"), set[str]()),
    ):
        for q in questions:
            assert {names[n - 1] for _, n in await found(alice, q)} == hits, q
    # What is named so, however it is written, comes before what has it.
    for q in ("rem", "r.e.m."):
        assert (await found(alice, q))[-1] == ("artist", 10)


async def test_what_was_folded_otherwise_is_so_no_more_after_the_next_import(
    alice: Person, dumps: Dumps, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("waugzee.catalogue.emitting.SHAPE", b"2")
        before.setattr("waugzee.catalogue.documents.either", words)
        await dumps.all_of(artists=[artist(1, "R.E.M.")])
        assert await found(alice, "rem") == []
    await dumps.all_of(artists=[artist(1, "R.E.M.")])
    assert await found(alice, "rem") == [("artist", 1)]


async def test_a_name_of_any_length_is_taken_up(alice: Person, dumps: Dumps) -> None:
    long = " ".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(100))
    await dumps.all_of(masters=[master(1, long, COLTRANE), master(2, "Soultrane", COLTRANE)])
    assert await found(alice, "soultrane") == [("master", 2)]
    assert await found(alice, long[:190]) == [("master", 1)]


async def test_the_index_of_a_first_filling_is_made_at_the_end(
    alice: Person, dumps: Dumps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waugzee.catalogue.indexing.MANY", 3)
    await dumps.all_of(**CATALOGUE)
    names = await dumps.db.fetch("select indexname from pg_indexes where tablename = 'catalogue_search'")
    assert len(names) == 6
    assert len(await found(alice, "coltrane")) == 4
    assert await index(dumps.db, nothing) is not None
