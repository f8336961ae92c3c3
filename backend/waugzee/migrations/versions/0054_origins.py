"""Of releases on the shelf: when the first pressing came out, how many there are, which record said so."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("release_details", sa.Column("digest", sa.BigInteger(), nullable=True))
    op.add_column("release_details", sa.Column("original_year", sa.SmallInteger(), nullable=True))
    op.add_column(
        "release_details", sa.Column("pressings", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )


def downgrade() -> None:
    for name in ("pressings", "original_year", "digest"):
        op.drop_column("release_details", name)
