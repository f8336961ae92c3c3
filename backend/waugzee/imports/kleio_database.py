"""Kleio's SQLite database, read from bytes that anybody may have made.

It is opened in memory, never from the disk. Only the tables and columns named here are read, where they are
plain tables: no view or module of its own is followed, and its work and its texts are bounded. Of the table
with the Discogs token it is asked whether there is a row, and no more. Kleio never alters a table that is
there: what an older file has no column for is not known.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from msgspec import UNSET

from waugzee.errors import UnreadableFile
from waugzee.imports.history import Record
from waugzee.imports.kleio_file import MOST, Cleaning, File, Play, Stylus
from waugzee_sync.discogs.responses import (
    LARGEST_ID,
    Artist,
    BasicInformation,
    CollectionItem,
    Format,
    Label,
    Note,
)

HEADER = b"SQLite format 3\0"
ROLLBACK = b"\x01\x01"
"""The two bytes at 18 of a file that has no write-ahead log beside it."""

TABLES: Mapping[str, Mapping[str, str]] = {
    "releases": {
        **dict.fromkeys(("id", "instance_id", "folder_id", "rating", "year"), "integer"),
        **dict.fromkeys(("title", "thumb", "cover_image"), "text"),
        **dict.fromkeys(("archive", "archived", "is_archived"), "integer"),
    },
    "artists": {"id": "integer", "name": "text"},
    "release_artists": {
        **dict.fromkeys(("release_id", "artist_id"), "integer"),
        **dict.fromkeys(("join_relation", "anv"), "text"),
    },
    "labels": {"id": "integer", "name": "text"},
    "release_labels": {"release_id": "integer", "label_id": "integer", "catno": "text"},
    "formats": {"id": "integer", "release_id": "integer", "name": "text", "qty": "text"},
    "format_descriptions": {"format_id": "integer", "description": "text"},
    "genres": {"id": "integer", "name": "text"},
    "release_genres": {"release_id": "integer", "genre_id": "integer"},
    "styles": {"id": "integer", "name": "text"},
    "release_styles": {"release_id": "integer", "style_id": "integer"},
    "release_notes": {"release_id": "integer", "field_id": "integer", "value": "text"},
    "styluses": {
        **dict.fromkeys(("id", "expected_lifespan_hours"), "integer"),
        **dict.fromkeys(("active", "primary_stylus", "owned", "base_model"), "integer"),
        **dict.fromkeys(("name", "manufacturer", "purchase_date", "created_at"), "text"),
    },
    "play_history": {
        **dict.fromkeys(("release_id", "stylus_id"), "integer"),
        **dict.fromkeys(("played_at", "notes"), "text"),
    },
    "cleaning_history": {
        **dict.fromkeys(("release_id", "is_deep_clean"), "integer"),
        **dict.fromkeys(("cleaned_at", "notes"), "text"),
    },
}
"""What is read, and as what."""

NAMED = {
    "artists": ("release_artists", "artist_id"),
    "labels": ("release_labels", "label_id"),
    "genres": ("release_genres", "genre_id"),
    "styles": ("release_styles", "style_id"),
}
"""The tables of names, and by what records have them."""

NEEDED = {"releases", "play_history"}
MOST_STEPS = 1000
STEP = 100_000
"""Instructions of SQLite's own, after which it is asked to stop: a full file takes some fifty steps."""
LONGEST = 1_000_000
"""Bytes of one text."""
LONGEST_WORD = 1000
MOST_NAMED = 10_000_000
"""Characters of the names that records have together: each may be that of many."""

TABLE = ("table", "create table ")
"""How one stands in the schema that is no view and no module's."""
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
COLUMNS_OF = (sqlite3.SQLITE_PRAGMA, "table_xinfo")

Row = Mapping[str, Any]


def read_database(body: bytes) -> File:
    """Raises UnreadableFile for what is no sound database of Kleio's."""
    if body[18:20] != ROLLBACK:
        raise UnreadableFile("Part of it stands in a file beside it. Stop Kleio, and take its database then.")
    try:
        with closing(_opened(body)) as db:
            schema = db.execute("select name, type, sql from sqlite_master").fetchall()
            there = {name for name, kind, sql in schema if (kind, (sql or "")[:13].lower()) == TABLE}
            if NEEDED - there:
                raise UnreadableFile("This is a database, but none of Kleio's.")
            tables = {
                name: _rows(db, name, columns) if name in there else [] for name, columns in TABLES.items()
            }
            has_token = "auth" in there and db.execute("select 1 from auth limit 1").fetchone() is not None
    except (sqlite3.Error, ValueError) as error:
        raise UnreadableFile("The file is damaged, or was copied while Kleio wrote to it.") from error
    return File(
        source="kleio-database",
        plays=[_play(row) for row in tables["play_history"]],
        cleanings=[_cleaning(row) for row in tables["cleaning_history"]],
        styluses=[_stylus(row) for row in tables["styluses"]],
        records=_records(tables),
        has_token=has_token,
    )


def _opened(body: bytes) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.deserialize(body)
    db.execute("pragma trusted_schema = off")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    steps, left = iter(range(MOST_STEPS)), 2 * len(body)

    def text(value: bytes) -> str:
        # Pages that are told to be part of many rows would come to more than there is.
        nonlocal left
        left -= len(value)
        if left < 0:
            raise UnreadableFile("The file is damaged: it says more than it holds.")
        return value.decode("utf-8", "replace")

    def allowed(action: int, table: str | None, column: str | None, _: str | None, within: str | None) -> int:
        token = table == "auth" and column
        plain = action in ALLOWED and within is None and not token
        return sqlite3.SQLITE_OK if plain or (action, table) == COLUMNS_OF else sqlite3.SQLITE_DENY

    db.text_factory = text
    db.set_progress_handler(lambda: next(steps, None) is None, STEP)
    db.set_authorizer(allowed)
    return db


def _rows(db: sqlite3.Connection, table: str, columns: Mapping[str, str]) -> list[Row]:
    """The rows of a table in the order they were written; what the file has no column for is None."""
    known = db.execute(f"pragma table_xinfo({table})").fetchall()
    if any(computed for *_, computed in known):
        # A row of such a column takes as long as it likes: SQLite asks nobody within a function.
        raise UnreadableFile("This is a database, but none of Kleio's.")
    there = {name for _, name, *_ in known}
    selected = [f"cast({name} as {kind})" if name in there else "null" for name, kind in columns.items()]
    found = db.execute(
        f"select {', '.join(selected)} from {table} order by rowid limit {MOST + 1}"
    ).fetchall()
    if len(found) > MOST:
        raise UnreadableFile("There is more in the file than a Kleio can hold.")
    return [dict(zip(columns, row, strict=True)) for row in found]


def _play(row: Row) -> Play:
    return Play(
        release_id=row["release_id"] or 0,
        played_at=row["played_at"] or "",
        stylus_id=row["stylus_id"],
        notes=row["notes"],
    )


def _cleaning(row: Row) -> Cleaning:
    return Cleaning(
        release_id=row["release_id"] or 0,
        cleaned_at=row["cleaned_at"] or "",
        notes=row["notes"],
        deep=row["is_deep_clean"],
    )


def _stylus(row: Row) -> Stylus:
    return Stylus(
        id=row["id"] or 0,
        name=row["name"] or "",
        manufacturer=row["manufacturer"],
        expected_lifespan=row["expected_lifespan_hours"],
        purchase_date=row["purchase_date"],
        active=row["active"],
        primary=row["primary_stylus"],
        # There was no other than one's own before there was a word for it.
        owned=row["owned"] is None or bool(row["owned"]),
        base_model=row["base_model"],
        created_at=row["created_at"],
    )


def _records(tables: Mapping[str, list[Row]]) -> dict[int, Record]:
    """The records by release, as a page of the collection would show them. Of each there is one."""
    names = {kind: {row["id"]: _word(row["name"]) for row in tables[kind]} for kind in NAMED}
    artists, labels, genres, styles = names.values()
    lengths = (
        len(names[kind].get(row[key], "")) for kind, (links, key) in NAMED.items() for row in tables[links]
    )
    if sum(lengths) > MOST_NAMED:
        raise UnreadableFile("The file is damaged: it says more than it holds.")
    descriptions = _grouped(tables["format_descriptions"], "format_id")
    of = {
        name: _grouped(tables[name], "release_id")
        for name in TABLES
        if name == "formats" or "release_" in name
    }
    found = {}
    for row in tables["releases"]:
        release_id, year, rating = row["id"] or 0, row["year"] or 0, row["rating"] or 0
        if not 0 < release_id <= LARGEST_ID or release_id in found:
            continue
        about = BasicInformation(
            id=release_id,
            title=_word(row["title"]),
            year=year if 0 < year < 10_000 else 0,
            thumb=row["thumb"],
            cover_image=row["cover_image"],
            artists=[
                Artist(
                    artists.get(one["artist_id"], ""),
                    anv=_word(one["anv"]),
                    join=_word(one["join_relation"]),
                )
                for one in of["release_artists"][release_id]
            ],
            labels=[
                Label(labels.get(one["label_id"], ""), catno=_word(one["catno"]))
                for one in of["release_labels"][release_id]
            ],
            formats=[
                Format(
                    _word(one["name"]),
                    qty=_word(one["qty"]),
                    descriptions=[_word(word["description"]) for word in descriptions.pop(one["id"], [])],
                )
                for one in of["formats"][release_id]
            ],
            genres=[genres.get(one["genre_id"], "") for one in of["release_genres"][release_id]],
            styles=[styles.get(one["style_id"], "") for one in of["release_styles"][release_id]],
        )
        item = CollectionItem(
            id=release_id,
            instance_id=row["instance_id"] or 0,
            basic_information=about,
            rating=rating if 0 < rating <= 5 else 0,
            folder_id=row["folder_id"] if (row["folder_id"] or 0) > 0 else UNSET,
            notes=[
                Note(one["field_id"], _word(one["value"]))
                for one in of["release_notes"][release_id]
                if (one["field_id"] or 0) > 0
            ],
        )
        archived = any(row[name] for name in ("archive", "archived", "is_archived"))
        found[release_id] = Record(item, archived)
    return found


def _grouped(rows: list[Row], key: str) -> defaultdict[int, list[Row]]:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _word(text: str | None) -> str:
    return (text or "").replace("\0", "")[:LONGEST_WORD]
