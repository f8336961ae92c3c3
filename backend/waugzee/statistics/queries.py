"""The SQL of what was played: one statement a view, its JSON made in the database.

Each reads the log once; everything else is added up from the few sums that it leaves.
"""

import uuid
from datetime import datetime

import msgspec

from waugzee.db import Transaction
from waugzee.plays.queries import LOGGED, PLAYED_ON, sum_up
from waugzee.statistics.counted import PLAY_COUNTS
from waugzee.statistics.groups import group_json, groups
from waugzee.statistics.schemas import Favourites, Listening, Range, Unit

# $2 and $3: the first and the last day. The moment alone, a day or two wider, is what an index knows.
IN_RANGE = f"""($2::date is null or ({PLAYED_ON} >= $2 and p.played_at >= $2 - 2))
  and ($3::date is null or ({PLAYED_ON} <= $3 and p.played_at < $3 + 3))"""
# By the index alone: a day or two beside it makes another year only at its very edge.
YEARS = """years as (
  select date_part('year', min(p.played_at))::int as first, date_part('year', max(p.played_at))::int as last
  from plays p where p.user_id = $1 and p.deleted_at is null
)"""

# A CTE `heard` has gone before: the plays that count, with day, hour, copy_id and seconds.
# $4: the unit; $5: now; $6: the user's zone.
LISTENING = """today as (
  select ($5::timestamptz at time zone $6::text)::date as day
), sums as materialized (
  select grouping(day, hour, copy_id) as left_open, day, hour, copy_id,
    count(*)::int as plays, sum(seconds)::bigint as seconds
  from heard group by grouping sets ((day), (hour), (copy_id))
), days as materialized (
  select day, plays, seconds from sums where left_open = 3
), runs as (
  select min(day) as since, max(day) as until, count(*)::int as days from (
    select day, day - (row_number() over (order by day))::int as run from days
  ) numbered group by run
), periods as (
  select date_trunc($4::text, day::timestamp)::date as start, sum(plays)::int as plays,
    sum(seconds)::bigint as seconds
  from days group by 1
), weekdays as (
  select extract(isodow from day)::int as number, sum(plays)::int as plays, sum(seconds)::bigint as seconds
  from days group by 1
), calendar as (
  select least($3::date, day) as until from today
)"""
LISTENING_JSON = """json_build_object(
  'plays', (select coalesce(sum(plays), 0) from days),
  'seconds', (select coalesce(sum(seconds), 0) from days),
  'records', (select count(*) from sums where left_open = 6),
  'artists', (select count(*) from artists),
  'days', (select count(*) from days),
  'first_year', (select first from years),
  'last_year', (select last from years),
  'periods', (select coalesce(json_agg(periods order by start), '[]') from periods),
  'calendar_until', (select until from calendar),
  'calendar', (
    select coalesce(json_agg(json_build_object('start', day, 'plays', plays, 'seconds', seconds)
      order by day), '[]')
    from days, calendar where day > until - 371 and day <= until
  ),
  'weekdays', (select coalesce(json_agg(weekdays order by number), '[]') from weekdays),
  'hours', (
    select coalesce(json_agg(json_build_object('number', hour, 'plays', plays, 'seconds', seconds)
      order by hour), '[]')
    from sums where left_open = 5 and hour is not null
  ),
  'longest_streak', (select to_json(runs) from runs order by days desc, until desc limit 1),
  'current_streak', (select to_json(runs) from runs, today where runs.until >= today.day - 1
    order by runs.until desc limit 1)
)"""

_LISTENING = f"""
with heard as (
  select {PLAYED_ON} as day, p.hour, p.copy_id, p.took_seconds as seconds
  {LOGGED} and {PLAY_COUNTS} and {IN_RANGE}
), {LISTENING}, {YEARS}, artists as (
  select c.artist from sums join copies c on c.user_id = $1 and c.id = sums.copy_id
  where left_open = 6 group by c.artist
)
select {LISTENING_JSON}::text
"""


def favourite_ctes(limit: str) -> str:
    """After a CTE `counted`: copy_id, plays, seconds and last of each record that was played."""
    return f"""records as materialized (
  select counted.*, c.groups, c.artist from counted join copies c on c.user_id = $1 and c.id = counted.copy_id
), {groups("plays", limit)}, best as (
  select * from records order by plays desc, seconds desc, copy_id limit {limit}
)"""


# What is told of a record is looked up once it is known which those are.
FAVOURITES_JSON = f"""json_build_object(
  'plays', (select coalesce(sum(plays), 0) from records),
  'seconds', (select coalesce(sum(seconds), 0) from records),
  'first_year', (select first from years),
  'last_year', (select last from years),
  'records', json_build_object('total', (select count(*) from records), 'first', (
    select coalesce(json_agg((
      select json_build_object(
        'copy_id', c.id, 'title', c.title, 'artist', c.artist, 'thumb', c.thumb, 'cover', c.cover,
        'removed', c.removed_at is not null, 'plays', best.plays, 'seconds', best.seconds,
        'last_played_at', best.last
      ) from copies c where c.user_id = $1 and c.id = best.copy_id
    ) order by plays desc, seconds desc, copy_id), '[]') from best
  )),
  {group_json()}
)"""

# $4: how many are told of each kind.
_FAVOURITES = f"""
with counted as (
  select p.copy_id, count(*)::int as plays, sum(p.took_seconds)::bigint as seconds, max(p.played_at) as last
  {LOGGED} and {PLAY_COUNTS} and {IN_RANGE} group by p.copy_id
), {favourite_ctes("$4")}, {YEARS}
select {FAVOURITES_JSON}::text
"""


async def listening(
    db: Transaction, user_id: uuid.UUID, days: Range, unit: Unit, zone: str, now: datetime
) -> Listening:
    """What was played when; today is what it is in `zone`."""
    await sum_up(db)
    text = await db.driver.fetchval(_LISTENING, user_id, days.since, days.until, unit, now, zone)
    return msgspec.json.decode(text, type=Listening)


async def favourites(db: Transaction, user_id: uuid.UUID, days: Range, limit: int) -> Favourites:
    """What was played most: the first `limit` of each kind."""
    await sum_up(db)
    text = await db.driver.fetchval(_FAVOURITES, user_id, days.since, days.until, limit)
    return msgspec.json.decode(text, type=Favourites)
