"""Identity: names once each, e-mail, suspension, sessions, API keys, invitations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from waugzee.migrations.security import grant, secure

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

# From now on names differ in more than case: the first keeps it, the others get the end of their id.
TELL_APART = """
update users set name = users.name || '-' || right(users.id::text, 12)
from (select id, row_number() over (partition by lower(name) order by created_at, id) as place from users)
  as numbered
where users.id = numbered.id and numbered.place > 1
"""


def upgrade() -> None:
    op.add_column("users", sa.Column("claimed_name", sa.Text()))
    op.add_column(
        "users", sa.Column("name_chosen", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.add_column("users", sa.Column("email", sa.Text()))
    op.add_column(
        "users", sa.Column("email_verified", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.add_column(
        "users", sa.Column("admin_claimed", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.add_column("users", sa.Column("suspended_at", MOMENT))
    op.add_column("users", sa.Column("not_before", MOMENT))
    op.execute("update users set claimed_name = name")
    op.execute(TELL_APART)
    op.create_index("uq_users_lower_name", "users", [sa.text("lower(name)")], unique=True)
    op.add_column("tickets", sa.Column("credential", sa.Uuid()))
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("sid", sa.Text(), nullable=True),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_sessions_digest")),
        info={"class": "directory"},
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"], unique=False)
    op.create_index("ix_sessions_sid", "sessions", ["sid"], unique=False, postgresql_using="hash")
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("used_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["users.id"], name=op.f("fk_invitations_made_by"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitations_digest")),
        info={"class": "directory"},
    )
    op.create_index(op.f("ix_invitations_made_by"), "invitations", ["made_by"], unique=False)
    op.create_table(
        "api_key_digests",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_api_key_digests_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_api_key_digests")),
        info={"class": "directory"},
    )
    op.create_index(op.f("ix_api_key_digests_user_id"), "api_key_digests", ["user_id"], unique=False)
    op.create_table(
        "api_keys",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("last_used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_api_keys")),
        info={"class": "tenant"},
    )
    grant("sessions", "invitations", "api_key_digests")
    secure("api_keys")


def downgrade() -> None:
    for table in ("api_keys", "api_key_digests", "invitations", "sessions"):
        op.drop_table(table)
    op.drop_column("tickets", "credential")
    op.drop_index("uq_users_lower_name", table_name="users")
    for column in (
        *("not_before", "suspended_at", "admin_claimed", "email_verified", "email"),
        *("name_chosen", "claimed_name"),
    ):
        op.drop_column("users", column)
