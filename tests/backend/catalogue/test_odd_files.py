"""Files as no dump should be, but some are: what can be read of them is, and none takes another with it."""

import asyncio
import gzip
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from click.testing import CliRunner

from dumping import empty_catalogue, nothing, release, write
from waugzee.catalogue.cutting import BrokenDump, kind_of, pieces
from waugzee.catalogue.emitting import Emitter
from waugzee.catalogue.importing import import_file
from waugzee.catalogue.months import files_of, month_of
from waugzee.catalogue.reader import Batch, Job
from waugzee.catalogue.records import row_of
from waugzee.cli import commands
from waugzee.errors import ConfigurationError


def one(n: int, title: str = "T", said: str = "") -> str:
    return f'<release id="{n}"{said}><title>{title}</title></release>'


def three(between: str = "\n", said: str = "") -> str:
    return between.join(one(n, said=said) for n in (1, 2, 3))


def listed(inside: str, before: str = "", said: str = "") -> str:
    return f"{before}<releases{said}>\n{inside}\n</releases>\n"


WHOLE = {
    "a byte order mark": listed(three(), before="\ufeff"),
    "declarations and CRLF": listed(
        three("\r\n"), before='<?xml version="1.0"?>\r\n<!DOCTYPE releases [<!ENTITY a "b">]>\r\n'
    ),
    "comments between records": listed(
        one(1) + '\n<!-- <release id="9"></release> -->\n' + one(2) + "<!-- x -->" + one(3) + "\n<!-- y -->"
    ),
    "instructions between records": listed(one(1) + "\n<?php x ?>\n" + one(2) + "<?y?>" + one(3)),
    "text between records": listed(f"{one(1)}\nblah &nbsp;\n{one(2)}\x00\x0c{one(3)}\nx"),
    "records of another kind between": listed(f"{one(1)}<master id='5'/><master></master>{one(2)}{one(3)}"),
    "ends within sections": listed(
        one(1, '<![CDATA[</release><release id="7">]]>')
        + one(2, "<![CDATA[</title></release>\n]]>")
        + one(3, "x<!-- </release> -->")
    ),
    "a namespace of the list": listed(three(), said=' xmlns="urn:x"'),
    "a namespace of each": listed(three(said=' xmlns="urn:x" xmlns:y="urn:y" y:id="9"')),
    "prefixes that the list explains": listed(three().replace("title>", "d:title>"), said=' xmlns:d="urn:x"'),
    "unusual attributes": listed(three(said=" status='Accepted' xml:lang='en' x = '&gt;'")),
    "blanks in tags": listed(three().replace("</release>", "</release >").replace('">', '" >')),
    "no list": three(),
    "a list in a list": f"<discogs>{listed(three())}</discogs>",
    "two lists": listed(one(1)) + listed(one(2) + one(3)),
    "an element called as they are": listed(
        f"{one(1)}<release id='2'><title>x</title><of><release>9</release></of></release>{one(3)}"
    ),
    "characters that XML forbids": listed(
        one(1, "\x01&#1;\ufffe&#xFFFE;&#xd800;&#55300;&#0;") + one(2, "&#65;") + one(3)
    ),
}
LOST = {
    "one that is not closed": listed(f'{one(1)}\n<release id="7"><title>t</title>\n{one(2)}{one(3)}'),
    "one that is badly nested": listed(f'{one(1)}<release id="7"><a></b></release>{one(2)}{one(3)}'),
    "an unknown entity": listed(f"{one(1)}{one(7, '&nbsp;')}{one(2)}{one(3)}"),
}


def read(path: Path, size: int, compiled: bool) -> tuple[list[int], list[str]]:
    """The ids that are kept, and why others are not."""
    kind, emitter, ids, reasons = kind_of(path), Emitter(compiled), array("q"), list[str]()
    job = Job(str(path), kind, "20260801", 0, compiled=compiled)
    for piece in pieces(path, kind, emitter.survey, size=size):
        batch = Batch(job, emitter, piece)
        seen = batch.seen()
        rows, _ = batch.rows(array("q", seen.ids))
        ids.frombytes(rows.ids)
        reasons += [reject[1] for reject in (*seen.rejects, *rows.rejects)]
    return ids.tolist(), reasons


def is_read(path: Path, raw: bytes, ids: Sequence[int], lost: int = 0) -> None:
    """Compiled or not, and wherever a chunk ends."""
    path.write_bytes(raw)
    for size, compiled in ((1 << 20, True), (1 << 20, False), (61, True), (61, False)):
        kept, reasons = read(path, size, compiled)
        assert (kept, len(reasons)) == (list(ids), lost), (size, compiled, reasons)


@pytest.mark.parametrize("what", WHOLE)
def test_every_record_is_read(tmp_path: Path, what: str) -> None:
    is_read(tmp_path / "x.xml", WHOLE[what].encode(), (1, 2, 3))


@pytest.mark.parametrize("what", LOST)
def test_a_bad_record_takes_no_other_with_it(tmp_path: Path, what: str) -> None:
    is_read(tmp_path / "x.xml", LOST[what].encode(), (1, 2, 3), lost=1)


def test_a_label_that_never_ends_takes_no_other_with_it(tmp_path: Path) -> None:
    first = "<label><id>1</id><name>A</name><sublabels><label id='7'>B</label><label id='8'>C</label>"
    text = f"<labels>\n{first}\n<label><id>2</id></label>\n<label><id>3</id></label>\n</labels>"
    is_read(tmp_path / "x.xml", text.encode(), (2, 3), lost=1)


def test_what_it_is_called_and_how_it_is_packed_does_not_matter(tmp_path: Path) -> None:
    raw = listed(three()).encode()
    packed = gzip.compress(raw)
    members = b"".join(gzip.compress(raw[at : at + 40]) for at in range(0, len(raw), 40))
    for name, held in {
        "releases.xml": packed,
        "releases.xml.gz": raw,
        "x": members,
        "zeros.gz": packed + bytes(512),
        "rest.gz": packed + b"and something else",
    }.items():
        is_read(tmp_path / name, held, (1, 2, 3))


PACKED = gzip.compress(listed(three()).encode())
UNREADABLE = {
    "nothing": (b"", "no dump"),
    "blanks": (b" \n", "no dump"),
    "nothing, packed": (gzip.compress(b""), "no dump"),
    "other things": (b"<things><thing id='1'/></things>", "no dump"),
    "UTF-16": (listed(three()).encode("utf-16"), "no dump"),
    "packed twice": (gzip.compress(gzip.compress(b"<releases>")), "no dump"),
    "a packed beginning": (PACKED[:12], "cut off"),
    "zeros at its end": (PACKED[:-30] + bytes(30), "damaged"),
    "no end": (b"<releases>\n" + three().encode(), "no end"),
    "half a record": (b"<releases>\n" + three().encode() + b"<release id='4'><title>", "midst of a record"),
    "no length": (PACKED[:-4], "no end"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_to_its_end_says_why(tmp_path: Path, what: str) -> None:
    raw, why = UNREADABLE[what]
    path = tmp_path / "discogs_20260801_releases.xml.gz"
    path.write_bytes(raw)
    for compiled in (True, False):
        with pytest.raises(BrokenDump, match=why):
            read(path, 1 << 20, compiled)


def test_prefixes_mean_nothing() -> None:
    raw = b'<d:release id="7" xmlns:d="urn:x"><d:title>T</d:title><y:country>US</y:country></d:release>'
    row = row_of("releases", raw)
    assert (row["id"], row["title"], row["country"]) == (7, "T", "US")


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("discogs_20080309_artists.xml.gz", "20080309"),
        ("releases-20260801.xml", "20260801"),
        ("releases_2020.xml.gz", ""),
        ("releases_12345678.xml", ""),
        ("releases_120260801.xml", ""),
    ],
)
def test_a_month_is_one(name: str, month: str) -> None:
    assert month_of(Path(name)) == month


def test_what_lies_beside_the_dumps_is_left_alone(tmp_path: Path) -> None:
    (kept,) = write(tmp_path, "20260801", labels=["<label><id>1</id></label>"])
    (tmp_path / "pom.xml").write_text("<project/>")
    assert files_of([tmp_path]) == {"labels": kept}
    with pytest.raises(BrokenDump, match=r"pom\.xml is no dump"):
        files_of([tmp_path / "pom.xml"])
    (tmp_path / "discogs_20260801_masters.xml").write_text("")
    with pytest.raises(BrokenDump, match="masters"):
        files_of([tmp_path])


def test_of_a_folder_with_several_months_one_is_taken(tmp_path: Path) -> None:
    artists = ["<artist><id>1</id></artist>"]
    (august,) = write(tmp_path, "20260801", artists=artists)
    (september,) = write(tmp_path, "20260901", artists=artists)
    (tmp_path / "discogs_20260701_artists.xml.gz").write_bytes(b"damaged")
    (tmp_path / "notes_20270101.xml").write_text("<notes/>")
    assert files_of([tmp_path]) == {"artists": september}
    assert files_of([tmp_path], "20260801") == {"artists": august}
    # A name that tells no month has the one given.
    unsaid = tmp_path / "labels.xml"
    unsaid.write_text("<labels>")
    assert files_of([tmp_path], "20260901") == {"artists": september, "labels": unsaid}
    with pytest.raises(ConfigurationError, match="several months"):
        files_of([tmp_path])
    unsaid.unlink()
    with pytest.raises(ConfigurationError, match="no dump of 20261001"):
        files_of([tmp_path], "20261001")
    with pytest.raises(ConfigurationError, match="both artists"):
        files_of([august, september])


async def test_the_next_month_is_imported_from_the_same_folder(owner_url: str, tmp_path: Path) -> None:
    async with empty_catalogue(owner_url, tmp_path):
        for month in ("20260801", "20260901"):
            write(tmp_path / "dumps", month, releases=[release(1, month, "")])
        for more in (["--month", "202608"], []):
            said: Any = await run_command(owner_url, "dumps", "import", *more, str(tmp_path / "dumps"))
            assert (said.exit_code, "1 written" in said.stdout) == (0, True), said.output
        db = await asyncpg.connect(owner_url)
        assert await db.fetchval("select title from releases") == "20260901"
        await db.close()


async def test_a_list_of_nothing_wipes_nothing(owner_url: str, tmp_path: Path) -> None:
    async with empty_catalogue(owner_url, tmp_path) as dumps:
        await dumps.import_(releases=[one(1)])
        for month, text in (("20261001", "<releases></releases>"), ("20261101", "<releases/>")):
            path = tmp_path / f"discogs_{month}_releases.xml"
            path.write_text(text)
            with pytest.raises(BrokenDump, match="holds no record"):
                await import_file(dumps.db, path, month, nothing)
        path.write_text(listed(three()))
        with pytest.raises(BrokenDump, match="of which month"):
            await import_file(dumps.db, path, "", nothing)
        assert await dumps.db.fetchval("select count(*) from releases where vanished is null") == 1


async def test_a_broken_file_holds_up_no_other(owner_url: str, tmp_path: Path) -> None:
    async with empty_catalogue(owner_url, tmp_path):
        (artists, _) = write(tmp_path / "m", "20260801", artists=[], releases=[release(1, "x", "")])
        artists.write_bytes(gzip.compress(b"<artists>\n<artist><id>1</id></artist>\n<artist><id>2</id>"))
        said: Any = await run_command(owner_url, "dumps", "import", str(tmp_path / "m"))
        assert (said.exit_code, "cut off in the midst" in said.stderr) == (1, True)
        assert "releases: 1 records" in said.stdout
        db = await asyncpg.connect(owner_url)
        rows = await db.fetch("select kind, state, records from dump_files order by kind")
        await db.close()
        assert [tuple(row) for row in rows] == [("artists", "failed", 1), ("releases", "complete", 1)]


async def test_a_file_that_does_not_say_its_month_is_told_it(owner_url: str, tmp_path: Path) -> None:
    async with empty_catalogue(owner_url, tmp_path):
        path = tmp_path / "releases.xml"
        path.write_text(listed(three()))
        assert (await run_command(owner_url, "dumps", "import", "--month", "2026", str(path))).exit_code != 0
        said: Any = await run_command(owner_url, "dumps", "import", "--month", "202611", str(path))
        assert (said.exit_code, "releases: 3 records" in said.stdout) == (0, True), said.output
        older = await run_command(owner_url, "dumps", "import", "--month", "202610", str(path))
        assert (older.exit_code, "older than" in older.stderr) == (1, True)
        db = await asyncpg.connect(owner_url)
        assert await db.fetchval("select month from dump_files") == "20261101"
        await db.close()


async def run_command(owner_url: str, *words: str) -> Any:
    """As anyone types it, but in a thread, for it runs a loop of its own."""
    environment = {"WAUGZEE_DATABASE_URL": owner_url}
    return await asyncio.to_thread(CliRunner(env=environment).invoke, commands, words)
