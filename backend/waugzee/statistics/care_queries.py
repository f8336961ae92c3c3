"""The SQL of cleanings over time, and of what each stylus played."""

import uuid

import msgspec

from waugzee.db import Transaction
from waugzee.plays.queries import PLAYED_ON, sum_up
from waugzee.statistics.counted import COPY_COUNTS, PLAY_COUNTS
from waugzee.statistics.schemas import CareAndWear, Range, Unit
from waugzee.wear.queries import CHOSEN, SPAN, WORE, WORN, spans


def cleaned_on(zone: str) -> str:
    """The day of a cleaning `k` in the zone; of some the day alone is known, as noon UTC."""
    return f"""(case when k.date_only then k.cleaned_at at time zone 'UTC'
  else k.cleaned_at at time zone {zone}::text end)::date"""


# $2 and $3: the first and the last day; $4: the unit. A stylus has run for what was played before, too.
_CARE = f"""with {spans()}, cleaned as materialized (
  select {cleaned_on("$5")} as day, k.copy_id, k.method
  from cleanings k join copies c on c.user_id = $1 and c.id = k.copy_id
  where k.user_id = $1 and k.deleted_at is null and {COPY_COUNTS}
), counted as (
  select * from cleaned where ($2::date is null or day >= $2) and ($3::date is null or day <= $3)
), periods as (
  select date_trunc($4::text, day::timestamp)::date as start, count(*)::int as cleanings
  from counted group by 1
), methods as (
  select method, count(*)::int as cleanings from counted group by method
), heard as materialized (
  select {SPAN} as span, p.stylus_id, p.turntable_id, {PLAYED_ON} as day, p.stylus_seconds as seconds
  {WORE} and {PLAY_COUNTS}
), sums as (
  select span, stylus_id, turntable_id, date_trunc($4::text, day::timestamp)::date as start,
    ($2::date is null or day >= $2) and ($3::date is null or day <= $3) as inside,
    count(*) as plays, sum(seconds) as seconds
  from heard group by 1, 2, 3, 4, 5
), used as (
  select {WORN.format(heard="sums")} as stylus_id, start,
    coalesce(sum(plays) filter (where inside), 0)::int as plays,
    coalesce(sum(seconds) filter (where inside), 0)::bigint as seconds,
    (sum(sum(seconds)) over (partition by {WORN.format(heard="sums")} order by start))::bigint as run
  from sums left join chains on {CHOSEN.format(heard="sums")} group by 1, start
), told as (
  select s.id, s.name, s.created_at, sum(used.plays)::int as plays, sum(used.seconds)::bigint as seconds,
    json_agg(json_build_object(
      'start', start, 'plays', plays, 'seconds', seconds, 'run_seconds', run + 3600 * s.starting_hours
    ) order by start) as periods
  from styluses s join used on used.stylus_id = s.id
  where s.user_id = $1 and used.plays > 0 group by s.user_id, s.id
)
select json_build_object(
  'cleanings', (select count(*) from counted),
  'records', (select count(distinct copy_id) from counted),
  'never_cleaned', (
    select count(*) from copies c
    where c.user_id = $1 and c.removed_at is null and c.grooved is not false and {COPY_COUNTS}
      and c.id not in (select copy_id from cleaned)
  ),
  'periods', (select coalesce(json_agg(periods order by start), '[]') from periods),
  'methods', (
    select coalesce(json_agg(methods order by cleanings desc, method nulls last), '[]') from methods
  ),
  'styluses', (
    select coalesce(json_agg(json_build_object(
      'id', id, 'name', name, 'plays', plays, 'seconds', seconds, 'periods', periods
    ) order by created_at desc, id desc), '[]') from told
  )
)::text
"""


async def care_and_wear(
    db: Transaction, user_id: uuid.UUID, days: Range, unit: Unit, zone: str
) -> CareAndWear:
    """What was cleaned when, by the calendar of `zone`, and what each stylus played."""
    await sum_up(db)
    text = await db.driver.fetchval(_CARE, user_id, days.since, days.until, unit, zone)
    return msgspec.json.decode(text, type=CareAndWear)
