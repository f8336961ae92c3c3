"""The SQL of what stands on the shelf: of what kinds, since when, and how much of it is played."""

import uuid
from datetime import datetime

import msgspec

from waugzee.db import Transaction
from waugzee.plays.queries import sum_up
from waugzee.statistics.counted import COPY_COUNTS
from waugzee.statistics.groups import group_json, groups
from waugzee.statistics.schemas import OnTheShelf

KINDS = ("artist", "genre", "style", "label", "decade", "format")

_RESTING = "json_build_object('copy_id', copy_id, 'title', title, 'artist', artist, 'thumb', thumb, 'at', at)"

# $2: the user's zone; $3: now; $4: how many are told of each kind.
_SHELF = f"""
with heard as (
  select p.copy_id, count(*)::int as plays, max(p.played_at) as last from plays p
  where p.user_id = $1 and p.deleted_at is null
    and p.id not in (select subject_id from left_out where left_out.user_id = $1)
  group by p.copy_id
), records as materialized (
  select c.id as copy_id, coalesce(heard.plays, 0) as plays, 0::bigint as seconds, heard.last, c.title,
    c.artist, c.thumb, c.added_at, c.release_id, c.artists, c.genres, c.styles, c.labels, c.formats, c.year
  from copies c left join heard on heard.copy_id = c.id
  where c.user_id = $1 and c.removed_at is null and {COPY_COUNTS}
), {groups("records")}, years as (
  select year, count(*)::int as records from records where year is not null group by year
), added as (
  select *, (sum(records) over (order by start))::int as sum from (
    select date_trunc('month', added_at at time zone $2::text)::date as start, count(*)::int as records
    from records where added_at is not null group by 1
  ) months
), never as (
  select *, added_at as at from records where plays = 0
  order by added_at nulls last, copy_id limit $4
), neglected as (
  select *, last as at from records where last < $3::timestamptz - interval '1 year'
  order by last, copy_id limit $4
)
select json_build_object(
  'records', (select count(*) from records),
  'releases', (select count(distinct release_id) from records),
  'played', (select count(*) from records where plays > 0),
  'played_lately', (select count(*) from records where last >= $3 - interval '1 year'),
  'undated', (select count(*) from records where added_at is null),
  'added', (select coalesce(json_agg(added order by start), '[]') from added),
  'years', (select coalesce(json_agg(years order by year), '[]') from years),
  'never_played', (select coalesce(json_agg({_RESTING} order by at nulls last, copy_id), '[]') from never),
  'neglected', (select coalesce(json_agg({_RESTING} order by at, copy_id), '[]') from neglected),
  'neglected_total', (select count(*) from records where last < $3 - interval '1 year'),
  {", ".join(f"'{kind}s', {group_json(kind)}" for kind in KINDS)}
)::text
"""


async def on_the_shelf(
    db: Transaction, user_id: uuid.UUID, zone: str, now: datetime, limit: int
) -> OnTheShelf:
    """What stands on the shelf; months are those of `zone`, and a year is up to `now`."""
    await sum_up(db)
    text = await db.driver.fetchval(_SHELF, user_id, zone, now, limit)
    return msgspec.json.decode(text, type=OnTheShelf)
