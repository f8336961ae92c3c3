"""The SQL of what is due."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from waugzee.care.queries import RULE
from waugzee.care.rule_schemas import CareRules
from waugzee.db import Transaction
from waugzee.due.tables import snoozes

# Every record's plays since cleaning over the plays its rule allows, and its months over theirs: the
# greater one is its urgency, and from 1 on it is due. What was never cleaned counts as five plays.
# A play counts as after a cleaning when it is later by more than a millisecond, as on the shelf.
# Names and pictures are looked up at the end, for the few records of a page.
_DUE_RECORDS = f"""
with cleaned as (
  select copy_id, max(cleaned_at) as at, max(cleaned_at) + interval '1 millisecond' as after from cleanings
  where cleanings.user_id = $1 and deleted_at is null group by copy_id
), played as (
  select plays.copy_id, count(*) as since
  from plays left join cleaned on cleaned.copy_id = plays.copy_id
  where plays.user_id = $1 and plays.deleted_at is null and (after is null or played_at > after)
  group by plays.copy_id
), states as (
  select c.id, cleaned.at as last_cleaned_at, coalesce(played.since, 0) as since,
    case when w.rule = 'own' then w.plays else $3::int end as plays_allowed,
    case when w.rule = 'own' then w.months else $4::int end as months_allowed,
    coalesce(w.bought_used, false) as bought_used, snoozes.until
  from copies c
  left join cleaned on cleaned.copy_id = c.id
  left join played on played.copy_id = c.id
  left join copy_care w on w.user_id = $1 and w.copy_id = c.id
  left join snoozes on snoozes.user_id = $1 and snoozes.subject_id = c.id and snoozes.until > $2
  where c.user_id = $1 and c.removed_at is null and {RULE} <> 'never'
), judged as (
  select *,
    since::float8 / plays_allowed as by_plays,
    case when months_allowed is not null then date_part('epoch', $2 - last_cleaned_at)
      / (months_allowed * 2629746.0::float8) end as by_age,
    last_cleaned_at is null and bought_used and $6 as came_used,
    last_cleaned_at is null and ($5 = 'always' or ($5 = 'played' and since > 0)) as never_cleaned
  from states
), due as (
  select *, case when last_cleaned_at is null then 1.25 + least(since, 1000) / 10000.0::float8
    else greatest(by_plays, by_age) end as urgency
  from judged
  where by_plays >= 1 and last_cleaned_at is not null or by_age >= 1 or came_used or never_cleaned
)
"""

_PAGE = f"""{_DUE_RECORDS}
select * from (
  (
    select *, count(*) over () as total from due
    where until is null and ($7::float8 is null or (urgency, id) < ($7, $8::uuid))
    order by urgency desc, id desc limit $9
  ) union all (
    select *, 0 as total from due where until is not null order by until, id limit $10
  )
) page cross join lateral (
  select title, artist, thumb from copies where copies.user_id = $1 and copies.id = page.id
) named
order by urgency desc, id desc
"""

_ALL = f"{_DUE_RECORDS} select id, last_cleaned_at from due where until is null"

# Joins over whole logs are hash joins, whatever the statistics say: right after a first import there
# are none, and what the planner then takes for a few rows would be looked through ten thousand times.
_NO_LOOPS = "set local enable_nestloop = off"
_LOOPS = "set local enable_nestloop = on"


def _rule_values(now: datetime, rules: CareRules) -> tuple[Any, ...]:
    return now, rules.plays, rules.months, rules.never_cleaned, rules.bought_used


async def due_records(
    db: Transaction,
    user_id: uuid.UUID,
    now: datetime,
    rules: CareRules,
    after: tuple[float, uuid.UUID] | None,
    limit: int,
    snoozed: int = 0,
) -> list[Any]:
    """The records to clean, the most urgent first, each with the `total` from there on.

    Among them up to `snoozed` that have been put off, known by their `until`.
    """
    urgency, copy_id = after or (None, None)
    values = (*_rule_values(now, rules), urgency, copy_id, limit, snoozed)
    await db.driver.execute(_NO_LOOPS)
    rows = await db.driver.fetch(_PAGE, user_id, *values)
    await db.driver.execute(_LOOPS)
    return list(rows)


async def all_due_records(
    db: Transaction, user_id: uuid.UUID, now: datetime, rules: CareRules
) -> dict[uuid.UUID, datetime | None]:
    """When each record that is due, and not put off, was cleaned last."""
    await db.driver.execute(_NO_LOOPS)
    rows = await db.driver.fetch(_ALL, user_id, *_rule_values(now, rules))
    await db.driver.execute(_LOOPS)
    return {uuid.UUID(str(row["id"])): row["last_cleaned_at"] for row in rows}


_TITLES = """
select id, title from copies
where copies.user_id = $1 and id = any($2) order by title collate "C", id limit $3
"""


async def titles_of(
    db: Transaction, user_id: uuid.UUID, copy_ids: Sequence[uuid.UUID], limit: int
) -> list[str]:
    """The first titles of these records."""
    return [row["title"] for row in await db.driver.fetch(_TITLES, user_id, copy_ids, limit)]


async def snooze(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID, until: datetime) -> None:
    statement = insert(snoozes).values(user_id=user_id, subject_id=subject_id, until=until)
    await db.run(
        statement.on_conflict_do_update(
            index_elements=["user_id", "subject_id"], set_={"until": statement.excluded.until}
        )
    )


async def end_snooze(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID) -> None:
    own = (snoozes.c.user_id == user_id) & (snoozes.c.subject_id == subject_id)
    await db.run(delete(snoozes).where(own))


_SUBJECT = """
select 1 from copies where copies.user_id = $1 and id = $2
union all select 1 from styluses where styluses.user_id = $1 and id = $2
"""
_HAS_RATED = """
select exists (
  select from mounts join styluses on styluses.user_id = $1 and styluses.id = mounts.stylus_id
  where mounts.user_id = $1 and mounts.ended_at is null and styluses.rated_hours is not null
)
"""
_SNOOZED = """
select subject_id, until from snoozes
where snoozes.user_id = $1 and subject_id = any($2) and until > $3
"""


async def is_subject(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID) -> bool:
    """Whether it is a record or a stylus of the user's, which can be due."""
    return await db.driver.fetchval(_SUBJECT, user_id, subject_id) is not None


async def has_rated_stylus(db: Transaction, user_id: uuid.UUID) -> bool:
    """Whether a stylus is mounted whose life is known: else there is no wear to add up."""
    return bool(await db.driver.fetchval(_HAS_RATED, user_id))


async def snoozed_until(
    db: Transaction, user_id: uuid.UUID, subject_ids: Sequence[uuid.UUID], now: datetime
) -> dict[uuid.UUID, datetime]:
    """Until when which of these items are put off."""
    rows = await db.driver.fetch(_SNOOZED, user_id, subject_ids, now)
    return {uuid.UUID(str(row["subject_id"])): row["until"] for row in rows}
