"""Crates and what stands in them (tenant)."""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Table, Text, Uuid

from waugzee.collection.tables import copies
from waugzee.db import TENANT, id_column, metadata, user_id_column

crates = Table(
    "crates",
    metadata,
    user_id_column(),
    id_column(),
    Column("name", Text, nullable=False),
    # Lower ranks come first, here and below; between two there is room for more.
    Column("rank", BigInteger, nullable=False),
    info=TENANT,
)

crate_copies = Table(
    "crate_copies",
    metadata,
    user_id_column(),
    Column("crate_id", Uuid, primary_key=True),
    Column("copy_id", Uuid, primary_key=True),
    Column("rank", BigInteger, nullable=False),
    ForeignKeyConstraint(["user_id", "crate_id"], [crates.c.user_id, crates.c.id]),
    ForeignKeyConstraint(
        ["user_id", "copy_id"], [copies.c.user_id, copies.c.id], name="fk_crate_copies_user_id_copies"
    ),
    info=TENANT,
)
