"""What was done to keep records well, when it is due, and what state they are in (tenant).

A deleted entry of a log stays as a row, so that a late retry cannot bring it back.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    Table,
    Text,
    Uuid,
    false,
    func,
    text,
    true,
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
    # Noon UTC where only the day is known.
    Column("cleaned_at", DateTime(timezone=True), nullable=False),
    Column("date_only", Boolean, nullable=False, server_default=false()),
    Column("method", Text),
    Column("depth", Text),
    Column("machine", Text),
    Column("fluid", Text),
    Column("result", Text),
    Column("notes", Text, nullable=False, server_default=text("''")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("deleted_at", DateTime(timezone=True)),
    CheckConstraint("copy_id is not null or deleted_at is not null", name="known_or_deleted"),
    ForeignKeyConstraint(["user_id", "copy_id"], [copies.c.user_id, copies.c.id]),
    Index(None, "user_id", "copy_id", "cleaned_at"),
    Index(None, "user_id", "cleaned_at", "id"),
    info=TENANT,
)

# When cleaning is due, for all of a user's records. Without a row the defaults of `rules` hold.
care_rules = Table(
    "care_rules",
    metadata,
    user_id_column(),
    Column("plays", SmallInteger),
    Column("months", SmallInteger),
    Column("never_cleaned", Text, nullable=False),
    Column("bought_used", Boolean, nullable=False, server_default=true()),
    info=TENANT,
)

# What is so of one record: how it came, and a rule of its own.
copy_care = Table(
    "copy_care",
    metadata,
    user_id_column(),
    Column("copy_id", Uuid, primary_key=True),
    Column("bought_used", Boolean, nullable=False, server_default=false()),
    # The user's, its own, or never.
    Column("rule", Text, nullable=False, server_default=text("'usual'")),
    Column("plays", SmallInteger),
    Column("months", SmallInteger),
    ForeignKeyConstraint(["user_id", "copy_id"], [copies.c.user_id, copies.c.id]),
    info=TENANT,
)

# What a record looked like on a day: beside what Discogs' fields say of it.
conditions = Table(
    "conditions",
    metadata,
    user_id_column(),
    id_column(),
    Column("copy_id", Uuid),
    Column("noted_at", DateTime(timezone=True), nullable=False),
    Column("date_only", Boolean, nullable=False, server_default=false()),
    Column("fault", Text),
    Column("media", Text),
    Column("sleeve", Text),
    Column("notes", Text, nullable=False, server_default=text("''")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("deleted_at", DateTime(timezone=True)),
    CheckConstraint("copy_id is not null or deleted_at is not null", name="known_or_deleted"),
    ForeignKeyConstraint(["user_id", "copy_id"], [copies.c.user_id, copies.c.id]),
    Index(None, "user_id", "copy_id", "noted_at"),
    info=TENANT,
)
