"""Ending a session of the issuer from the API, which lists them by their `sid`."""

import uuid
from contextlib import suppress
from datetime import UTC, datetime

from waugzee.db import Transaction
from waugzee.issuer import queries


async def end_session(db: Transaction, sid: str) -> None:
    """Forget the browser's session and revoke its refresh tokens, in the caller's transaction."""
    with suppress(ValueError):
        await db.connection.run_sync(queries.end_session, uuid.UUID(sid), datetime.now(UTC))
