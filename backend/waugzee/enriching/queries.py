"""The SQL of enriching: the user's own rows alone. The catalogue is read by ids, and never joined with."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import asyncpg

from waugzee.db import Transaction

Record = asyncpg.Record

# The user's releases, with what is known of each: nothing yet, what Discogs says, what a dump says.
_ON_SHELF = """
select copies.release_id, max(copies.master_id) as master_id, max(d.digest) as digest,
  coalesce(bool_or(d.status = 200), false) as asked
from copies left join release_details as d on d.user_id = $1 and d.release_id = copies.release_id
where copies.user_id = $1 and copies.removed_at is null
group by copies.release_id order by copies.release_id
"""

_UNASKED = """
select copies.release_id, max(copies.master_id) as master_id
from copies where copies.user_id = $1 and copies.removed_at is null
  and not exists (select from release_details where release_details.user_id = $1
    and release_details.release_id = copies.release_id and status = 200)
group by copies.release_id
"""

_OF_RELEASE = """
select max(copies.master_id) as master_id, count(*) as copies
from copies where copies.user_id = $1 and release_id = $2
"""

_OWNED = """
select distinct release_id from copies
where copies.user_id = $1 and release_id = any($2::bigint[]) and removed_at is null
"""

_KEEP = """
insert into release_details (user_id, release_id, asked_at, status, country, released, year, identifiers,
  companies, digest)
values ($1, $2, $3, 200, $4, $5, $6, $7, $8, $9)
on conflict (user_id, release_id) do update set asked_at = excluded.asked_at, status = excluded.status,
  country = excluded.country, released = excluded.released, year = excluded.year,
  identifiers = excluded.identifiers, companies = excluded.companies, digest = excluded.digest
"""

_KEEP_ORIGINS = """
update release_details set original_year = o.year, pressings = o.pressings
from unnest($2::bigint[], $3::smallint[], $4::integer[]) as o (release_id, year, pressings)
where release_details.user_id = $1 and release_details.release_id = o.release_id
  and (original_year is distinct from o.year or release_details.pressings is distinct from o.pressings)
"""

_USERS = "select id from users order by id"


async def on_shelf(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    """`release_id`, `master_id`, whether it was `asked` for, and the `digest` of a dump's record kept."""
    return list(await db.driver.fetch(_ON_SHELF, user_id))


async def unasked(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    """The releases on the shelf that nothing more is known of, with their masters."""
    return list(await db.driver.fetch(_UNASKED, user_id))


async def master_of(db: Transaction, user_id: uuid.UUID, release_id: int) -> Record | None:
    """`master_id` of a release that the user has or had; None where there is no copy of it."""
    row = await db.driver.fetchrow(_OF_RELEASE, user_id, release_id)
    return row if row is not None and row["copies"] else None


async def owned_of(db: Transaction, user_id: uuid.UUID, release_ids: Sequence[int]) -> set[int]:
    rows = await db.driver.fetch(_OWNED, user_id, list(release_ids))
    return {row["release_id"] for row in rows}


async def keep(db: Transaction, user_id: uuid.UUID, release_id: int, now: datetime, *values: Any) -> None:
    """See _KEEP for the order."""
    await db.driver.execute(_KEEP, user_id, release_id, now, *values)


async def keep_origins(
    db: Transaction, user_id: uuid.UUID, origins: Sequence[tuple[int, int | None, int]]
) -> None:
    """Keep of releases their original year and how many pressings there are, where that is another now."""
    columns = zip(*origins, strict=True)
    await db.driver.execute(_KEEP_ORIGINS, user_id, *map(list, columns))


async def users(db: Transaction) -> list[uuid.UUID]:
    return [row["id"] for row in await db.driver.fetch(_USERS)]
