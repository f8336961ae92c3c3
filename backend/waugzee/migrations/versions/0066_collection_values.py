"""What Discogs said the collection is worth, day by day."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import secure

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "collection_values",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("minimum", "median", "maximum")),
        sa.PrimaryKeyConstraint("user_id", "read_on", name=op.f("pk_collection_values")),
        info={"class": "tenant"},
    )
    secure("collection_values")


def downgrade() -> None:
    op.drop_table("collection_values")
