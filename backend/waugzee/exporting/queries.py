"""The SQL of taking away: each of a user's tables row by row, and the log as one list."""

import uuid
from collections.abc import AsyncIterator
from typing import Any

from waugzee.db import Transaction, metadata

AT_ONCE = 500

LEFT_OUT = frozenset(
    {
        # What lets somebody in, here or elsewhere.
        *("api_keys", "discogs_requests", "push_subscriptions"),
        # How far we got with reading, which is of use here alone.
        *("lookups", "notice_subjects", "sync_pages", "want_readings"),
    }
)
"""Tables of a user's own that nobody would take along."""
NAMED_STILL = {"maintenance_types"}
"""Tables whose deleted rows the log still names."""
_BARE = {"user_id", "digest", "feed", "sealed"}

# Times as the listener's clock showed them; of a cleaning only UTC is known, and a Z says so.
_LOG = """
select what, day, time, artist, title, format, label, catno, how,
  minutes, stylus, rating, mood, notes, release
from (
  select 'play' as what, p.played_on as day,
    case when not p.date_only then to_char(
      p.played_at at time zone 'UTC' + p.utc_offset * interval '1 minute', 'HH24:MI'
    ) end as time,
    c.artist, c.title, c.format, c.label, c.catno,
    array_to_string(coalesce(p.sides, '{}') || coalesce(p.tracks, '{}'), ' ') as how,
    round(p.took_seconds / 60.0) as minutes, s.name as stylus, p.rating, p.mood, p.notes,
    c.release_id as release, p.played_at as at, p.id
  from plays p
  join copies c on c.user_id = $1 and c.id = p.copy_id
  left join styluses s on s.user_id = $1 and s.id = p.stylus_id
  where p.user_id = $1 and p.deleted_at is null
  union all
  select 'cleaning', (k.cleaned_at at time zone 'UTC')::date,
    case when not k.date_only then to_char(k.cleaned_at at time zone 'UTC', 'HH24:MI"Z"') end,
    c.artist, c.title, c.format, c.label, c.catno,
    concat_ws(' ', k.method, k.depth), null, null, null, null, k.notes, c.release_id, k.cleaned_at, k.id
  from cleanings k join copies c on c.user_id = $1 and c.id = k.copy_id
  where k.user_id = $1 and k.deleted_at is null
) as log order by at, id
"""
LOG_COLUMNS = (
    *("what", "day", "time", "artist", "title", "format", "label", "catno", "sides or method"),
    *("minutes", "stylus", "rating", "mood", "notes", "Discogs release"),
)


def exported() -> dict[str, str]:
    """The statement of each table that is taken along, by its name: one row each, as JSON text."""
    statements = {}
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        if table.info["class"] == "tenant" and table.name not in LEFT_OUT:
            name = table.name
            columns = ", ".join(column.name for column in table.columns if column.name not in _BARE)
            order = ", ".join(column.name for column in table.primary_key if column.name != "user_id")
            marked = "deleted_at" in table.columns and name not in NAMED_STILL
            present = "and deleted_at is null" if marked else ""
            statements[name] = (
                f"select to_json(r)::text from (select {columns} from {name}"
                f" where {name}.user_id = $1 {present}{f' order by {order}' if order else ''}) as r"
            )
    return statements


async def freeze(db: Transaction) -> None:
    """Let all that is read from here on be of one moment. To be called before anything is read."""
    await db.driver.execute("set transaction isolation level repeatable read, read only")


async def lots(db: Transaction, statement: str, user_id: uuid.UUID) -> AsyncIterator[list[Any]]:
    """What `statement` finds of the user, some hundred rows at a time."""
    cursor = await db.driver.cursor(statement, user_id)
    while rows := await cursor.fetch(AT_ONCE):
        yield rows


def log(db: Transaction, user_id: uuid.UUID) -> AsyncIterator[list[Any]]:
    """Plays and cleanings, the oldest first, in the order of LOG_COLUMNS."""
    return lots(db, _LOG, user_id)
