"""Writes what was planned, whichever file it came from."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from waugzee.accounts.queries import next_feed
from waugzee.collection.durations import measure_copies
from waugzee.collection.queries import store_copies
from waugzee.db import Event, Transaction, metadata
from waugzee.imports import queries
from waugzee.imports.history import Departed

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""What is written of a user's own, by table; the rows of one name the same columns."""

NEWS = {"styluses": "equipment"}
"""What open pages read anew once a table changed; of copies they read what was done with them."""


async def write(db: Transaction, user_id: uuid.UUID, departing: Sequence[Departed], rows: Rows) -> None:
    """Write rows and the records that they need, each once, with what follows from them."""
    touched = {row["copy_id"] for lines in rows.values() for row in lines if "copy_id" in row}
    if departing or touched:
        feed = await next_feed(db, user_id)
        if departing:
            await store_copies(db, user_id, feed, [one.row for one in departing], ())
            await queries.depart(db, user_id, departing)
        await queries.touch(db, user_id, feed, list(touched))
        db.announce(Event("shelf", {"cursor": str(feed)}))
    for table in metadata.sorted_tables:
        if lines := rows.get(table.name):
            await queries.add(db, table, user_id, lines)
    await measure_copies(db, user_id, list({row["copy_id"] for row in rows.get("plays", ())}))
    for news in {NEWS[name] for name, lines in rows.items() if lines and name in NEWS}:
        db.announce(Event(news, {}))
