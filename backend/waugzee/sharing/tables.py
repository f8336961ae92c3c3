"""Addresses of public profiles and whose they are (directory); what each shows (tenant)."""

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Table, Text, Uuid, false, func, text

from waugzee.accounts.tables import users
from waugzee.db import DIRECTORY, TENANT, metadata, user_id_column

# A name once taken stays its owner's, also while it leads nowhere: nobody else can stand in for them.
public_addresses = Table(
    "public_addresses",
    metadata,
    Column("address", Text, primary_key=True),
    Column("user_id", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), nullable=False, index=True),
    # Chosen by its owner; else made at random.
    Column("named", Boolean, nullable=False),
    # Whether anybody may read there; of a user's addresses at most one.
    Column("open", Boolean, nullable=False, server_default=false()),
    Column("taken_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=DIRECTORY,
)
Index(
    "uq_public_addresses_open",
    public_addresses.c.user_id,
    unique=True,
    postgresql_where=public_addresses.c.open,
)

public_profiles = Table(
    "public_profiles",
    metadata,
    user_id_column(),
    # The one of the user's addresses that is used.
    Column("address", Text, nullable=False),
    Column("title", Text, nullable=False, server_default=text("''")),
    Column("shelf", Boolean, nullable=False),
    Column("statistics", Boolean, nullable=False),
    Column("spinning", Boolean, nullable=False),
    # Search engines may list it.
    Column("listed", Boolean, nullable=False),
    info=TENANT,
)
