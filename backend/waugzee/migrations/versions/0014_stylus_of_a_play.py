"""The stylus that a user chose for a play."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plays", sa.Column("stylus_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_plays_user_id_styluses"),
        "plays",
        "styluses",
        ["user_id", "stylus_id"],
        ["user_id", "id"],
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_plays_user_id_styluses"), "plays", type_="foreignkey")
    op.drop_column("plays", "stylus_id")
