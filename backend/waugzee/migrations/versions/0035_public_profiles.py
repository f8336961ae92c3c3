"""Public profiles: their addresses, each somebody's alone, and what each shows."""

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import grant, secure

revision = "0035"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_addresses",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("open", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_public_addresses_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_public_addresses")),
        info={"class": "directory"},
    )
    op.create_index("ix_public_addresses_user_id", "public_addresses", ["user_id"])
    op.create_index(
        "uq_public_addresses_open",
        "public_addresses",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("open"),
    )
    op.create_table(
        "public_profiles",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        *[
            sa.Column(name, sa.Boolean(), nullable=False)
            for name in ("shelf", "statistics", "spinning", "listed")
        ],
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_public_profiles")),
        info={"class": "tenant"},
    )
    grant("public_addresses")
    secure("public_profiles")


def downgrade() -> None:
    op.drop_table("public_profiles")
    op.drop_table("public_addresses")
