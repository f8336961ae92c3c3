"""What is left out of statistics: records, plays, folders."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import secure

revision = "0053"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "left_out",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("left_out_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "subject_id", name=op.f("pk_left_out")),
        info={"class": "tenant"},
    )
    op.create_table(
        "left_out_folders",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("folder_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("left_out_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "folder_id", name=op.f("pk_left_out_folders")),
        info={"class": "tenant"},
    )
    secure("left_out", "left_out_folders")


def downgrade() -> None:
    op.drop_table("left_out_folders")
    op.drop_table("left_out")
