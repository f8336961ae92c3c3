"""Tickets (directory): each opens one socket, once, within thirty seconds."""

from sqlalchemy import Column, DateTime, LargeBinary, Table, Uuid

from waugzee.db import DIRECTORY, metadata

tickets = Table(
    "tickets",
    metadata,
    # SHA-256 of the ticket: a copy of the table opens nothing.
    Column("digest", LargeBinary, primary_key=True),
    Column("user_id", Uuid, nullable=False),
    # The session or the key it was asked for with; where that ends, the ticket is worth nothing.
    Column("credential", Uuid),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    info=DIRECTORY,
)
