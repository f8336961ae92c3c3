"""The inbox: notices, what is told how, the devices that are pushed to, and when to look what is due."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from waugzee.migrations.security import grant, secure

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _user() -> sa.Column[uuid.UUID]:
    return sa.Column("user_id", sa.Uuid(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "notices",
        _user(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("about", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        _moment("at", nullable=False),
        _moment("read_at"),
        sa.Column("to_push", sa.Boolean(), nullable=False),
        _moment("pushed_at"),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_notices")),
        info={"class": "tenant"},
    )
    op.create_table(
        "notice_subjects",
        _user(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "kind", "subject_id", name=op.f("pk_notice_subjects")),
        info={"class": "tenant"},
    )
    op.create_table(
        "notice_choices",
        _user(),
        sa.Column("chosen", JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notice_choices")),
        info={"class": "tenant"},
    )
    op.create_table(
        "push_subscriptions",
        _user(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        *[sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("digest", "p256dh", "auth")],
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("credential", sa.Uuid()),
        _moment("created_at", nullable=False),
        _moment("sent_at"),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_push_subscriptions")),
        sa.UniqueConstraint("user_id", "digest", name=op.f("uq_push_subscriptions_user_id_digest")),
        info={"class": "tenant"},
    )
    op.create_table(
        "push_endpoints",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        _user(),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_push_endpoints")),
        info={"class": "directory"},
    )
    op.create_index("ix_push_endpoints_user_id", "push_endpoints", ["user_id"])
    op.create_table(
        "push_keys",
        sa.Column("n", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_push_keys")),
        info={"class": "directory"},
    )
    op.create_table(
        "reminder_looks",
        _user(),
        _moment("next_at", nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_reminder_looks_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_reminder_looks")),
        info={"class": "directory"},
    )
    op.create_index("ix_reminder_looks_next_at", "reminder_looks", ["next_at"])
    secure("notices", "notice_subjects", "notice_choices", "push_subscriptions")
    grant("push_endpoints", "push_keys", "reminder_looks")


def downgrade() -> None:
    for table in ("reminder_looks", "push_keys", "push_endpoints", "push_subscriptions"):
        op.drop_table(table)
    for table in ("notice_choices", "notice_subjects", "notices"):
        op.drop_table(table)
