"""What the search is to take up, noted in the transaction that writes it: cheap, for it delays the import."""

from collections.abc import Sequence
from typing import Any

from waugzee.catalogue.kinds import NUMBER

CHUNK = 10_000


async def note(db: Any, kind: str, ids: Sequence[int]) -> None:
    """Records that were written, deleted or marked as vanished."""
    for at in range(0, len(ids), CHUNK):
        await db.execute(
            "insert into catalogue_pending (kind, ids) values ($1, $2)", NUMBER[kind], ids[at : at + CHUNK]
        )
