"""Puts copies on a shelf as a page of a sync would, without the sync."""

import itertools
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts.queries import next_feed
from waugzee.collection.queries import remove_unseen, store_copies
from waugzee.collection.rows import copy_row, item_digest
from waugzee.db import Transaction, transaction
from waugzee_sync.discogs.responses import Artist, BasicInformation, CollectionItem, Format, Label

_numbers = itertools.count(1000)


def record(title: str = "Blue Train", artist: str = "John Coltrane", **changed: Any) -> CollectionItem:
    """One item of a collection page, of a release and an instance that no other has."""
    number = next(_numbers)
    information = BasicInformation(
        id=number,
        title=title,
        year=1957,
        artists=[Artist(artist)],
        labels=[Label("Blue Note", catno="BLP 1577")],
        formats=[Format("Vinyl", qty="1", descriptions=["LP", "Album", "Mono"])],
        genres=["Jazz"],
        styles=["Hard Bop"],
    )
    item = {
        "instance_id": number,
        "date_added": datetime(2020, 1, 1, tzinfo=UTC),
        "rating": 4,
        "folder_id": 1,
    }
    return CollectionItem(id=number, basic_information=information, **{**item, "notes": [], **changed})


async def store(db: Transaction, user_id: uuid.UUID, records: Sequence[CollectionItem]) -> list[uuid.UUID]:
    """Write `records` as one change within a transaction; return the ids of their copies."""
    rows = [copy_row(item, item_digest(item), None) for item in records]
    await store_copies(db, user_id, await next_feed(db, user_id), rows)
    return [row[0] for row in rows]


async def put_on_shelf(
    engine: AsyncEngine, user_id: uuid.UUID, records: Sequence[CollectionItem]
) -> list[uuid.UUID]:
    """The same in a transaction of its own."""
    async with transaction(engine, user_id) as db:
        return await store(db, user_id, records)


async def take_off_shelf(
    engine: AsyncEngine, user_id: uuid.UUID, kept: Sequence[CollectionItem], now: datetime
) -> int:
    """Mark all but `kept` as removed, as a complete run does."""
    async with transaction(engine, user_id) as db:
        seen = [item.instance_id for item in kept]
        return len(await remove_unseen(db, user_id, seen, await next_feed(db, user_id), now))
