"""Accounts, copies, plays, cleanings, and the bookkeeping of syncs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import ensure_app_role, grant, secure

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    ensure_app_role()
    op.create_table(
        "accounts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("feed", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_accounts")),
        info={"class": "tenant"},
    )
    op.create_table(
        "copies",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.BigInteger(), nullable=False),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("master_id", sa.BigInteger(), nullable=True),
        sa.Column("folder_id", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rating", sa.SmallInteger(), nullable=False),
        sa.Column("notes", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artist", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("catno", sa.Text(), nullable=True),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("artists", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("labels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("formats", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("genres", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("styles", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("thumb", sa.Text(), nullable=True),
        sa.Column("cover", sa.Text(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_copies")),
        sa.UniqueConstraint("user_id", "instance_id", name=op.f("uq_copies_user_id_instance_id")),
        info={"class": "tenant"},
    )
    op.create_index(op.f("ix_copies_user_id_feed_id"), "copies", ["user_id", "feed", "id"], unique=False)
    op.create_table(
        "discogs_accounts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column(
            "connected_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_discogs_accounts")),
        info={"class": "tenant"},
    )
    op.create_table(
        "sync_runs",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("reads", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("driver", sa.Text(), nullable=True),
        sa.Column("driven_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pages_done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("pages_total", sa.Integer(), nullable=True),
        sa.Column("items_seen", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("items_total", sa.Integer(), nullable=True),
        sa.Column("totals_read", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("set_aside", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("added", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("changed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("removed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_sync_runs")),
        info={"class": "tenant"},
    )
    op.create_index(
        "uq_sync_runs_running",
        "sync_runs",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default=sa.text("'user'"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        info={"class": "directory"},
    )
    op.create_table(
        "cleanings",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=True),
        sa.Column("cleaned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "copy_id is not null or deleted_at is not null", name=op.f("ck_cleanings_known_or_deleted")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "copy_id"], ["copies.user_id", "copies.id"], name=op.f("fk_cleanings_user_id_copy_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_cleanings")),
        info={"class": "tenant"},
    )
    op.create_index(
        op.f("ix_cleanings_user_id_cleaned_at_id"), "cleanings", ["user_id", "cleaned_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_cleanings_user_id_copy_id_cleaned_at"),
        "cleanings",
        ["user_id", "copy_id", "cleaned_at"],
        unique=False,
    )
    op.create_table(
        "identities",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_identities_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identities")),
        info={"class": "directory"},
    )
    op.create_index(op.f("ix_identities_user_id"), "identities", ["user_id"], unique=False)
    op.create_table(
        "plays",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=True),
        sa.Column("played_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "copy_id is not null or deleted_at is not null", name=op.f("ck_plays_known_or_deleted")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "copy_id"], ["copies.user_id", "copies.id"], name=op.f("fk_plays_user_id_copy_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_plays")),
        info={"class": "tenant"},
    )
    op.create_index(
        op.f("ix_plays_user_id_copy_id_played_at"), "plays", ["user_id", "copy_id", "played_at"], unique=False
    )
    op.create_index(
        op.f("ix_plays_user_id_played_at_id"), "plays", ["user_id", "played_at", "id"], unique=False
    )
    op.create_table(
        "sync_pages",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("first_read", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("instance_ids", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("unidentified", sa.Integer(), nullable=False),
        sa.Column("set_aside", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "run_id"],
            ["sync_runs.user_id", "sync_runs.id"],
            name=op.f("fk_sync_pages_user_id_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "run_id", "page", name=op.f("pk_sync_pages")),
        info={"class": "tenant"},
    )
    op.create_table(
        "tickets",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tickets")),
        info={"class": "directory"},
    )
    grant("users", "identities", "tickets")
    secure("accounts", "discogs_accounts", "copies", "plays", "cleanings", "sync_runs", "sync_pages")


def downgrade() -> None:
    op.drop_table("tickets")
    op.drop_table("sync_pages")
    op.drop_index(op.f("ix_plays_user_id_played_at_id"), table_name="plays")
    op.drop_index(op.f("ix_plays_user_id_copy_id_played_at"), table_name="plays")
    op.drop_table("plays")
    op.drop_index(op.f("ix_identities_user_id"), table_name="identities")
    op.drop_table("identities")
    op.drop_index(op.f("ix_cleanings_user_id_copy_id_cleaned_at"), table_name="cleanings")
    op.drop_index(op.f("ix_cleanings_user_id_cleaned_at_id"), table_name="cleanings")
    op.drop_table("cleanings")
    op.drop_table("users")
    op.drop_index(
        "uq_sync_runs_running", table_name="sync_runs", postgresql_where=sa.text("state = 'running'")
    )
    op.drop_table("sync_runs")
    op.drop_table("discogs_accounts")
    op.drop_index(op.f("ix_copies_user_id_feed_id"), table_name="copies")
    op.drop_table("copies")
    op.drop_table("accounts")
