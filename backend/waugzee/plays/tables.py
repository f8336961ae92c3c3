"""Plays (tenant). A deleted play stays as a row, so that a late retry cannot bring it back."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
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
from sqlalchemy.dialects.postgresql import ARRAY

from waugzee.collection.tables import copies
from waugzee.db import TENANT, id_column, metadata, user_id_column
from waugzee.equipment.tables import styluses, turntables

_LOCALLY = "played_at at time zone 'UTC' + utc_offset * '00:01:00'::interval"

plays = Table(
    "plays",
    metadata,
    user_id_column(),
    id_column(),
    # None where the id was deleted before it ever arrived.
    Column("copy_id", Uuid),
    # When it began; noon of the day where only that is known.
    Column("played_at", DateTime(timezone=True), nullable=False),
    Column("date_only", Boolean, nullable=False, server_default=false()),
    # Minutes that the listener's clock was ahead of UTC: what day it was there.
    Column("utc_offset", SmallInteger, nullable=False, server_default=text("0")),
    # What was played: sides by name, tracks by position; neither stands for the whole record.
    Column("sides", ARRAY(Text)),
    Column("tracks", ARRAY(Text)),
    # As the user chose; else the one that was mounted then.
    Column("stylus_id", Uuid),
    # Where it was played, where that is known; else on the main one. What is not mounted there is not worn.
    Column("turntable_id", Uuid),
    # As the user says; else computed from what was played.
    Column("seconds", Integer),
    # How long it took and how long a stylus ran, as `collection.durations` measures it: as the user says,
    # else by what is known of the record.
    Column("took_seconds", Integer, nullable=False, server_default=text("0")),
    Column("stylus_seconds", Integer, nullable=False, server_default=text("0")),
    Column("rating", SmallInteger),
    Column("mood", Text),
    Column("notes", Text, nullable=False, server_default=text("''")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("deleted_at", DateTime(timezone=True)),
    # The day and the hour that it was for the listener, as the database works them out: statistics ask for
    # them of every play at once. There is no hour where only the day is known.
    Column("played_on", Date, Computed(f"({_LOCALLY})::date", persisted=True)),
    Column(
        "hour",
        SmallInteger,
        Computed(
            f"case when not date_only then date_part('hour', {_LOCALLY})::smallint else null end",
            persisted=True,
        ),
    ),
    CheckConstraint("copy_id is not null or deleted_at is not null", name="known_or_deleted"),
    ForeignKeyConstraint(["user_id", "copy_id"], [copies.c.user_id, copies.c.id]),
    ForeignKeyConstraint(
        ["user_id", "stylus_id"], [styluses.c.user_id, styluses.c.id], name="fk_plays_user_id_styluses"
    ),
    ForeignKeyConstraint(
        ["user_id", "turntable_id"],
        [turntables.c.user_id, turntables.c.id],
        name="fk_plays_user_id_turntables",
    ),
    Index(None, "user_id", "copy_id", "played_at"),
    Index(None, "user_id", "played_at", "id"),
    info=TENANT,
)
