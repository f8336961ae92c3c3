"""What is compiled and what is written in Python give the same bytes; without a compiler all is there too."""

import os
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waugzee.catalogue import emitting
from waugzee.catalogue.cutting import kind_of, pieces
from waugzee.catalogue.emitting import Emitter
from waugzee.catalogue.kinds import KINDS
from waugzee.catalogue.lines import COLUMNS
from waugzee.catalogue.records import Rejected
from waugzee.catalogue.tables import TABLES

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT.parent / "shared/discogs-samples/dumps"
FILES = sorted(SAMPLES.glob("*.xml*"))


def records(path: Path, kind: str, emitter: Emitter) -> Iterator[bytes]:
    for piece in pieces(path, kind, emitter.survey):
        for start, stop, _, _ in piece.found:
            yield piece.held[start:stop]


compiled = pytest.mark.skipif(emitting.COMPILED is None, reason="there is no compiler here")


def by_python(kind: str, record: bytes) -> Any:
    try:
        return emitting.row(kind, b"<" + record, (1, 1 + len(record), 0, 7), "20260801")
    except Rejected as error:
        return str(error)


def is_same(kind: str, record: bytes) -> Any:
    """What both make of a record: what is compiled makes Python's row of it, or none."""
    made = by_python(kind, record)
    row, unusual = Emitter().rows(kind, b"<" + record, [(1, 1 + len(record), 0, 7)], "20260801")
    assert (row, unusual) == (b"", [0]) or row == made[1], record
    return made


def left_to_python(kind: str, record: bytes) -> bool:
    return bool(Emitter().rows(kind, record, [(0, len(record), 0, 0)], "")[1])


@compiled
@pytest.mark.skipif(not FILES, reason="the real dumps are not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_records_are_the_same_and_none_is_left_to_python(path: Path) -> None:
    kind = kind_of(path)
    for record in records(path, kind, Emitter()):
        is_same(kind, record)
        assert not left_to_python(kind, record), record


ALL = (
    '<release id="{n}" status="Accepted"><artists><artist><id>1</id><name>Stan  Getz</name><anv/>'
    "<join>&amp;</join></artist><artist><id>0</id><name>João &quot;G&#233;&#x1F600;&quot;</name>"
    "<anv>Gil&#13;\nberto\t</anv><join>,</join></artist><artist/></artists><title> {title} </title>"
    '<labels><label name=\' Verve\n&lt;A&gt; \' catno="V\\6&#10;" id="7"/><label/></labels>'
    '<formats><format name="Vinyl" qty="2" text="&apos;&#9;"><descriptions><description>LP</description>'
    "<description> </description></descriptions></format>"
    f'<format name="Box" qty="{"1" * 64}"/></formats>'
    "<genres><genre>Jazz</genre><genre/></genres><styles></styles><country>US</country>"
    "<released>1964-03-00</released><notes>[b]x[/b] {title}</notes>"
    "<master_id is_main_release='true'> 9 </master_id><tracklist>"
    "<track><title>Side one</title></track><track><position>A1</position><title>x</title><duration>3:10"
    "</duration><artists><artist><name>Who</name></artist></artists></track><track><title>Suite</title>"
    "<sub_tracks><track><position>A2.a</position></track></sub_tracks></track><track/></tracklist>"
    '<identifiers><identifier type="Barcode" value="5 01" description="Text"/><identifier/></identifiers>'
    "<companies><company><id>3</id><name>P</name><catno/><entity_type_name>By</entity_type_name></company>"
    '</companies><series><series name="S" catno="1" id="0"/></series></release>'
)
TITLES = ("", "\u00a0", "\u2028x\u0085", "a\rb\r\nc", "\U0001f3b7", "“”\\t", "]] >", "\x7f", "x" * 9000)


@compiled
@pytest.mark.parametrize("title", TITLES, ids=ascii)
def test_a_record_with_everything_is_the_same(title: str) -> None:
    record = ALL.format(n=5, title=title).encode()
    assert is_same("releases", record)[0] == 5
    assert not left_to_python("releases", record)


UNUSUAL = (
    "<release><title>No id</title></release>",
    '<release id="1"><title>a & b</title></release>',
    '<release id="1"><title>&nbsp;</title></release>',
    '<release id="1"><title>&#0;</title></release>',
    '<release id="1"><title>&#xFFFF;</title></release>',
    '<release id="1"><title>&#x110000;</title></release>',
    '<release id="1"><title>x\x08y\ufffe</title></release>',
    '<release id="1"><title>]]></title></release>',
    '<release id="1"><title><![CDATA[a <b>]]> c</title></release>',
    '<release id="1"><!-- </release> --><title>a</title><?php ?></release>',
    '<release id="1" id="2"/>',
    '<release id="1"title="x"/>',
    "<release id=1/>",
    '<release id="<"/>',
    '<release id="1"><a></b></release>',
    '<release id="1"><a></release>',
    '<release id="1"/><release id="2"/>',
    '<release id="1"/>x',
    '<release id="1"><notes>x</release>',
    '<release id="1"><notes><!-- </notes><title>a</title><notes> --></notes></release>',
    '<release id="1"><notes><videos></notes><title>a</title></release>',
    '<release id="1" xmlns="urn:x"><title>a</title></release>',
    '<x:release id="1"/>',
    "<!DOCTYPE release><release id='1'/>",
    "<release id='1'>" + "<a>" * 70 + "</a>" * 70 + "</release>",
    "<release",
    "",
)


@compiled
@pytest.mark.parametrize("text", UNUSUAL, ids=ascii)
def test_what_is_unusual_is_left_to_python(text: str) -> None:
    is_same("releases", text.encode())
    assert left_to_python("releases", text.encode())


@compiled
@pytest.mark.parametrize("raw", [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"])
def test_what_is_no_utf8_is_left_to_python(raw: bytes) -> None:
    record = b'<master id="1"><title>' + raw + b"</title></master>"
    is_same("masters", record)
    assert left_to_python("masters", record)


@compiled
@pytest.mark.parametrize(
    "within", ["a & <b>", "&nbsp;", "\x08", "<b></a>", "</videos>", "<?x ?>", "<notes2>"]
)
def test_what_is_not_kept_need_not_be_well_formed(within: str) -> None:
    record = f'<release id="1"><notes>{within}</notes><title>a</title><extraartists/><notes/></release>'
    assert is_same("releases", record.encode())[0] == 1
    assert not left_to_python("releases", record.encode())


@compiled
def test_rows_come_one_after_the_other_but_for_the_unusual() -> None:
    texts = [b'<master id="1"/>', b"<master/>", b'<master id="2"><a></master>', b'<master id="3"/>']
    held, found, at = b"".join(texts), list[tuple[int, int, int, int]](), 0
    for text in texts:
        found.append((at, at := at + len(text), 0, at))
    rows, unusual = Emitter().rows("masters", held, found, "20260801")
    assert unusual == [1, 2]
    assert rows == b"".join(emitting.row("masters", held, found[n], "20260801")[1] for n in (0, 3))


@compiled
def test_threads_take_turns() -> None:
    """Each has the memory to itself while it works, though none holds the interpreter's lock."""
    records = [ALL.format(n=n, title=str(n) * 5000).encode() for n in range(1, 9)]
    expected = [by_python("releases", record)[1] * 50 for record in records]

    def emit(record: bytes) -> bytes:
        found = [(0, len(record), 0, 7)] * 50
        assert len(Emitter().survey(record + b"</releases>", b"release")) == 1
        return Emitter().rows("releases", record, found, "20260801")[0]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(emit, records * 4)) == expected * 4


WORDS = (
    "<title> </title> <id>7</id> <name> </name> <aliases> </aliases> <name/> &amp; &#13; & < > ]]> é \u3000"
    " <notes> </notes> <videos> </videos> <notes/>"
)
BITS = st.lists(
    st.sampled_from([*WORDS.split(" "), "<name id='3'>", "\r", "\n ", "<!--", "-->", '"']), max_size=12
)


@compiled
@given(kind=st.sampled_from(sorted(KINDS)), bits=BITS, attribute=st.text("5 0&<>'\n\té;#", max_size=6))
def test_whatever_comes_is_the_same(kind: str, bits: list[str], attribute: str) -> None:
    tag = kind[:-1]
    is_same(kind, f'<{tag} id="{attribute}">{"".join(bits)}<id>8</id></{tag}>'.encode())


def is_surveyed_the_same(held: bytes, tag: bytes) -> Any:
    found = Emitter().survey(held, tag)
    assert found == Emitter(compiled=False).survey(held, tag)
    return found


@compiled
@given(
    head=st.sampled_from(
        ["<label>", '<label id="3">', "<label\n id='3'>", "<label><images/>", "<label><images>"]
    ),
    bits=st.lists(
        st.sampled_from(["</images>", "<id>12</id>", " ", "<id>012</id>", "<id>" + "9" * 19 + "</id>"])
    ),
    rest=st.binary(max_size=200),
)
def test_records_are_surveyed_the_same(head: str, bits: list[str], rest: bytes) -> None:
    record = f"{head}{''.join(bits)}".encode() + rest + b"</label>"
    found = is_surveyed_the_same(b"<labels>\n" + record + b"\n</labels>", b"label")
    assert found or b"<!" in rest


TAGS = "<label> </label> <label/> </labels> <labels> <label <sublabels> </sublabels> <name/> <id>3</id> </"
TAGGED = st.lists(
    st.sampled_from([*TAGS.split(" "), "<label id='1'/>", '<label id="2">', "\n", " ", "\v", "x"])
)


@compiled
@given(bits=TAGGED)
def test_whatever_comes_is_cut_the_same(bits: list[str]) -> None:
    is_surveyed_the_same("".join(bits).encode(), b"label")


@compiled
@pytest.mark.skipif(not FILES, reason="the real dumps are not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_records_are_cut_the_same_wherever_a_chunk_ends(path: Path) -> None:
    raw = path.read_bytes()
    xml = zlib.decompress(raw, 31) if raw[:2] == b"\x1f\x8b" else raw
    tag = kind_of(path)[:-1].encode()
    assert all(found[2] for found in is_surveyed_the_same(xml + b"</" + tag + b"s>", tag))
    for stop in [*range(0, min(len(xml), 3000), 7), len(xml) - 9, len(xml)]:
        is_surveyed_the_same(xml[:stop], tag)


def test_the_columns_are_the_tables() -> None:
    assert {kind: [*columns] for kind, columns in COLUMNS.items()} == {
        kind: [column.name for column in table.c] for kind, table in TABLES.items()
    }


def test_sections_hold_ends_that_are_none(tmp_path: Path) -> None:
    texts = [
        '<release id="1"><title><![CDATA[</release>\n<release id="9">]]></title></release>',
        '<release id="2"><!-- </release><release id="9"> --><title>b</title></release>',
        '<release id="3"><title>c</title></release>',
        # One that is never closed is lost alone.
        '<release id="4"><title><!-- d</title></release>',
        '<release id="5"><title>' + "e" * (5 << 20) + "</title></release>",
        '<release id="6"><title><![CDATA[f</title></release>',
        '<release id="7"><title>g</title></release>',
    ]
    path = tmp_path / "discogs_20260801_releases.xml"
    path.write_text("\n".join(["<releases>", *texts, "</releases>"]))
    for emitter in (Emitter(), Emitter(compiled=False)):
        found = list(records(path, "releases", emitter))
        assert [record.decode() for record in found] == texts


@pytest.mark.parametrize("compiler", ["cc", "none"])
def test_the_set_up_does_without_a_compiler(tmp_path: Path, compiler: str) -> None:
    """Build the package's wheel as machines with and without one do."""
    if compiler == "cc" and shutil.which("cc") is None:
        pytest.skip("there is no compiler here")
    for name in ("pyproject.toml", "README.md", "deploy/compile_rows.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(
        ROOT / "backend", tmp_path / "backend", ignore=shutil.ignore_patterns("*.so", "__pycache__")
    )
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    environment = {**os.environ, "CC": compiler}
    said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    (wheel,) = tmp_path.glob("dist/*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    compiled = [
        name for name in names if name.startswith("waugzee/catalogue/_rows.") and name.endswith(".so")
    ]
    assert len(compiled) == (compiler == "cc")
    assert wheel.name.endswith("-none-any.whl") == (compiler == "none")
    assert ("more slowly" in said.stdout + said.stderr) == (compiler == "none")
