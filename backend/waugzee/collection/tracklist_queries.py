"""The SQL of tracklists."""

import uuid
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.collection.tables import copies, tracklists
from waugzee.db import Event, Transaction

_TITLES = r"""
select coalesce(json_agg(json_build_object('release_id', t.release_id, 'seconds', t.seconds, 'titles', (
    select coalesce(json_agg(track ->> 'title'), '[]') from jsonb_array_elements(t.tracks) as track
    where track ->> 'heading' is distinct from 'true' and track ->> 'title' <> ''
  ), 'barcodes', (
    select coalesce(json_agg(distinct one.digits), '[]') from (
      select regexp_replace(each ->> 'value', '\D', '', 'g') as digits
      from release_details as d, jsonb_array_elements(d.identifiers) as each
      where d.user_id = $1 and d.release_id = t.release_id and lower(each ->> 'type') = 'barcode'
    ) one where length(one.digits) between 6 and 14
  )) order by t.feed, t.release_id), '[]')::text as releases, count(*) as n,
  (array_agg(t.feed order by t.feed desc, t.release_id desc))[1] as feed,
  (array_agg(t.release_id order by t.feed desc, t.release_id desc))[1] as release_id,
  coalesce((select feed from accounts where accounts.user_id = $1), 0) as newest
from (
  select release_id, feed, tracks, case when basis <> 'estimate' then seconds end as seconds from tracklists
  where tracklists.user_id = $1 and (feed, release_id) > ($2, $3) order by feed, release_id limit $4
) t
"""

_OF_COPY = """
select c.formats::text, t.tracks::text, t.corrections::text from copies c
left join tracklists t on t.user_id = $1 and t.release_id = c.release_id
where c.user_id = $1 and c.id = $2
"""


async def titles(db: Transaction, user_id: uuid.UUID, feed: int, release_id: int, limit: int) -> Any:
    """A record of `releases` (JSON text), their number, `feed` and `release_id` of the last, and `newest`."""
    return await db.driver.fetchrow(_TITLES, user_id, feed, release_id, limit)


async def formats_of(db: Transaction, user_id: uuid.UUID, release_id: int) -> Any | None:
    """The formats of a release that the user owns or owned; None where there is no copy of it."""
    own = (copies.c.user_id == user_id) & (copies.c.release_id == release_id)
    return await db.scalar(select(copies.c.formats).where(own).order_by(copies.c.id).limit(1))


async def tracklist_of(db: Transaction, user_id: uuid.UUID, release_id: int) -> Row[Any] | None:
    own = (tracklists.c.user_id == user_id) & (tracklists.c.release_id == release_id)
    return await db.first(select(tracklists).where(own))


async def tracklist_of_copy(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> Any | None:
    """A record of the `formats` of a copy, and of `tracks` and `corrections` of its release: JSON texts.

    The latter are null where nothing was read; None where there is no such copy. Every logged side asks.
    """
    return await db.driver.fetchrow(_OF_COPY, user_id, copy_id)


async def put_tracklist(
    db: Transaction, user_id: uuid.UUID, release_id: int, values: dict[str, Any]
) -> Row[Any]:
    """Write the row of a release, whole."""
    row = {"user_id": user_id, "release_id": release_id, **values}
    statement = insert(tracklists).values(row)
    statement = statement.on_conflict_do_update(
        index_elements=[tracklists.c.user_id, tracklists.c.release_id],
        set_={name: statement.excluded[name] for name in values},
    )
    written = await db.first(statement.returning(tracklists))
    assert written is not None
    return written


async def touch_release(db: Transaction, user_id: uuid.UUID, release_id: int, feed: int) -> None:
    """Put the copies of a release into the user's feed: how long they play has changed."""
    own = (copies.c.user_id == user_id) & (copies.c.release_id == release_id)
    await db.run(update(copies).where(own).values(feed=feed))
    db.announce(Event("shelf", {"cursor": str(feed)}))
    db.announce(Event("tracklist", {"release_id": release_id}))
