"""`/api/discogs`: where the collection comes from, connecting and disconnecting."""

import uuid

from litestar import delete, get, post, put
from litestar.datastructures import State
from litestar.params import JSONBody

from waugzee.db import Transaction, transaction
from waugzee.discogs import actions, queries
from waugzee.discogs.actions import Site
from waugzee.discogs.origin import consumer
from waugzee.discogs.schemas import (
    BeginOAuth,
    Begun,
    CompleteOAuth,
    ConnectDemo,
    ConnectPublic,
    ConnectToken,
    DiscogsAccount,
)
from waugzee.settings import Settings
from waugzee.wire import Db, UserId


@get("/discogs", summary="Where the collection comes from")
async def discogs_account(db: Db, user_id: UserId, state: State) -> DiscogsAccount:
    return await _account(db, user_id, state.settings)


async def _account(db: Transaction, user_id: uuid.UUID, settings: Settings) -> DiscogsAccount:
    row = await queries.discogs_account(db, user_id)
    return DiscogsAccount(
        kind=row.kind if row else None,
        username=row.username if row else None,
        simulated=bool(row and (row.simulated or row.kind == "demo")),
        verified=bool(row and row.discogs_id is not None),
        connected_at=row.connected_at if row else None,
        refused_at=row.refused_at if row else None,
        demo_available=settings.demo_url is not None,
        token_available=bool(settings.secret_keys),
        oauth_available=bool(settings.secret_keys) and consumer(settings) is not None,
        origins=settings.discogs_origins,
    )


@put("/discogs", opt={"scope": "sync"}, summary="Choose where the collection comes from")
async def connect_discogs(
    data: JSONBody[ConnectDemo | ConnectPublic], db: Db, user_id: UserId, state: State
) -> DiscogsAccount:
    if isinstance(data, ConnectPublic):
        await actions.connect_public(db, user_id, data.username)
    else:
        await actions.connect_demo(db, state.settings, user_id)
    return await _account(db, user_id, state.settings)


@put("/discogs/token", opt={"limit": "discogs"}, summary="Connect by a personal token of Discogs")
async def connect_token(data: JSONBody[ConnectToken], user_id: UserId, state: State) -> DiscogsAccount:
    await actions.connect_token(_site(state), user_id, data.token, simulated=data.simulated)
    return await _present(state, user_id)


@post(
    "/discogs/oauth",
    opt={"limit": "discogs"},
    summary="Begin to connect by signing in at Discogs (OAuth 1.0a)",
)
async def begin_oauth(data: JSONBody[BeginOAuth], user_id: UserId, state: State) -> Begun:
    return await actions.begin_oauth(_site(state), user_id, simulated=data.simulated)


@post(
    "/discogs/oauth/complete",
    opt={"limit": "discogs"},
    status_code=200,
    summary="Complete it with what Discogs sent back, in the browser that began",
)
async def complete_oauth(data: JSONBody[CompleteOAuth], user_id: UserId, state: State) -> DiscogsAccount:
    await actions.complete_oauth(_site(state), user_id, data.token, data.verifier, data.proof)
    return await _present(state, user_id)


async def _present(state: State, user_id: uuid.UUID) -> DiscogsAccount:
    async with transaction(state.engine, user_id) as db:
        return await _account(db, user_id, state.settings)


def _site(state: State) -> Site:
    return Site(state.settings, state.engine, state.discogs, state.hub)


@delete(
    "/discogs", opt={"scope": "sync"}, summary="Forget where the collection comes from; copies and plays stay"
)
async def disconnect_discogs(db: Db, user_id: UserId) -> None:
    await actions.disconnect(db, user_id)


ROUTES = [discogs_account, connect_discogs, connect_token, begin_oauth, complete_oauth, disconnect_discogs]
