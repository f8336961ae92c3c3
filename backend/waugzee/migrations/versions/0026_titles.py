"""Tracklists in the order of their changes, so that a device learns what it has not seen."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "tracklists", sa.Column("feed", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.create_index(
        op.f("ix_tracklists_user_id_feed_release_id"),
        "tracklists",
        ["user_id", "feed", "release_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_tracklists_user_id_feed_release_id"), table_name="tracklists")
    op.drop_column("tracklists", "feed")
