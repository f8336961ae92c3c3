"""`/api/me` and `/api/auth/config`."""

import msgspec
from litestar import get, patch
from litestar.datastructures import State
from litestar.params import JSONBody

from waugzee.accounts import user_queries, users
from waugzee.accounts.schemas import AuthConfig, ChangeMe, Me
from waugzee.db import Transaction
from waugzee.errors import NotFound
from waugzee.principal import Principal
from waugzee.settings import Settings
from waugzee.wire import Caller, Db


@get("/auth/config", opt={"public": True}, summary="How to sign in")
async def auth_config(state: State) -> AuthConfig:
    settings: Settings = state.settings
    return AuthConfig(
        issuer=settings.issuer_url,
        client_id=settings.client_id,
        scope=settings.scope,
        audience=settings.audience,
        built_in=settings.built_in_issuer,
        visitors=settings.takes_visitors,
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


ROUTES = [auth_config, me, change_me]
