"""What spins on each turntable, and when it was last changed, on whichever device."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

NOW = sa.text("taken_off_at is null")


def upgrade() -> None:
    op.add_column("spins", sa.Column("turntable_id", sa.Uuid(), nullable=True))
    moment = sa.DateTime(timezone=True)
    op.add_column("spins", sa.Column("changed_at", moment, nullable=False, server_default=sa.text("now()")))
    op.drop_index("uq_spins_now", "spins")
    op.create_index(
        "uq_spins_now",
        "spins",
        ["user_id", "turntable_id"],
        unique=True,
        postgresql_where=NOW,
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    op.drop_index("uq_spins_now", "spins")
    for column in ("changed_at", "turntable_id"):
        op.drop_column("spins", column)
    op.create_index("uq_spins_now", "spins", ["user_id"], unique=True, postgresql_where=NOW)
