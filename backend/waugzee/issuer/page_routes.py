"""What people see of the issuer: signing in, making an account, signing out."""

import uuid
from collections.abc import Mapping

from litestar import HttpMethod, Response, get, post, route

from waugzee.db import transaction
from waugzee.errors import Conflict, Invalid
from waugzee.hub import announced
from waugzee.issuer import actions, answers, browser, pages
from waugzee.issuer.answers import COOKIE, STYLE_URL, AnyRequest
from waugzee.issuer.keys import load_keys
from waugzee.issuer.server import prompts
from waugzee.issuer.state import Issuer, IssuerDependency

BOTH = [HttpMethod.GET, HttpMethod.POST]


@route("/authorize", http_method=BOTH, status_code=200)
async def authorize(request: AnyRequest, issuer: IssuerDependency) -> Response[str] | Response[bytes]:
    parameters = await answers.parameters_of(request)
    given = answers.protocol_request(issuer, request, parameters)
    keys = await load_keys(issuer.engine, issuer.settings)
    async with transaction(issuer.engine) as db:
        answer = await db.connection.run_sync(
            browser.authorize, issuer, keys, given, request.cookies.get(COOKIE)
        )
    if answer is not None:
        return answers.answer(answer)
    if "create" in prompts(parameters) and _takes_people_in(issuer):
        return answers.page(issuer, pages.sign_up_page(parameters, STYLE_URL))
    hint = parameters.get("login_hint", "")
    return answers.page(issuer, _sign_in_page(issuer, parameters, name=hint))


@get("/sign-in")
async def sign_in_form(request: AnyRequest, issuer: IssuerDependency) -> Response[str]:
    return answers.page(issuer, _sign_in_page(issuer, answers.query_of(request)))


@post("/sign-in", opt={"limit": "sign-in"})
async def sign_in(request: AnyRequest, issuer: IssuerDependency) -> Response[str] | Response[bytes]:
    parameters = answers.query_of(request)
    form = await answers.form_of(request)
    if not answers.from_here(issuer, request):
        return _posted_from_elsewhere(issuer)
    name = form.get("name", "").strip()
    try:
        account_id = await actions.sign_in(
            issuer, name, form.get("password", ""), answers.address_of(issuer, request)
        )
    except (actions.WrongPassword, actions.TooManyAttempts) as error:
        html = _sign_in_page(issuer, parameters, name=name, problem=error.detail)
        return answers.page(issuer, html, status=error.status, headers=error.headers)
    return await _go_on(issuer, request, parameters, account_id)


@get("/sign-up")
async def sign_up_form(request: AnyRequest, issuer: IssuerDependency) -> Response[str]:
    if not _takes_people_in(issuer):
        return _closed(issuer)
    return answers.page(issuer, pages.sign_up_page(answers.query_of(request), STYLE_URL))


@post("/sign-up", opt={"limit": "sign-in"})
async def sign_up(request: AnyRequest, issuer: IssuerDependency) -> Response[str] | Response[bytes]:
    if not _takes_people_in(issuer):
        return _closed(issuer)
    parameters = answers.query_of(request)
    form = await answers.form_of(request)
    if not answers.from_here(issuer, request):
        return _posted_from_elsewhere(issuer)
    name = form.get("name", "").strip()
    try:
        account_id = await actions.sign_up(
            issuer, name, form.get("password", ""), answers.address_of(issuer, request)
        )
    except (Invalid, Conflict, actions.TooManyAttempts) as error:
        html = pages.sign_up_page(parameters, STYLE_URL, name=name, problem=error.detail)
        return answers.page(issuer, html, status=error.status, headers=error.headers)
    return await _go_on(issuer, request, parameters, account_id)


async def _go_on(
    issuer: Issuer, request: AnyRequest, parameters: Mapping[str, str], account_id: uuid.UUID
) -> Response[bytes]:
    """Back to the authorization request, now with a session."""
    cookie = await browser.open_session(issuer, account_id, request.cookies.get(COOKIE))
    query = browser.after_signing_in(parameters)
    return answers.redirect(
        f"{answers.COOKIE_PATH}/authorize?{query}", [answers.session_cookie(issuer, cookie)]
    )


@route("/end-session", http_method=BOTH, status_code=200)
async def end_session(request: AnyRequest, issuer: IssuerDependency) -> Response[str] | Response[bytes]:
    parameters = answers.query_of(request)
    form = await answers.form_of(request) if request.method == "POST" else {}
    confirmed = "confirmed" in form and answers.from_here(issuer, request)
    parameters |= form
    keys = await load_keys(issuer.engine, issuer.settings)
    home = issuer.settings.public_url
    async with announced(issuer.engine, issuer.hub) as db:
        outcome = await db.connection.run_sync(
            lambda db: browser.sign_out(
                db, issuer, keys, parameters, cookie=request.cookies.get(COOKIE), confirmed=confirmed
            )
        )
        for session in outcome.sessions:
            await issuer.end_at_api(db, *session)
    if outcome.ask is not None:
        html = pages.confirm_sign_out_page(parameters, STYLE_URL, name=outcome.ask, home=home)
        return answers.page(issuer, html)
    cookies = [answers.session_cookie(issuer, "")] if outcome.ended else []
    if outcome.redirect_uri is not None:
        return answers.redirect(outcome.redirect_uri, cookies)
    text = "Your records and your log are kept. Sign in again whenever you like."
    html = pages.message_page("Signed out", text, STYLE_URL, home=home)
    return answers.page(issuer, html, cookies=cookies)


def _takes_people_in(issuer: Issuer) -> bool:
    """Otherwise accounts are made from a terminal. Invitations are the API's to ask for."""
    return issuer.settings.sign_up != "closed"


def _sign_in_page(
    issuer: Issuer, parameters: Mapping[str, str], *, name: str = "", problem: str | None = None
) -> str:
    sign_up = _takes_people_in(issuer)
    discogs = issuer.settings.offers_discogs
    return pages.sign_in_page(
        parameters, STYLE_URL, sign_up=sign_up, discogs=discogs, name=name, problem=problem
    )


def _closed(issuer: Issuer) -> Response[str]:
    text = "Nobody new is taken in here. Ask whoever runs this Waugzee for an account."
    html = pages.message_page("No new accounts", text, STYLE_URL, home=issuer.settings.public_url)
    return answers.page(issuer, html, status=403)


def _posted_from_elsewhere(issuer: Issuer) -> Response[str]:
    text = "This form was sent from another site. Open Waugzee and sign in there."
    html = pages.message_page("Not sent from here", text, STYLE_URL, home=issuer.settings.public_url)
    return answers.page(issuer, html, status=403)


PAGES = [authorize, sign_in_form, sign_in, sign_up_form, sign_up, end_session]
