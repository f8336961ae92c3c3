"""`/api/auth/backchannel-logout`: called by the issuer, never by a page."""

from typing import Any
from urllib.parse import parse_qs

from litestar import Request, Response, post
from litestar.datastructures import State

from waugzee.accounts import backchannel
from waugzee.accounts.backchannel import BadLogoutToken, LogoutTokens
from waugzee.wire import Db

MOST_BYTES = 20_000


@post(
    "/auth/backchannel-logout",
    status_code=200,
    opt={"public": True, "limit": "open"},
    summary="The issuer says who has signed out (OpenID Connect Back-Channel Logout 1.0)",
    request_max_body_size=MOST_BYTES,
)
async def backchannel_logout(request: Request[Any, Any, State], db: Db, state: State) -> Response[None]:
    try:
        form = parse_qs((await request.body()).decode("ascii"), strict_parsing=True, max_num_fields=20)
    except ValueError as error:
        raise BadLogoutToken("The body is not a form.") from error
    if len(form.get("logout_token", [])) != 1:
        raise BadLogoutToken("The form lacks logout_token.")
    tokens: LogoutTokens = state.logout_tokens
    await backchannel.sign_out(db, await tokens.read(form["logout_token"][0]))
    return Response(None, headers={"Cache-Control": "no-store"})


ROUTES = [backchannel_logout]
