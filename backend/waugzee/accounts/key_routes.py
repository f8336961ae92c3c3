"""`/api/keys`: API keys for scripts. Keys make no keys."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from litestar import delete, get, post
from litestar.params import FromPath, JSONBody
from sqlalchemy import Row

from waugzee.accounts import api_keys, key_queries
from waugzee.accounts.identity_schemas import ApiKey, ApiKeys, MakeKey, NewKey
from waugzee.errors import Invalid
from waugzee.principal import SIGNED_IN
from waugzee.wire import Db, UserId


@get("/keys", opt={"scope": SIGNED_IN}, summary="The API keys, newest first")
async def list_keys(db: Db, user_id: UserId) -> ApiKeys:
    return ApiKeys([ApiKey(**_fields(row)) for row in await key_queries.keys_of(db, user_id)])


@post("/keys", opt={"limit": "secrets"}, summary="Make an API key; it is shown this once")
async def make_key(data: JSONBody[MakeKey], db: Db, user_id: UserId) -> NewKey:
    if data.expires_at is not None:
        ahead = data.expires_at - datetime.now(UTC)
        if ahead <= timedelta():
            raise Invalid("expires_at: this moment has passed.")
        if ahead > api_keys.LONGEST_LIFE:
            raise Invalid("expires_at: more than ten years ahead; leave it out for a key without an end.")
    key_id, key = await api_keys.make(db, user_id, data.name, data.scopes, data.expires_at)
    row = await key_queries.key_by_id(db, user_id, key_id)
    assert row is not None
    return NewKey(**_fields(row), key=key)


@delete("/keys/{key_id:uuid}", summary="Revoke an API key, at once and for good")
async def revoke_key(key_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await api_keys.revoke(db, user_id, key_id)


def _fields(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ApiKey.__struct_fields__}


ROUTES = [list_keys, make_key, revoke_key]
