"""`/api/imports`: what one kept elsewhere, in Kleio or in another Waugzee, told and taken in."""

import asyncio
from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from litestar import post
from litestar.middleware import ASGIMiddleware
from litestar.openapi.spec import (
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    RequestBody,
    Schema,
)
from litestar.params import FromQuery, QueryParameter, RawBody
from litestar.types import ASGIApp, Receive, Scope, Send

from waugzee.errors import Unavailable
from waugzee.imports.actions import take_in
from waugzee.imports.schemas import ImportReport
from waugzee.inbox.times import checked_zone
from waugzee.wire import Db, UserId

LARGEST_FILE = 200_000_000
"""Bytes: an export of 40,000 records of which all was read."""
AT_ONCE = 2
"""Files that a process has in its memory: who comes then waits, and their file stays where it is."""
LONGEST = 600.0
"""Seconds that one may take, so that who sends it by drops keeps nobody waiting for ever."""

Zone = Annotated[
    str, QueryParameter(max_length=64, description="Where the user was, as `Europe/Berlin`: what day it was.")
]


@dataclass
class _TakesFile(Operation):
    """The body is a file as it is, which no handler's parameter could say."""

    def __post_init__(self) -> None:
        binary = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        self.request_body = RequestBody({"application/octet-stream": OpenAPIMediaType(binary)}, required=True)


class FewAtOnce(ASGIMiddleware):
    """Lets so many of a process be under way, from their first byte on."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        async with scope["litestar_app"].state.importing:
            try:
                async with asyncio.timeout(LONGEST):
                    await next_app(scope, receive, send)
            except TimeoutError as error:
                raise Unavailable("The file took too long to arrive. Nothing was changed.") from error


@post(
    "/imports",
    opt={"scope": "log", "limit": "import"},
    status_code=200,
    middleware=[FewAtOnce()],
    request_max_body_size=LARGEST_FILE,
    operation_class=_TakesFile,
    summary="What a file of Kleio's or of Waugzee's own would bring; with `apply` it is taken in",
)
async def import_file(
    body: RawBody, db: Db, user_id: UserId, apply: FromQuery[bool] = False, zone: Zone = "UTC"
) -> ImportReport:
    return await take_in(db, user_id, body, ZoneInfo(checked_zone(zone)), apply=apply)


ROUTES = [import_file]
