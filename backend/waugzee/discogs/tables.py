"""The connection of each user (tenant); who is connected to which Discogs account, once each (directory)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    LargeBinary,
    Table,
    Text,
    Uuid,
    false,
    func,
)

from waugzee.accounts.tables import users
from waugzee.db import DIRECTORY, TENANT, id_column, metadata, user_id_column

discogs_accounts = Table(
    "discogs_accounts",
    metadata,
    user_id_column(),
    # demo, public, token or oauth.
    Column("kind", Text, nullable=False),
    Column("username", Text, nullable=False),
    # At the simulated Discogs rather than the real one.
    Column("simulated", Boolean, nullable=False, server_default=false()),
    # Where Discogs itself said whose account it is.
    Column("discogs_id", BigInteger),
    # The personal token, or the access token and its secret; see `credentials`.
    Column("sealed", LargeBinary),
    Column("connected_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # Since when it is this account in this way: runs from before are another collection's. None: for ever.
    Column("chosen_at", DateTime(timezone=True)),
    # When Discogs last turned down what we have.
    Column("refused_at", DateTime(timezone=True)),
    info=TENANT,
)

# Connections by OAuth that were begun: the browser that began one holds the secret of `proof`.
discogs_requests = Table(
    "discogs_requests",
    metadata,
    user_id_column(),
    id_column(),
    Column("token", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("proof", LargeBinary, nullable=False),
    Column("simulated", Boolean, nullable=False),
    Column("begun_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    info=TENANT,
)

# Only what Discogs said itself stands here: a user name somebody typed claims nothing.
discogs_identities = Table(
    "discogs_identities",
    metadata,
    Column("simulated", Boolean, primary_key=True),
    Column("discogs_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), nullable=False, unique=True),
    Column("claimed_at", DateTime(timezone=True), nullable=False),
    info=DIRECTORY,
)
