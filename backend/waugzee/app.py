"""The API, composed in one place: routes, dependencies, errors, and the page in front of it."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from litestar import Litestar, Response, Router, get
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.types import ASGIApp

from waugzee import __version__
from waugzee.accounts import user_queries
from waugzee.accounts.admin_routes import ROUTES as ADMIN
from waugzee.accounts.authentication import BearerAuthentication
from waugzee.accounts.backchannel import Logout, LogoutTokens, sign_out
from waugzee.accounts.backchannel_routes import ROUTES as BACKCHANNEL
from waugzee.accounts.bearer import make_bearer
from waugzee.accounts.invitation_routes import ROUTES as INVITATIONS
from waugzee.accounts.issuer_client import IssuerClient
from waugzee.accounts.key_routes import ROUTES as KEYS
from waugzee.accounts.keyring import Keyring
from waugzee.accounts.principals import Principals
from waugzee.accounts.routes import ROUTES as ACCOUNTS
from waugzee.accounts.session_routes import ROUTES as SESSIONS
from waugzee.accounts.shared_memory import SharedMemory
from waugzee.browser_security import cross_origin, secured
from waugzee.browsing.routes import ROUTES as CATALOGUE
from waugzee.care.routes import ROUTES as CARE
from waugzee.collection.list_routes import ROUTES as LISTS
from waugzee.collection.routes import ROUTES as COLLECTION
from waugzee.crates.routes import ROUTES as CRATES
from waugzee.db import Transaction, make_engine, transaction
from waugzee.discogs.client import DiscogsClient
from waugzee.discogs.routes import ROUTES as DISCOGS
from waugzee.driving.dump_routes import ROUTES as DUMPS
from waugzee.driving.routes import ROUTES as DRIVING
from waugzee.driving.work import work
from waugzee.due.routes import ROUTES as DUE
from waugzee.enriching.routes import ROUTES as ENRICHING
from waugzee.equipment.routes import ROUTES as EQUIPMENT
from waugzee.erasure.routes import ROUTES as ERASURE
from waugzee.errands.lookup_routes import ROUTES as BARCODES
from waugzee.errands.routes import ROUTES as ERRANDS
from waugzee.errors import ConfigurationError, WaugzeeError
from waugzee.events.relay import Relay
from waugzee.events.routes import event_socket, issue_ticket
from waugzee.exporting.routes import ROUTES as EXPORTING
from waugzee.federation import routes as federation
from waugzee.hub import Hub
from waugzee.imports.routes import AT_ONCE as IMPORTS_AT_ONCE
from waugzee.imports.routes import ROUTES as IMPORTS
from waugzee.inbox.push_routes import ROUTES as PUSHING
from waugzee.inbox.routes import ROUTES as INBOX
from waugzee.issuer.keys import signing_keys
from waugzee.issuer.routes import issuer_router
from waugzee.issuer.sessions import end_session as end_own_session
from waugzee.maintenance.routes import ROUTES as MAINTENANCE
from waugzee.metrics import Measured, watch
from waugzee.page import Page
from waugzee.picks.routes import ROUTES as PICKS
from waugzee.plays.routes import ROUTES as PLAYS
from waugzee.plays.spin_routes import ROUTES as SPINNING
from waugzee.preferences.routes import ROUTES as PREFERENCES
from waugzee.rate_limits import RateLimiting, RateLimits, Refusals
from waugzee.scrobbling.client import ListenBrainzClient
from waugzee.scrobbling.routes import ROUTES as SCROBBLING
from waugzee.settings import Settings
from waugzee.sharing.kept import Kept
from waugzee.sharing.routes import PAGES as SHARED_PAGES
from waugzee.sharing.routes import ROUTES as SHARING
from waugzee.shelf.routes import ROUTES as SHELF
from waugzee.statistics.routes import ROUTES as STATISTICS
from waugzee.sync.routes import ROUTES as SYNC
from waugzee.visitors.actions import Exhibits, keep_house
from waugzee.visitors.routes import ROUTES as VISITORS
from waugzee.visitors.routes import WAYS_IN
from waugzee.wear.routes import ROUTES as WEAR
from waugzee.wire import (
    StrictRequest,
    on_any_error,
    on_http_error,
    on_own_error,
    provide_caller,
    provide_db,
    provide_user_id,
)

LARGEST_BODY = 2_000_000
KEPT_FOR_GUESTS = 16_000_000
"""Bytes of what guests read and see that a process keeps."""
DESCRIPTION = "/api/openapi.json"

# Litestar loads OpenTelemetry wherever it is installed, for a plugin of its own that is not used here.
sys.modules["litestar.plugins.opentelemetry"] = None  # type: ignore[assignment]  # whatever is None cannot be imported

API = [
    *ACCOUNTS,
    *ERASURE,
    *SESSIONS,
    *KEYS,
    *INVITATIONS,
    *ADMIN,
    *BACKCHANNEL,
    *DISCOGS,
    *COLLECTION,
    *LISTS,
    *SHELF,
    *PLAYS,
    *SPINNING,
    *PREFERENCES,
    *CARE,
    *EQUIPMENT,
    *STATISTICS,
    *WEAR,
    *MAINTENANCE,
    *CRATES,
    *BARCODES,
    *PICKS,
    *DUE,
    *SHARING,
    *VISITORS,
    *SYNC,
    *ENRICHING,
    *ERRANDS,
    *CATALOGUE,
    *DRIVING,
    *INBOX,
    *PUSHING,
    *SCROBBLING,
    *EXPORTING,
    *IMPORTS,
    *DUMPS,
    issue_ticket,
    event_socket,
]


@get("/health", opt={"public": True}, summary="The process answers")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@get("/ready", opt={"public": True}, summary="The database answers too")
async def ready(state: State) -> Response[dict[str, str]]:
    async with transaction(state.engine):  # which the database has to begin
        return Response({"status": "ready"})


def create_site(settings: Settings, *, works: bool = False) -> ASGIApp:
    """Compose what a browser sees: the built page, where there is one, in front of the API."""
    app = create_app(settings, works=works)
    issuer: IssuerClient | None = app.state.issuer_client
    site: ASGIApp = app
    if (settings.page / "index.html").exists():
        site = Page(app, settings, lambda: issuer.known.origins if issuer and issuer.known else [])
    return site if settings.metrics_port is None else Measured(site)


async def _relay(hub: Hub, settings: Settings) -> None:
    """Share news with the other processes, where Valkey joins them."""
    if settings.valkey_url is not None:
        relay = Relay(hub, settings.valkey_url)
        hub.send = relay.send
        await relay.run()


def _traced(settings: Settings) -> list[Callable[[Litestar], AbstractAsyncContextManager[None]]]:
    """What makes traces while the API lives, where they are wanted: else it is not even loaded."""
    if settings.otlp_endpoint is None:
        return []
    from waugzee.traces import tracing

    return [tracing(settings.otlp_endpoint)]


async def _end_nowhere_else(_: Transaction, __: str) -> None:
    """An outside issuer's sessions are its own; here their tokens are refused."""


def create_app(settings: Settings, *, works: bool = False, now: Callable[[], float] = time.time) -> Litestar:
    """Compose the API. It connects to the database on the first request, not here.

    `now` (Unix seconds) is the clock that tokens are judged by. Where it `works`, it takes the queue's
    jobs as well, from its start to its end.
    """
    if settings.database_url is None:
        raise ConfigurationError("WAUGZEE_DATABASE_URL is not set: give the address of the database")
    if len(settings.secret) < 32:
        raise ConfigurationError("WAUGZEE_SECRET is not set: give at least 32 random characters")
    engine = make_engine(settings.database_url)
    hub = Hub()
    watch(engine, lambda: hub.sockets)
    issuer = None if settings.built_in_issuer else IssuerClient(settings.issuer_url, now=now)
    keyring = Keyring(issuer.keys if issuer else partial(signing_keys, engine, settings), now=now)
    shared = SharedMemory(settings.valkey_url, settings.secret, "token") if settings.valkey_url else None
    bearer = make_bearer(settings, keyring, issuer, shared, now=now)
    principals = Principals(engine, settings, bearer, now=now)
    hub.watchers.append(principals.forget)
    rate_limits = RateLimits(settings.valkey_url)
    discogs = DiscogsClient(settings.public_url)
    listenbrainz = ListenBrainzClient(settings)

    async def end_at_api(db: Transaction, subject: str, sid: str | None) -> None:
        await sign_out(db, Logout(settings.issuer_url, subject, sid, int(now())))

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_relay(hub, settings)), asyncio.create_task(keep_house(engine, hub))]
        if works:
            tasks.append(asyncio.create_task(work(settings, engine, app)))
        if issuer:
            tasks.append(asyncio.create_task(keyring.keep_fresh()))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await principals.written()
        for opened in (issuer, shared, rate_limits, discogs, listenbrainz):
            if opened:
                await opened.aclose()
        await engine.dispose()

    return Litestar(
        route_handlers=[
            health,
            ready,
            Router("/api", route_handlers=API),
            *SHARED_PAGES,
            *(
                [
                    issuer_router(
                        settings,
                        engine,
                        clock=now,
                        hub=hub,
                        end_at_api=end_at_api,
                        other_ways=[*federation.ROUTES, *WAYS_IN],
                    )
                ]
                if settings.built_in_issuer
                else []
            ),
        ],
        dependencies={
            "db": Provide(provide_db),
            "user_id": Provide(provide_user_id),
            "caller": Provide(provide_caller),
        },
        middleware=[
            DefineMiddleware(BearerAuthentication, exclude_from_auth_key="public"),
            RateLimiting(settings),
        ],
        before_send=[secured(settings)],
        cors_config=cross_origin(settings),
        exception_handlers={
            WaugzeeError: on_own_error,
            HTTPException: on_http_error,
            Exception: on_any_error,
        },
        state=State(
            {
                "settings": settings,
                "engine": engine,
                "hub": hub,
                "issuer_client": issuer,
                "keyring": keyring,
                "shared": shared,
                "bearer": bearer,
                "principals": principals,
                "admits": user_queries.admits,
                "end_at_issuer": end_own_session if settings.built_in_issuer else _end_nowhere_else,
                "logout_tokens": LogoutTokens(settings.issuer_url, settings.client_id, keyring, now=now),
                "rate_limits": rate_limits,
                "refusals": Refusals(settings),
                "guests": Kept(KEPT_FOR_GUESTS),
                "exhibits": Exhibits(),
                "importing": asyncio.Semaphore(IMPORTS_AT_ONCE),
                "discogs": discogs,
                "listenbrainz": listenbrainz,
            }
        ),
        lifespan=[*_traced(settings), lifespan],
        request_class=StrictRequest,
        request_max_body_size=LARGEST_BODY,
        compression_config=CompressionConfig(backend="gzip", minimum_size=1000, gzip_compress_level=4),
        openapi_config=OpenAPIConfig(
            title="Waugzee",
            version=__version__,
            description="What vinyl you own, what you played, what needs cleaning.",
            # At its own address alone: beneath /api it would answer every unknown path with a page.
            openapi_router=Router(
                DESCRIPTION, route_handlers=[], opt={"public": True}, include_in_schema=False
            ),
            render_plugins=[JsonRenderPlugin(path=["/", "/openapi.json"])],
            components=Components(
                security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}
            ),
            security=[{"bearer": []}],
        ),
        # Litestar would otherwise configure the whole process's logging.
        logging_config=None,
        debug=False,
    )
