"""Connecting Discogs: by OAuth and by token, whose account it is, and the requests under way."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import grant, secure

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "discogs_accounts", sa.Column("simulated", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("discogs_accounts", sa.Column("discogs_id", sa.BigInteger()))
    op.add_column("discogs_accounts", sa.Column("sealed", sa.LargeBinary()))
    op.add_column("discogs_accounts", sa.Column("chosen_at", MOMENT))
    op.add_column("discogs_accounts", sa.Column("refused_at", MOMENT))
    op.create_table(
        "discogs_requests",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_discogs_requests")),
        info={"class": "tenant"},
    )
    op.create_table(
        "discogs_identities",
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("discogs_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_discogs_identities_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("simulated", "discogs_id", name=op.f("pk_discogs_identities")),
        sa.UniqueConstraint("user_id", name=op.f("uq_discogs_identities_user_id")),
        info={"class": "directory"},
    )
    secure("discogs_requests")
    grant("discogs_identities")


def downgrade() -> None:
    op.drop_table("discogs_identities")
    op.drop_table("discogs_requests")
    for column in ("refused_at", "chosen_at", "sealed", "discogs_id", "simulated"):
        op.drop_column("discogs_accounts", column)
