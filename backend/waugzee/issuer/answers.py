"""Reading the issuer's requests and making its responses."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException

from waugzee import addresses
from waugzee.issuer import pages
from waugzee.issuer.browser import SESSION_LIFE
from waugzee.issuer.grants import ProtocolRequest
from waugzee.issuer.parameters import InvalidRequestError, OAuth2Error, parse
from waugzee.issuer.server import Answer
from waugzee.issuer.state import Issuer

AnyRequest = Request[Any, Any, Any]
NO_STORE = {"Cache-Control": "no-store"}
FORM = "application/x-www-form-urlencoded"
COOKIE = "waugzee_issuer"
COOKIE_PATH = "/issuer"
STYLE = (Path(__file__).parent / "style.css").read_bytes()
STYLE_URL = f"style.css?{hashlib.sha256(STYLE).hexdigest()[:12]}"


def query_of(request: AnyRequest) -> dict[str, str]:
    """The query's parameters; raises OAuth2Error."""
    return parse(request.scope["query_string"])


async def form_of(request: AnyRequest) -> dict[str, str]:
    """The posted form; raises OAuth2Error."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise InvalidRequestError("The request is not a form.")
    return parse(await request.body())


async def parameters_of(request: AnyRequest) -> dict[str, str]:
    """The parameters of an endpoint that takes them in the query or, posted, in the body."""
    return await form_of(request) if request.method == "POST" else query_of(request)


def protocol_request(issuer: Issuer, request: AnyRequest, parameters: Mapping[str, str]) -> ProtocolRequest:
    # The issuer's own address, not the one this request came by: behind a proxy they differ.
    return ProtocolRequest(request.method, issuer.settings.issuer_url, parameters, request.headers)


def address_of(issuer: Issuer, request: AnyRequest) -> str:
    trusted = addresses.networks(issuer.settings.trusted_proxies)
    return addresses.neighbourhood(addresses.address_of(request.scope, trusted))


def from_here(issuer: Issuer, request: AnyRequest) -> bool:
    """Whether a form was posted from one of our own pages and by nobody else's."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    return request.headers.get("origin") in issuer.settings.page_origins


def json(body: Any, *, max_age: int = 0) -> Response[bytes]:
    """A JSON answer that may be kept for `max_age` seconds."""
    headers = {"Cache-Control": f"public, max-age={max_age}"} if max_age else NO_STORE
    return Response(msgspec.json.encode(body), media_type=MediaType.JSON, headers=headers)


def unauthorized(why: str) -> Response[bytes]:
    """RFC 6750 §3: no reason for who sent no token."""
    headers = {**NO_STORE, "WWW-Authenticate": f"Bearer{why}"}
    return Response(b"{}", status_code=401, media_type=MediaType.JSON, headers=headers)


def answer(given: Answer) -> Response[bytes]:
    """What Authlib answered."""
    body = b"" if isinstance(given.body, str) else msgspec.json.encode(given.body)
    headers = {**NO_STORE, **{name: value for name, value in given.headers if name != "Content-Type"}}
    return Response(body, status_code=given.status, headers=headers, media_type=MediaType.JSON)


def refused(_: AnyRequest, error: OAuth2Error) -> Response[bytes]:
    """An OAuth error of an endpoint that programs call."""
    status, body, headers = error()
    return answer(Answer(status, dict(body), headers))


def redirect(location: str, cookies: list[Cookie] | None = None) -> Response[bytes]:
    """303: whatever was posted is not posted again."""
    return Response(b"", status_code=303, headers={**NO_STORE, "Location": location}, cookies=cookies)


def page(
    issuer: Issuer,
    html: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    cookies: list[Cookie] | None = None,
) -> Response[str]:
    # Browsers apply form-action to what a form's answer redirects to as well, hence the page's origins.
    targets = " ".join(["'self'", *issuer.settings.page_origins])
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none';"
        f" form-action {targets}"
    )
    return Response(
        html,
        status_code=status,
        media_type=MediaType.HTML,
        cookies=cookies,
        headers={
            **NO_STORE,
            "Content-Security-Policy": policy,
            # Not no-referrer: that would post our own forms with `Origin: null`.
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            **(headers or {}),
        },
    )


def session_cookie(issuer: Issuer, value: str) -> Cookie:
    return Cookie(
        key=COOKIE,
        value=value,
        path=COOKIE_PATH,
        max_age=int(SESSION_LIFE.total_seconds()) if value else 0,
        httponly=True,
        samesite="lax",
        secure=issuer.settings.public_url.startswith("https:"),
    )


def page_errors(issuer: Issuer) -> dict[int | type[Exception], Any]:
    """The errors of the endpoints that people see, in plain words."""
    home = issuer.settings.public_url

    def wrong_request(_: AnyRequest, error: OAuth2Error) -> Response[str]:
        text = f"Waugzee is at {home}. Whatever led here is not it, or asked for something else."
        detail = f"{error.error}: {error.get_error_description()}" if error.description else error.error
        title = "This sign-in cannot go on"
        html = pages.message_page(title, text, STYLE_URL, home=home, detail=detail)
        return page(issuer, html, status=400)

    def unreadable(_: AnyRequest, error: HTTPException) -> Response[str]:
        text = "What was sent here could not be read. Go back to Waugzee and try again."
        html = pages.message_page("That did not work", text, STYLE_URL, home=home)
        return page(issuer, html, status=error.status_code)

    return {OAuth2Error: wrong_request, HTTPException: unreadable}
