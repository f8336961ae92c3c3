"""The SQL of copies: the write of what a page changed, and the removal of what a run did not show."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from waugzee.collection.durations import measure_instances
from waugzee.db import Transaction

COLUMNS = {
    "id": "uuid",
    "instance_id": "bigint",
    "release_id": "bigint",
    "master_id": "bigint",
    "folder_id": "bigint",
    "added_at": "timestamptz",
    "rating": "smallint",
    "notes": "jsonb",
    "title": "text",
    "artist": "text",
    "year": "smallint",
    "label": "text",
    "catno": "text",
    "format": "text",
    "artists": "jsonb",
    "labels": "jsonb",
    "formats": "jsonb",
    "genres": "jsonb",
    "styles": "jsonb",
    "thumb": "text",
    "cover": "text",
    "sides": "jsonb",
    "seconds": "integer",
    "grooved": "boolean",
    "groups": "text[]",
    "digest": "bytea",
}
"""The columns a page writes, in the order of a row, with their types."""

# What a page may leave out, which then stays as it is known.
OPTIONAL = ("folder_id", "added_at", "rating", "notes", "thumb", "cover")
_PLACES = {name: place for place, name in enumerate(COLUMNS)}

_OPTIONAL = f"""
select instance_id, {", ".join(f"{name}{'::text' if name == 'notes' else ''}" for name in OPTIONAL)}
from copies where copies.user_id = $1 and instance_id = any($2)
"""

# Each column travels as one text, which costs us a tenth of what an array does. Nothing in a place is NULL.
_SEPARATOR = "\x1f"
_WHERE_NULL = {"rating": "0", "title": "''", "artist": "''", "format": "''"}


def _selected(name: str, kind: str) -> str:
    return f"coalesce({name}::{kind}, {_WHERE_NULL[name]})" if name in _WHERE_NULL else f"{name}::{kind}"


_SELECTED = ", ".join(_selected(name, kind) for name, kind in COLUMNS.items())
_SENT = ", ".join(
    rf"unnest(string_to_array(${place}, E'\x1f', '')) as {name}" for place, name in enumerate(COLUMNS, 3)
)

# Rows come sorted: writers that meet in different orders deadlock. Functions stand in the SELECT, for
# ON CONFLICT may hold none on a cluster.
_STORE = f"""
insert into copies (user_id, {", ".join(COLUMNS)}, removed_at, feed)
select $1, {_SELECTED}, null, $2 from (select {_SENT}) as page
order by page.instance_id::bigint
on conflict (user_id, instance_id) do update set
  {", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in ("id", "instance_id"))},
  removed_at = null, archived_as = null, archived_note = null, joined_to = null, feed = excluded.feed
"""

_UNSEEN = """
select count(*) from copies where copies.user_id = $1 and removed_at is null
and not exists (
  select from unnest($2::bigint[]) as seen (instance_id) where seen.instance_id = copies.instance_id
)
"""

_REMOVE_UNSEEN = """
update copies set removed_at = $4, feed = $3 where copies.user_id = $1 and removed_at is null
and not exists (
  select from unnest($2::bigint[]) as seen (instance_id) where seen.instance_id = copies.instance_id
)
returning instance_id
"""


async def completed(
    db: Transaction, user_id: uuid.UUID, rows: Sequence[tuple[Any, ...]], known: Collection[int]
) -> list[tuple[Any, ...]]:
    """Fill what the rows of known instances leave out with what is stored."""
    lacking = [
        row[1] for row in rows if row[1] in known and any(row[_PLACES[name]] is None for name in OPTIONAL)
    ]
    if not lacking:
        return list(rows)
    stored = {found[0]: found for found in await db.driver.fetch(_OPTIONAL, user_id, lacking)}
    return [_filled(row, stored.get(row[1])) for row in rows]


def _filled(row: tuple[Any, ...], stored: Any) -> tuple[Any, ...]:
    if stored is None:
        return row
    whole = list(row)
    for name in OPTIONAL:
        if whole[_PLACES[name]] is None:
            whole[_PLACES[name]] = stored[name]
    return tuple(whole)


async def store_copies(
    db: Transaction,
    user_id: uuid.UUID,
    feed: int,
    rows: Sequence[tuple[Any, ...]],
    known: Collection[int] | None = None,
) -> None:
    """Write `rows`, each in the order of COLUMNS and no instance twice, in one statement.

    Plays of copies that were there before, the `known` instances where one knows, are measured anew.
    """
    columns = zip(*sorted(rows, key=lambda row: row[1]), strict=True)
    await db.driver.execute(_STORE, user_id, feed, *map(_joined, COLUMNS.values(), columns))
    if changed := [row[1] for row in rows if known is None or row[1] in known]:
        await measure_instances(db, user_id, changed)


def _joined(kind: str, values: Sequence[Any]) -> str:
    """A column as _STORE takes it apart."""
    if kind == "bytea":
        return _SEPARATOR.join([f"\\x{value.hex()}" for value in values])
    if kind == "text[]":
        values = [_array(value) for value in values]
    elif kind not in ("text", "jsonb"):
        # As JSON has them, PostgreSQL reads numbers, times and ids, and none of them holds a comma.
        text = msgspec.json.encode(values).decode()[1:-1]
        return text.replace('"', "").replace("null", "").replace(",", _SEPARATOR)
    if None in values:
        values = [value or "" for value in values]
    joined = _SEPARATOR.join(values)
    if joined.count(_SEPARATOR) == len(values) - 1:
        return joined
    # A control character that nobody can see or type: only the words on show lose it, JSON escapes it.
    return _SEPARATOR.join([value.replace(_SEPARATOR, " ") for value in values])


def _array(texts: Sequence[str]) -> str:
    """As PostgreSQL writes an array: within quotes everything stands for itself but these two."""
    joined = '","'.join(texts)
    if "\\" in joined or joined.count('"') > 2 * len(texts) - 2:
        joined = '","'.join([text.replace("\\", "\\\\").replace('"', '\\"') for text in texts])
    return f'{{"{joined}"}}' if texts else "{}"


async def unseen_copies(db: Transaction, user_id: uuid.UUID, seen: Sequence[int]) -> int:
    """Count the present copies whose instance is not among `seen`."""
    return int(await db.driver.fetchval(_UNSEEN, user_id, seen))


async def remove_unseen(
    db: Transaction, user_id: uuid.UUID, seen: Sequence[int], feed: int, now: Any
) -> list[int]:
    """Mark those copies as removed; their plays and cleanings stay. Return their instances."""
    return [row[0] for row in await db.driver.fetch(_REMOVE_UNSEEN, user_id, seen, feed, now)]
