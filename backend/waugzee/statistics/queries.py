"""The SQL of what was played: one statement a view, its JSON made in the database.

Each reads the log once, and once more for the streak; everything else is added up from the few sums that
it leaves.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

import msgspec

from waugzee.collection.rows import KINDS
from waugzee.db import Transaction
from waugzee.plays.queries import LOGGED, PLAYED_ON, sum_up
from waugzee.statistics.counted import PLAY_COUNTS
from waugzee.statistics.groups import group_json, groups
from waugzee.statistics.schemas import Favourites, Listening, Range, Unit

# $2 and $3: the first and the last day. The moment alone, a day or two wider, is what an index knows.
IN_RANGE = f"""($2::date is null or ({PLAYED_ON} >= $2 and p.played_at >= $2 - 2))
  and ($3::date is null or ({PLAYED_ON} <= $3 and p.played_at < $3 + 3))"""
_END = """(
    select date_part('year', p.played_at)::int from plays p
    where p.user_id = $1 and p.deleted_at is null order by p.played_at {way} limit 1
  )"""
# By the index alone: a day or two beside it makes another year only at its very edge.
YEARS = f"""years as (
  select {_END.format(way="asc")} as first, {_END.format(way="desc")} as last
)"""

# Days that follow each other, from a table of days.
_RUNS = """{name} as (
  select min(day) as since, max(day) as until, count(*)::int as days from (
    select day, day - (row_number() over (order by day))::int as run from {days}
  ) numbered group by run
)"""

_DAYS = f"(select distinct {PLAYED_ON} as day {LOGGED} and {PLAY_COUNTS}) whole_log"

# CTEs have gone before: `days` and `hours`, each with plays and seconds; `records`, those that were played,
# and their `artists`. $4: the unit; $5: now; $6: the user's zone.
# The streak until now is that of the whole log, which is read for it once more: its days are few.
LISTENING = f"""today as (
  select ($5::timestamptz at time zone $6::text)::date as day
), {_RUNS.format(name="streaks", days=_DAYS)}, {_RUNS.format(name="runs", days="days")}, periods as (
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
  'records', (select count(*) from records),
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
    from hours where hour is not null
  ),
  'longest_streak', (select to_json(runs) from runs order by days desc, until desc limit 1),
  'current_streak', (select to_json(streaks) from streaks, today where until >= day - 1
    order by until desc limit 1)
)"""

_LISTENING = f"""
with heard as (
  select {PLAYED_ON} as day, p.hour, p.copy_id, p.took_seconds as seconds
  {LOGGED} and {PLAY_COUNTS} and {IN_RANGE}
), sums as materialized (
  select grouping(day, hour, copy_id) as left_open, day, hour, copy_id,
    count(*)::int as plays, sum(seconds)::bigint as seconds
  from heard group by grouping sets ((day), (hour), (copy_id))
), days as materialized (
  select day, plays, seconds from sums where left_open = 3
), hours as (
  select hour, plays, seconds from sums where left_open = 5
), records as materialized (
  select copy_id from sums where left_open = 6
), artists as (
  select c.artist from records join copies c on c.user_id = $1 and c.id = records.copy_id group by c.artist
), {LISTENING}, {YEARS}
select {LISTENING_JSON}::text
"""


def favourite_ctes(limit: str, kinds: Sequence[str] = tuple(KINDS)) -> str:
    """After a CTE `records`: copy_id, plays, took (seconds) and last of each record that was played."""
    its_copy = "records join copies c on c.user_id = $1 and c.id = records.copy_id"
    return f"""{groups("plays", limit, its_copy, kinds)}, best as (
  select * from records order by plays desc, took desc, copy_id limit {limit}
)"""


def favourites_json(kinds: Sequence[str] = tuple(KINDS)) -> str:
    """What is told of a record is looked up once it is known which those are."""
    return f"""json_build_object(
  'plays', (select coalesce(sum(plays), 0) from records),
  'seconds', (select coalesce(sum(took), 0)::bigint from records),
  'first_year', (select first from years),
  'last_year', (select last from years),
  'records', json_build_object('total', (select count(*) from records), 'first', (
    select coalesce(json_agg((
      select json_build_object(
        'copy_id', c.id, 'title', c.title, 'artist', c.artist, 'thumb', c.thumb, 'cover', c.cover,
        'removed', c.removed_at is not null, 'plays', best.plays, 'seconds', best.took::bigint,
        'last_played_at', best.last
      ) from copies c where c.user_id = $1 and c.id = best.copy_id
    ) order by plays desc, took desc, copy_id), '[]') from best
  )),
  {group_json(kinds)}
)"""


# $4: how many are told of each kind.
_FAVOURITES = f"""
with records as materialized (
  select p.copy_id, count(*)::int as plays, sum(p.took_seconds)::float8 as took, max(p.played_at) as last
  {LOGGED} and {PLAY_COUNTS} and {IN_RANGE} group by p.copy_id
), {favourite_ctes("$4")}, {YEARS}
select {favourites_json()}::text
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
