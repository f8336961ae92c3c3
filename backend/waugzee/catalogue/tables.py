"""What Discogs' monthly dumps say of artists, labels, masters and releases, and how they were imported.

One row holds a record whole: what the product reads of it together lies together, as JSON where it is a
list of things. No foreign keys lead between the kinds, for in the dumps they point nowhere often enough.
`digest` is of the record's bytes, so that another month writes only what changed; `month` is the one that
wrote the row, `vanished` the first whose file no longer had it.

A file is imported batch by batch. `dump_batches` keeps which records each had, until the file is whole
and what it lacks is known; `dump_rejects` keeps what could not be read, by its place in the file;
`dump_repeats` which ids it has more than once, so that the same file again writes none of them.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON

from waugzee.db import CATALOGUE, metadata


def _kept() -> list[Column[Any]]:
    return [
        Column("id", BigInteger, primary_key=True, autoincrement=False),
        Column("digest", BigInteger, nullable=False),
        Column("month", Text, nullable=False),
        Column("vanished", Text),
    ]


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _list(name: str) -> Column[Any]:
    return Column(name, JSON, nullable=False)


def _words(name: str) -> Column[Any]:
    return Column(name, ARRAY(Text), nullable=False)


artists = Table(
    "artists",
    metadata,
    *_kept(),
    _text("name"),
    _text("real_name"),
    _words("variations"),
    _list("aliases"),
    _list("members"),
    _list("groups"),
    info=CATALOGUE,
)

labels = Table(
    "labels",
    metadata,
    *_kept(),
    _text("name"),
    Column("parent_id", BigInteger),
    _text("parent_name"),
    _list("sublabels"),
    info=CATALOGUE,
)

masters = Table(
    "masters",
    metadata,
    *_kept(),
    _text("title"),
    _text("artist"),
    _list("artists"),
    Column("main_release", BigInteger),
    Column("year", SmallInteger),
    _words("genres"),
    _words("styles"),
    info=CATALOGUE,
)

releases = Table(
    "releases",
    metadata,
    *_kept(),
    _text("title"),
    _text("artist"),
    _list("artists"),
    _list("labels"),
    _list("formats"),
    _words("genres"),
    _words("styles"),
    _text("country"),
    _text("released"),
    Column("year", SmallInteger),
    Column("master_id", BigInteger),
    Column("is_main", Boolean, nullable=False),
    _list("tracks"),
    _list("identifiers"),
    _list("companies"),
    _list("series"),
    Index(None, "master_id", postgresql_where=text("master_id is not null")),
    info=CATALOGUE,
)

TABLES = {"artists": artists, "labels": labels, "masters": masters, "releases": releases}

dump_files = Table(
    "dump_files",
    metadata,
    Column("id", Uuid, primary_key=True),
    _text("kind"),
    _text("month"),
    # Which releases are kept: all, or those on records.
    _text("selection"),
    _text("name"),
    _text("sha256"),
    # How records were written as rows: another byte, and the same file is read anew.
    _text("shape"),
    # Whether its first record was the first of its kind: then nothing vanishes with it.
    Column("on_empty", Boolean, nullable=False),
    _text("state"),
    # How far it is read, in bytes of XML and of the file, and what was met on the way.
    Column("place", BigInteger, nullable=False),
    Column("read", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("records", BigInteger, nullable=False),
    Column("written", BigInteger, nullable=False),
    Column("rejected", BigInteger, nullable=False),
    Column("left_out", BigInteger, nullable=False),
    Column("vanished", BigInteger, nullable=False),
    Column("seconds", Float, nullable=False),
    _text("reason"),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    UniqueConstraint("kind", "month", "sha256", "selection"),
    info=CATALOGUE,
)


def _of_a_file() -> list[Column[Any]]:
    return [
        Column("file_id", Uuid, primary_key=True),
        Column("place", BigInteger, primary_key=True, autoincrement=False),
    ]


dump_batches = Table(
    "dump_batches",
    metadata,
    *_of_a_file(),
    # The records' ids, eight bytes each, as the machine has them that imports.
    Column("ids", LargeBinary, nullable=False),
    ForeignKeyConstraint(["file_id"], [dump_files.c.id]),
    info=CATALOGUE,
)

dump_repeats = Table(
    "dump_repeats",
    metadata,
    # 0 artists, 1 labels, 2 masters, 3 releases.
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    # How many records of the file that stands had this id; the last of them is kept.
    Column("times", Integer, nullable=False),
    info=CATALOGUE,
)

dump_rejects = Table(
    "dump_rejects",
    metadata,
    *_of_a_file(),
    _text("reason"),
    _text("excerpt"),
    ForeignKeyConstraint(["file_id"], [dump_files.c.id]),
    info=CATALOGUE,
)
