"""Which account of the built-in issuer a Discogs account signs in to."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import grant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issuer_discogs",
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("discogs_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["issuer_accounts.id"],
            name=op.f("fk_issuer_discogs_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("simulated", "discogs_id", name=op.f("pk_issuer_discogs")),
        sa.UniqueConstraint("account_id", name=op.f("uq_issuer_discogs_account_id")),
    )
    grant("issuer_discogs")


def downgrade() -> None:
    op.drop_table("issuer_discogs")
