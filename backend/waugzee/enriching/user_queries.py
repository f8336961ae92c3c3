"""Whether there is anybody whose records an import may tell more of, asked without loading the API."""

from typing import Any


async def anybody(db: Any) -> bool:
    return bool(await db.fetchval("select exists (select from users)"))
