"""Users and identities (directory); the root of a user's data and their Discogs account (tenant)."""

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Table, Text, Uuid, func, text

from waugzee.db import DIRECTORY, TENANT, id_column, metadata, user_id_column

users = Table(
    "users",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False, server_default=text("'user'")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=DIRECTORY,
)

identities = Table(
    "identities",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("user_id", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), nullable=False, index=True),
    info=DIRECTORY,
)

accounts = Table(
    "accounts",
    metadata,
    user_id_column(),
    # Counts this user's committed changes; the row's lock makes the numbers follow commit order,
    # which timestamps would not.
    Column("feed", BigInteger, nullable=False, server_default=text("0")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=TENANT,
)

discogs_accounts = Table(
    "discogs_accounts",
    metadata,
    user_id_column(),
    Column("kind", Text, nullable=False),
    Column("username", Text, nullable=False),
    Column("connected_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=TENANT,
)
