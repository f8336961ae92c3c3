"""The SQL of copies: what is known of a page's instances, and the write of what changed."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

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
    "digest": "bytea",
}
"""The columns a page writes, in the order of a row, with their types."""

# What a page may leave out, which then stays as it is known.
OPTIONAL = ("folder_id", "added_at", "rating", "notes", "thumb", "cover")
_PLACES = {name: place for place, name in enumerate(COLUMNS)}

_KNOWN = """
select instance_id, digest, removed_at is not null as removed
from copies where copies.user_id = $1 and instance_id = any($2)
"""

_OPTIONAL = f"""
select instance_id, {", ".join(f"{name}{'::text' if name == 'notes' else ''}" for name in OPTIONAL)}
from copies where copies.user_id = $1 and instance_id = any($2)
"""

# Rows come sorted: writers that meet in different orders deadlock. Functions stand in the SELECT, for
# ON CONFLICT may hold none on a cluster.
_STORE = f"""
insert into copies (user_id, {", ".join(COLUMNS)}, removed_at, feed)
select $1, {", ".join("coalesce(rating, 0::smallint)" if name == "rating" else name for name in COLUMNS)},
  null, $2
from unnest({", ".join(f"${n}::{kind}[]" for n, kind in enumerate(COLUMNS.values(), 3))})
  as page ({", ".join(COLUMNS)})
order by instance_id
on conflict (user_id, instance_id) do update set
  {", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in ("id", "instance_id"))},
  removed_at = null, feed = excluded.feed
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
"""


async def known_copies(
    db: Transaction, user_id: uuid.UUID, instance_ids: Sequence[int]
) -> dict[int, tuple[bytes, bool]]:
    """Return digest and whether it is marked as removed, by instance id."""
    rows = await db.driver.fetch(_KNOWN, user_id, instance_ids)
    return {row[0]: (row[1], row[2]) for row in rows}


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
    db: Transaction, user_id: uuid.UUID, feed: int, rows: Sequence[tuple[Any, ...]]
) -> None:
    """Write `rows`, each in the order of COLUMNS and no instance twice, in one statement."""
    ordered = sorted(rows, key=lambda row: row[1])
    await db.driver.execute(_STORE, user_id, feed, *map(list, zip(*ordered, strict=True)))


async def unseen_copies(db: Transaction, user_id: uuid.UUID, seen: Sequence[int]) -> int:
    """Count the present copies whose instance is not among `seen`."""
    return int(await db.driver.fetchval(_UNSEEN, user_id, seen))


async def remove_unseen(db: Transaction, user_id: uuid.UUID, seen: Sequence[int], feed: int, now: Any) -> int:
    """Mark those copies as removed; their plays and cleanings stay. Return how many."""
    status = await db.driver.execute(_REMOVE_UNSEEN, user_id, seen, feed, now)
    return int(status.split()[-1])
