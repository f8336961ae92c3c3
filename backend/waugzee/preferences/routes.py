"""`/api/preferences`: what a user likes."""

import msgspec
from litestar import get, patch
from litestar.params import JSONBody

from waugzee.preferences.queries import preferences_of, set_preferences
from waugzee.preferences.schemas import ChangePreferences, Preferences
from waugzee.wire import Db, UserId


@get("/preferences", summary="What the user prefers")
async def read_preferences(db: Db, user_id: UserId) -> Preferences:
    return await preferences_of(db, user_id)


@patch("/preferences", opt={"scope": "log"}, summary="Change preferences")
async def change_preferences(data: JSONBody[ChangePreferences], db: Db, user_id: UserId) -> Preferences:
    changes = {
        name: msgspec.to_builtins(value)
        for name, value in msgspec.structs.asdict(data).items()
        if value is not msgspec.UNSET
    }
    if changes:
        await set_preferences(db, user_id, changes)
    return await preferences_of(db, user_id)


ROUTES = [read_preferences, change_preferences]
