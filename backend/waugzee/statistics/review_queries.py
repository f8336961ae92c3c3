"""The SQL of what was particular about a year."""

import uuid
from datetime import date

import msgspec

from waugzee.db import Transaction
from waugzee.plays.queries import PLAYED, PLAYED_ON, sum_up
from waugzee.statistics.care_queries import CLEANED_ON
from waugzee.statistics.counted import COPY_COUNTS, PLAY_COUNTS
from waugzee.statistics.queries import IN_RANGE
from waugzee.statistics.schemas import Particulars

_PLAY = "json_build_object('copy_id', id, 'title', title, 'artist', artist, 'thumb', thumb, 'on', day)"
_MOMENTS = f"""
  select c.id, c.title, c.artist, c.thumb, {PLAYED_ON} as day
  {PLAYED} and {PLAY_COUNTS} and {IN_RANGE} order by p.played_at {{way}}, p.id {{way}} limit 1
"""

# $2 and $3: the first and the last day; $4: the year before's first; $5: the user's zone.
_PARTICULARS = f"""
with firsts as (
  select min({PLAYED_ON}) as day {PLAYED} and {PLAY_COUNTS} group by p.copy_id
), before as (
  select count(*)::int as plays, coalesce(sum(p.took_seconds), 0)::bigint as seconds
  {PLAYED} and {PLAY_COUNTS} and {PLAYED_ON} >= $4::date and {PLAYED_ON} < $2
    and p.played_at >= $4 - 2 and p.played_at < $2 + 3
), days as (
  select {PLAYED_ON} as start, count(*)::int as plays, sum(p.took_seconds)::bigint as seconds
  {PLAYED} and {PLAY_COUNTS} and {IN_RANGE} group by 1
), first as ({_MOMENTS.format(way="asc")}), last as ({_MOMENTS.format(way="desc")})
select json_build_object(
  'discovered', (select count(*) from firsts where day >= $2 and day <= $3),
  'added', (
    select count(*) from copies c where c.user_id = $1 and c.removed_at is null and {COPY_COUNTS}
      and (c.added_at at time zone $5::text)::date between $2 and $3
  ),
  'cleanings', (
    select count(*) from cleanings k join copies c on c.user_id = $1 and c.id = k.copy_id
    where k.user_id = $1 and k.deleted_at is null and {COPY_COUNTS} and {CLEANED_ON} between $2 and $3
  ),
  'plays_before', (select plays from before),
  'seconds_before', (select seconds from before),
  'busiest', (select to_json(days) from days order by plays desc, seconds desc, start limit 1),
  'first', (select {_PLAY} from first),
  'last', (select {_PLAY} from last)
)::text
"""


async def particulars(db: Transaction, user_id: uuid.UUID, year: int, zone: str) -> Particulars:
    """What was particular about a year, and how much was played the year before."""
    await sum_up(db)
    days = date(year, 1, 1), date(year, 12, 31), date(year - 1, 1, 1)
    text = await db.driver.fetchval(_PARTICULARS, user_id, *days, zone)
    return msgspec.json.decode(text, type=Particulars)
