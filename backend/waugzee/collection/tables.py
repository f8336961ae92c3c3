"""Copies (tenant). A copy carries its own display columns, taken from the user's own page."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

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
    # Of what the last page said: equal means that nothing is written.
    Column("digest", LargeBinary, nullable=False),
    Column("removed_at", DateTime(timezone=True)),
    # The number in accounts.feed of the change that last touched this copy or its log.
    Column("feed", BigInteger, nullable=False),
    UniqueConstraint("user_id", "instance_id"),
    Index(None, "user_id", "feed", "id"),
    info=TENANT,
)
