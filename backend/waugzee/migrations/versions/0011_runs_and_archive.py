"""Quick checks, what a run wrote, and records that are kept though they left the collection."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_runs", sa.Column("mode", sa.Text(), server_default=sa.text("'full'"), nullable=False))
    for table, name in (
        ("sync_runs", "removed_ids"),
        ("sync_pages", "added_ids"),
        ("sync_pages", "changed_ids"),
    ):
        ids = postgresql.ARRAY(sa.BigInteger())
        op.add_column(table, sa.Column(name, ids, server_default=sa.text("'{}'"), nullable=False))
    op.add_column("copies", sa.Column("archived_as", sa.Text(), nullable=True))
    op.add_column("copies", sa.Column("archived_note", sa.Text(), nullable=True))
    op.add_column("copies", sa.Column("joined_to", sa.Uuid(), nullable=True))


def downgrade() -> None:
    for name in ("joined_to", "archived_note", "archived_as"):
        op.drop_column("copies", name)
    op.drop_column("sync_pages", "changed_ids")
    op.drop_column("sync_pages", "added_ids")
    op.drop_column("sync_runs", "removed_ids")
    op.drop_column("sync_runs", "mode")
