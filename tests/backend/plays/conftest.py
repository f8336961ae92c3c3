"""A record of two sides, known by its tracks."""

import uuid
from typing import Any

import msgspec
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record, take_off_shelf
from people import Person
from waugzee_sync.discogs.responses import CollectionItem

TRACKS = [
    {"position": "A1", "title": "Blue Train", "seconds": 643},
    {"position": "A2", "title": "Moment's Notice", "seconds": 550},
    {"position": "B1", "title": "Locomotion", "seconds": 434},
    {"position": "B2", "title": "I'm Old Fashioned", "seconds": 478},
]
SIDE_A, SIDE_B = 1193, 912


class Owned(msgspec.Struct):
    """A copy and its release."""

    item: CollectionItem
    copy_id: str

    @property
    def release_id(self) -> int:
        return self.item.id


@pytest.fixture
async def blue_train(alice: Person, own_sql: AsyncEngine) -> Owned:
    """Alice's record, its tracklist written down."""
    owned = await give(own_sql, alice, record())
    await alice.ask("PUT", f"/api/releases/{owned.release_id}/tracklist", {"tracks": TRACKS})
    return owned


async def give(engine: AsyncEngine, person: Person, item: CollectionItem) -> Owned:
    (copy_id,) = await put_on_shelf(engine, await person.user_id(), [item])
    return Owned(item, str(copy_id))


async def take(engine: AsyncEngine, person: Person, kept: list[CollectionItem], now: Any) -> None:
    await take_off_shelf(engine, await person.user_id(), kept, now)


async def play(person: Person, owned: Owned, status: int = 201, **more: Any) -> Any:
    return await person.ask("POST", "/api/plays", {"copy_id": owned.copy_id, **more}, status=status)


def new_ids(number: int) -> list[str]:
    return [str(uuid.uuid4()) for _ in range(number)]
