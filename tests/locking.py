"""Two at once: what one of them has to wait for."""

import asyncio

from waugzee.db import Transaction


async def somebody_waits_for(db: Transaction) -> None:
    """Return once another transaction waits for what this one has locked."""
    # Of whom and for what others wait is for everyone to see.
    waiting = "select count(*) from pg_locks where pg_backend_pid() = any(pg_blocking_pids(pid))"
    async with asyncio.timeout(60):
        while not await db.driver.fetchval(waiting):
            pass
