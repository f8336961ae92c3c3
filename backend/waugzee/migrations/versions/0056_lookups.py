"""Barcodes that were asked for at Discogs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import secure

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lookups",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("barcode", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("found", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "barcode", name=op.f("pk_lookups")),
        info={"class": "tenant"},
    )
    secure("lookups")


def downgrade() -> None:
    op.drop_table("lookups")
