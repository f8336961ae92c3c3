"""Which account of the built-in issuer a Discogs account signs in to (directory)."""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Table, Uuid, func

from waugzee.db import DIRECTORY, metadata
from waugzee.issuer.tables import accounts

issuer_discogs = Table(
    "issuer_discogs",
    metadata,
    Column("simulated", Boolean, primary_key=True),
    Column("discogs_id", BigInteger, primary_key=True, autoincrement=False),
    Column("account_id", Uuid, ForeignKey(accounts.c.id, ondelete="CASCADE"), nullable=False, unique=True),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=DIRECTORY,
)
