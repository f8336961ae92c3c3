"""What is due now, put together."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import msgspec

from waugzee.care.actions import rules_of
from waugzee.db import Event, Transaction
from waugzee.due import queries
from waugzee.due.schemas import Due, DueMaintenance, DueRecord, DueRecords, DueStylus, Reason
from waugzee.errors import Invalid, NotFound
from waugzee.maintenance.actions import plans_of
from waugzee.paging import to_cursor
from waugzee.wear.actions import wear_of

NOTHING = "There is nothing of yours by this id that can be due."
FIRST_RECORDS = 24
MOST_SNOOZED = 100
LONGEST_SNOOZE = timedelta(days=366)
# By age alone a record is due for a quarter of its time before it needs it.
NEEDS_IT = 1.25
NEAR_THE_END = ("worn", "replace")


class Place(msgspec.Struct, frozen=True, array_like=True):
    """The last record of a page. `now` stays that of the first page, for urgency grows with time."""

    now: Annotated[datetime, msgspec.Meta(tz=True)]
    urgency: float
    copy_id: uuid.UUID


async def due_now(db: Transaction, user_id: uuid.UUID) -> Due:
    """Everything that is due, in as many queries whatever there is."""
    now = datetime.now(UTC)
    rules = await rules_of(db, user_id)
    found = await queries.due_records(db, user_id, now, rules, None, FIRST_RECORDS, MOST_SNOOZED)
    rows = [row for row in found if row["until"] is None]
    snoozed = sorted((row for row in found if row["until"]), key=lambda row: row["until"])
    total = rows[0]["total"] if rows else 0
    styluses = await due_styluses(db, user_id, now)
    due = [one for one in styluses if one.snoozed_until is None]
    maintenance = await due_maintenance(db, user_id, now)
    to_do = [one for one in maintenance if one.snoozed_until is None]
    return Due(
        count=total + len(due) + len(to_do),
        record_count=total,
        records=[_record(row) for row in rows],
        snoozed_records=[_record(row) for row in snoozed],
        styluses=due,
        snoozed_styluses=[one for one in styluses if one.snoozed_until is not None],
        maintenance=to_do,
        snoozed_maintenance=[one for one in maintenance if one.snoozed_until is not None],
        as_of=now,
    )


async def due_styluses(db: Transaction, user_id: uuid.UUID, now: datetime) -> list[DueStylus]:
    """Styluses in use near their end, put off or not, the most worn first."""
    if not await queries.has_rated_stylus(db, user_id):
        return []
    worn = [
        one
        for one in (await wear_of(db, user_id, now)).styluses
        if one.mounted and not one.retired and one.level in NEAR_THE_END
    ]
    until = await queries.snoozed_until(db, user_id, [one.id for one in worn], now)
    worn.sort(key=lambda one: (one.percent_left or 0, one.id))
    return [DueStylus(wear=one, snoozed_until=until.get(one.id)) for one in worn]


async def due_maintenance(db: Transaction, user_id: uuid.UUID, now: datetime) -> list[DueMaintenance]:
    """What is due of parts in use, put off or not, the most urgent first."""
    plans = [plan for plan in await plans_of(db, user_id, now) if plan.due]
    until = await queries.snoozed_until(db, user_id, [plan.id for plan in plans], now)
    return [DueMaintenance(plan=plan, snoozed_until=until.get(plan.id)) for plan in plans]


async def _is_subject(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID, now: datetime) -> bool:
    if await queries.is_subject(db, user_id, subject_id):
        return True
    return any(plan.id == subject_id for plan in await plans_of(db, user_id, now))


async def due_records(db: Transaction, user_id: uuid.UUID, place: Place | None, limit: int) -> DueRecords:
    """A page of the records to clean, after `place`."""
    now = place.now if place else datetime.now(UTC)
    rules = await rules_of(db, user_id)
    after = (place.urgency, place.copy_id) if place else None
    rows = await queries.due_records(db, user_id, now, rules, after, limit)
    last = rows[-1] if len(rows) == limit else None
    return DueRecords(
        [_record(row) for row in rows], to_cursor(Place(now, last["urgency"], last["id"])) if last else None
    )


async def snooze(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID, until: datetime) -> None:
    """Put an item off; raises NotFound where there is none, Invalid for the past and beyond a year."""
    now = datetime.now(UTC)
    try:
        moment = until.astimezone(UTC)
    except OverflowError as error:
        raise Invalid("The date is outside the calendar.") from error
    if not now < moment <= now + LONGEST_SNOOZE:
        raise Invalid("Put it off until a moment to come, within a year.")
    if not await _is_subject(db, user_id, subject_id, now):
        raise NotFound(NOTHING)
    await queries.snooze(db, user_id, subject_id, moment)
    db.announce(Event("due", {}))


async def end_snooze(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID) -> None:
    """Let an item be due again, put off or not; raises NotFound where there is none."""
    if not await _is_subject(db, user_id, subject_id, datetime.now(UTC)):
        raise NotFound(NOTHING)
    await queries.end_snooze(db, user_id, subject_id)
    db.announce(Event("due", {}))


def _record(row: Any) -> DueRecord:
    needs = (
        row["last_cleaned_at"] is None or _score(row["by_plays"]) >= 80 or (row["by_age"] or 0) >= NEEDS_IT
    )
    return DueRecord(
        copy_id=row["id"],
        title=row["title"],
        artist=row["artist"],
        thumb=row["thumb"],
        level=5 if needs else 4,
        reasons=_reasons(row),
        plays_since_cleaning=row["since"],
        last_cleaned_at=row["last_cleaned_at"],
        snoozed_until=row["until"],
    )


def _score(by_plays: float | None) -> float:
    """The shelf's score of cleanliness: of the usual four plays 79.84, of the fifth 99.8."""
    return (by_plays or 0) * 4 / 5.01 * 100


def _reasons(row: Any) -> list[Reason]:
    cleaned = row["last_cleaned_at"] is not None
    reasons: list[tuple[Reason, bool]] = [
        ("plays", cleaned and (row["by_plays"] or 0) >= 1),
        ("age", cleaned and (row["by_age"] or 0) >= 1),
        ("bought_used", bool(row["came_used"])),
        ("never_cleaned", bool(row["never_cleaned"])),
    ]
    return [reason for reason, holds in reasons if holds]
