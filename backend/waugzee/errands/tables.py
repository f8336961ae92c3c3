"""What is read and written by single requests (tenant)."""

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, SmallInteger, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from waugzee.db import TENANT, id_column, metadata, user_id_column

# What a release's own page says beside its tracklist, and when it was asked for, in vain or not.
release_details = Table(
    "release_details",
    metadata,
    user_id_column(),
    Column("release_id", BigInteger, primary_key=True, autoincrement=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    # Discogs' status; 0 where its answer could not be read.
    Column("status", SmallInteger, nullable=False),
    Column("country", Text),
    Column("released", Text),
    Column("year", SmallInteger),
    # [{type, value, description}]
    Column("identifiers", JSONB, nullable=False, server_default=text("'[]'")),
    # [{role, name}]
    Column("companies", JSONB, nullable=False, server_default=text("'[]'")),
    # Of the dump's record that it was taken from; none where Discogs was asked.
    Column("digest", BigInteger),
    # What the catalogue knows of its master: when the first came out, and how many there are.
    Column("original_year", SmallInteger),
    Column("pressings", Integer, nullable=False, server_default=text("0")),
    info=TENANT,
)

wants = Table(
    "wants",
    metadata,
    user_id_column(),
    Column("release_id", BigInteger, primary_key=True, autoincrement=False),
    Column("master_id", BigInteger),
    Column("title", Text, nullable=False),
    Column("artist", Text, nullable=False),
    Column("year", SmallInteger),
    Column("format", Text, nullable=False),
    Column("label", Text),
    Column("thumb", Text),
    Column("cover", Text),
    Column("notes", Text),
    Column("added_at", DateTime(timezone=True)),
    info=TENANT,
)

# The reading of the wantlist under way, or the last one.
want_readings = Table(
    "want_readings",
    metadata,
    user_id_column(),
    Column("id", Uuid, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    # Why it ended without having seen everything.
    Column("reason", Text),
    Column("next_page", Integer, nullable=False, server_default=text("1")),
    Column("items", Integer),
    Column("seen", ARRAY(BigInteger), nullable=False, server_default=text("'{}'")),
    info=TENANT,
)

# Barcodes that were asked for at Discogs, and what was found.
lookups = Table(
    "lookups",
    metadata,
    user_id_column(),
    # Digits, as they were read.
    Column("barcode", Text, primary_key=True),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("answered_at", DateTime(timezone=True)),
    # Discogs' status; 0 where its answer could not be read.
    Column("status", SmallInteger),
    # How many there are in all, of which the first are kept.
    Column("total", Integer),
    # [schemas.Found]
    Column("found", JSONB, nullable=False, server_default=text("'[]'")),
    info=TENANT,
)

# What the user changed here, to be written at Discogs.
edits = Table(
    "edits",
    metadata,
    user_id_column(),
    id_column(),
    Column("kind", Text, nullable=False),
    Column("release_id", BigInteger, nullable=False),
    Column("instance_id", BigInteger),
    Column("field_id", BigInteger),
    # [what stood here when the user changed it, what shall stand there]: schemas.Change.
    Column("change", JSONB, nullable=False),
    # look, write, check (and look again), done, conflict, failed.
    Column("state", Text, nullable=False),
    Column("reason", Text),
    # What the last look showed, where that decides what to do.
    Column("found", JSONB),
    Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
    Column("due_at", DateTime(timezone=True), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Index(None, "user_id", "state", "due_at"),
    info=TENANT,
)
