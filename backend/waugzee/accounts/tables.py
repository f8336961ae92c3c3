"""Who there is and how they come in (directory); what is theirs alone (tenant)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    Uuid,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from waugzee.db import DIRECTORY, TENANT, id_column, metadata, user_id_column

users = Table(
    "users",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    # What the issuer calls them; once they chose a name themselves it is only watched.
    Column("claimed_name", Text),
    Column("name_chosen", Boolean, nullable=False, server_default=false()),
    Column("email", Text),
    Column("email_verified", Boolean, nullable=False, server_default=false()),
    # The role granted here; the issuer may make an administrator as well.
    Column("role", Text, nullable=False, server_default=text("'user'")),
    Column("admin_claimed", Boolean, nullable=False, server_default=false()),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("suspended_at", DateTime(timezone=True)),
    # Looks around without an account, and is forgotten after a day.
    Column("visiting", Boolean, nullable=False, server_default=false()),
    # Set by a sign-out of everything: tokens issued before are refused.
    Column("not_before", DateTime(timezone=True)),
    info=DIRECTORY,
)
Index("uq_users_lower_name", func.lower(users.c.name), unique=True)

identities = Table(
    "identities",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("user_id", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), nullable=False, index=True),
    info=DIRECTORY,
)

sessions = Table(
    "sessions",
    metadata,
    id_column(),
    # SHA-256 of what the session is known by: `sid` at its issuer, else identity, client and device.
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("user_id", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("issuer", Text, nullable=False),
    Column("sid", Text),
    Column("client_id", Text),
    Column("device", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("last_seen_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    # Without `sid` a new sign-in continues an ended session; tokens issued before the end stay refused.
    Column("not_before", DateTime(timezone=True)),
    info=DIRECTORY,
)
# A hash index takes a `sid` of any length.
Index("ix_sessions_sid", sessions.c.sid, postgresql_using="hash")

invitations = Table(
    "invitations",
    metadata,
    id_column(),
    # SHA-256 of the code: a copy of the table lets nobody in.
    Column("digest", LargeBinary, nullable=False, unique=True),
    # None where it was made from a terminal.
    Column("made_by", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), index=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    Column("used_by", Uuid),
    info=DIRECTORY,
)

# Who was erased a moment ago: what was under way then may be written still, and goes as well.
erased_users = Table(
    "erased_users",
    metadata,
    Column("user_id", Uuid, primary_key=True),
    Column("erased_at", DateTime(timezone=True), nullable=False),
    info=DIRECTORY,
)

# What they were known by, for as long as a token of theirs may be good (see `erasures`).
erased_identities = Table(
    "erased_identities",
    metadata,
    # SHA-256 of an identity, or of a session at the issuer.
    Column("digest", LargeBinary, primary_key=True),
    Column("erased_at", DateTime(timezone=True), nullable=False),
    info=DIRECTORY,
)

# Whose key it is, found before the user is known; the rest of a key is the user's own.
api_key_digests = Table(
    "api_key_digests",
    metadata,
    # SHA-256 of the key, which is random enough to need no salt.
    Column("digest", LargeBinary, primary_key=True),
    Column("user_id", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("key_id", Uuid, nullable=False),
    info=DIRECTORY,
)

accounts = Table(
    "accounts",
    metadata,
    user_id_column(),
    # Counts this user's committed changes; the row's lock makes the numbers follow commit order,
    # which timestamps would not.
    Column("feed", BigInteger, nullable=False, server_default=text("0")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=TENANT,
)

api_keys = Table(
    "api_keys",
    metadata,
    user_id_column(),
    id_column(),
    Column("name", Text, nullable=False),
    # The beginning of the key, by which its owner knows it again.
    Column("prefix", Text, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True)),
    Column("last_used_at", DateTime(timezone=True)),
    Column("revoked_at", DateTime(timezone=True)),
    info=TENANT,
)
