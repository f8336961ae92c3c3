"""`/api/scrobbling`: plays told to ListenBrainz. For people alone: no key connects or sends."""

import uuid
from typing import Any

from litestar import delete, get, post, put
from litestar.datastructures import State
from litestar.params import JSONBody

from waugzee.db import transaction
from waugzee.scrobbling import actions
from waugzee.scrobbling.actions import Site, scrobbling_of
from waugzee.scrobbling.schemas import ConnectListenBrainz, Scrobbling
from waugzee.wire import Db, UserId


@get("/scrobbling", summary="The connection to ListenBrainz, and how far plays are sent")
async def scrobbling(db: Db, user_id: UserId, state: State) -> Scrobbling:
    return await scrobbling_of(db, state.settings, user_id)


@put(
    "/scrobbling",
    opt={"limit": "secrets"},
    summary="Send plays to ListenBrainz from now on, by a user token",
)
async def connect(data: JSONBody[ConnectListenBrainz], user_id: UserId, state: State) -> Scrobbling:
    site = Site(state.settings, state.engine, state.listenbrainz, state.hub)
    await actions.connect(site, user_id, data.token)
    return await _present(state, user_id)


async def _present(state: State, user_id: uuid.UUID) -> Scrobbling:
    async with transaction(state.engine, user_id) as db:
        return await scrobbling_of(db, state.settings, user_id)


@delete("/scrobbling", summary="Forget the token, and send nothing more; listens there stay")
async def disconnect(db: Db, user_id: UserId) -> None:
    await actions.disconnect(db, user_id)


@post(
    "/scrobbling/history",
    status_code=200,
    summary="Send what was played before one connected, too",
)
async def send_history(db: Db, user_id: UserId, state: State) -> Scrobbling:
    await actions.send_history(db, user_id)
    return await scrobbling_of(db, state.settings, user_id)


@post("/scrobbling/retry", status_code=200, summary="Send what was set aside once more")
async def retry(db: Db, user_id: UserId, state: State) -> Scrobbling:
    await actions.try_again(db, user_id)
    return await scrobbling_of(db, state.settings, user_id)


ROUTES: list[Any] = [scrobbling, connect, disconnect, send_history, retry]
