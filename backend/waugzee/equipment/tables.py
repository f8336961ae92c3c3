"""Turntables, cartridges, styluses and mounts (tenant); the common stylus models (dictionary).

A mount says which stylus sat in which cartridge on which turntable, from `mounted_at` up to, not
including, `ended_at`; none has an end while it lasts. A deleted mount stays as a row, so that a late
retry cannot bring it back.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    false,
    func,
    text,
)

from waugzee.db import DICTIONARY, TENANT, id_column, metadata, user_id_column


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("''"))


def _part() -> list[Column[Any]]:
    """What every part has: what it is, where it came from, and until when it was used."""
    return [
        user_id_column(),
        id_column(),
        Column("name", Text, nullable=False),
        _text("maker"),
        _text("model"),
        Column("bought_on", Date),
        Column("price_cents", Integer),
        Column("currency", Text),
        _text("notes"),
        Column("retired_at", DateTime(timezone=True)),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    ]


turntables = Table(
    "turntables",
    metadata,
    *_part(),
    Column("is_main", Boolean, nullable=False, server_default=false()),
    info=TENANT,
)

cartridges = Table(
    "cartridges",
    metadata,
    *_part(),
    Column("type", Text),
    # What the maker allows, and what is set, in milligrams.
    Column("force_low", Integer),
    Column("force_high", Integer),
    Column("force_set", Integer),
    _text("alignment"),
    info=TENANT,
)

styluses = Table(
    "styluses",
    metadata,
    *_part(),
    # Of which of the common models it was made; what that says is copied, and the user's to correct.
    Column("model_id", Text),
    _text("profile"),
    Column("rated_hours", Integer),
    # What it had run before it came here.
    Column("starting_hours", Integer, nullable=False, server_default=text("0")),
    info=TENANT,
)

mounts = Table(
    "mounts",
    metadata,
    user_id_column(),
    id_column(),
    Column("stylus_id", Uuid, nullable=False),
    Column("cartridge_id", Uuid, nullable=False),
    Column("turntable_id", Uuid, nullable=False),
    Column("mounted_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    _text("notes"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("deleted_at", DateTime(timezone=True)),
    CheckConstraint("ended_at > mounted_at", name="ends_after_it_began"),
    ForeignKeyConstraint(["user_id", "stylus_id"], [styluses.c.user_id, styluses.c.id]),
    ForeignKeyConstraint(["user_id", "cartridge_id"], [cartridges.c.user_id, cartridges.c.id]),
    ForeignKeyConstraint(["user_id", "turntable_id"], [turntables.c.user_id, turntables.c.id]),
    Index(None, "user_id", "stylus_id", "mounted_at"),
    Index(None, "user_id", "cartridge_id", "mounted_at"),
    Index(None, "user_id", "turntable_id", "mounted_at"),
    Index(None, "user_id", "mounted_at", "id"),
    info=TENANT,
)

stylus_models = Table(
    "stylus_models",
    metadata,
    Column("id", Text, primary_key=True),
    Column("maker", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("rated_hours", Integer, nullable=False),
    Column("source", Text, nullable=False),
    info=DICTIONARY,
)
