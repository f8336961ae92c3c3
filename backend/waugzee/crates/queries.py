"""The SQL of crates."""

import uuid
from collections.abc import Sequence

from asyncpg import Record

from waugzee.db import Transaction

Ranked = list[tuple[uuid.UUID, int]]
"""Ids with their ranks, the lowest first."""

_CRATES = """
select crates.id, crates.name, coalesce((
    select array_agg(inside.copy_id order by inside.rank, inside.copy_id) from crate_copies as inside
    where inside.user_id = $1 and inside.crate_id = crates.id
  ), '{}') as copies
from crates where crates.user_id = $1 order by crates.rank, crates.id
"""
_RANKS = "select id, rank from crates where crates.user_id = $1 order by rank, id for update"
_ADD = """
insert into crates (user_id, id, name, rank) values ($1, $2, $3, $4) on conflict do nothing
"""
_RENAME = "update crates set name = $3 where crates.user_id = $1 and id = $2"
_RANK = """
update crates set rank = new.rank from unnest($2::uuid[], $3::bigint[]) as new (id, rank)
where crates.user_id = $1 and crates.id = new.id
"""
_EMPTY = "delete from crate_copies where crate_copies.user_id = $1 and crate_id = $2"
_DELETE = "delete from crates where crates.user_id = $1 and id = $2"

_RANKS_IN = """
select copy_id as id, rank from crate_copies
where crate_copies.user_id = $1 and crate_id = $2 order by rank, copy_id
"""
_PUT_IN = """
insert into crate_copies (user_id, crate_id, copy_id, rank) values ($1, $2, $3, $4)
on conflict (user_id, crate_id, copy_id) do update set rank = excluded.rank
"""
_RANK_IN = """
update crate_copies set rank = new.rank from unnest($3::uuid[], $4::bigint[]) as new (id, rank)
where crate_copies.user_id = $1 and crate_id = $2 and copy_id = new.id
"""
_TAKE_OUT = "delete from crate_copies where crate_copies.user_id = $1 and crate_id = $2 and copy_id = $3"


async def crates_of(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    """The user's crates in their order, each with its copies in theirs."""
    return list(await db.driver.fetch(_CRATES, user_id))


async def ranks(db: Transaction, user_id: uuid.UUID) -> Ranked:
    """The crates, held until the transaction ends: one change of an order at a time."""
    return _ranked(await db.driver.fetch(_RANKS, user_id))


async def add_crate(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID, name: str, rank: int) -> None:
    await db.driver.execute(_ADD, user_id, crate_id, name, rank)


async def rename_crate(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID, name: str) -> None:
    await db.driver.execute(_RENAME, user_id, crate_id, name)


async def rank_crates(db: Transaction, user_id: uuid.UUID, ranked: Ranked) -> None:
    await db.driver.execute(_RANK, user_id, *zip(*ranked, strict=True))


async def delete_crate(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID) -> bool:
    """Forget a crate; the records in it stay where they are. False where there is none."""
    await db.driver.execute(_EMPTY, user_id, crate_id)
    return await db.driver.execute(_DELETE, user_id, crate_id) == "DELETE 1"


async def ranks_in(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID) -> Ranked:
    """The copies in a crate."""
    return _ranked(await db.driver.fetch(_RANKS_IN, user_id, crate_id))


def _ranked(rows: Sequence[Record]) -> Ranked:
    # The driver has a UUID of its own kind.
    return [(uuid.UUID(str(row["id"])), int(row["rank"])) for row in rows]


async def put_in(
    db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID, copy_id: uuid.UUID, rank: int
) -> None:
    await db.driver.execute(_PUT_IN, user_id, crate_id, copy_id, rank)


async def rank_in(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID, ranked: Ranked) -> None:
    await db.driver.execute(_RANK_IN, user_id, crate_id, *zip(*ranked, strict=True))


async def take_out(db: Transaction, user_id: uuid.UUID, crate_id: uuid.UUID, copy_id: uuid.UUID) -> bool:
    return await db.driver.execute(_TAKE_OUT, user_id, crate_id, copy_id) == "DELETE 1"
