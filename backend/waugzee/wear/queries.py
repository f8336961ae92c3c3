"""The SQL of wear.

Every beginning and end of a mount starts a span, in which what is mounted where stays the same; a play
falls into one by a binary search. So plays are added up by span first, and only the few sums are told
to the parts: the user is $1.
"""

import uuid
from datetime import datetime

from asyncpg import Record

from waugzee.db import Transaction
from waugzee.plays.queries import LOGGED, PLAYED_ON

_MOUNTED = """
select m.stylus_id, m.cartridge_id, m.turntable_id,
  row_number() over (order by d.is_main desc, m.mounted_at desc, m.id) as place
from mounts m join turntables d on d.user_id = $1 and d.id = m.turntable_id
where m.user_id = $1 and m.deleted_at is null
  and m.mounted_at <= spans.since and (m.ended_at is null or spans.since < m.ended_at)
"""


WORE = f"{LOGGED} and p.stylus_seconds > 0"
"""The plays that a stylus ran for."""


def spans(more: str = "") -> str:
    """The expressions `spans`, `thresholds` and `chains` of a `with`; `more` start spans too."""
    return f"""
moments as (
  select m.mounted_at as at from mounts m where m.user_id = $1 and m.deleted_at is null
  union select m.ended_at from mounts m
  where m.user_id = $1 and m.deleted_at is null and m.ended_at is not null
  {more}
), spans as (
  select at as since, row_number() over (order by at)::int as span from moments
), thresholds as (
  select coalesce(array_agg(since order by since), '{{infinity}}') as at from spans
), chains as (
  select spans.span, one.* from spans cross join lateral ({_MOUNTED}) one
)
"""


# The stylus that the user chose, or the one on the turntable that is known; else the one on the main
# turntable, or mounted last.
CHOSEN = """chains.span = {heard}.span and case
    when {heard}.stylus_id is not null then chains.stylus_id = {heard}.stylus_id
    when {heard}.turntable_id is not null then chains.turntable_id = {heard}.turntable_id
    else chains.place = 1
  end"""

WORN = "coalesce(chains.stylus_id, {heard}.stylus_id)"
"""The stylus that ran: one that a play names did so even where no mount of it is known."""

SPAN = "width_bucket(p.played_at, (select at from thresholds))"
"""The span that a play falls into."""

_WEAR = f"""with {spans()}, heard as materialized (
  select {SPAN} as span, p.stylus_id, p.turntable_id, p.played_at, p.stylus_seconds as seconds {WORE}
), sums as (
  select span, stylus_id, turntable_id, count(*) as plays, sum(seconds) as seconds,
    sum(seconds) filter (where played_at >= $2) as recent, min(played_at) as first, max(played_at) as last
  from heard group by span, stylus_id, turntable_id
)
select {WORN.format(heard="sums")} as stylus_id, chains.cartridge_id, chains.turntable_id,
  sum(plays)::int as plays, sum(seconds)::bigint as seconds, coalesce(sum(recent), 0)::bigint as recent,
  min(first) as first, max(last) as last
from sums left join chains on {CHOSEN.format(heard="sums")}
group by 1, 2, 3
"""

_MONTHS = f"""with {spans()}, heard as (
  select {SPAN} as span, p.stylus_id, p.turntable_id, to_char({PLAYED_ON}, 'YYYY-MM') as month,
    p.stylus_seconds as seconds
  {WORE}
)
select month, count(*)::int as plays, sum(seconds)::bigint as seconds
from heard left join chains on {CHOSEN.format(heard="heard")}
where {WORN.format(heard="heard")} = $2
group by month order by month desc
"""

_PARTS = """
select 'stylus' as kind, s.id, s.name, s.rated_hours, s.starting_hours, s.retired_at, s.created_at
from styluses s where s.user_id = $1
union all
select 'cartridge', c.id, c.name, null, 0, c.retired_at, c.created_at
from cartridges c where c.user_id = $1
union all
select 'turntable', t.id, t.name, null, 0, t.retired_at, t.created_at
from turntables t where t.user_id = $1
order by created_at desc, id desc
"""

_MOUNTS = """
select m.stylus_id, m.cartridge_id, m.turntable_id, min(m.mounted_at) as first,
  bool_or(m.ended_at is null) as lasts
from mounts m where m.user_id = $1 and m.deleted_at is null
group by 1, 2, 3
"""


async def ran(db: Transaction, user_id: uuid.UUID, recently: datetime) -> list[Record]:
    """Plays and seconds of each chain of stylus, cartridge and turntable, as far as it is known.

    `recent` are the seconds since `recently`.
    """
    return list(await db.driver.fetch(_WEAR, user_id, recently))


async def months(db: Transaction, user_id: uuid.UUID, stylus_id: uuid.UUID) -> list[Record]:
    """Plays and seconds of a stylus by month of the listener's own calendar, the latest first."""
    return list(await db.driver.fetch(_MONTHS, user_id, stylus_id))


async def parts(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    """Every part, newest first."""
    return list(await db.driver.fetch(_PARTS, user_id))


async def chains(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    """What was ever mounted together: since when first, and whether it is now."""
    return list(await db.driver.fetch(_MOUNTS, user_id))
