"""Equipment: turntables, cartridges, styluses, mounts, and the common models of stylus."""

import csv
import re
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import grant, secure

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
MODELS = Path(__file__).with_name("0009_stylus_models.csv")


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def _part(table: str, *columns: "sa.Column[Any]") -> None:
    op.create_table(
        table,
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        _text("maker"),
        _text("model"),
        sa.Column("bought_on", sa.Date(), nullable=True),
        sa.Column("price_cents", sa.Integer(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        _text("notes"),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f(f"pk_{table}")),
        info={"class": "tenant"},
    )


def _models() -> list[dict[str, Any]]:
    """The common models; an id is the maker and the model as one would write them into an address."""
    with MODELS.open(newline="", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    for row in rows:
        row["id"] = re.sub(r"[^a-z0-9]+", "-", f"{row['maker']} {row['model']}".lower()).strip("-")
        row["rated_hours"] = int(row["rated_hours"])
    return rows


def upgrade() -> None:
    _part("turntables", sa.Column("is_main", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    _part(
        "cartridges",
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("force_low", sa.Integer(), nullable=True),
        sa.Column("force_high", sa.Integer(), nullable=True),
        sa.Column("force_set", sa.Integer(), nullable=True),
        _text("alignment"),
    )
    _part(
        "styluses",
        sa.Column("model_id", sa.Text(), nullable=True),
        _text("profile"),
        sa.Column("rated_hours", sa.Integer(), nullable=True),
        sa.Column("starting_hours", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.create_table(
        "mounts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stylus_id", sa.Uuid(), nullable=False),
        sa.Column("cartridge_id", sa.Uuid(), nullable=False),
        sa.Column("turntable_id", sa.Uuid(), nullable=False),
        sa.Column("mounted_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        _text("notes"),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.CheckConstraint("ended_at > mounted_at", name=op.f("ck_mounts_ends_after_it_began")),
        *(
            sa.ForeignKeyConstraint(
                ["user_id", f"{part}_id"],
                [f"{table}.user_id", f"{table}.id"],
                name=op.f(f"fk_mounts_user_id_{part}_id"),
            )
            for part, table in (
                ("stylus", "styluses"),
                ("cartridge", "cartridges"),
                ("turntable", "turntables"),
            )
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_mounts")),
        info={"class": "tenant"},
    )
    for columns in (
        *(["user_id", f"{part}_id", "mounted_at"] for part in ("stylus", "cartridge", "turntable")),
        ["user_id", "mounted_at", "id"],
    ):
        op.create_index(op.f(f"ix_mounts_{'_'.join(columns)}"), "mounts", columns, unique=False)
    models = op.create_table(
        "stylus_models",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("rated_hours", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stylus_models")),
        info={"class": "dictionary"},
    )
    op.bulk_insert(models, _models())
    grant("stylus_models")
    secure("turntables", "cartridges", "styluses", "mounts")


def downgrade() -> None:
    for table in ("stylus_models", "mounts", "styluses", "cartridges", "turntables"):
        op.drop_table(table)
