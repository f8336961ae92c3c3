"""What is spinning now (tenant): one record at most on each turntable, until it has become a play."""

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
    func,
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
    # Where it turns, where the user has told of turntables; it may be gone since.
    Column("turntable_id", Uuid),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("utc_offset", SmallInteger, nullable=False),
    # The side under the needle, how far it had come when it last ran on, and since when it runs.
    Column("side", Text, nullable=False),
    Column("elapsed", Integer, nullable=False),
    Column("running_since", DateTime(timezone=True)),
    # The sides played before, in order.
    Column("played", ARRAY(Text), nullable=False),
    # When it was last changed, on whichever device: of two words the later one holds.
    Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("taken_off_at", DateTime(timezone=True)),
    ForeignKeyConstraint(["user_id", "copy_id"], [copies.c.user_id, copies.c.id]),
    Index(
        "uq_spins_now",
        "user_id",
        "turntable_id",
        unique=True,
        postgresql_where=text("taken_off_at is null"),
        postgresql_nulls_not_distinct=True,
    ),
    info=TENANT,
)
