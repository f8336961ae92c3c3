"""The SQL of barcodes: whose copies bear one, and what Discogs said of it."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import asyncpg

from waugzee.db import Transaction

Record = asyncpg.Record

# Spaces do not matter, nor does a zero before: some write a UPC as an EAN.
_COPIES = r"""
select copies.id from copies join release_details as details
  on details.user_id = $1 and details.release_id = copies.release_id
where copies.user_id = $1 and copies.removed_at is null and exists (
  select from jsonb_array_elements(details.identifiers) as one
  where lower(one ->> 'type') = 'barcode'
    and ltrim(regexp_replace(one ->> 'value', '\D', '', 'g'), '0') = ltrim($2, '0'))
order by copies.added_at desc nulls last, copies.id
"""

_LOOKUP = """
select asked_at, answered_at, status, total, found::text as found_text from lookups
where lookups.user_id = $1 and barcode = $2
"""
_ASK = """
insert into lookups (user_id, barcode, asked_at) values ($1, $2, $3)
on conflict (user_id, barcode) do update
set asked_at = excluded.asked_at, answered_at = null, status = null, total = null
"""
_OPEN = """
select barcode from lookups where lookups.user_id = $1 and answered_at is null and asked_at > $2
order by asked_at desc limit $3
"""
_ANSWER = """
update lookups set answered_at = $3, status = $4, total = $5, found = $6
where lookups.user_id = $1 and barcode = $2 and answered_at is null
"""
_FORGET = "delete from lookups where lookups.user_id = $1 and asked_at < $2"

_OWNED = """
select copies.id, copies.release_id, copies.master_id from copies
where copies.user_id = $1 and copies.removed_at is null
  and (copies.release_id = any($2::bigint[]) or copies.master_id = any($3::bigint[]))
order by copies.added_at desc nulls last, copies.id
"""
_WANTED = "select release_id from wants where wants.user_id = $1 and release_id = any($2::bigint[])"


async def copies_with(db: Transaction, user_id: uuid.UUID, barcode: str) -> list[uuid.UUID]:
    """The copies on the shelf whose release bears a barcode, as far as that was read."""
    return [uuid.UUID(str(row["id"])) for row in await db.driver.fetch(_COPIES, user_id, barcode)]


async def lookup_of(db: Transaction, user_id: uuid.UUID, barcode: str) -> Record | None:
    return await db.driver.fetchrow(_LOOKUP, user_id, barcode)


async def ask_lookup(db: Transaction, user_id: uuid.UUID, barcode: str, now: datetime) -> None:
    await db.driver.execute(_ASK, user_id, barcode, now)


async def open_lookups(db: Transaction, user_id: uuid.UUID, since: datetime, limit: int) -> list[str]:
    """The barcodes that somebody waits for, the last one first."""
    return [row["barcode"] for row in await db.driver.fetch(_OPEN, user_id, since, limit)]


async def answer_lookup(db: Transaction, user_id: uuid.UUID, barcode: str, *values: Any) -> bool:
    """See _ANSWER for the order; False where nobody waits for it any more."""
    return await db.driver.execute(_ANSWER, user_id, barcode, *values) == "UPDATE 1"


async def forget_lookups(db: Transaction, user_id: uuid.UUID, before: datetime) -> None:
    await db.driver.execute(_FORGET, user_id, before)


async def owned_of(
    db: Transaction, user_id: uuid.UUID, release_ids: Sequence[int], master_ids: Sequence[int]
) -> list[Record]:
    """The copies on the shelf of these releases, or of another pressing of these masters."""
    return list(await db.driver.fetch(_OWNED, user_id, release_ids, master_ids))


async def wanted_among(db: Transaction, user_id: uuid.UUID, release_ids: Sequence[int]) -> set[int]:
    return {row["release_id"] for row in await db.driver.fetch(_WANTED, user_id, release_ids)}
