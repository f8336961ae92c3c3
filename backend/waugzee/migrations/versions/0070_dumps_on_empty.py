"""Which imports began where nothing was: what vanished need not be looked for at their end."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "dump_files", sa.Column("on_empty", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.alter_column("dump_files", "on_empty", server_default=None)


def downgrade() -> None:
    op.drop_column("dump_files", "on_empty")
