"""Dumps imported: counted against an independent count, broken off, imported again, the next month."""

import asyncio
import gzip
import re
import zlib
from array import array
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from waugzee.catalogue.cutting import BrokenDump, kind_of, pieces
from waugzee.catalogue.emitting import Emitter
from waugzee.catalogue.importing import Choice, Progress, checked_sha256, import_file, standing
from waugzee.catalogue.kinds import KINDS
from waugzee.catalogue.months import month_of
from waugzee.catalogue.reader import Job, Seen
from waugzee.catalogue.readers import SMALL, readers
from waugzee.catalogue.records import Rejected, row_of

SAMPLES = Path(__file__).parents[4] / "shared/discogs-samples/dumps"
FILES = sorted(SAMPLES.glob("*.xml*"))


@pytest.fixture
async def owner(owner_url: str) -> AsyncIterator[Any]:
    """The owner's connection, on an empty catalogue."""
    db = await asyncpg.connect(owner_url)
    await db.execute(f"truncate {', '.join(KINDS)}, dump_files, dump_batches, dump_rejects, dump_repeats")
    yield db
    await db.execute(f"truncate {', '.join(KINDS)}, dump_files, dump_batches, dump_rejects, dump_repeats")
    await db.close()


def quiet(progress: Progress) -> None:
    pass


def release(n: int, title: str = "Blue Train", rest: str = "") -> str:
    return f'<release id="{n}"><title>{title}</title>{rest}</release>'


def dump(folder: Path, month: str, *texts: str, kind: str = "releases") -> Path:
    path = folder / f"discogs_{month}_{kind}.xml.gz"
    path.write_bytes(gzip.compress("\n".join([f"<{kind}>", *texts, f"</{kind}>\n"]).encode()))
    return path


async def titles(db: Any) -> dict[int, str]:
    return {
        row["id"]: row["title"]
        for row in await db.fetch("select id, title from releases where vanished is null")
    }


ONCE = {
    "artists": rb"<artist>",
    "labels": rb"<label>",
    "masters": rb"<master id=",
    "releases": rb"<release id=",
}
"""Each record has one of these, and nothing else in its file has."""


def counted(path: Path, kind: str) -> int:
    """How many records the file has, without any of our code."""
    raw = path.read_bytes()
    xml = zlib.decompress(raw, 31) if raw[:2] == b"\x1f\x8b" else raw
    return len(re.findall(ONCE[kind], xml))


@pytest.mark.skipif(not FILES, reason="the real dumps are not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
async def test_every_record_of_a_real_dump_is_kept(owner: Any, path: Path) -> None:
    kind = kind_of(path)
    file = await import_file(owner, path, "", quiet)
    assert (file["records"], file["rejected"]) == (counted(path, kind), 0)
    assert await owner.fetchval(f"select count(*) from {kind}") == file["records"]


async def test_the_same_file_again_writes_no_row(owner: Any, tmp_path: Path) -> None:
    path = dump(tmp_path, "20260801", release(1), release(2))
    assert (await import_file(owner, path, "20260801", quiet))["written"] == 2
    again = await import_file(owner, path, "20260801", quiet)
    assert (again["records"], again["written"], again["state"]) == (2, 0, "complete")


async def test_the_next_month_changes_adds_and_marks_what_vanished(owner: Any, tmp_path: Path) -> None:
    await import_file(owner, dump(tmp_path, "20260801", *map(release, (1, 2, 3))), "20260801", quiet)
    later = dump(tmp_path, "20260901", release(1), release(3, "Lush Life"), release(4))
    file = await import_file(owner, later, "20260901", quiet)
    assert (file["written"], file["vanished"]) == (2, 1)
    assert await titles(owner) == {1: "Blue Train", 3: "Lush Life", 4: "Blue Train"}
    assert await owner.fetchval("select vanished from releases where id = 2") == "20260901"


async def test_an_older_month_is_refused(owner: Any, tmp_path: Path) -> None:
    await import_file(owner, dump(tmp_path, "20260901", release(1)), "20260901", quiet)
    with pytest.raises(BrokenDump, match="older"):
        await import_file(owner, dump(tmp_path, "20260801", release(2)), "20260801", quiet)


async def test_one_bad_record_is_lost_alone_and_an_id_twice_is_the_later(owner: Any, tmp_path: Path) -> None:
    texts = (release(1), "<release><title>No id</title></release>", release(2, "a & b"), release(3, "x\x08y"))
    path = dump(tmp_path, "20260801", *texts, release(1, "Later"))
    file = await import_file(owner, path, "20260801", quiet)
    assert (file["records"], file["rejected"]) == (5, 2)
    assert await titles(owner) == {1: "Later", 3: "xy"}
    reasons = await owner.fetch("select reason from dump_rejects order by place")
    assert [row["reason"].split(":")[0] for row in reasons] == ["It has no id.", "It is not well-formed"]


async def test_a_broken_off_import_goes_on_where_it_was(owner: Any, tmp_path: Path) -> None:
    path = dump(tmp_path, "20260801", *map(release, range(11, 21)))
    three = Choice(batch=3 * len(release(11)) + len("<releases>\n\n\n\n<release "))

    class Killed(Exception):
        pass

    def kill(progress: Progress) -> None:
        raise Killed

    for done in (3, 6, 9):
        with pytest.raises(Killed):
            await import_file(owner, path, "20260801", kill, three)
        assert await owner.fetchval("select records from dump_files") == done
    file = await import_file(owner, path, "20260801", quiet, three)
    assert (file["records"], file["written"], file["vanished"]) == (10, 10, 0)
    assert len(await titles(owner)) == 10


async def everything(db: Any) -> list[Any]:
    return [tuple(row) for row in await db.fetch("select * from releases order by id")]


@pytest.mark.parametrize("compiled", [True, False])
async def test_readers_beside_write_what_a_thread_writes(
    owner: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    """Processes of their own, and several of them where records are parsed by Python."""
    texts = [release(n % 50 + 1, f"Take {n}") for n in range(120)]
    path = dump(tmp_path, "20260801", *texts, "<release id='x'></release>")
    small = Choice(batch=700, compiled=compiled)
    await import_file(owner, path, "20260801", quiet, small)
    expected = await everything(owner)
    assert await titles(owner) == {n % 50 + 1: f"Take {n}" for n in range(120)}
    await owner.execute("truncate releases, dump_files, dump_batches, dump_rejects, dump_repeats")
    monkeypatch.setattr("waugzee.catalogue.readers.SMALL", 0)
    file = await import_file(owner, path, "20260801", quiet, small)
    assert (file["records"], file["rejected"], file["read"]) == (121, 1, path.stat().st_size)
    assert await everything(owner) == expected
    # An id that comes thrice was changed at each, and is so no more.
    assert (await import_file(owner, path, "20260801", quiet, small))["written"] == 0
    assert await everything(owner) == expected


async def test_an_id_that_came_twice_and_comes_once_is_what_it_is_now(owner: Any, tmp_path: Path) -> None:
    small = Choice(batch=100)
    twice = [*map(release, range(1, 9)), release(2, "Later"), release(3, "Later"), release(3, "Last")]
    await import_file(owner, dump(tmp_path, "20260801", *twice), "20260801", quiet, small)
    assert (await titles(owner))[3] == "Last"
    # The first record of 3 is let pass, the second is the last that is seen of it; 2 is gone.
    once = [*map(release, (1, 4, 5, 6, 7, 8)), release(3, "New"), release(9)]
    path = dump(tmp_path, "20260901", *once)
    file = await import_file(owner, path, "20260901", quiet, small)
    assert (file["records"], file["written"], file["vanished"]) == (8, 2, 1)
    assert await titles(owner) == {**dict.fromkeys((1, 4, 5, 6, 7, 8, 9), "Blue Train"), 3: "New"}
    assert (await import_file(owner, path, "20260901", quiet, small))["written"] == 0


async def test_what_was_broken_off_goes_on_over_no_other_file(owner: Any, tmp_path: Path) -> None:
    texts = [release(n) for n in range(11, 31)]
    path, small = dump(tmp_path, "20260801", *texts), Choice(batch=200)

    class Killed(Exception):
        pass

    def kill(progress: Progress) -> None:
        raise Killed

    with pytest.raises(Killed):
        await import_file(owner, path, "20260801", kill, small)
    # The same records as another file, wholly; then the first one after all.
    other = tmp_path / "discogs_20260801_releases.xml"
    other.write_bytes(gzip.decompress(path.read_bytes()))
    await import_file(owner, other, "20260801", quiet, small)
    file = await import_file(owner, path, "20260801", quiet, small)
    assert (file["records"], file["written"], file["vanished"]) == (20, 0, 0)


async def test_a_file_that_stands_is_known_again(owner: Any, tmp_path: Path) -> None:
    path = dump(tmp_path, "20260801", release(1))
    assert await standing(owner, path, "20260801") is None
    await import_file(owner, path, "20260801", quiet)
    assert (await standing(owner, path, "20260801"))["written"] == 1
    # Read in another way, of another month, with other bytes, or with one begun since, it does not stand.
    assert await standing(owner, path, "20260801", Choice(selection="vinyl")) is None
    assert await standing(owner, path, "20260901") is None
    other = dump(tmp_path, "20260801", release(2))
    assert await standing(owner, other, "20260801") is None
    other.write_bytes(other.read_bytes()[:-9])
    with pytest.raises(BrokenDump):
        await import_file(owner, other, "20260801", quiet)
    assert await standing(owner, dump(tmp_path, "20260801", release(1)), "20260801") is None


@pytest.mark.parametrize("compiled", [True, False])
def test_an_empty_record_ends_where_it_ends(tmp_path: Path, compiled: bool) -> None:
    texts = ['<release id="1"/>', '<release id="2" />', release(3), '<release id="4"/>', release(5)]
    # What is not closed is lost alone too.
    texts += ['<release id="6"><title/>', release(7), "<release/>"]
    path = dump(tmp_path, "20260801", *texts)
    survey = Emitter(compiled).survey
    found = [
        (piece.held[start:stop].decode(), record_id)
        for piece in pieces(path, "releases", survey, size=50)
        for start, stop, record_id, _ in piece.found
    ]
    assert found == list(zip(texts, (1, 2, 3, 4, 5, 6, 7, 0), strict=True))


@pytest.mark.parametrize("size", [0, SMALL])
async def test_many_small_records_at_once_hold_nobody_up(tmp_path: Path, size: int) -> None:
    """More ids are asked for, while rows are sent, than a pipe holds."""
    path = dump(tmp_path, "20260801", *(f'<release id="{n}"/>' for n in range(1, 120_001)))
    with readers(Job(str(path), "releases", "20260801", 0, batch=1 << 20), size) as found:
        async with asyncio.timeout(60):
            count, before = 0, False
            while isinstance(seen := await found.next(), Seen):
                await found.ask(array("q", seen.ids))
                count += len(array("q", (await found.rows())[0].ids)) if before else 0
                before = True
            count += len(array("q", (await found.rows())[0].ids))
    assert count == 120_000


async def test_only_what_vinyl_owners_need(owner: Any, tmp_path: Path) -> None:
    def on(n: int, *formats: str) -> str:
        named = "".join(f'<format name="{name}" qty="1" text=""/>' for name in formats)
        return release(n, rest=f"<formats>{named}</formats>")

    texts = (on(1, "Vinyl"), on(2, "CD"), on(3, "Box Set", "Lathe Cut"), on(4, "Shellac"), release(5))
    path = dump(tmp_path, "20260801", *texts)
    vinyl = Choice(selection="vinyl")
    file = await import_file(owner, path, "20260801", quiet, vinyl)
    assert (file["records"], file["written"], file["left_out"], file["vanished"]) == (5, 3, 2, 0)
    assert set(await titles(owner)) == {1, 3, 4}
    assert (await import_file(owner, path, "20260801", quiet, vinyl))["written"] == 0
    # All of them after all, and back.
    assert (await import_file(owner, path, "20260801", quiet))["written"] == 2
    assert set(await titles(owner)) == {1, 2, 3, 4, 5}
    await import_file(owner, path, "20260801", quiet, vinyl)
    assert await owner.fetchval("select count(*) from releases") == 3


async def test_a_truncated_file_keeps_what_it_has_and_marks_nothing(owner: Any, tmp_path: Path) -> None:
    await import_file(owner, dump(tmp_path, "20260801", *map(release, (1, 2))), "20260801", quiet)
    path = dump(tmp_path, "20260901", release(3))
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(BrokenDump, match="cut off"):
        await import_file(owner, path, "20260901", quiet)
    assert {1, 2} <= set(await titles(owner))
    assert await owner.fetchval("select state from dump_files where month = '20260901'") == "failed"
    whole = dump(tmp_path, "20260901", release(1), release(3))
    file = await import_file(owner, whole, "20260901", quiet)
    assert (file["state"], file["vanished"]) == ("complete", 1)
    assert set(await titles(owner)) == {1, 3}
    assert await owner.fetchval("select count(*) from dump_batches") == 0


def test_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    path = dump(tmp_path, "20260801", release(1))
    sums = tmp_path / "discogs_20260801_CHECKSUM.txt"
    sums.write_text(f"{'0' * 64} {path.name}\n")
    with pytest.raises(BrokenDump, match="checksum"):
        checked_sha256(path)
    sums.unlink()
    assert len(checked_sha256(path)) == 64
    assert month_of(path) == "20260801"


def test_a_release_is_read_whole() -> None:
    row = row_of(
        "releases",
        b'<release id="7"><artists><artist><id>1</id><name>Getz</name><anv>Stan</anv>'
        b"<join>&amp;</join></artist>"
        b"<artist><id>0</id><name>Gil&#13;berto</name></artist></artists><title>T</title>"
        b'<formats><format name="Vinyl" qty="' + b"1" * 64 + b'" text=""/></formats>'
        b"<released>1999-03-00</released><master_id>0</master_id><tracklist>"
        b"<track><position/><title>Side one</title></track><track><position>A1</position><title>x</title>"
        b"<duration>3:10</duration></track></tracklist></release>",
    )
    assert (row["artist"], row["year"], row["released"]) == ("Stan & Gil\rberto", 1999, "1999-03-00")
    assert (row["master_id"], row["formats"]) == (None, '[{"name":"Vinyl"}]')
    assert '"type":"heading"' in row["tracks"]
    assert '"duration":"3:10"' in row["tracks"]


@pytest.mark.parametrize(("year", "kept"), [("0", None), ("1023", None), ("1959", 1959), ("9" * 30, None)])
def test_an_impossible_year_is_none(year: str, kept: int | None) -> None:
    assert row_of("masters", f'<master id="1"><year>{year}</year></master>'.encode())["year"] == kept


@pytest.mark.parametrize("number", ["", "0", "-1", "9" * 19 + "9", "x"])
def test_an_id_that_is_none_is_rejected(number: str) -> None:
    with pytest.raises(Rejected):
        row_of("masters", f'<master id="{number}"/>'.encode())


def test_sublabels_are_no_records_and_old_artists_name_members_twice(tmp_path: Path) -> None:
    inside = '<sublabels><label id="2">B</label><label id="3">C</label></sublabels>'
    text = f"<label><id>1</id><name>A</name>{inside}</label>"
    path = dump(tmp_path, "20260801", text, "<label><id>4</id></label>", kind="labels")
    rows = [
        row_of("labels", piece.held[found[0] : found[1]])
        for piece in pieces(path, "labels", Emitter().survey)
        for found in piece.found
    ]
    assert [(row["id"], row["name"]) for row in rows] == [(1, "A"), (4, "")]
    assert rows[0]["sublabels"] == '[{"id":2,"name":"B"},{"id":3,"name":"C"}]'
    old = row_of(
        "artists", b'<artist><id>1</id><members><id>26</id><name id="26">M</name></members></artist>'
    )
    assert old["members"] == '[{"id":26,"name":"M"}]'
