"""What was passed over when it was offered (tenant)."""

from sqlalchemy import Column, DateTime, ForeignKeyConstraint, Table, Uuid

from waugzee.collection.tables import copies
from waugzee.db import TENANT, metadata, user_id_column

skips = Table(
    "skips",
    metadata,
    user_id_column(),
    Column("copy_id", Uuid, primary_key=True),
    # Until then it is not offered again.
    Column("until", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["user_id", "copy_id"], [copies.c.user_id, copies.c.id]),
    info=TENANT,
)
