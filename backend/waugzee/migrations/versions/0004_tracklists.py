"""Tracklists, and what the format of a copy lets one assume of its sides."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import secure

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Unknown until the next sync writes the copy anew.
    op.add_column("copies", sa.Column("sides", postgresql.JSONB(), nullable=True))
    op.add_column("copies", sa.Column("seconds", sa.Integer(), nullable=True))
    op.add_column("copies", sa.Column("grooved", sa.Boolean(), nullable=True))
    op.create_table(
        "tracklists",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tracks", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("corrections", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("sides", postgresql.JSONB(), nullable=False),
        sa.Column("track_seconds", postgresql.JSONB(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("bases", postgresql.JSONB(), nullable=False),
        sa.Column("ungrooved", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "release_id", name=op.f("pk_tracklists")),
        info={"class": "tenant"},
    )
    secure("tracklists")


def downgrade() -> None:
    op.drop_table("tracklists")
    for column in ("grooved", "seconds", "sides"):
        op.drop_column("copies", column)
