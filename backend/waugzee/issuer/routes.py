"""The issuer, composed: discovery, keys, tokens, userinfo, revocation, and the pages people see."""

import time
from collections.abc import Callable, Sequence

from litestar import HttpMethod, MediaType, Response, Router, get, post, route
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import Transaction, transaction
from waugzee.hub import Hub, announced
from waugzee.issuer import answers, tokens
from waugzee.issuer.answers import AnyRequest
from waugzee.issuer.grant import Ended
from waugzee.issuer.grants import ProtocolRequest
from waugzee.issuer.keys import load_keys, signing_keys
from waugzee.issuer.metadata import OAUTH_PATH, OPENID_PATH, metadata
from waugzee.issuer.page_routes import PAGES
from waugzee.issuer.parameters import MOST_BYTES, OAuth2Error
from waugzee.issuer.server import Answer, Server
from waugzee.issuer.state import EndAtApi, Issuer, IssuerDependency
from waugzee.issuer.throttle import Throttle
from waugzee.settings import Settings

DISCOVERY_AGE = 300  # seconds a client may keep what we say about ourselves


@get(OPENID_PATH)
async def openid_configuration(issuer: IssuerDependency) -> Response[bytes]:
    return answers.json(metadata(issuer.settings.issuer_url), max_age=DISCOVERY_AGE)


@get(OAUTH_PATH)
async def oauth_metadata(issuer: IssuerDependency) -> Response[bytes]:
    return answers.json(metadata(issuer.settings.issuer_url), max_age=DISCOVERY_AGE)


@get("/jwks")
async def jwks(issuer: IssuerDependency) -> Response[bytes]:
    keys = await signing_keys(issuer.engine, issuer.settings)
    return answers.json({"keys": keys}, max_age=DISCOVERY_AGE)


@post("/token", opt={"limit": "token"})
async def token(request: AnyRequest, issuer: IssuerDependency) -> Response[bytes]:
    return await _served(issuer, request, lambda server, given: server.create_token_response(given))


@post("/revoke", opt={"limit": "token"})
async def revoke(request: AnyRequest, issuer: IssuerDependency) -> Response[bytes]:
    return await _served(
        issuer, request, lambda server, given: server.create_endpoint_response("revocation", given)
    )


async def _served(
    issuer: Issuer, request: AnyRequest, respond: Callable[[Server, ProtocolRequest], Answer]
) -> Response[bytes]:
    given = answers.protocol_request(issuer, request, await answers.form_of(request))
    keys = await load_keys(issuer.engine, issuer.settings)

    def answered(db: Connection) -> tuple[Answer, list[Ended]]:
        store = issuer.grants(db, keys)
        return respond(Server(issuer.settings, store), given), store.ended

    # A refusal is an answer, not an exception: spending the code or ending the session is committed.
    async with announced(issuer.engine, issuer.hub) as db:
        answer, ended = await db.connection.run_sync(answered)
        for session in ended:
            await issuer.end_at_api(db, *session)
    return answers.answer(answer)


@route("/userinfo", http_method=[HttpMethod.GET, HttpMethod.POST], status_code=200)
async def userinfo(request: AnyRequest, issuer: IssuerDependency) -> Response[bytes]:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return answers.unauthorized("")
    keys = await load_keys(issuer.engine, issuer.settings)
    async with transaction(issuer.engine) as db:
        grant = await db.connection.run_sync(
            lambda db: issuer.grants(db, keys).of_access_token(bearer.strip())
        )
    if grant is None:
        return answers.unauthorized(' error="invalid_token"')
    return answers.json(tokens.user_claims(grant, grant.scope))


@get("/style.css")
async def style() -> Response[bytes]:
    return Response(
        answers.STYLE,
        media_type=MediaType.CSS,
        # Its address changes with its content.
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


async def _nowhere_else(_: Transaction, __: str, ___: str | None) -> None:
    """Alone, without the API."""


def issuer_router(
    settings: Settings,
    engine: AsyncEngine,
    *,
    clock: Callable[[], float] = time.time,
    hub: Hub | None = None,
    end_at_api: EndAtApi = _nowhere_else,
    other_ways: Sequence[HTTPRouteHandler] = (),
) -> Router:
    """The issuer for an application that has `settings` and `engine`; it guards its own endpoints.

    `other_ways` are pages by which people sign in other than by name and password. What ends here ends by
    `end_at_api` as well, and the `hub` tells.

    Everything is below /issuer but RFC 8414's document, which stands below /.well-known.
    """
    issuer = Issuer(settings, engine, clock, Throttle(clock), hub or Hub(), end_at_api)
    called_by_programs = Router(
        "/issuer",
        route_handlers=[openid_configuration, jwks, token, revoke, userinfo, style],
        exception_handlers={OAuth2Error: answers.refused},
    )
    seen_by_people = Router(
        "/issuer", route_handlers=[*PAGES, *other_ways], exception_handlers=answers.page_errors(issuer)
    )
    return Router(
        "/",
        route_handlers=[oauth_metadata, called_by_programs, seen_by_people],
        dependencies={"issuer": Provide(lambda: issuer, sync_to_thread=False)},
        opt={"public": True},
        include_in_schema=False,
        request_max_body_size=MOST_BYTES,
    )
