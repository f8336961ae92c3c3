"""The SQL of what stands on the shelf: of what kinds, since when, and how much of it is played."""

import uuid
from datetime import datetime

import msgspec

from waugzee.db import Transaction
from waugzee.plays.queries import sum_up
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
  select p.copy_id, count(*)::int as plays, max(p.played_at) as last from plays p
  where p.user_id = $1 and p.deleted_at is null and p.id not in ({LEFT_OUT})
  group by p.copy_id
), records as materialized (
  select c.id as copy_id, coalesce(heard.plays, 0) as plays, 0 as seconds, heard.last, c.added_at,
    c.release_id, c.year, c.groups
  from copies c left join heard on heard.copy_id = c.id
  where c.user_id = $1 and c.removed_at is null and {COPY_COUNTS}
), {groups("records", "$4")}, years as (
  select year, count(*)::int as records from records where year is not null group by year
), added as (
  select *, (sum(records) over (order by start))::int as sum from (
    select date_trunc('month', added_at at time zone $2::text)::date as start, count(*)::int as records
    from records where added_at is not null group by 1
  ) months
), releases as (
  select release_id from records group by release_id
), totals as materialized (
  select count(*) as records, count(*) filter (where plays > 0) as played,
    count(*) filter (where last >= $3::timestamptz - interval '1 year') as lately,
    count(*) filter (where last < $3 - interval '1 year') as neglected,
    count(*) filter (where added_at is null) as undated
  from records
), worth as (
  select read_on, currency, minimum, median, maximum from collection_values
  where collection_values.user_id = $1 and maximum > 0
), never as (
  select copy_id, added_at as at from records where plays = 0
  order by added_at nulls last, copy_id limit $4
), neglected as (
  select copy_id, last as at from records where last < $3 - interval '1 year'
  order by last, copy_id limit $4
)
select json_build_object(
  'records', (select records from totals),
  'releases', (select count(*) from releases),
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
