"""The catalogue from Discogs' monthly dumps: read by the API, written by the owner of the tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.db import APP_ROLE

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _lists(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, postgresql.JSONB(), nullable=False) for name in names]


def _words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, postgresql.ARRAY(sa.Text()), nullable=False) for name in names]


def _kept(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("vanished", sa.Text(), nullable=True),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        info={"class": "catalogue"},
    )


def _of_a_file(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["file_id"], ["dump_files.id"], name=op.f(f"fk_{table}_file_id")),
        sa.PrimaryKeyConstraint("file_id", "place", name=op.f(f"pk_{table}")),
        info={"class": "catalogue"},
    )


TABLES = ("artists", "labels", "masters", "releases", "dump_files", "dump_batches", "dump_rejects")


def upgrade() -> None:
    parent = sa.Column("parent_id", sa.BigInteger(), nullable=True)
    _kept(
        "artists",
        *_texts("name", "real_name"),
        *_words("variations"),
        *_lists("aliases", "members", "groups"),
    )
    _kept("labels", *_texts("name"), parent, *_texts("parent_name"), *_lists("sublabels"))
    _kept(
        "masters",
        *_texts("title", "artist"),
        *_lists("artists"),
        sa.Column("main_release", sa.BigInteger(), nullable=True),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        *_words("genres", "styles"),
    )
    _kept(
        "releases",
        *_texts("title", "artist"),
        *_lists("artists", "labels", "formats"),
        *_words("genres", "styles"),
        *_texts("country", "released"),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("master_id", sa.BigInteger(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        *_lists("tracks", "identifiers", "companies", "series"),
    )
    op.create_index(
        "ix_releases_master_id",
        "releases",
        ["master_id"],
        postgresql_where=sa.text("master_id is not null"),
    )
    op.create_table(
        "dump_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_texts("kind", "month", "name", "sha256", "state"),
        *[
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("place", "records", "written", "rejected", "vanished")
        ],
        sa.Column("seconds", sa.Float(), nullable=False),
        *_texts("reason"),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dump_files")),
        sa.UniqueConstraint("kind", "month", "sha256", name=op.f("uq_dump_files_kind_month_sha256")),
        info={"class": "catalogue"},
    )
    _of_a_file("dump_batches", sa.Column("ids", sa.LargeBinary(), nullable=False))
    _of_a_file("dump_rejects", *_texts("reason", "excerpt"))
    for table in TABLES:
        op.execute(f"grant select on {table} to {APP_ROLE}")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
