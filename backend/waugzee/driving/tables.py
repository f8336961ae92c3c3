"""Who lets the server sync for them, and its queue (directory: the queue is read across users).

The four tables of the queue are pgqueuer's, with its names, types and indexes, less its trigger: whoever
adds a job says so (see `queue.py`).
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ENUM, JSONB

from waugzee.accounts.tables import users
from waugzee.db import DIRECTORY, metadata

server_syncs = Table(
    "server_syncs",
    metadata,
    Column("user_id", Uuid, ForeignKey(users.c.id, ondelete="CASCADE"), primary_key=True),
    # Whether the server looks by itself, and when it looks next.
    Column("scheduled", Boolean, nullable=False, server_default=false()),
    Column("next_at", DateTime(timezone=True)),
    # Starts of the present job, those that a crash ended included: pgqueuer does not count these.
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("last_outcome", Text),
    Column("last_reason", Text),
    Column("last_at", DateTime(timezone=True)),
    info=DIRECTORY,
)
Index("ix_server_syncs_due", server_syncs.c.next_at, postgresql_where=text("scheduled"))

status = ENUM(
    *("queued", "picked", "successful", "exception", "canceled", "deleted", "failed"), name="pgqueuer_status"
)
QUEUED = text("status = 'queued'::pgqueuer_status")
PICKED = text("status = 'picked'::pgqueuer_status")


def _moment(name: str) -> Column[datetime]:
    return Column(name, DateTime(timezone=True), nullable=False, server_default=func.now())


jobs = Table(
    "pgqueuer",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("priority", Integer, nullable=False),
    Column("queue_manager_id", Uuid),
    _moment("created"),
    _moment("updated"),
    _moment("heartbeat"),
    _moment("execute_after"),
    Column("status", status, nullable=False),
    Column("entrypoint", Text, nullable=False),
    Column("dedupe_key", Text),
    Column("payload", LargeBinary),
    Column("headers", JSONB),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("slot", BigInteger),
    Index("pgqueuer_ep_ea_idx", "entrypoint", "execute_after", postgresql_where=QUEUED),
    Index("pgqueuer_ep_prio_id_idx", "entrypoint", text("priority desc"), "id", postgresql_where=QUEUED),
    Index("pgqueuer_picked_heartbeat_idx", "heartbeat", postgresql_where=PICKED),
    Index(
        "pgqueuer_picked_slot_idx",
        *("entrypoint", "slot"),
        unique=True,
        postgresql_where=text("status = 'picked'::pgqueuer_status and slot is not null"),
    ),
    Index(
        "pgqueuer_priority_id_id1_idx",
        *("priority", text("id desc")),
        postgresql_include=["id"],
        postgresql_where=QUEUED,
    ),
    Index(
        "pgqueuer_updated_id_id1_idx",
        *("updated", text("id desc")),
        postgresql_include=["id"],
        postgresql_where=PICKED,
    ),
    Index(
        "pgqueuer_queue_manager_id_idx",
        "queue_manager_id",
        postgresql_where=text("queue_manager_id is not null"),
    ),
    Index(
        "pgqueuer_unique_dedupe_key",
        "dedupe_key",
        unique=True,
        postgresql_where=text(
            "status = any (array['queued'::pgqueuer_status, 'picked'::pgqueuer_status])"
            " and dedupe_key is not null"
        ),
    ),
    info=DIRECTORY,
)

job_log = Table(
    "pgqueuer_log",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _moment("created"),
    Column("job_id", BigInteger, nullable=False),
    Column("status", status, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("entrypoint", Text, nullable=False),
    Column("traceback", JSONB),
    Column("aggregated", Boolean, server_default=false()),
    Index("pgqueuer_log_created", "created"),
    Index("pgqueuer_log_job_id_status", "job_id", text("created desc")),
    Index("pgqueuer_log_not_aggregated", text("(1)"), postgresql_where=text("not aggregated")),
    Index("pgqueuer_log_status", "status"),
    info=DIRECTORY,
)

job_schedules = Table(
    "pgqueuer_schedules",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("expression", Text, nullable=False),
    Column("entrypoint", Text, nullable=False),
    _moment("heartbeat"),
    _moment("created"),
    _moment("updated"),
    _moment("next_run"),
    Column("last_run", DateTime(timezone=True)),
    Column("status", status, server_default=text("'queued'::pgqueuer_status")),
    UniqueConstraint("expression", "entrypoint"),
    info=DIRECTORY,
)

job_statistics = Table(
    "pgqueuer_statistics",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column(
        "created",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("date_trunc('sec'::text, now())"),
    ),
    Column("count", BigInteger, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("status", status, nullable=False),
    Column("entrypoint", Text, nullable=False),
    Index(
        "pgqueuer_statistics_unique_count",
        "priority",
        text("date_trunc('sec'::text, timezone('UTC'::text, created))"),
        "status",
        "entrypoint",
        unique=True,
    ),
    info=DIRECTORY,
)
