"""A list of a run, folders or fields: its proofs checked, and what changed written."""

import uuid
from datetime import UTC, datetime

from waugzee.collection.list_queries import store_fields, store_folders
from waugzee.db import Event, Transaction
from waugzee.settings import Settings
from waugzee.sync import queries
from waugzee.sync.pages import check_instruction
from waugzee.sync.runs import LEASE, running_run
from waugzee_sync.discogs.lists import are_all
from waugzee_sync.discogs.requests import ListName
from waugzee_sync.messages import LISTS, FieldsReading, FoldersReading, ListStored

NUMBERS = {name: number for number, name in LISTS.items()}


async def store_list(
    db: Transaction,
    settings: Settings,
    user_id: uuid.UUID,
    run_id: uuid.UUID,
    reading: FoldersReading | FieldsReading,
) -> ListStored:
    """Store a list. The same or an older reading, and what a stranger is shown, change nothing."""
    name: ListName = "folders" if isinstance(reading, FoldersReading) else "fields"
    check_instruction(settings, user_id, run_id, NUMBERS[name], reading)
    run = await running_run(db, user_id, run_id, reading.driver)
    if run[f"{name}_read"] >= reading.read:
        return ListStored(False)
    now = datetime.now(UTC)
    await queries.keep_list(db, user_id, run_id, name, reading.read, now + LEASE, now, reading.requests)
    if isinstance(reading, FieldsReading):
        changed = await store_fields(db, user_id, reading.fields)
    else:
        changed = are_all(reading.folders) and await store_folders(db, user_id, reading.folders)
    if changed:
        db.announce(Event("lists", {}))
    return ListStored(changed)
