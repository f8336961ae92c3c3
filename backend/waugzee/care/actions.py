"""A cleaning evening, several records in one request; one once more; and the rules as they stand."""

import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec

from waugzee.accounts.queries import next_feed
from waugzee.care import queries
from waugzee.care.rule_schemas import CareRules, CopyCare
from waugzee.care.schemas import Cleaning, Details, DuplicateCleaning, Evening, LogEvening
from waugzee.care.tables import cleanings
from waugzee.collection import log
from waugzee.collection.moments import checked
from waugzee.db import Event, Transaction, new_id
from waugzee.errors import Invalid, NotFound


async def log_evening(db: Transaction, user_id: uuid.UUID, evening: LogEvening) -> Evening:
    """Log all of it or nothing: raises NotFound for a record that is not there, Invalid for one named twice.

    An id that is known already keeps what is stored; one that was deleted stays so, and is told.
    """
    ids = [entry.id for entry in evening.entries]
    copy_ids = [entry.copy_id for entry in evening.entries]
    if len(set(ids)) < len(ids) or len(set(copy_ids)) < len(copy_ids):
        raise Invalid("A record or an id stands in the list twice.")
    now = datetime.now(UTC)
    moment = (
        now if evening.cleaned_at is msgspec.UNSET else checked(evening.cleaned_at, evening.date_only, now)
    )
    feed = await next_feed(db, user_id)
    if await queries.touch_all(db, user_id, feed, copy_ids) < len(copy_ids):
        raise NotFound(log.NO_RECORD)
    db.announce(Event("shelf", {"cursor": str(feed)}))
    details = (
        *(moment, evening.date_only, evening.method, evening.depth, evening.machine),
        *(evening.fluid, evening.result, evening.notes),
    )
    rows = await queries.add_evening(db, user_id, ids, copy_ids, details)
    return Evening(
        [cleaning(row) for row in rows if row["deleted_at"] is None],
        [row["id"] for row in rows if row["deleted_at"] is not None],
    )


async def duplicate_cleaning(
    db: Transaction, user_id: uuid.UUID, cleaning_id: uuid.UUID, data: DuplicateCleaning
) -> tuple[Cleaning, bool]:
    """Log the same once more, and say whether it is new; raises NotFound or Deleted."""
    stored = await log.entry(db, cleanings, user_id, cleaning_id)
    now = datetime.now(UTC)
    given = now if data.cleaned_at is msgspec.UNSET else data.cleaned_at
    entry = {
        **{name: getattr(stored, name) for name in ("copy_id", *Details.__struct_fields__, "notes")},
        "id": new_id() if data.id is msgspec.UNSET else data.id,
        "cleaned_at": checked(given, data.date_only, now),
        "date_only": data.date_only,
    }
    row, is_new = await log.add(db, cleanings, user_id, entry)
    return cleaning(row._mapping), is_new


def cleaning(row: Any) -> Cleaning:
    """What is told of a stored cleaning."""
    return Cleaning(**{name: row[name] for name in Cleaning.__struct_fields__})


async def rules_of(db: Transaction, user_id: uuid.UUID) -> CareRules:
    """The user's rules, or the defaults."""
    row = await queries.rules(db, user_id)
    return (
        CareRules() if row is None else CareRules(row.plays, row.months, row.never_cleaned, row.bought_used)
    )


async def copy_care_of(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> CopyCare:
    """What is so of one record, or what is so of all."""
    row = await queries.copy_rule(db, user_id, copy_id)
    return CopyCare() if row is None else CopyCare(**row)
