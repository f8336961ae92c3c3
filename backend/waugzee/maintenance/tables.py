"""The log of maintenance, and how often what is due (tenant).

A part is named by one of three columns. A deleted entry stays as a row without them, so that a late
retry cannot bring it back, and nothing holds the part.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    false,
    func,
    text,
)

from waugzee.db import TENANT, id_column, metadata, user_id_column
from waugzee.equipment.tables import cartridges, styluses, turntables

maintenance = Table(
    "maintenance",
    metadata,
    user_id_column(),
    id_column(),
    # One of `kinds`, or of the user's own; None where the id was deleted before it ever arrived.
    Column("type_id", Uuid),
    Column("turntable_id", Uuid),
    Column("cartridge_id", Uuid),
    Column("stylus_id", Uuid),
    # Noon UTC where only the day is known.
    Column("done_at", DateTime(timezone=True), nullable=False),
    Column("date_only", Boolean, nullable=False, server_default=false()),
    Column("notes", Text, nullable=False, server_default=text("''")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("deleted_at", DateTime(timezone=True)),
    CheckConstraint(
        "coalesce(turntable_id, cartridge_id, stylus_id) is not null or deleted_at is not null",
        name="known_or_deleted",
    ),
    ForeignKeyConstraint(["user_id", "turntable_id"], [turntables.c.user_id, turntables.c.id]),
    ForeignKeyConstraint(["user_id", "cartridge_id"], [cartridges.c.user_id, cartridges.c.id]),
    ForeignKeyConstraint(["user_id", "stylus_id"], [styluses.c.user_id, styluses.c.id]),
    Index(None, "user_id", "done_at", "id"),
    info=TENANT,
)

# Kinds of the user's own, and changed intervals of those that everybody has. A deleted one keeps its
# name for the log.
maintenance_types = Table(
    "maintenance_types",
    metadata,
    user_id_column(),
    id_column(),
    Column("part", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("hours", Integer),
    Column("months", SmallInteger),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("deleted_at", DateTime(timezone=True)),
    info=TENANT,
)

# What is so of one part: an interval of its own, or none.
maintenance_rules = Table(
    "maintenance_rules",
    metadata,
    user_id_column(),
    Column("part_id", Uuid, primary_key=True),
    Column("type_id", Uuid, primary_key=True),
    # The type's, its own, or never.
    Column("rule", Text, nullable=False, server_default=text("'usual'")),
    Column("hours", Integer),
    Column("months", SmallInteger),
    info=TENANT,
)
