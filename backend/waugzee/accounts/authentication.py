"""Who is asking: the bearer token of a request, and the user behind its identity."""

import uuid
from collections import OrderedDict
from typing import Any

from litestar.connection import ASGIConnection
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts import queries
from waugzee.accounts.bearer import Bearer
from waugzee.accounts.tokens import Claims
from waugzee.db import new_id, transaction
from waugzee.errors import Unauthorized

REMEMBERED = 10_000


class IdentityTaken(Exception):
    """Another request made the same user first."""


class Users:
    """Knows the user of each identity; makes one at first sight."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._known: OrderedDict[tuple[str, str], uuid.UUID] = OrderedDict()

    async def user_id(self, claims: Claims) -> uuid.UUID:
        identity = (claims.issuer, claims.subject)
        known = self._known.get(identity)
        if known is None:
            known = self._known[identity] = await self._found_or_added(claims)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return known

    async def _found_or_added(self, claims: Claims) -> uuid.UUID:
        async with transaction(self._engine) as db:
            found = await queries.user_of_identity(db, claims.issuer, claims.subject)
        if found is not None:
            return found
        user_id = new_id()
        try:
            async with transaction(self._engine, user_id) as db:
                if not await queries.add_user(db, user_id, claims.name, claims.issuer, claims.subject):
                    raise IdentityTaken
        except IdentityTaken:
            return await self._found_or_added(claims)
        return user_id


class BearerAuthentication(AbstractAuthenticationMiddleware):
    """Requires a bearer token on every route that is not declared `public`."""

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthorized()
        bearer: Bearer = connection.app.state.bearer
        users: Users = connection.app.state.users
        claims = await bearer.claims_of(token.strip())
        return AuthenticationResult(user=await users.user_id(claims), auth=claims)
