"""What was undone stays undone, whatever arrives in which order."""

import uuid

import pytest
from litestar import Litestar

from people import Person
from waugzee.collection.queries import store_copies
from waugzee.collection.rows import copy_row
from waugzee.db import new_id, transaction
from waugzee_sync.discogs.responses import BasicInformation, CollectionItem


@pytest.mark.parametrize("log", ["plays", "cleanings"])
async def test_a_deletion_that_overtakes_its_entry_keeps_it_out(alice: Person, log: str) -> None:
    entry = {"id": str(new_id()), "copy_id": str(new_id())}
    await alice.ask("DELETE", f"/api/{log}/{entry['id']}", status=404)
    await alice.ask("DELETE", f"/api/{log}/{entry['id']}", status=404)
    await alice.ask("PATCH", f"/api/{log}/{entry['id']}", {"notes": "late"}, status=410)
    assert (await alice.ask("GET", f"/api/{log}"))[log] == []


@pytest.mark.parametrize("log", ["plays", "cleanings"])
async def test_the_late_entry_is_refused(alice: Person, app: Litestar, log: str) -> None:
    copy_id = await shelved(alice, app)
    entry = {"id": str(new_id()), "copy_id": str(copy_id)}
    await alice.ask("DELETE", f"/api/{log}/{entry['id']}", status=404)
    await alice.ask("POST", f"/api/{log}", entry, status=410)
    assert (await alice.ask("GET", f"/api/{log}"))[log] == []


async def shelved(person: Person, app: Litestar) -> uuid.UUID:
    """Put one copy on the person's shelf."""
    user_id = await person.user_id()
    item = CollectionItem(id=1, instance_id=1, basic_information=BasicInformation(id=1, title="One"))
    row = copy_row(item, b"digest", None)
    async with transaction(app.state.engine, user_id) as db:
        await store_copies(db, user_id, 1, [row])
    copy_id: uuid.UUID = row[0]
    return copy_id
