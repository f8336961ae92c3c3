"""The user's folders and fields, and which runs have read them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import secure

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "folders",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("folder_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "folder_id", name=op.f("pk_folders")),
        info={"class": "tenant"},
    )
    op.create_table(
        "collection_fields",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("field_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("lines", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "field_id", name=op.f("pk_collection_fields")),
        info={"class": "tenant"},
    )
    secure("folders", "collection_fields")
    for name in ("folders_read", "fields_read"):
        op.add_column("sync_runs", sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False))


def downgrade() -> None:
    for name in ("fields_read", "folders_read"):
        op.drop_column("sync_runs", name)
    op.drop_table("collection_fields")
    op.drop_table("folders")
