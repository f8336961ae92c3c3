"""What is read of Kleio's files, of either format and whatever their age; what is set aside, and why."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kleio import FIRST_WEEKS, SEEDED, TODAY, TOKEN, cleaning, database, export, play, release
from waugzee.errors import UnreadableFile
from waugzee.imports import kleio, kleio_database
from waugzee.imports.history import History
from waugzee_sync.discogs.responses import Artist, Format, Label, Note

WHEN = "2025-04-01 19:30:00"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
OWNED = {"owned": 1, "base_model": 0, "active": 1}


def read(body: bytes) -> History:
    return kleio.read(body, NOW)


def reasons(history: History) -> list[tuple[str, str]]:
    return [(one.kind, one.reason) for one in history.set_aside]


def test_a_database_of_today_is_read_whole() -> None:
    history = read(
        database(
            auth=[{"token": TOKEN, "username": "alice"}],
            releases=[
                release(5, "Fontana Mix", 77, rating=4, year=1962, thumb="https://i.discogs.com/t.jpg")
            ],
            artists=[{"id": 1, "name": "John Cage"}, {"id": 2, "name": "Luciano Berio"}],
            release_artists=[
                {"release_id": 5, "artist_id": 2, "join_relation": "/", "anv": "Berio", "role": ""},
                {"release_id": 5, "artist_id": 1, "role": ""},
            ],
            labels=[{"id": 3, "name": "Time Records (3)"}],
            release_labels=[{"release_id": 5, "label_id": 3, "catno": "S/8003"}],
            formats=[{"id": 8, "release_id": 5, "name": "Vinyl", "qty": 2}],
            format_descriptions=[
                {"format_id": 8, "description": "LP"},
                {"format_id": 7, "description": "of a format that was written anew"},
            ],
            genres=[{"id": 1, "name": "Electronic"}],
            release_genres=[{"release_id": 5, "genre_id": 1}],
            release_notes=[{"release_id": 5, "field_id": 1, "value": "Near Mint (NM or M-)"}],
            styluses=[
                *SEEDED,
                {
                    **{"id": 21, "name": "2M Blue", "manufacturer": "Ortofon", **OWNED},
                    **{"expected_lifespan_hours": 1500, "purchase_date": "2025-03-01 00:00:00+00:00"},
                },
            ],
            play_history=[play(5, "2025-04-01 19:30:00", stylus_id=21, notes="rain")],
            cleaning_history=[cleaning(5, "2025-04-01 19:29:59", notes="Deep-cleaned, two rinses")],
        )
    )
    assert (history.source, history.has_token, history.set_aside) == ("kleio-database", True, [])
    item = history.records[5].item
    about = item.basic_information
    assert (item.instance_id, item.rating, item.folder_id) == (77, 4, 1)
    assert item.notes == [Note(1, "Near Mint (NM or M-)")]
    assert about.artists == [Artist("Luciano Berio", anv="Berio", join="/"), Artist("John Cage")]
    assert about.labels == [Label("Time Records (3)", catno="S/8003")]
    assert about.formats == [Format("Vinyl", qty="2", descriptions=["LP"])]
    assert (about.title, about.year, about.genres) == ("Fontana Mix", 1962, ["Electronic"])
    (played,) = history.plays
    (stylus,) = history.styluses
    assert (played.release_id, played.notes, played.date_only) == (5, "rain", False)
    assert played.at == datetime(2025, 4, 1, 19, 30, tzinfo=UTC)
    assert played.stylus_id == stylus.id
    assert (stylus.name, stylus.maker, stylus.model) == ("Ortofon 2M Blue", "Ortofon", "2M Blue")
    assert (stylus.rated_hours, stylus.bought_on, stylus.in_use) == (1500, date(2025, 3, 1), True)
    assert stylus.last_used == played.at
    (cleaned,) = history.cleanings
    assert (cleaned.deep, cleaned.notes) == (True, "Deep-cleaned, two rinses")
    assert TOKEN not in repr(history)


def test_one_of_its_first_weeks_is_read_as_far_as_it_goes() -> None:
    history = read(
        database(
            FIRST_WEEKS,
            releases=[release(5)],
            styluses=[{"id": 2, "name": "M44-7", "manufacturer": "Shure", "model_number": "44"}],
            play_history=[play(5, "2025-03-21 08:00:00", stylus_id=None), play(5, "2025-03-22 08:00:00")],
        )
    )
    assert [(one.notes, one.stylus_id) for one in history.plays] == [("", None), ("", None)]
    assert [one.name for one in history.styluses] == ["Shure M44-7"]
    assert (history.cleanings, history.set_aside, history.has_token) == ([], [], False)


def test_columns_that_somebody_added_are_honoured() -> None:
    tables = {
        **TODAY,
        "releases": f"{TODAY['releases']}, is_archived BOOLEAN",
        "cleaning_history": f"{TODAY['cleaning_history']}, is_deep_clean BOOLEAN",
    }
    history = read(
        database(
            tables,
            releases=[release(5, is_archived=1), release(6, is_archived=0)],
            cleaning_history=[cleaning(5, "2025-04-01 10:00:00", is_deep_clean=1)],
        )
    )
    assert [one.archived for one in history.records.values()] == [True, False]
    assert [one.deep for one in history.cleanings] == [True]


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-27 18:30:00",
        "2025-03-27 18:30:00.734",
        "2025-03-27 18:30:00.734512+00:00",
        "2025-03-27 19:30:00+01:00",
        "2025-03-27T18:30:00Z",
        "2025-03-27T18:30:00.123456789Z",
    ],
)
def test_times_are_told_whatever_their_spelling(written: str) -> None:
    (one,) = read(database(releases=[], play_history=[play(5, written)])).plays
    (same,) = read(export([play(5, "2025-03-27 18:30:00")])).plays
    assert (one.at, one.date_only, one.id) == (same.at, False, same.id)


def test_midnight_is_a_day_by_itself() -> None:
    plays = [play(5, "2025-03-27 00:00:00"), play(6, "2025-03-27 00:00:01"), play(7, "2025-03-27 00:00:01")]
    cleanings = [cleaning(6, "2025-03-27 00:00:00")]
    history = read(database(releases=[], play_history=plays, cleaning_history=cleanings))
    assert {one.release_id: one.date_only for one in history.plays} == {5: True, 6: True, 7: False}
    assert history.cleanings[0].date_only


def test_both_formats_know_each_others_entries() -> None:
    """Kleio moves a play that was logged with a cleaning on by a second, when it starts the next time."""
    moment = "2025-04-01 19:30:00"
    before = [play(5, moment), play(5, "2025-04-02 20:00:00"), play(5, "2025-04-02 20:00:00", notes="again")]
    after = [play(5, "2025-04-01 19:30:01"), *before[1:]]
    cleanings = [cleaning(5, moment)]
    exported = read(export(before, cleanings))
    stored = read(database(releases=[], play_history=after, cleaning_history=cleanings))
    assert {one.id for one in exported.plays} == {one.id for one in stored.plays}
    assert len({one.id for one in exported.plays}) == 3
    assert [one.id for one in exported.cleanings] == [one.id for one in stored.cleanings]
    ids = sorted((one.id for one in stored.plays), key=lambda one: one.int)
    assert [one.version for one in ids] == [7, 7, 7]
    milliseconds = int(datetime(2025, 4, 1, 19, 30, 1, tzinfo=UTC).timestamp() * 1000)
    assert ids[0].int >> 80 == milliseconds, "ordered by when it was"


def test_styluses_that_every_kleio_has_come_only_where_a_play_names_them() -> None:
    assert read(database(releases=[], styluses=SEEDED)).styluses == []
    plays = [play(5, "2025-04-01 19:30:00", stylus_id=1), play(5, "2025-04-03 19:30:00", stylus_id=20)]
    history = read(database(releases=[], styluses=SEEDED, play_history=plays))
    assert {one.name: one.in_use for one in history.styluses} == {
        "Ortofon 2M Red": False,
        "Nagaoka MP-110": True,
    }
    assert {one.stylus_id for one in history.plays} == {one.id for one in history.styluses}


def test_of_two_primaries_the_newest_is_in_use() -> None:
    styluses = [
        {"id": 31, "name": "Old", "owned": 1, "primary_stylus": 1, "created_at": "2025-04-01 00:00:00"},
        {"id": 32, "name": "New", "owned": 1, "primary_stylus": 1, "created_at": "2025-05-01 00:00:00"},
        {"id": 33, "name": "At rest", "owned": 1, "created_at": "2025-06-01 00:00:00"},
    ]
    history = read(database(releases=[], styluses=styluses))
    assert {one.name: one.in_use for one in history.styluses} == {"Old": False, "New": True, "At rest": False}


def test_a_play_on_a_stylus_that_the_file_lacks_is_kept_without() -> None:
    (one,) = read(export([play(5, "2025-04-01 19:30:00", stylus_id=3)])).plays
    assert (one.stylus_id, list(one.flaws)) == (None, ["unknown-stylus"])


def test_what_cannot_be_taken_in_is_set_aside_with_its_reason() -> None:
    history = read(
        database(
            releases=[release(0, "No number"), release(-3, "Less than none"), release(5, "One", -4)],
            play_history=[
                play(-3, "2025-04-01 19:30:00", notes="of no record"),
                play(5, "yesterday"),
                play(5, "2026-02-01 10:00:00", notes="ahead of its time"),
                play(5, "0001-01-01 00:00:00"),
            ],
            cleaning_history=[cleaning(5, "")],
            styluses=[{"id": 40, "name": "", "owned": 1}],
        )
    )
    assert sorted(reasons(history)) == [
        ("cleaning", "no-time"),
        ("play", "impossible-time"),
        ("play", "impossible-time"),
        ("play", "no-release"),
        ("play", "no-time"),
        ("stylus", "no-name"),
    ]
    assert {one.said.text for one in history.set_aside} >= {"of no record", "ahead of its time"}
    assert [(one.item.id, one.item.instance_id) for one in history.records.values()] == [(5, -4)]


def test_texts_are_kept_as_far_as_they_can_be() -> None:
    history = read(
        database(
            releases=[release(5, "Nul\0l")],
            play_history=[
                play(5, "2025-04-01 10:00:00", notes="x" * 2001),
                play(5, "2025-04-02 10:00:00", notes="a\0b"),
                play(5, "2025-04-03 10:00:00", notes="Æther – 🎺"),
            ],
            more="insert into play_history (release_id, played_at, notes)"
            " values (5, '2025-04-04 10:00:00', cast(x'4dfc6e' as text))",
        )
    )
    told = {one.notes[:10]: list(one.flaws) for one in history.plays}
    assert told == {
        "x" * 10: ["notes-cut"],
        "ab": ["characters-replaced"],
        "Æther – 🎺": [],
        "M\ufffdn": ["characters-replaced"],
    }
    assert max(len(one.notes) for one in history.plays) == 2000
    assert history.records[5].item.basic_information.title == "Null"


def test_a_life_span_that_no_stylus_has_is_left_out() -> None:
    styluses = [
        {**{"id": 21, "name": "A", "expected_lifespan_hours": -5}, **OWNED},
        {**{"id": 22, "name": "B", "expected_lifespan_hours": 0}, **OWNED},
        {**{"id": 23, "name": "C", "purchase_date": "2300-01-01 00:00:00+00:00"}, **OWNED},
    ]
    history = read(database(releases=[], styluses=styluses))
    assert [(one.rated_hours, one.bought_on, list(one.flaws)) for one in history.styluses] == [
        (None, None, ["details-left-out"]),
        (None, None, []),
        (None, None, ["details-left-out"]),
    ]


def test_an_export_of_nothing_is_nothing() -> None:
    history = read(export())
    assert (history.plays, history.cleanings, history.styluses, history.set_aside) == ([], [], [], [])


def test_odd_lines_of_an_export_cost_no_others() -> None:
    document = json.loads(export([play(5, "2025-04-01 19:30:00")], [cleaning(5, "2025-04-01 19:00:00")]))
    document["playHistory"] += [None, {"releaseId": "5"}, {"playedAt": "2025-04-01T19:30:00Z"}]
    document["styluses"] = [17]
    history = read(json.dumps(document).encode().replace(b'"notes": ""', b'"notes": "M\xfcnchen"'))
    assert reasons(history) == [*[("play", "unreadable")] * 3, ("stylus", "unreadable")]
    assert [one.notes for one in (*history.plays, *history.cleanings)] == ["M\ufffdnchen"] * 2


def test_what_there_can_be_once_is_read_once() -> None:
    """Or each of many with one number would be given all that the others are."""
    many = {
        **TODAY,
        "releases": "id INTEGER, title TEXT",
        "formats": "id INTEGER, release_id INTEGER, name TEXT",
    }
    body = database(
        many,
        releases=[{"id": 5, "title": "First"}, {"id": 5, "title": "Second"}],
        formats=[{"id": 1, "release_id": 5, "name": name} for name in ("Vinyl", "CD")],
        format_descriptions=[{"format_id": 1, "description": "LP"}],
        play_history=[],
    )
    about = read(body).records[5].item.basic_information
    assert about.title == "First"
    assert [(one.name, one.descriptions) for one in about.formats or ()] == [("Vinyl", ["LP"]), ("CD", [])]


def write_ahead(folder: Path) -> bytes:
    path = folder / "kleio.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("create table releases (id integer)")
        db.execute("create table play_history (id integer)")
        db.commit()
    return path.read_bytes()


FULL = database(releases=[release(n, "x" * 200) for n in range(1, 400)], play_history=[])
VIEW = "create view play_history as select 1 as release_id, '2025-04-01 10:00:00' as played_at"
ENDLESS = (
    "create view play_history as with recursive n (x) as (select 1 union all select x + 1 from n)"
    " select x as release_id, '2025-04-01 10:00:00' as played_at from n"
)
FILLED = f"""
create table play_history (release_id integer);
insert into play_history values {", ".join(["(1)"] * 100)};
alter table play_history add notes text default '{"x" * 10_000}';
"""
COMPUTED = "create table play_history (release_id integer, stylus_id integer as (1) virtual)"
OFTEN = database(
    releases=[release(5)],
    artists=[{"id": 1, "name": "x" * 1000}],
    release_artists=[{"release_id": 5, "artist_id": 1, "role": str(n)} for n in range(10_001)],
)
HIDDEN = "create table play_history (release_id integer, rowid integer as (hex(zeroblob(release_id))) stored)"
LESS = {name: columns for name, columns in TODAY.items() if name != "play_history"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no file of Kleio's",
        b"[]",
        b'{"playHistory": []}',
        b'{"playHistory": {}, "cleaningHistory": []}',
        b'{"playHistory":' + b"[" * 5000,
        b'{"playHistory":[' + b"{}," * 900_000 + b'{}],"cleaningHistory":null}',
        kleio_database.HEADER,
        kleio_database.HEADER + bytes(84),
        FULL[: len(FULL) // 2],
        FULL[:4096] + bytes(len(FULL) - 4096),
        database({"notes": "id INTEGER"}),
        database(LESS),
        database(LESS, VIEW),
        database(LESS, ENDLESS),
        database(LESS, FILLED),
        database(LESS, COMPUTED),
        database(LESS, HIDDEN),
        OFTEN,
    ],
    ids=lambda body: f"{len(body)} {bytes(body[:20])!r}",
)
def test_what_is_none_of_kleios_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(body)


def test_a_database_with_part_of_it_elsewhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="beside it"):
        read(write_ahead(tmp_path))


def test_the_token_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the reader comes to ask: SQLite itself refuses to hand it out."""
    body = database(releases=[], auth=[{"token": TOKEN, "username": "alice"}])
    asked: dict[str, Any] = {**kleio_database.TABLES, "auth": {"token": "text"}}
    monkeypatch.setattr(kleio_database, "TABLES", asked)
    with pytest.raises(UnreadableFile):
        read(body)


WHOLE = (
    database(
        releases=[release(n, f"Title {n}") for n in range(1, 60)],
        styluses=SEEDED,
        play_history=[play(n, WHEN, stylus_id=1, notes="rain") for n in range(1, 60)],
        cleaning_history=[cleaning(n, WHEN, notes="deep clean") for n in range(1, 60)],
    ),
    export([play(5, WHEN, notes="rain")] * 5, [cleaning(5, WHEN)], [{**SEEDED[2], "id": 21}]),
)


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), max_size=6),
    st.floats(0, 1),
)
def test_whatever_is_broken_of_a_file_it_is_read_or_refused(
    whole: bytes, flaws: list[tuple[float, bytes]], kept: float
) -> None:
    body = bytearray(whole)
    for place, flaw in flaws:
        at = int(place * len(body))
        body[at : at + len(flaw)] = flaw
    try:
        read(bytes(body[: len(body) if flaws else int(kept * len(body))]))
    except UnreadableFile:
        return
