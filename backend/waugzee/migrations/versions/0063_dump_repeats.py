"""Which ids a dump has more than once, and by which code its records were written."""

import sqlalchemy as sa
from alembic import op

from waugzee.db import APP_ROLE

revision = "0063"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dump_repeats",
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_dump_repeats")),
        info={"class": "catalogue"},
    )
    op.execute(f"grant select on dump_repeats to {APP_ROLE}")
    # Of what was read before nobody knows: another reading tells.
    op.add_column("dump_files", sa.Column("shape", sa.Text(), nullable=False, server_default=""))
    op.alter_column("dump_files", "shape", server_default=None)


def downgrade() -> None:
    op.drop_column("dump_files", "shape")
    op.drop_table("dump_repeats")
