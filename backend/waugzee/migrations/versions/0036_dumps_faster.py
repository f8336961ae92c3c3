"""Lists of the catalogue as they came, which halves an import; selections and the size of dumps' files."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

LISTS = {
    "artists": ("aliases", "members", "groups"),
    "labels": ("sublabels",),
    "masters": ("artists",),
    "releases": ("artists", "labels", "formats", "tracks", "identifiers", "companies", "series"),
}
KEY = "uq_dump_files_kind_month_sha256"


def upgrade() -> None:
    _lists_as("json")
    # What is under way noted its ids in another order of bytes: it begins anew.
    op.execute("delete from dump_batches")
    op.execute(
        "delete from dump_rejects where file_id in (select id from dump_files where state <> 'complete')"
    )
    op.execute("delete from dump_files where state <> 'complete'")
    op.add_column("dump_files", sa.Column("selection", sa.Text(), nullable=False, server_default=""))
    for name in ("read", "size", "left_out"):
        op.add_column("dump_files", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    for name in ("selection", "read", "size", "left_out"):
        op.alter_column("dump_files", name, server_default=None)
    op.drop_constraint(KEY, "dump_files")
    op.create_unique_constraint(f"{KEY}_selection", "dump_files", ["kind", "month", "sha256", "selection"])


def downgrade() -> None:
    op.drop_constraint(f"{KEY}_selection", "dump_files")
    op.execute("delete from dump_batches")
    op.execute("delete from dump_rejects where file_id in (select id from dump_files where selection <> '')")
    op.execute("delete from dump_files where selection <> ''")
    op.create_unique_constraint(KEY, "dump_files", ["kind", "month", "sha256"])
    for name in ("selection", "read", "size", "left_out"):
        op.drop_column("dump_files", name)
    _lists_as("jsonb")


def _lists_as(wanted: str) -> None:
    """One statement per table: each rewrites it."""
    for table, names in LISTS.items():
        changes = ", ".join(f"alter column {name} type {wanted} using {name}::{wanted}" for name in names)
        op.execute(f"alter table {table} {changes}")
