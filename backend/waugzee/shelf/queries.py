"""The SQL of the shelf. JSON is made in the database: wide lists cost the API half as much that way."""

import uuid
from datetime import datetime
from typing import Any

from waugzee.care.queries import RULE
from waugzee.db import Transaction
from waugzee.plays.queries import BASIS, PLAYED, PLAYED_ON

# A play counts as after a cleaning when it is later by more than a millisecond, so that logging
# both at once leaves a record that was cleaned, then played once. The condition is what was noted here
# last, or else what stands in Discogs' own field of that name, the first: "Very Good Plus (VG+)".
# What a copy has of its own about cleaning is none where it is as all others.
_COPY = rf"""
  c.id, c.release_id, c.title, c.artist, c.year, c.format, c.label, c.catno, c.genres, c.styles,
  c.thumb, c.cover, c.added_at, c.rating, c.folder_id, c.removed_at,
  c.archived_as, c.archived_note, c.joined_to,
  coalesce(g.media, substring(
    jsonb_path_query_first(c.notes, '$[*] ? (@.field_id == 1).value') #>> '{{}}' from '\(([A-Z]+[+]?)'
  )) as media,
  p.plays, p.last_played_at, k.last_cleaned_at, p.plays_since_cleaning,
  case when w.bought_used or {RULE} <> 'usual' then json_build_object(
    'bought_used', coalesce(w.bought_used, false), 'rule', {RULE}, 'plays', w.plays, 'months', w.months
  ) end as care
"""
_DEEDS = """
  left join lateral (
    select max(cleaned_at) as last_cleaned_at from cleanings
    where cleanings.user_id = $1 and cleanings.copy_id = c.id and deleted_at is null
  ) k on true
  left join lateral (
    select count(*) as plays, max(played_at) as last_played_at,
      count(*) filter (
        where k.last_cleaned_at is null or played_at > k.last_cleaned_at + interval '1 millisecond'
      ) as plays_since_cleaning
    from plays where plays.user_id = $1 and plays.copy_id = c.id and deleted_at is null
  ) p on true
  left join lateral (
    select media from conditions
    where conditions.user_id = $1 and conditions.copy_id = c.id and deleted_at is null and media is not null
    order by noted_at desc limit 1
  ) g on true
  left join lateral (
    select * from copy_care where copy_care.user_id = $1 and copy_care.copy_id = c.id
  ) w on true
"""

SHELF = f"""
select coalesce(json_agg(to_json(r) order by s.feed, s.id), '[]')::text as copies, count(*) as n,
  (array_agg(s.feed order by s.feed desc, s.id desc))[1] as feed,
  (array_agg(s.id order by s.feed desc, s.id desc))[1] as id,
  coalesce((select feed from accounts where accounts.user_id = $1), 0) as newest
from (
  select * from copies where copies.user_id = $1 and (feed, id) > ($2, $3) order by feed, id limit $4
) s cross join lateral (
  select {_COPY} from (select s.*) c {_DEEDS}
) r
"""

# A label that left its name or number out has none; other pressings are those of the same master.
_COPY_DETAILS = f"""
select to_json(r)::text from (
  select {_COPY}, c.instance_id, coalesce(c.notes, '[]'::jsonb) as notes,
    'https://www.discogs.com/release/' || c.release_id as discogs_url,
    c.master_id, 'https://www.discogs.com/master/' || c.master_id as master_url,
    (select coalesce(json_agg(json_build_object(
        'name', coalesce(one ->> 'name', ''), 'catno', coalesce(one ->> 'catno', '')
      ) order by place), '[]') from jsonb_array_elements(c.labels) with ordinality as all_of (one, place)
    ) as labels,
    (select coalesce(json_agg(o.id order by o.year, o.id), '[]') from copies as o
      where o.user_id = $1 and o.removed_at is null and o.release_id <> c.release_id
        and o.master_id = c.master_id) as pressings,
    exists (select from wants where wants.user_id = $1 and wants.release_id = c.release_id) as wanted,
    exists (select from release_details as d where d.user_id = $1 and d.release_id = c.release_id) as asked
  from (select * from copies where copies.user_id = $1 and copies.id = $2) c {_DEEDS}
) r
"""

# The details of each are those of its own log's routes.
_HISTORY = f"""
select * from (
  select 'play' as kind, p.id, p.played_at as at, p.notes, json_build_object(
    'played_on', {PLAYED_ON}, 'date_only', p.date_only, 'utc_offset', p.utc_offset, 'sides', p.sides,
    'tracks', p.tracks, 'stylus_id', p.stylus_id, 'turntable_id', p.turntable_id,
    'seconds', p.took_seconds, 'basis', {BASIS}, 'rating', p.rating, 'mood', p.mood
  )::text as play, null as cleaning
  {PLAYED} and p.copy_id = $2
  union all
  select 'cleaning', id, cleaned_at, notes, null, json_build_object(
    'date_only', date_only, 'method', method, 'depth', depth,
    'machine', machine, 'fluid', fluid, 'result', result
  )::text from cleanings
  where cleanings.user_id = $1 and copy_id = $2 and deleted_at is null
) entries
where $3::timestamptz is null or (at, id) < ($3, $4)
order by at desc, id desc limit $5
"""


async def shelf(db: Transaction, user_id: uuid.UUID, feed: int, after: uuid.UUID, limit: int) -> Any:
    """Return a record of `copies` (JSON text), their number, `feed` and `id` of the last, and `newest`."""
    return await db.driver.fetchrow(SHELF, user_id, feed, after, limit)


async def copy_details(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> str | None:
    """Return one copy as JSON text."""
    found: str | None = await db.driver.fetchval(_COPY_DETAILS, user_id, copy_id)
    return found


async def history(
    db: Transaction,
    user_id: uuid.UUID,
    copy_id: uuid.UUID,
    before: tuple[datetime, uuid.UUID] | None,
    limit: int,
) -> list[Any]:
    """Return the plays and cleanings of a copy, newest first."""
    at, entry_id = before or (None, None)
    return list(await db.driver.fetch(_HISTORY, user_id, copy_id, at, entry_id, limit))
