"""When it is looked next what there is to tell each user (directory: it is read across users)."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Table, Uuid

from waugzee.accounts.tables import users
from waugzee.db import DIRECTORY, metadata

reminder_looks = Table(
    "reminder_looks",
    metadata,
    Column("user_id", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), primary_key=True),
    Column("next_at", DateTime(timezone=True), nullable=False),
    info=DIRECTORY,
)
Index("ix_reminder_looks_next_at", reminder_looks.c.next_at)
