"""Preferences (tenant): one row a user, with what was ever chosen."""

from sqlalchemy import Column, Table, text
from sqlalchemy.dialects.postgresql import JSONB

from waugzee.db import TENANT, metadata, user_id_column

preferences = Table(
    "preferences",
    metadata,
    user_id_column(),
    # What was chosen, by the names in schemas.Preferences; the rest is as by default.
    Column("chosen", JSONB, nullable=False, server_default=text("'{}'")),
    info=TENANT,
)
