"""After an import: what is new in the catalogue, kept for all users' records; syncs do what is left of it."""

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import make_engine, transaction
from waugzee.enriching.actions import refresh
from waugzee.enriching.queries import users


async def enrich(engine: AsyncEngine) -> int:
    """Return of how many users."""
    async with transaction(engine) as db:
        ids = await users(db)
    for user_id in ids:
        after: int | None = 0
        while after is not None:
            async with transaction(engine, user_id) as db:
                after = await refresh(db, user_id, datetime.now(UTC), after)
    return len(ids)


async def enriched(url: str) -> int:
    """The same, over a connection of its own."""
    engine = make_engine(url, pool_size=1)
    try:
        return await enrich(engine)
    finally:
        await engine.dispose()
