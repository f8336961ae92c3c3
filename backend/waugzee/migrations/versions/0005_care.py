"""Care: how cleanings were done, when records are due, what condition they are in, what was put off."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import secure

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _of_a_copy(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "copy_id"],
            ["copies.user_id", "copies.id"],
            name=op.f(f"fk_{table}_user_id_copy_id"),
        ),
    ]


def upgrade() -> None:
    op.add_column(
        "cleanings", sa.Column("date_only", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    for column in ("method", "depth", "machine", "fluid", "result"):
        op.add_column("cleanings", sa.Column(column, sa.Text()))
    op.create_table(
        "care_rules",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("plays", sa.SmallInteger(), nullable=True),
        sa.Column("months", sa.SmallInteger(), nullable=True),
        sa.Column("never_cleaned", sa.Text(), nullable=False),
        sa.Column("bought_used", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_care_rules")),
        info={"class": "tenant"},
    )
    op.create_table(
        "copy_care",
        *_of_a_copy("copy_care"),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("bought_used", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("rule", sa.Text(), nullable=False, server_default=sa.text("'usual'")),
        sa.Column("plays", sa.SmallInteger(), nullable=True),
        sa.Column("months", sa.SmallInteger(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "copy_id", name=op.f("pk_copy_care")),
        info={"class": "tenant"},
    )
    op.create_table(
        "conditions",
        *_of_a_copy("conditions"),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=True),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("date_only", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("media", sa.Text(), nullable=True),
        sa.Column("sleeve", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.text("now()")),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "copy_id is not null or deleted_at is not null", name=op.f("ck_conditions_known_or_deleted")
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_conditions")),
        info={"class": "tenant"},
    )
    op.create_index(
        op.f("ix_conditions_user_id_copy_id_noted_at"), "conditions", ["user_id", "copy_id", "noted_at"]
    )
    op.create_table(
        "snoozes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "subject_id", name=op.f("pk_snoozes")),
        info={"class": "tenant"},
    )
    secure("care_rules", "copy_care", "conditions", "snoozes")


def downgrade() -> None:
    for table in ("snoozes", "conditions", "copy_care", "care_rules"):
        op.drop_table(table)
    for column in ("result", "fluid", "machine", "depth", "method", "date_only"):
        op.drop_column("cleanings", column)
