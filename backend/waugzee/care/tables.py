"""Cleanings (tenant). A deleted cleaning stays as a row, so that a late retry cannot bring it back."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    Uuid,
    func,
    text,
)

from waugzee.collection.tables import copies
from waugzee.db import TENANT, id_column, metadata, user_id_column

cleanings = Table(
    "cleanings",
    metadata,
    user_id_column(),
    id_column(),
    # None where the id was deleted before it ever arrived.
    Column("copy_id", Uuid),
    Column("cleaned_at", DateTime(timezone=True), nullable=False),
    Column("notes", Text, nullable=False, server_default=text("''")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("deleted_at", DateTime(timezone=True)),
    CheckConstraint("copy_id is not null or deleted_at is not null", name="known_or_deleted"),
    ForeignKeyConstraint(["user_id", "copy_id"], [copies.c.user_id, copies.c.id]),
    Index(None, "user_id", "copy_id", "cleaned_at"),
    Index(None, "user_id", "cleaned_at", "id"),
    info=TENANT,
)
