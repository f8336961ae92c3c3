"""The search of the catalogue, and imports that administrators ask for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.db import APP_ROLE
from waugzee.migrations.security import grant

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

KINDS = ("artists", "labels", "masters", "releases")


def upgrade() -> None:
    op.create_table(
        "catalogue_search",
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_catalogue_search")),
        info={"class": "catalogue"},
    )
    op.execute(
        "create index ix_catalogue_search_name on catalogue_search (name, tier, weight desc, kind, id)"
        " where name <> ''"
    )
    for tier in range(4):
        op.execute(
            f"create index ix_catalogue_search_words_{tier} on catalogue_search using gin (words)"
            f" where tier = {tier}"
        )
    op.create_table(
        "catalogue_pending",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("ids", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_pending")),
        info={"class": "catalogue"},
    )
    op.create_index("ix_catalogue_pending_kind_id", "catalogue_pending", ["kind", "id"])
    # What was imported before.
    for number, kind in enumerate(KINDS):
        op.execute(
            f"insert into catalogue_pending (kind, ids) select {number}, array_agg(id order by id)"
            f" from {kind} where vanished is null group by id / 10000 order by id / 10000"
        )
    for table in ("catalogue_search", "catalogue_pending"):
        op.execute(f"grant select on {table} to {APP_ROLE}")
    moments = [
        sa.Column(name, sa.DateTime(timezone=True), nullable=name != "asked_at")
        for name in ("asked_at", "began_at", "ended_at")
    ]
    op.create_table(
        "dump_jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        *[sa.Column(name, sa.Text(), nullable=False) for name in ("folder", "month", "selection", "state")],
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("came", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *moments,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dump_jobs")),
        info={"class": "directory"},
    )
    grant("dump_jobs")


def downgrade() -> None:
    for table in ("dump_jobs", "catalogue_pending", "catalogue_search"):
        op.drop_table(table)
