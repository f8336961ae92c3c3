"""What a record handed on went to a copy that there is."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("joins", "moved", server_default=sa.text("'{}'"))
    op.create_foreign_key(
        "fk_joins_user_id_new_id", "joins", "copies", ["user_id", "new_id"], ["user_id", "id"]
    )


def downgrade() -> None:
    op.drop_constraint("fk_joins_user_id_new_id", "joins", type_="foreignkey")
    op.alter_column("joins", "moved", server_default=None)
