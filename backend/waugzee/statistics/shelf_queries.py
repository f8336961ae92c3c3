"""The SQL of what stands on the shelf: of what kinds, since when, and how much of it is played."""

import uuid
from datetime import datetime

import msgspec

from waugzee.db import Transaction
from waugzee.plays.queries import LOGGED, sum_up
from waugzee.statistics.counted import COPY_COUNTS, LEFT_OUT
from waugzee.statistics.groups import group_json, groups
from waugzee.statistics.schemas import OnTheShelf

_RESTING = """(
    select coalesce(json_agg((
      select json_build_object(
        'copy_id', c.id, 'title', c.title, 'artist', c.artist, 'thumb', c.thumb, 'at', {some}.at
      ) from copies c where c.user_id = $1 and c.id = {some}.copy_id
    ) order by at nulls last, copy_id), '[]') from {some}
  )"""

# $2: the user's zone; $3: now; $4: how many are told of each kind.
_SHELF = f"""
with heard as (
  select p.copy_id, max(p.played_at) as last {LOGGED} and p.id not in ({LEFT_OUT})
  group by p.copy_id
), records as materialized (
  -- What is left out is looked at last: the planner takes it for much, and would hash the wider side.
  select id as copy_id, last, added_at, release_id, year, groups from (
    select c.id, heard.last, c.added_at, c.release_id, c.year, c.groups,
      c.folder_id
    from copies c left join heard on heard.copy_id = c.id
    where c.user_id = $1 and c.removed_at is null offset 0
  ) c where {COPY_COUNTS}
), {groups("records", "$4", "records c")}, years as (
  select year, count(*)::int as records from records where year is not null group by year
), added as (
  select *, (sum(records) over (order by start))::int as sum from (
    select date_trunc('month', day::timestamp)::date as start, sum(records)::int as records from (
      select (added_at at time zone $2::text)::date as day, count(*) as records
      from records where added_at is not null group by 1
    ) days group by 1
  ) months
), totals as materialized (
  select count(*) as records, count(distinct release_id) as releases, count(last) as played,
    count(*) filter (where last >= $3::timestamptz - interval '1 year') as lately,
    count(*) filter (where last < $3 - interval '1 year') as neglected,
    count(*) - count(added_at) as undated
  from records
), worth as (
  select read_on, currency, minimum, median, maximum from collection_values
  where collection_values.user_id = $1 and maximum > 0
), never as (
  select copy_id, added_at as at from records where last is null
  order by added_at nulls last, copy_id limit $4
), neglected as (
  select copy_id, last as at from records where last < $3 - interval '1 year'
  order by last, copy_id limit $4
)
select json_build_object(
  'records', (select records from totals),
  'releases', (select releases from totals),
  'played', (select played from totals),
  'played_lately', (select lately from totals),
  'undated', (select undated from totals),
  'added', (select coalesce(json_agg(added order by start), '[]') from added),
  'years', (select coalesce(json_agg(years order by year), '[]') from years),
  'values', (
    select coalesce(json_agg(json_build_object('on', read_on, 'currency', currency, 'minimum', minimum,
      'median', median, 'maximum', maximum) order by read_on), '[]')
    from worth where currency = (select currency from worth order by read_on desc limit 1)
  ),
  'never_played', {_RESTING.format(some="never")},
  'neglected', {_RESTING.format(some="neglected")},
  'neglected_total', (select neglected from totals),
  {group_json()}
)::text
"""


async def on_the_shelf(
    db: Transaction, user_id: uuid.UUID, zone: str, now: datetime, limit: int
) -> OnTheShelf:
    """What stands on the shelf; months are those of `zone`, and a year is up to `now`."""
    await sum_up(db)
    text = await db.driver.fetchval(_SHELF, user_id, zone, now, limit)
    return msgspec.json.decode(text, type=OnTheShelf)
