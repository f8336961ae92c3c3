"""What a record that left handed on to another copy, so that it can be taken back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import secure

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "joins",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("old_id", sa.Uuid(), nullable=False),
        sa.Column("new_id", sa.Uuid(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "old_id"],
            ["copies.user_id", "copies.id"],
            name=op.f("fk_joins_user_id_copies"),
        ),
        sa.PrimaryKeyConstraint("user_id", "old_id", name=op.f("pk_joins")),
        info={"class": "tenant"},
    )
    secure("joins")


def downgrade() -> None:
    op.drop_table("joins")
