"""The edge of HTTP: strict decoding of bodies, and problem documents for every error.

Litestar decodes bodies non-strictly (`"3"` passes for 3) and answers 500 to some broken ones, so
requests decode their own bodies with msgspec's strict decoder.
"""

import functools
import http
import uuid
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import msgspec
import structlog
from litestar import MediaType, Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, ValidationException
from litestar.params import SkipValidation
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import Transaction
from waugzee.errors import (
    BadRequest,
    Invalid,
    NotFound,
    Unauthorized,
    Unavailable,
    WaugzeeError,
    from_sqlstate,
)
from waugzee.hub import Hub, announced
from waugzee.principal import Principal

log = structlog.get_logger()

Db = NamedDependency[Transaction]
"""The request's transaction, for a handler's parameter `db`."""
UserId = NamedDependency[uuid.UUID]
"""Who asks, for a handler's parameter `user_id`."""
Caller = NamedDependency[SkipValidation[Principal]]
"""Who asks and by what they came, for a handler's parameter `caller`."""

PROBLEM = "application/problem+json"
LITESTARS_OWN = {400: "bad-request", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}
"""The types of the errors that never reach a handler."""


class Problem(msgspec.Struct, omit_defaults=True):
    """An error, as RFC 9457 has it. `type` is stable; `title` says what it is, `detail` what was wrong."""

    type: str
    title: str
    status: int
    detail: str | None = None


@functools.cache
def decoder(type_: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(type_, strict=True)


def decoded(body: bytes, type_: Any) -> Any:
    """Decode `body` strictly; raises BadRequest or Invalid, never anything else."""
    try:
        # msgspec does not look inside what it skips, so broken text could pass through unread.
        body.decode()
        return decoder(type_).decode(body)
    except UnicodeDecodeError as error:
        raise BadRequest("The body is not UTF-8.") from error
    except msgspec.ValidationError as error:
        raise Invalid(str(error)) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadRequest("The body is not JSON, or nested too deeply.") from error


class StrictRequest(Request[uuid.UUID, Any, State]):
    """A request whose `data` parameter is decoded strictly to its declared type."""

    async def json(self) -> Any:
        field = self.route_handler.parsed_data_field
        return decoded(await self.body(), field.annotation if field else Any)


async def provide_user_id(request: ASGIConnection[Any, uuid.UUID, Any, Any]) -> uuid.UUID:
    return request.user


async def provide_caller(request: ASGIConnection[Any, uuid.UUID, Principal, Any]) -> Principal:
    return request.auth


async def provide_db(request: ASGIConnection[Any, Any, Any, Any]) -> AsyncIterator[Transaction]:
    """The request's one transaction: committed when the handler returns, and then the news go out."""
    engine: AsyncEngine = request.app.state.engine
    hub: Hub = request.app.state.hub
    user_id: uuid.UUID | None = request.scope.get("user")
    async with announced(engine, hub, user_id) as db:
        yield db


def problem(error: WaugzeeError) -> Response[bytes]:
    body = Problem(f"/problems/{error.slug}", error.title, error.status, error.detail)
    headers = {"Cache-Control": "no-store", **error.headers}
    if error.status == Unauthorized.status:
        headers.setdefault("WWW-Authenticate", "Bearer")
    return Response(msgspec.json.encode(body), status_code=error.status, media_type=PROBLEM, headers=headers)


def no_content(was_there: bool) -> Response[Any]:
    """204, or 404 as an answer and not as an error, so that what the request wrote is committed."""
    return Response(None, status_code=204) if was_there else problem(NotFound())


def on_own_error(_: Request[Any, Any, Any], error: WaugzeeError) -> Response[bytes]:
    return problem(error)


def on_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Litestar's own errors: unknown routes, wrong methods, parameters that do not parse, large bodies."""
    if error.status_code >= 500:
        return on_any_error(request, error)
    detail = error.detail
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        detail = "; ".join(
            f"{entry.get('key', '?')}: {entry.get('message', '')}"
            for entry in error.extra
            if isinstance(entry, dict)
        )
    status = error.status_code
    body = Problem(
        f"/problems/{LITESTARS_OWN.get(status, f'http-{status}')}", _phrase(status), status, detail
    )
    return Response(msgspec.json.encode(body), status_code=status, media_type=PROBLEM, headers=error.headers)


def _phrase(status: int) -> str:
    return http.HTTPStatus(status).phrase


def on_any_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Everything else: what the database said by its SQLSTATE; the rest is ours, and goes to the log."""
    mapped = mapped_error(error)
    if mapped.status >= 500:
        log.error("request failed", method=request.method, path=request.url.path, exc_info=error)
    return problem(mapped)


def mapped_error(error: BaseException) -> WaugzeeError:
    if isinstance(
        error,
        InterfaceError | PoolTimeout | ConnectionError | OSError | asyncpg.InterfaceError | TimeoutError,
    ):
        return Unavailable()
    if isinstance(error, DBAPIError):
        return from_sqlstate(getattr(error.orig, "sqlstate", None))
    if isinstance(error, asyncpg.PostgresError):
        return from_sqlstate(error.sqlstate)
    return WaugzeeError()


def json_bytes(body: bytes, status_code: int = 200) -> Response[Any]:
    """Answer JSON that the database already made."""
    return Response(body, status_code=status_code, media_type=MediaType.JSON)
