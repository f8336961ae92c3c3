"""What was played of a record, when to the day, and what one thought of it; preferences."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import secure

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "plays", sa.Column("date_only", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.add_column(
        "plays", sa.Column("utc_offset", sa.SmallInteger(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column("plays", sa.Column("sides", postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column("plays", sa.Column("tracks", postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column("plays", sa.Column("seconds", sa.Integer(), nullable=True))
    op.add_column("plays", sa.Column("rating", sa.SmallInteger(), nullable=True))
    op.add_column("plays", sa.Column("mood", sa.Text(), nullable=True))
    op.create_table(
        "preferences",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("chosen", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_preferences")),
        info={"class": "tenant"},
    )
    secure("preferences")


def downgrade() -> None:
    op.drop_table("preferences")
    for column in ("mood", "rating", "seconds", "tracks", "sides", "utc_offset", "date_only"):
        op.drop_column("plays", column)
