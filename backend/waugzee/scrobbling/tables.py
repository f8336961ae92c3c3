"""The connection to ListenBrainz and what became of each play (tenant); when to look (directory)."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)

from waugzee.accounts.tables import users
from waugzee.db import DIRECTORY, TENANT, metadata, user_id_column
from waugzee.plays.tables import plays

listenbrainz_accounts = Table(
    "listenbrainz_accounts",
    metadata,
    user_id_column(),
    # As ListenBrainz said whose token it is.
    Column("username", Text, nullable=False),
    # The token; see `actions`.
    Column("sealed", LargeBinary, nullable=False),
    # Plays that began from then on are sent. None: all of them.
    Column("since", DateTime(timezone=True)),
    # Why the token is turned down, since it is.
    Column("refused", Text),
    info=TENANT,
)

scrobbles = Table(
    "scrobbles",
    metadata,
    user_id_column(),
    Column("play_id", Uuid, primary_key=True),
    # Whose listens they became at ListenBrainz: for anybody else there the play still waits.
    Column("username", Text, nullable=False),
    # sent or set_aside.
    Column("state", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    # One of schemas.Reason where it was set aside, and what ListenBrainz said to it.
    Column("reason", Text),
    Column("said", Text),
    ForeignKeyConstraint(["user_id", "play_id"], [plays.c.user_id, plays.c.id]),
    info=TENANT,
)

scrobble_looks = Table(
    "scrobble_looks",
    metadata,
    Column("user_id", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), primary_key=True),
    # None while the token is turned down.
    Column("next_at", DateTime(timezone=True)),
    # How often in a row ListenBrainz could not be asked.
    Column("failures", Integer, nullable=False, server_default=text("0")),
    info=DIRECTORY,
)
Index("ix_scrobble_looks_next_at", scrobble_looks.c.next_at)
