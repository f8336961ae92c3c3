"""What the product reads of the catalogue: by ids, never joined with anyone's rows."""

from collections.abc import Sequence
from typing import Any

from waugzee.db import Transaction

_RELEASES = """
select id, country, released, year, tracks::text as tracks, identifiers::text as identifiers,
  companies::text as companies
from releases where id = any($1::bigint[]) and vanished is null order by id limit $2
"""


async def is_empty(db: Transaction) -> bool:
    """Whether no release was ever imported."""
    return not await db.driver.fetchval("select exists (select from releases)")


async def releases_by_id(db: Transaction, ids: Sequence[int], limit: int) -> list[Any]:
    """Those of the releases that the catalogue has, at most `limit`; lists are JSON text."""
    return list(await db.driver.fetch(_RELEASES, list(ids), limit))
