"""The SQL of what is one's own among what a list shows: read by itself, never joined with the catalogue."""

import uuid
from collections.abc import Sequence

import msgspec

from waugzee.db import Transaction

_COPIES = """
select copies.release_id, copies.master_id from copies
where copies.user_id = $1 and copies.removed_at is null
  and (copies.release_id = any($2::bigint[]) or copies.master_id = any($3::bigint[]))
"""
_WANTS = """
select wants.release_id, wants.master_id from wants
where wants.user_id = $1 and (wants.release_id = any($2::bigint[]) or wants.master_id = any($3::bigint[]))
"""


class Own(msgspec.Struct, frozen=True):
    """Which releases and masters are on one's shelf, and which are wanted."""

    releases: frozenset[int] = frozenset()
    masters: frozenset[int] = frozenset()
    wanted: frozenset[int] = frozenset()
    wanted_masters: frozenset[int] = frozenset()


async def own(db: Transaction, user_id: uuid.UUID, releases: Sequence[int], masters: Sequence[int]) -> Own:
    """What of these releases and masters is the user's."""
    copies = await db.driver.fetch(_COPIES, user_id, releases, masters)
    wants = await db.driver.fetch(_WANTS, user_id, releases, masters)
    return Own(
        frozenset(row["release_id"] for row in copies),
        frozenset(row["master_id"] for row in copies if row["master_id"]),
        frozenset(row["release_id"] for row in wants),
        frozenset(row["master_id"] for row in wants if row["master_id"]),
    )
