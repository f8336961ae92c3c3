"""The SQL of a year in review: one statement, which reads the log of that year once."""

import uuid
from datetime import date, datetime

import msgspec

from waugzee.db import Transaction
from waugzee.plays.queries import LOGGED, PLAYED_ON, sum_up
from waugzee.statistics.care_queries import cleaned_on
from waugzee.statistics.counted import COPY_COUNTS, ITS_COPY_COUNTS, LEFT_OUT, PLAY_COUNTS
from waugzee.statistics.queries import (
    IN_RANGE,
    LISTENING,
    LISTENING_JSON,
    YEARS,
    favourite_ctes,
    favourites_json,
)
from waugzee.statistics.schemas import YearInReview

# What the page of a year shows.
_KINDS = ("artist", "genre")
_MOMENT = """(
    select (
      select json_build_object(
        'copy_id', c.id, 'title', c.title, 'artist', c.artist, 'thumb', c.thumb, 'on', day
      ) from copies c where c.user_id = $1 and c.id = copy_id
    ) from heard order by played_at {way}, id {way} limit 1
  )"""

# $2 and $3: the first and the last day; $4: months; $5: now; $6: the user's zone; $7: how many are told of
# each kind; $8: the year before's first day.
_REVIEW = f"""
with heard as materialized (
  select p.id, p.played_at, {PLAYED_ON} as day, p.hour, p.copy_id, p.took_seconds as seconds
  {LOGGED} and {PLAY_COUNTS} and {IN_RANGE}
), sums as materialized (
  select grouping(day, hour) as left_open, day, hour, count(*)::int as plays, sum(seconds)::bigint as seconds
  from heard group by grouping sets ((day), (hour))
), days as materialized (
  select day, plays, seconds from sums where left_open = 1
), hours as (
  select hour, plays, seconds from sums where left_open = 2
), records as materialized (
  select copy_id, count(*)::int as plays, sum(seconds)::float8 as took, max(played_at) as last
  from heard group by copy_id
), artists as (
  select c.artist from records join copies c on c.user_id = $1 and c.id = records.copy_id group by c.artist
), {LISTENING}, {favourite_ctes("$7", _KINDS)}, {YEARS}, before as (
  select count(*)::int as plays, coalesce(sum(p.took_seconds), 0)::bigint as seconds
  {LOGGED} and {PLAY_COUNTS} and {PLAYED_ON} >= $8::date and {PLAYED_ON} < $2
    and p.played_at >= $8 - 2 and p.played_at < $2 + 3
), particulars as (
  select json_build_object(
  'discovered', (
    select count(*) from records where not exists (
      select from plays p where p.user_id = $1 and p.copy_id = records.copy_id and p.deleted_at is null
        and p.played_at < $2 + 3 and {PLAYED_ON} < $2 and p.id not in ({LEFT_OUT})
    )
  ),
  'added', (
    select count(*) from copies c where c.user_id = $1 and c.removed_at is null and {COPY_COUNTS}
      and c.added_at >= $2 - 2 and c.added_at < $3 + 3
      and (c.added_at at time zone $6::text)::date between $2 and $3
  ),
  'cleanings', (
    select count(*) from cleanings k
    where k.user_id = $1 and k.deleted_at is null and k.cleaned_at >= $2 - 2 and k.cleaned_at < $3 + 3
      and {cleaned_on("$6")} between $2 and $3 and {ITS_COPY_COUNTS.format(copy="k.copy_id")}
  ),
  'plays_before', (select plays from before),
  'seconds_before', (select seconds from before),
  'busiest', (
    select json_build_object('start', day, 'plays', plays, 'seconds', seconds)
    from days order by plays desc, seconds desc, day limit 1
  ),
  'first', {_MOMENT.format(way="asc")},
  'last', {_MOMENT.format(way="desc")}
  ) as told
)
select json_build_object(
  'year', date_part('year', $2::date), 'listening', {LISTENING_JSON}, 'favourites', {favourites_json(_KINDS)},
  'particulars', (select told from particulars)
)::text
"""
BEST_OF_A_YEAR = 5


async def year_in_review(
    db: Transaction, user_id: uuid.UUID, year: int, zone: str, now: datetime
) -> YearInReview:
    """What was played in a year, when and what most, what was particular about it, and the year before."""
    await sum_up(db)
    since, until, before = date(year, 1, 1), date(year, 12, 31), date(year - 1, 1, 1)
    text = await db.driver.fetchval(
        _REVIEW, user_id, since, until, "month", now, zone, BEST_OF_A_YEAR, before
    )
    return msgspec.json.decode(text, type=YearInReview)
