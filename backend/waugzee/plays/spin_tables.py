"""What is spinning now (tenant): one record at most for each user, until it has become a play."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from waugzee.collection.tables import copies
from waugzee.db import TENANT, id_column, metadata, user_id_column

spins = Table(
    "spins",
    metadata,
    user_id_column(),
    # Of the play that it becomes.
    id_column(),
    Column("copy_id", Uuid, nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("utc_offset", SmallInteger, nullable=False),
    # The side under the needle, how far it had come when it last ran on, and since when it runs.
    Column("side", Text, nullable=False),
    Column("elapsed", Integer, nullable=False),
    Column("running_since", DateTime(timezone=True)),
    # The sides played before, in order.
    Column("played", ARRAY(Text), nullable=False),
    Column("taken_off_at", DateTime(timezone=True)),
    ForeignKeyConstraint(["user_id", "copy_id"], [copies.c.user_id, copies.c.id]),
    Index("uq_spins_now", "user_id", unique=True, postgresql_where=text("taken_off_at is null")),
    info=TENANT,
)
