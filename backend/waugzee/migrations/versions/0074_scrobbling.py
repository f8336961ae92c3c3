"""Scrobbling to ListenBrainz; compilations are read again, whose tracks were kept without their artists."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from waugzee.migrations.security import grant, secure

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

# At idle, half a year after they were last read; those of a dump with the next import.
READ_AGAIN = """
update release_details set asked_at = asked_at - interval '180 days',
  digest = case when digest is not null then 0 end
where release_details.user_id = $1 and status = 200 and exists (
  select from copies where copies.user_id = $1 and copies.release_id = release_details.release_id
    and copies.artist = 'Various'
)
"""


def _user() -> sa.Column[uuid.UUID]:
    return sa.Column("user_id", sa.Uuid(), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "listenbrainz_accounts",
        _user(),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _moment("since"),
        sa.Column("refused", sa.Text()),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_listenbrainz_accounts")),
        info={"class": "tenant"},
    )
    op.create_table(
        "scrobbles",
        _user(),
        sa.Column("play_id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _moment("at", nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("said", sa.Text()),
        sa.ForeignKeyConstraint(
            ["user_id", "play_id"], ["plays.user_id", "plays.id"], name=op.f("fk_scrobbles_user_id_play_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "play_id", name=op.f("pk_scrobbles")),
        info={"class": "tenant"},
    )
    op.create_table(
        "scrobble_looks",
        _user(),
        _moment("next_at"),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_scrobble_looks_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_scrobble_looks")),
        info={"class": "directory"},
    )
    op.create_index("ix_scrobble_looks_next_at", "scrobble_looks", ["next_at"])
    secure("listenbrainz_accounts", "scrobbles")
    grant("scrobble_looks")
    connection = op.get_bind()
    for (user_id,) in connection.execute(sa.text("select id from users")).all():
        connection.execute(sa.text(f"set local app.user_id = '{user_id}'"))
        connection.exec_driver_sql(READ_AGAIN, (user_id,))


def downgrade() -> None:
    op.drop_table("scrobble_looks")
    op.drop_table("scrobbles")
    op.drop_table("listenbrainz_accounts")
