"""Writes what was planned, whichever file it came from."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from waugzee.accounts.queries import next_feed
from waugzee.collection.durations import measure_copies
from waugzee.collection.queries import store_copies
from waugzee.collection.tracklists import restore_tracklist
from waugzee.db import Event, Transaction
from waugzee.imports import queries
from waugzee.imports.history import Departed
from waugzee.tables import metadata

NEWS = {
    **dict.fromkeys(("turntables", "cartridges", "styluses", "mounts"), "equipment"),
    **dict.fromkeys(("maintenance", "maintenance_types", "maintenance_rules"), "maintenance"),
    **dict.fromkeys(("crates", "crate_copies"), "crates"),
    **dict.fromkeys(("left_out", "left_out_folders", "collection_values"), "statistics"),
    **dict.fromkeys(("care_rules", "copy_care", "snoozes"), "due"),
    "skips": "skips",
    "preferences": "preferences",
    "notice_choices": "inbox",
}
"""What open pages read anew once a table changed; what was done with copies they read with these."""


class Writing(msgspec.Struct):
    """What is written: records as ones that left, and by table rows that name the same columns."""

    departing: Sequence[Departed]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]


async def write(db: Transaction, user_id: uuid.UUID, writing: Writing) -> None:
    """Write it, each row once, with what follows from it."""
    departing, rows = writing.departing, writing.rows
    touched = {row["copy_id"] for lines in rows.values() for row in lines if "copy_id" in row}
    if departing or touched:
        feed = await next_feed(db, user_id)
        if departing:
            await store_copies(db, user_id, feed, [one.row for one in departing], ())
            await queries.depart(db, user_id, departing)
        await queries.touch(db, user_id, feed, list(touched))
        db.announce(Event("shelf", {"cursor": str(feed)}))
    for table in metadata.sorted_tables:
        if (lines := rows.get(table.name)) and table.name != "tracklists":
            await queries.add(db, table, user_id, lines)
    for line in rows.get("tracklists", ()):
        await restore_tracklist(db, user_id, line["release_id"], line["tracks"], line["corrections"])
    await measure_copies(db, user_id, list({row["copy_id"] for row in rows.get("plays", ())}))
    for news in {NEWS[name] for name, lines in rows.items() if lines and name in NEWS}:
        db.announce(Event(news, {}))
