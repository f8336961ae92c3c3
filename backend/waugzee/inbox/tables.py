"""The inbox (tenant): notices, what was told already, choices, and the devices that are pushed to.

Beside them, in the directory: whose a browser's subscription is, and the key that signs what is pushed.
"""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from waugzee.db import DIRECTORY, TENANT, id_column, metadata, user_id_column

notices = Table(
    "notices",
    metadata,
    user_id_column(),
    id_column(),
    # One of schemas.Kind.
    Column("kind", Text, nullable=False),
    # What it is about where it is one thing: a record, a stylus.
    Column("subject_id", Uuid),
    # A schemas.About.
    Column("about", JSONB, nullable=False, server_default=text("'{}'")),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("read_at", DateTime(timezone=True)),
    # Whether it was to be pushed when it was told, and when it was.
    Column("to_push", Boolean, nullable=False),
    Column("pushed_at", DateTime(timezone=True)),
    info=TENANT,
)

# What a user was told, so that they are told once: a thing, in a state. Told again in another state.
notice_subjects = Table(
    "notice_subjects",
    metadata,
    user_id_column(),
    Column("kind", Text, primary_key=True),
    Column("subject_id", Uuid, primary_key=True),
    Column("state", Text, nullable=False),
    info=TENANT,
)

notice_choices = Table(
    "notice_choices",
    metadata,
    user_id_column(),
    # What was chosen, by the names in schemas.Choices; the rest is as by default.
    Column("chosen", JSONB, nullable=False, server_default=text("'{}'")),
    info=TENANT,
)

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    user_id_column(),
    id_column(),
    Column("endpoint", Text, nullable=False),
    # SHA-256 of the endpoint.
    Column("digest", LargeBinary, nullable=False),
    # The device's public key and its secret: what is pushed is encrypted for it alone.
    Column("p256dh", LargeBinary, nullable=False),
    Column("auth", LargeBinary, nullable=False),
    Column("language", Text, nullable=False),
    Column("device", Text, nullable=False),
    # The session that asked for it: where that ends, nothing is pushed any more.
    Column("credential", Uuid),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    UniqueConstraint("user_id", "digest"),
    info=TENANT,
)

# A browser has one subscription, whoever uses it: the last to ask has it.
push_endpoints = Table(
    "push_endpoints",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("user_id", Uuid, nullable=False),
    info=DIRECTORY,
)
Index("ix_push_endpoints_user_id", push_endpoints.c.user_id)

# One row: the private key (P-256), encrypted, by whose public half devices know who pushes.
push_keys = Table(
    "push_keys",
    metadata,
    Column("n", SmallInteger, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=DIRECTORY,
)
