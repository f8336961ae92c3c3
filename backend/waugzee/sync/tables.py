"""Sync runs and the receipts of their pages (tenant)."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from waugzee.db import TENANT, id_column, metadata, user_id_column

sync_runs = Table(
    "sync_runs",
    metadata,
    user_id_column(),
    id_column(),
    # full (everything) or quick (the newest page, and whether the counts agree).
    Column("mode", Text, nullable=False, server_default=text("'full'")),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("detail", Text),
    Column("kind", Text, nullable=False),
    Column("username", Text, nullable=False),
    # The number of the last instruction given: of two readings of a page the higher wins.
    Column("reads", Integer, nullable=False, server_default=text("0")),
    # Requests to Discogs that its drivers told of, whatever came of them.
    Column("requests", Integer, nullable=False, server_default=text("0")),
    # The readings of the lists that are stored; 0 while there is none.
    Column("folders_read", Integer, nullable=False, server_default=text("0")),
    Column("fields_read", Integer, nullable=False, server_default=text("0")),
    Column("driver", Text),
    Column("driven_until", DateTime(timezone=True)),
    Column("pages_done", Integer, nullable=False, server_default=text("0")),
    Column("pages_total", Integer),
    Column("items_seen", Integer, nullable=False, server_default=text("0")),
    Column("items_total", Integer),
    # The reading that said so.
    Column("totals_read", Integer, nullable=False, server_default=text("0")),
    Column("set_aside", Integer, nullable=False, server_default=text("0")),
    Column("added", Integer, nullable=False, server_default=text("0")),
    Column("changed", Integer, nullable=False, server_default=text("0")),
    Column("removed", Integer, nullable=False, server_default=text("0")),
    Column("removed_ids", ARRAY(BigInteger), nullable=False, server_default=text("'{}'")),
    Column("started_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("finished_at", DateTime(timezone=True)),
    Index("uq_sync_runs_running", "user_id", unique=True, postgresql_where=text("state = 'running'")),
    info=TENANT,
)

sync_pages = Table(
    "sync_pages",
    metadata,
    user_id_column(),
    Column("run_id", Uuid, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("read", Integer, nullable=False),
    # All numbers up to this were given out when the first page came that said exactly what the last one says.
    Column("first_read", Integer, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("items", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    # Distinct, those of items set aside included; items without a readable id are only counted.
    Column("instance_ids", ARRAY(BigInteger), nullable=False),
    Column("unidentified", Integer, nullable=False),
    # What its readings wrote, as long as the receipt is kept.
    Column("added_ids", ARRAY(BigInteger), nullable=False, server_default=text("'{}'")),
    Column("changed_ids", ARRAY(BigInteger), nullable=False, server_default=text("'{}'")),
    # [{instance_id, reason}] of the items that did not validate.
    Column("set_aside", JSONB, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    ForeignKeyConstraint(["user_id", "run_id"], [sync_runs.c.user_id, sync_runs.c.id], ondelete="CASCADE"),
    info=TENANT,
)
