"""Who was erased, and what they were known by, for a while."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import grant

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erased_users",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_erased_users")),
        info={"class": "directory"},
    )
    op.create_table(
        "erased_identities",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_erased_identities")),
        info={"class": "directory"},
    )
    grant("erased_users", "erased_identities")


def downgrade() -> None:
    op.drop_table("erased_identities")
    op.drop_table("erased_users")
