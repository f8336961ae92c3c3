"""The SQL of what is written back."""

import uuid
from datetime import datetime
from typing import Any

from waugzee.db import Transaction
from waugzee.errands.queries import Record
from waugzee.plays.queries import PLAYED_ON

_COPY = """
select id, instance_id, release_id, folder_id, rating, notes::text as notes, removed_at from copies
where copies.user_id = $1 and id = $2
"""
_INSTANCE = "select id, folder_id from copies where copies.user_id = $1 and instance_id = $2"

_ADD_EDIT = """
insert into edits (user_id, id, kind, release_id, instance_id, field_id, change, state, due_at, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) on conflict do nothing
"""
_EDIT = """
select edits.*, edits.change::text as change_text, edits.found::text as found_text,
  (select copies.id from copies
   where copies.user_id = $1 and copies.instance_id = edits.instance_id) as copy_id
from edits where edits.user_id = $1 and edits.id = $2
"""
_SAME = """
select edits.*, edits.change::text as change_text from edits
where edits.user_id = $1 and edits.kind = $2 and edits.release_id = $3
  and edits.instance_id is not distinct from $4 and edits.field_id is not distinct from $5
  and edits.state <> 'done'
order by edits.made_at
"""
# One at a time of each release: what one edit changes, the next one would take for a conflict.
_NEXT_EDITS = """
select edits.*, edits.change::text as change_text, edits.found::text as found_text
from edits where edits.user_id = $1 and edits.due_at <= $2
  and edits.state in ('look', 'write', 'sent', 'check')
  and not exists (select from edits as earlier where earlier.user_id = $1
    and earlier.release_id = edits.release_id and earlier.made_at < edits.made_at
    and earlier.state in ('look', 'write', 'sent', 'check'))
order by edits.made_at limit $3
"""
_OPEN_EDITS = """
select count(*) from edits where edits.user_id = $1 and state in ('look', 'write', 'sent', 'check')
"""
# Only what has no text of one's own in that field, and no edit of it that is under way or waits for the user.
_LAST_PLAYED = rf"""
select c.instance_id, c.release_id, coalesce(d.day::text, '') as day, coalesce(f.value, '') as stands
from (
  select p.copy_id, max({PLAYED_ON}) filter (where p.deleted_at is null) as day,
    array_agg({PLAYED_ON}::text) filter (where p.deleted_at is not null) as gone,
    greatest(max(p.created_at), max(p.deleted_at)) as changed_at
  from plays p where p.user_id = $1 and p.copy_id is not null group by p.copy_id
) d
join copies c on c.user_id = $1 and c.id = d.copy_id and c.removed_at is null
join collection_fields own on own.user_id = $1 and own.field_id = $2 and own.type = 'textarea'
left join lateral (
  select note ->> 'value' as value from jsonb_array_elements(c.notes) as note
  where (note ->> 'field_id')::bigint = $2 limit 1
) f on true
where d.changed_at < $3 and coalesce(f.value, '') <> coalesce(d.day::text, '')
  and (d.day is not null or f.value = any(d.gone))
  and coalesce(f.value, '') ~ '^(\d{{4}}-\d\d-\d\d)?$'
  and not exists (select from edits where edits.user_id = $1 and edits.kind = 'field'
    and edits.instance_id = c.instance_id and edits.field_id = $2 and edits.state <> 'done')
order by d.day desc, c.instance_id limit $4
"""
_CHANGE_EDIT = """
update edits set state = $3, reason = $4, found = $5, attempts = $6, due_at = $7
where edits.user_id = $1 and id = $2
"""
_REBASE_EDIT = """
update edits set change = $3, state = $4, reason = null, attempts = 0, due_at = $5
where edits.user_id = $1 and id = $2
"""
_DROP_EDIT = "delete from edits where edits.user_id = $1 and id = $2"
_FORGET_EDITS = "delete from edits where edits.user_id = $1 and state = 'done' and made_at < $2"
_EDITS = """
select edits.*, edits.change::text as change_text, edits.found::text as found_text,
  (select copies.id from copies
   where copies.user_id = $1 and copies.instance_id = edits.instance_id) as copy_id
from edits where edits.user_id = $1 order by edits.made_at desc, edits.id desc limit 200
"""
_REMOVE_COPY = """
update copies set removed_at = $4, feed = $3
where copies.user_id = $1 and instance_id = $2 and removed_at is null
"""


async def copy_by_id(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> Record | None:
    return await db.driver.fetchrow(_COPY, user_id, copy_id)


async def copy_of_instance(db: Transaction, user_id: uuid.UUID, instance_id: int) -> Record | None:
    return await db.driver.fetchrow(_INSTANCE, user_id, instance_id)


async def add_edit(db: Transaction, user_id: uuid.UUID, edit_id: uuid.UUID, *values: Any) -> bool:
    """Queue an edit, values in the order of _ADD_EDIT; False where it is there already."""
    return await db.driver.execute(_ADD_EDIT, user_id, edit_id, *values) == "INSERT 0 1"


async def edit_by_id(db: Transaction, user_id: uuid.UUID, edit_id: uuid.UUID) -> Record | None:
    return await db.driver.fetchrow(_EDIT, user_id, edit_id)


async def same_edits(db: Transaction, user_id: uuid.UUID, *of: Any) -> list[Record]:
    """The edits of the same thing that are not done: kind, release, instance, field."""
    return list(await db.driver.fetch(_SAME, user_id, *of))


async def last_played(
    db: Transaction, user_id: uuid.UUID, field_id: int, before: datetime, limit: int
) -> list[Record]:
    """Copies whose field does not say the day they were last played on, as logged before a moment.

    Without a play any more they have none: a day that a deleted play has left there is cleared.
    """
    return list(await db.driver.fetch(_LAST_PLAYED, user_id, field_id, before, limit))


async def next_edits(db: Transaction, user_id: uuid.UUID, now: datetime, limit: int) -> list[Record]:
    return list(await db.driver.fetch(_NEXT_EDITS, user_id, now, limit))


async def open_edits(db: Transaction, user_id: uuid.UUID) -> int:
    return int(await db.driver.fetchval(_OPEN_EDITS, user_id))


async def change_edit(db: Transaction, user_id: uuid.UUID, edit_id: uuid.UUID, *values: Any) -> None:
    """See _CHANGE_EDIT for the order."""
    await db.driver.execute(_CHANGE_EDIT, user_id, edit_id, *values)


async def rebase_edit(db: Transaction, user_id: uuid.UUID, edit_id: uuid.UUID, *values: Any) -> None:
    """See _REBASE_EDIT for the order."""
    await db.driver.execute(_REBASE_EDIT, user_id, edit_id, *values)


async def drop_edit(db: Transaction, user_id: uuid.UUID, edit_id: uuid.UUID) -> bool:
    return await db.driver.execute(_DROP_EDIT, user_id, edit_id) == "DELETE 1"


async def forget_edits(db: Transaction, user_id: uuid.UUID, before: datetime) -> None:
    await db.driver.execute(_FORGET_EDITS, user_id, before)


async def edits_of(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    return list(await db.driver.fetch(_EDITS, user_id))


async def remove_copy(
    db: Transaction, user_id: uuid.UUID, instance_id: int, feed: int, now: datetime
) -> None:
    await db.driver.execute(_REMOVE_COPY, user_id, instance_id, feed, now)
