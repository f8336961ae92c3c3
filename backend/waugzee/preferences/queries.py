"""The SQL of preferences."""

import uuid
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from waugzee.db import Event, Transaction
from waugzee.preferences.schemas import Preferences
from waugzee.preferences.tables import preferences


async def preferences_of(db: Transaction, user_id: uuid.UUID) -> Preferences:
    """What the user chose, and the defaults for the rest."""
    row = await db.first(select(preferences.c.chosen).where(preferences.c.user_id == user_id))
    return Preferences() if row is None else msgspec.convert(row.chosen, Preferences)


async def set_preferences(db: Transaction, user_id: uuid.UUID, changes: dict[str, Any]) -> None:
    """Choose the given ones, and tell the user's other pages."""
    statement = insert(preferences).values(user_id=user_id, chosen=changes)
    statement = statement.on_conflict_do_update(
        index_elements=[preferences.c.user_id],
        set_={"chosen": preferences.c.chosen.op("||")(statement.excluded.chosen)},
    )
    await db.run(statement)
    db.announce(Event("preferences", {}))
