"""Crates: lists of one's own, in an order of one's own."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import secure

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "crates",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_crates")),
        info={"class": "tenant"},
    )
    op.create_table(
        "crate_copies",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("crate_id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "crate_id"], ["crates.user_id", "crates.id"], name=op.f("fk_crate_copies_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "copy_id"],
            ["copies.user_id", "copies.id"],
            name="fk_crate_copies_user_id_copies",
        ),
        sa.PrimaryKeyConstraint("user_id", "crate_id", "copy_id", name=op.f("pk_crate_copies")),
        info={"class": "tenant"},
    )
    secure("crates", "crate_copies")


def downgrade() -> None:
    op.drop_table("crate_copies")
    op.drop_table("crates")
