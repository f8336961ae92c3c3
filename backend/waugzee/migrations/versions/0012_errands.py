"""What single requests of Discogs read and write: details of releases, the wantlist, edits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import secure

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "release_details",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("released", sa.Text(), nullable=True),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("identifiers", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "release_id", name=op.f("pk_release_details")),
        info={"class": "tenant"},
    )
    op.create_table(
        "wants",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("master_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artist", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("thumb", sa.Text(), nullable=True),
        sa.Column("cover", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "release_id", name=op.f("pk_wants")),
        info={"class": "tenant"},
    )
    op.create_table(
        "want_readings",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("next_page", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("items", sa.Integer(), nullable=True),
        sa.Column("seen", postgresql.ARRAY(sa.BigInteger()), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_want_readings")),
        info={"class": "tenant"},
    )
    op.create_table(
        "edits",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=True),
        sa.Column("field_id", sa.BigInteger(), nullable=True),
        sa.Column("change", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("found", postgresql.JSONB(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_edits")),
        info={"class": "tenant"},
    )
    op.create_index(
        op.f("ix_edits_user_id_state_due_at"), "edits", ["user_id", "state", "due_at"], unique=False
    )
    secure("release_details", "wants", "want_readings", "edits")


def downgrade() -> None:
    for table in ("edits", "want_readings", "wants", "release_details"):
        op.drop_table(table)
