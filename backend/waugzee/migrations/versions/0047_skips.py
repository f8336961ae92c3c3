"""Records that were passed over when one asked what to play."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import secure

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "skips",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "copy_id"], ["copies.user_id", "copies.id"], name=op.f("fk_skips_user_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "copy_id", name=op.f("pk_skips")),
        info={"class": "tenant"},
    )
    secure("skips")


def downgrade() -> None:
    op.drop_table("skips")
