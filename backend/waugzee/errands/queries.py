"""The SQL of what is read: releases, the wantlist, what the collection is worth."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import asyncpg

from waugzee.db import Transaction
from waugzee_sync.discogs.money import Amounts

Record = asyncpg.Record

# Present copies' releases that nobody asked for yet, or long enough ago: in vain, a month; else half a year.
# Once their tracklist was emptied by hand it is asked for anew.
_WANTED = """
from copies left join release_details as details
  on details.user_id = $1 and details.release_id = copies.release_id
where copies.user_id = $1 and copies.removed_at is null and (
  details.release_id is null
  or (details.status = 200 and details.asked_at < $2::timestamptz - interval '180 days')
  or (details.status = 404 and details.asked_at < $2::timestamptz - interval '30 days')
  or (details.status not in (200, 404) and details.asked_at < $2::timestamptz - interval '1 day')
  or exists (select from tracklists where tracklists.user_id = $1 and tracklists.state = 'wanted'
    and tracklists.release_id = copies.release_id
    and details.asked_at < greatest(tracklists.fetched_at, $2::timestamptz - interval '30 days')))
"""

_NEXT_RELEASES = f"""
select copies.release_id, min(details.asked_at) as asked_at, max(copies.added_at) as added_at {_WANTED}
group by copies.release_id order by 2 nulls first, 3 desc nulls last, 1 limit $3
"""

_RELEASES = f"""
select (select count(distinct copies.release_id) from copies
        where copies.user_id = $1 and copies.removed_at is null) as total,
       (select count(distinct copies.release_id) {_WANTED}) as wanted,
       (select count(*) from release_details where release_details.user_id = $1
        and release_details.status = 404) as missing
"""

_PUT_DETAILS = """
insert into release_details (user_id, release_id, asked_at, status, country, released, year, identifiers,
  companies)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (user_id, release_id) do update set asked_at = excluded.asked_at, status = excluded.status,
  country = excluded.country, released = excluded.released, year = excluded.year,
  identifiers = excluded.identifiers, companies = excluded.companies, digest = null
"""

# What was read before stays known.
_ASKED_IN_VAIN = """
insert into release_details (user_id, release_id, asked_at, status) values ($1, $2, $3, $4)
on conflict (user_id, release_id) do update set asked_at = excluded.asked_at,
  status = case when release_details.status = 200 then 200 else excluded.status end
"""

_DETAILS = "select * from release_details where release_details.user_id = $1 and release_id = $2"


async def next_releases(db: Transaction, user_id: uuid.UUID, now: datetime, limit: int) -> list[int]:
    """The releases to ask for next, the newest on the shelf first."""
    return [row["release_id"] for row in await db.driver.fetch(_NEXT_RELEASES, user_id, now, limit)]


async def release_counts(db: Transaction, user_id: uuid.UUID, now: datetime) -> Record:
    """How many releases there are, how many are still to be asked for, how many Discogs does not have."""
    return _one(await db.driver.fetchrow(_RELEASES, user_id, now))


async def put_details(db: Transaction, user_id: uuid.UUID, release_id: int, *values: Any) -> None:
    """See _PUT_DETAILS for the order."""
    await db.driver.execute(_PUT_DETAILS, user_id, release_id, *values)


async def asked_in_vain(
    db: Transaction, user_id: uuid.UUID, release_id: int, now: datetime, status: int
) -> None:
    await db.driver.execute(_ASKED_IN_VAIN, user_id, release_id, now, status)


async def details_of(db: Transaction, user_id: uuid.UUID, release_id: int) -> Record | None:
    return await db.driver.fetchrow(_DETAILS, user_id, release_id)


_READING = "select * from want_readings where want_readings.user_id = $1"
_LAST_RUN = """
select max(finished_at) from sync_runs
where sync_runs.user_id = $1 and state = 'complete' and mode = 'full'
"""

_BEGIN_READING = """
insert into want_readings (user_id, id, started_at) values ($1, $2, $3)
on conflict (user_id) do update set id = excluded.id, started_at = excluded.started_at,
  finished_at = null, reason = null, next_page = 1, items = null, seen = '{}'
returning *
"""

_GO_ON_READING = """
update want_readings set next_page = $3, items = $4, seen = $5, finished_at = $6, reason = $7
where want_readings.user_id = $1 and id = $2
"""

_PUT_WANT = """
insert into wants (user_id, release_id, master_id, title, artist, year, format, label, thumb, cover, notes,
  added_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (user_id, release_id) do update set master_id = excluded.master_id, title = excluded.title,
  artist = excluded.artist, year = excluded.year, format = excluded.format, label = excluded.label,
  thumb = excluded.thumb, cover = excluded.cover, notes = excluded.notes, added_at = excluded.added_at
"""

# A want of what is or was on the shelf is known at once; any other one comes with the next reading.
_WANT_OF_COPY = """
insert into wants (user_id, release_id, master_id, title, artist, year, format, label, thumb, cover, added_at)
select $1, release_id, master_id, title, artist, year, format, label, thumb, cover, $3::timestamptz
from copies where copies.user_id = $1 and release_id = $2 limit 1
on conflict do nothing
"""
_UNWANT = "delete from wants where wants.user_id = $1 and release_id = $2"

_FORGET_WANTS = "delete from wants where wants.user_id = $1 and release_id <> all($2)"

_WANTS = """
select wants.*,
  exists (select from copies where copies.user_id = $1 and copies.removed_at is null
          and copies.release_id = wants.release_id) as owned,
  exists (select from copies where copies.user_id = $1 and copies.removed_at is null
          and copies.master_id = wants.master_id) as owned_otherwise
from wants where wants.user_id = $1
  and ($2::text is null or wants.artist || ' ' || wants.title ilike $2)
  and ($3::bigint is null or wants.release_id < $3)
order by wants.release_id desc limit $4
"""


async def reading_of_wants(db: Transaction, user_id: uuid.UUID) -> Record | None:
    return await db.driver.fetchrow(_READING, user_id)


async def last_complete_run(db: Transaction, user_id: uuid.UUID) -> datetime | None:
    at: datetime | None = await db.driver.fetchval(_LAST_RUN, user_id)
    return at


_VALUE_ASKED = "select max(read_at) from collection_values where collection_values.user_id = $1"
# Where nothing was told, what was told earlier that day stays.
_PUT_VALUE = """
insert into collection_values (user_id, read_on, read_at, status, currency, minimum, median, maximum)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (user_id, read_on) do update set read_at = excluded.read_at, status = excluded.status{told}
"""
_TOLD = "".join(f", {name} = excluded.{name}" for name in ("currency", "minimum", "median", "maximum"))


async def value_asked_at(db: Transaction, user_id: uuid.UUID) -> datetime | None:
    at: datetime | None = await db.driver.fetchval(_VALUE_ASKED, user_id)
    return at


async def put_value(
    db: Transaction, user_id: uuid.UUID, now: datetime, status: int, told: Amounts | None
) -> None:
    """What the collection is worth on this day, or that it was asked in vain."""
    sums = (told.currency, told.minimum, told.median, told.maximum) if told else (None,) * 4
    statement = _PUT_VALUE.format(told=_TOLD if told else "")
    await db.driver.execute(statement, user_id, now.date(), now, status, *sums)


async def begin_reading(db: Transaction, user_id: uuid.UUID, reading_id: uuid.UUID, now: datetime) -> Record:
    return _one(await db.driver.fetchrow(_BEGIN_READING, user_id, reading_id, now))


async def go_on_reading(db: Transaction, user_id: uuid.UUID, reading_id: uuid.UUID, *values: Any) -> None:
    """See _GO_ON_READING for the order."""
    await db.driver.execute(_GO_ON_READING, user_id, reading_id, *values)


async def put_wants(db: Transaction, user_id: uuid.UUID, rows: Sequence[tuple[Any, ...]]) -> None:
    """Each row in the order of _PUT_WANT, its release first."""
    await db.driver.executemany(_PUT_WANT, [(user_id, *row) for row in rows])


async def note_want(db: Transaction, user_id: uuid.UUID, release_id: int, now: datetime) -> None:
    """A release was put onto the wantlist by our own doing."""
    await db.driver.execute(_WANT_OF_COPY, user_id, release_id, now)


async def note_unwant(db: Transaction, user_id: uuid.UUID, release_id: int) -> None:
    """A release was taken off the wantlist by our own doing."""
    await db.driver.execute(_UNWANT, user_id, release_id)


async def forget_wants(db: Transaction, user_id: uuid.UUID, seen: Sequence[int]) -> None:
    """Forget all wants but those seen."""
    await db.driver.execute(_FORGET_WANTS, user_id, seen)


async def wants_of(
    db: Transaction, user_id: uuid.UUID, pattern: str | None, below: int | None, limit: int
) -> list[Record]:
    """The wants, highest release first. `pattern` is for ILIKE."""
    return list(await db.driver.fetch(_WANTS, user_id, pattern, below, limit))


def _one(row: Record | None) -> Record:
    assert row is not None
    return row
