"""The two addresses of the issuer between which a person is at Discogs."""

from litestar import Response, get
from litestar.datastructures import Cookie, State

from waugzee.discogs.actions import Site
from waugzee.errors import ForeignBrowser, NotOffered, WaugzeeError
from waugzee.federation import actions
from waugzee.issuer import answers, browser, pages
from waugzee.issuer.answers import COOKIE, COOKIE_PATH, STYLE_URL, AnyRequest
from waugzee.issuer.state import Issuer, IssuerDependency

KEPT = "waugzee_discogs"
LIFE = 3600
"""Seconds: longer than Discogs waits, so that who comes too late is told so."""


@get("/discogs", opt={"limit": "discogs-sign-in"})
async def begin(
    request: AnyRequest, issuer: IssuerDependency, state: State
) -> Response[str] | Response[bytes]:
    """Off to Discogs, with the authorization request kept in the browser."""
    try:
        if not issuer.settings.offers_discogs:
            raise NotOffered("Signing in by Discogs is not offered here.")
        address, kept = await actions.begin(issuer, _site(state), answers.query_of(request))
    except WaugzeeError as error:
        return _not_signed_in(issuer, error)
    return answers.redirect(address, [_cookie(issuer, kept)])


@get("/discogs-callback", opt={"limit": "discogs-sign-in"})
async def come_back(
    request: AnyRequest, issuer: IssuerDependency, state: State
) -> Response[str] | Response[bytes]:
    """Back from Discogs: signed in, and on with the authorization request."""
    given = answers.query_of(request)
    token = given.get("oauth_token") or given.get("denied") or ""
    try:
        begun = actions.begun_by(issuer, request.cookies.get(KEPT), token)
        if not given.get("oauth_verifier"):
            raise ForeignBrowser("Discogs gave no permission, so nobody was signed in.")
        account_id = await actions.arrive(issuer, _site(state), begun, given["oauth_verifier"])
    except WaugzeeError as error:
        return _not_signed_in(issuer, error)
    cookie = await browser.open_session(issuer, account_id, request.cookies.get(COOKIE))
    query = browser.after_signing_in(begun.parameters)
    cookies = [answers.session_cookie(issuer, cookie), _cookie(issuer, "")]
    return answers.redirect(f"{COOKIE_PATH}/authorize?{query}", cookies)


def _not_signed_in(issuer: Issuer, error: WaugzeeError) -> Response[str]:
    html = pages.message_page(
        "Not signed in", error.detail or error.title, STYLE_URL, home=issuer.settings.public_url
    )
    return answers.page(issuer, html, status=error.status, cookies=[_cookie(issuer, "")])


def _cookie(issuer: Issuer, value: str) -> Cookie:
    return Cookie(
        key=KEPT,
        value=value,
        path=f"{COOKIE_PATH}/discogs-callback",
        max_age=LIFE if value else 0,
        httponly=True,
        samesite="lax",
        secure=issuer.settings.public_url.startswith("https:"),
    )


def _site(state: State) -> Site:
    return Site(state.settings, state.engine, state.discogs, state.hub)


ROUTES = [begin, come_back]
