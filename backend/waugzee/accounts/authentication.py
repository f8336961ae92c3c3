"""Who is asking, and may they: the bearer token of a request, and what its route declares.

opt={"public": True}       anyone, without looking at a token
opt={"role": "admin"}      administrators
opt={"scope": …}           what an API key needs here; without it GET asks for "read", and every
                           other method is for people signed in, as SIGNED_IN is
opt={"stranger": True}     whoever the issuer knows, a user here or not; `request.auth` says which
"""

import uuid
from typing import Any, Protocol

from litestar.connection import ASGIConnection
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import Scope

from waugzee.accounts.bearer import Bearer
from waugzee.accounts.principals import Principals
from waugzee.errors import Forbidden, InsufficientScope, InvitationNeeded, SignUpClosed, Unauthorized
from waugzee.principal import SIGNED_IN, Principal

ACTING_FOR = "waugzee.acting_for"
"""In a request's scope: the user for whom this process asks itself. No server puts anything there."""


class Refusals(Protocol):
    """Counts who was not let in; both raise TooManyRequests where there were too many from an address."""

    async def check(self, scope: Scope) -> None: ...

    async def count(self, scope: Scope) -> None: ...


class BearerAuthentication(AbstractAuthenticationMiddleware):
    """Requires a bearer token on every route that is not declared `public`."""

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        principals: Principals = connection.app.state.principals
        opt = connection.route_handler.opt
        if isinstance(user_id := connection.scope.get(ACTING_FOR), uuid.UUID):
            principal = await principals.of_user(user_id)
            check(principal, opt, str(connection.scope.get("method", "GET")))
            return AuthenticationResult(user=user_id, auth=principal)
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise Unauthorized()
        refusals: Refusals = connection.app.state.refusals
        scope, agent = connection.scope, connection.headers.get("user-agent", "")
        try:
            principal = await principals.of_token(token, agent, lambda: refusals.check(scope))
        except Unauthorized:
            await refusals.count(scope)
            raise
        except (SignUpClosed, InvitationNeeded):
            if not opt.get("stranger"):
                raise
            bearer: Bearer = connection.app.state.bearer
            return AuthenticationResult(user=None, auth=await bearer.claims_of(token))
        check(principal, opt, str(connection.scope.get("method", "GET")))
        return AuthenticationResult(user=principal.user_id, auth=principal)


def check(principal: Principal, opt: dict[str, Any], method: str) -> None:
    """Raise Forbidden where the route is not for them, InsufficientScope where it is not for their key."""
    if opt.get("role") == "admin" and principal.role != "admin":
        raise Forbidden("This is for administrators.")
    if principal.scopes is None:
        return
    needed = opt.get("scope", "read" if method == "GET" else SIGNED_IN)
    if needed not in principal.scopes:
        raise InsufficientScope(
            "This is for people signed in, not for keys."
            if needed == SIGNED_IN
            else f"This key lacks the scope {needed}.",
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{needed}"'},
        )
