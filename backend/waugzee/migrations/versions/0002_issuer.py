"""The built-in issuer: accounts with passwords, sessions, grants, signing keys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import grant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issuer_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuer_accounts")),
        sa.UniqueConstraint("name_key", name=op.f("uq_issuer_accounts_name_key")),
        info={"class": "directory"},
    )
    op.create_table(
        "issuer_keys",
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("public", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_issuer_keys")),
        info={"class": "directory"},
    )
    op.create_table(
        "issuer_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["issuer_accounts.id"],
            name=op.f("fk_issuer_sessions_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuer_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_issuer_sessions_digest")),
        info={"class": "directory"},
    )
    op.create_index(op.f("ix_issuer_sessions_account_id"), "issuer_sessions", ["account_id"], unique=False)
    op.create_table(
        "issuer_grants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=True),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_digest", sa.LargeBinary(), nullable=False),
        sa.Column("code_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refresh_digest", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["issuer_accounts.id"],
            name=op.f("fk_issuer_grants_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuer_grants")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_issuer_grants_code_digest")),
        info={"class": "directory"},
    )
    for column in ("account_id", "session_id", "expires_at"):
        op.create_index(op.f(f"ix_issuer_grants_{column}"), "issuer_grants", [column], unique=False)
    grant("issuer_accounts", "issuer_sessions", "issuer_grants", "issuer_keys")


def downgrade() -> None:
    for table in ("issuer_grants", "issuer_sessions", "issuer_keys", "issuer_accounts"):
        op.drop_table(table)
