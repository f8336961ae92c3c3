"""Accounts with passwords, signed-in browsers, grants to the page, and signing keys (directory)."""

from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, Table, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB

from waugzee.db import DIRECTORY, id_column, metadata

accounts = Table(
    "issuer_accounts",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),  # the name in small letters
    Column("password", Text, nullable=False),  # argon2id, encoded with its parameters
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=DIRECTORY,
)

sessions = Table(
    "issuer_sessions",
    metadata,
    id_column(),  # the `sid` of ID tokens; the cookie's value is another, kept only as its digest
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("account_id", Uuid, ForeignKey(accounts.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("authenticated_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    info=DIRECTORY,
)

# One row per sign-in of the page: the code that began it and the newest refresh token of its family.
# A token names its grant, so an older one of the family is known for what it is without being kept.
grants = Table(
    "issuer_grants",
    metadata,
    id_column(),
    Column("account_id", Uuid, ForeignKey(accounts.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("session_id", Uuid, nullable=False, index=True),  # may outlive the session's row
    Column("client_id", Text, nullable=False),
    Column("redirect_uri", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("nonce", Text),
    Column("challenge", Text, nullable=False),
    Column("authenticated_at", DateTime(timezone=True), nullable=False),
    Column("code_digest", LargeBinary, nullable=False, unique=True),
    Column("code_used_at", DateTime(timezone=True)),
    Column("refresh_digest", LargeBinary),
    Column("expires_at", DateTime(timezone=True), nullable=False, index=True),
    Column("revoked_at", DateTime(timezone=True)),
    info=DIRECTORY,
)

# The newest signs; every one here is published, so that what an older one signed stays verifiable.
keys = Table(
    "issuer_keys",
    metadata,
    Column("kid", Text, primary_key=True),
    Column("public", JSONB, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the private JWK, encrypted
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=DIRECTORY,
)
