"""What is spinning now."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import secure

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spins",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("utc_offset", sa.SmallInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("elapsed", sa.Integer(), nullable=False),
        sa.Column("running_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("played", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("taken_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id", "copy_id"], ["copies.user_id", "copies.id"], name=op.f("fk_spins_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_spins")),
        info={"class": "tenant"},
    )
    op.create_index(
        "uq_spins_now", "spins", ["user_id"], unique=True, postgresql_where=sa.text("taken_off_at is null")
    )
    secure("spins")


def downgrade() -> None:
    op.drop_table("spins")
