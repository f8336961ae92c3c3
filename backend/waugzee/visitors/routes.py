"""`/issuer/visit`, the way in without an account, and `/api/visit`, the way out."""

from typing import Any

from litestar import Response, delete, post
from litestar.datastructures import State

from waugzee.errors import WaugzeeError
from waugzee.issuer import answers, browser, pages
from waugzee.issuer.answers import COOKIE, COOKIE_PATH, STYLE_URL, AnyRequest
from waugzee.issuer.state import IssuerDependency
from waugzee.visitors import actions
from waugzee.wire import Db, UserId


@post("/visit", opt={"limit": "sign-in"})
async def visit(
    request: AnyRequest, issuer: IssuerDependency, state: State
) -> Response[str] | Response[bytes]:
    """Signed in as somebody who did not exist a moment ago, and on with the authorization request.

    Posted by our own page only: another site could else make visitors, and sign people out of their own.
    """
    parameters = answers.query_of(request)
    home = issuer.settings.public_url
    if not answers.from_here(issuer, request):
        text = "This was sent from another site. Open Waugzee and look around from there."
        return answers.page(
            issuer, pages.message_page("Not sent from here", text, STYLE_URL, home=home), status=403
        )
    try:
        account_id = await actions.arrive(issuer, state.exhibits, answers.address_of(issuer, request))
    except WaugzeeError as error:
        html = pages.message_page("Not right now", error.detail or error.title, STYLE_URL, home=home)
        return answers.page(issuer, html, status=error.status, headers=error.headers)
    cookie = await browser.open_session(issuer, account_id, request.cookies.get(COOKIE))
    query = browser.after_signing_in(parameters)
    return answers.redirect(f"{COOKIE_PATH}/authorize?{query}", [answers.session_cookie(issuer, cookie)])


@delete("/visit", status_code=204, summary="End a visit: everything of it is forgotten at once")
async def leave(db: Db, user_id: UserId) -> None:
    await actions.leave(db, user_id)


WAYS_IN: list[Any] = [visit]
ROUTES: list[Any] = [leave]
