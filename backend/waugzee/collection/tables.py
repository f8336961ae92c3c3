"""Copies, tracklists, and the user's lists of folders and fields (tenant).

A copy carries its own display columns, taken from the user's own page.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
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
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from waugzee.db import TENANT, id_column, metadata, user_id_column

copies = Table(
    "copies",
    metadata,
    user_id_column(),
    id_column(),
    Column("instance_id", BigInteger, nullable=False),
    Column("release_id", BigInteger, nullable=False),
    Column("master_id", BigInteger),
    Column("folder_id", BigInteger),
    Column("added_at", DateTime(timezone=True)),
    Column("rating", SmallInteger, nullable=False),
    Column("notes", JSONB),
    Column("title", Text, nullable=False),
    Column("artist", Text, nullable=False),
    Column("year", SmallInteger),
    Column("label", Text),
    Column("catno", Text),
    Column("format", Text, nullable=False),
    Column("artists", JSONB, nullable=False),
    Column("labels", JSONB, nullable=False),
    Column("formats", JSONB, nullable=False),
    Column("genres", JSONB, nullable=False),
    Column("styles", JSONB, nullable=False),
    Column("thumb", Text),
    Column("cover", Text),
    # What its format lets one assume: seconds by side, of all of them, and whether a stylus plays it.
    Column("sides", JSONB),
    Column("seconds", Integer),
    Column("grooved", Boolean),
    # What statistics group it by: a letter for the kind (`rows.KINDS`) and the name, each once.
    Column("groups", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    # Of what the last page said: equal means that nothing is written.
    Column("digest", LargeBinary, nullable=False),
    Column("removed_at", DateTime(timezone=True)),
    # What became of a removed one (sold, given_away, lost, broken, other), and what its owner says of it.
    Column("archived_as", Text),
    Column("archived_note", Text),
    # The copy that took over its plays and cleanings.
    Column("joined_to", Uuid),
    # The number in accounts.feed of the change that last touched this copy or its log.
    Column("feed", BigInteger, nullable=False),
    UniqueConstraint("user_id", "instance_id"),
    Index(None, "user_id", "feed", "id"),
    info=TENANT,
)

# What a departed copy handed on to another one of its release, so that it can be taken back.
joins = Table(
    "joins",
    metadata,
    user_id_column(),
    Column("old_id", Uuid, primary_key=True),
    Column("new_id", Uuid, nullable=False),
    Column("joined_at", DateTime(timezone=True), nullable=False),
    # {table: the keys of its rows that changed hands}
    Column("moved", JSONB, nullable=False, server_default=text("'{}'")),
    ForeignKeyConstraint(["user_id", "old_id"], [copies.c.user_id, copies.c.id]),
    ForeignKeyConstraint(
        ["user_id", "new_id"], [copies.c.user_id, copies.c.id], name="fk_joins_user_id_new_id"
    ),
    info=TENANT,
)

# What is on a release's sides, once anyone knows; what its format lets one assume stands at the copy.
tracklists = Table(
    "tracklists",
    metadata,
    user_id_column(),
    Column("release_id", BigInteger, primary_key=True, autoincrement=False),
    # wanted (nothing read yet), fetched, or why there is none.
    Column("state", Text, nullable=False),
    # discogs (read by the user's own engine), dump, or user (written by hand: never overwritten).
    Column("source", Text),
    # When it was read, or emptied by hand.
    Column("fetched_at", DateTime(timezone=True)),
    # [{position, title, seconds or absent, side or absent, heading where it is one}]
    Column("tracks", JSONB, nullable=False, server_default=text("'[]'")),
    # {side: seconds} as the user knows them: they outlive whatever is read later.
    Column("corrections", JSONB, nullable=False, server_default=text("'{}'")),
    # From here on computed from the above and the format, so that plays are summed up in one statement.
    Column("sides", JSONB, nullable=False),
    Column("track_seconds", JSONB, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("basis", Text, nullable=False),
    Column("bases", JSONB, nullable=False),
    Column("ungrooved", ARRAY(Text), nullable=False),
    # As of copies: the number of the change that last wrote it.
    Column("feed", BigInteger, nullable=False, server_default=text("0")),
    Index(None, "user_id", "feed", "release_id"),
    info=TENANT,
)

# What Discogs said the collection is worth, once a day at most: how that grew is shown over time.
collection_values = Table(
    "collection_values",
    metadata,
    user_id_column(),
    Column("read_on", Date, primary_key=True),
    Column("read_at", DateTime(timezone=True), nullable=False),
    # Discogs' status; 0 where its answer could not be read.
    Column("status", SmallInteger, nullable=False),
    # As Discogs calls it, and sums in hundredths of it; none where nothing was told.
    Column("currency", Text),
    Column("minimum", BigInteger),
    Column("median", BigInteger),
    Column("maximum", BigInteger),
    info=TENANT,
)

# A copy's folder may be missing here: what a list and a page say need not be of the same moment.
folders = Table(
    "folders",
    metadata,
    user_id_column(),
    Column("folder_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    info=TENANT,
)

collection_fields = Table(
    "collection_fields",
    metadata,
    user_id_column(),
    Column("field_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("public", Boolean, nullable=False),
    # Of a dropdown; of a textarea the lines.
    Column("options", JSONB),
    Column("lines", Integer),
    info=TENANT,
)
