"""What was put off (tenant). What is due is computed, never stored."""

from sqlalchemy import Column, DateTime, Table, Uuid

from waugzee.db import TENANT, metadata, user_id_column

snoozes = Table(
    "snoozes",
    metadata,
    user_id_column(),
    # A copy, a stylus or a maintenance plan: their ids are unlike one another.
    Column("subject_id", Uuid, primary_key=True),
    Column("until", DateTime(timezone=True), nullable=False),
    info=TENANT,
)
