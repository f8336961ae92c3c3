"""`/api/me`, `/api/auth/config` and `/api/discogs`."""

import uuid

import msgspec
from litestar import delete, get, patch, put
from litestar.datastructures import State
from litestar.params import JSONBody

from waugzee.accounts import queries, user_queries, users
from waugzee.accounts.schemas import AuthConfig, ChangeMe, ConnectDemo, ConnectPublic, DiscogsAccount, Me
from waugzee.db import Transaction
from waugzee.errors import Conflict, NotFound
from waugzee.principal import Principal
from waugzee.settings import Settings
from waugzee.wire import Caller, Db, UserId

DEMO_USERNAME = "demo"


@get("/auth/config", opt={"public": True}, summary="How to sign in")
async def auth_config(state: State) -> AuthConfig:
    settings: Settings = state.settings
    return AuthConfig(
        issuer=settings.issuer_url,
        client_id=settings.client_id,
        scope=settings.scope,
        audience=settings.audience,
        built_in=settings.built_in_issuer,
    )


@get("/me", summary="Who is signed in")
async def me(db: Db, caller: Caller) -> Me:
    return await _me(db, caller)


async def _me(db: Transaction, caller: Principal) -> Me:
    user = await user_queries.user_by_id(db, caller.user_id)
    if user is None:
        raise NotFound("This user was deleted.")
    return Me(user.id, user.name, user.email, user.email_verified, caller.role, user.created_at)


@patch("/me", summary="Change what one is called")
async def change_me(data: JSONBody[ChangeMe], db: Db, caller: Caller) -> Me:
    if data.name is not msgspec.UNSET:
        await users.rename(db, caller.user_id, data.name)
    return await _me(db, caller)


@get("/discogs", summary="Where the collection comes from")
async def discogs_account(db: Db, user_id: UserId, state: State) -> DiscogsAccount:
    return await _discogs_account(db, user_id, state.settings)


async def _discogs_account(db: Transaction, user_id: uuid.UUID, settings: Settings) -> DiscogsAccount:
    row = await queries.discogs_account(db, user_id)
    return DiscogsAccount(
        kind=row.kind if row else None,
        username=row.username if row else None,
        demo_available=settings.demo_url is not None,
        origins=settings.discogs_origins,
    )


@put("/discogs", opt={"scope": "sync"}, summary="Choose where the collection comes from")
async def connect_discogs(
    data: JSONBody[ConnectDemo | ConnectPublic], db: Db, user_id: UserId, state: State
) -> DiscogsAccount:
    settings: Settings = state.settings
    if isinstance(data, ConnectPublic):
        await queries.connect_discogs(db, user_id, "public", data.username)
    elif settings.demo_url is None:
        raise Conflict("There is no demo collection on this server.")
    else:
        await queries.connect_discogs(db, user_id, "demo", DEMO_USERNAME)
    return await _discogs_account(db, user_id, settings)


@delete(
    "/discogs", opt={"scope": "sync"}, summary="Forget where the collection comes from; copies and plays stay"
)
async def disconnect_discogs(db: Db, user_id: UserId) -> None:
    await queries.disconnect_discogs(db, user_id)


ROUTES = [auth_config, me, change_me, discogs_account, connect_discogs, disconnect_discogs]
