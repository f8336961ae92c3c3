"""Maintenance of turntables, cartridges and styluses: what was done, and how often it is due."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import secure

revision = "0050"
down_revision = "0048"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
PARTS = (("turntable", "turntables"), ("cartridge", "cartridges"), ("stylus", "styluses"))


def upgrade() -> None:
    op.create_table(
        "maintenance",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type_id", sa.Uuid(), nullable=True),
        *(sa.Column(f"{part}_id", sa.Uuid(), nullable=True) for part, _ in PARTS),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.Column("date_only", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("notes", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.text("now()")),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "coalesce(turntable_id, cartridge_id, stylus_id) is not null or deleted_at is not null",
            name=op.f("ck_maintenance_known_or_deleted"),
        ),
        *(
            sa.ForeignKeyConstraint(
                ["user_id", f"{part}_id"],
                [f"{table}.user_id", f"{table}.id"],
                name=op.f(f"fk_maintenance_user_id_{part}_id"),
            )
            for part, table in PARTS
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_maintenance")),
        info={"class": "tenant"},
    )
    op.create_index(
        op.f("ix_maintenance_user_id_done_at_id"), "maintenance", ["user_id", "done_at", "id"], unique=False
    )
    op.create_table(
        "maintenance_types",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("months", sa.SmallInteger(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.text("now()")),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_maintenance_types")),
        info={"class": "tenant"},
    )
    op.create_table(
        "maintenance_rules",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("type_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False, server_default=sa.text("'usual'")),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("months", sa.SmallInteger(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "part_id", "type_id", name=op.f("pk_maintenance_rules")),
        info={"class": "tenant"},
    )
    secure("maintenance", "maintenance_types", "maintenance_rules")


def downgrade() -> None:
    for table in ("maintenance_rules", "maintenance_types", "maintenance"):
        op.drop_table(table)
