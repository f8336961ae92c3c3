"""`/api/sessions` and `/api/sign-out`: where one is signed in, and ending it."""

import uuid
from collections.abc import Sequence
from typing import Any

import structlog
from litestar import Request, Response, delete, get, post
from litestar.background_tasks import BackgroundTask
from litestar.datastructures import State
from litestar.params import FromPath
from sqlalchemy import Row

from waugzee.accounts import session_queries, sessions
from waugzee.accounts.identity_schemas import Ended, Session, Sessions
from waugzee.accounts.issuer_client import IssuerClient
from waugzee.errors import NotFound, Unavailable
from waugzee.principal import SIGNED_IN, Principal
from waugzee.wire import Caller, Db, UserId

log = structlog.get_logger(__name__)


@get("/sessions", opt={"scope": SIGNED_IN}, summary="Where one is signed in, the last seen first")
async def list_sessions(db: Db, caller: Caller) -> Sessions:
    return as_sessions(await session_queries.open_sessions(db, caller.user_id), caller)


@delete("/sessions", status_code=200, summary="End every session but this one")
async def end_other_sessions(db: Db, caller: Caller, state: State) -> Ended:
    return Ended(await sessions.end(db, caller.user_id, state.end_at_issuer, but=caller.session_id))


@delete("/sessions/{session_id:uuid}", summary="End one session")
async def end_session(session_id: FromPath[uuid.UUID], db: Db, user_id: UserId, state: State) -> None:
    if not await sessions.end(db, user_id, state.end_at_issuer, only=session_id):
        raise NotFound("There is no such session.")


@post("/sign-out", status_code=204, summary="End this session, here and at the issuer")
async def sign_out(
    request: Request[uuid.UUID, Principal, State], db: Db, caller: Caller, state: State
) -> Response[None]:
    await sessions.end(db, caller.user_id, state.end_at_issuer, only=caller.session_id)
    token = request.headers["authorization"].partition(" ")[2].strip()
    issuer: IssuerClient | None = state.issuer_client
    taking_back = BackgroundTask(take_back, issuer, token, state.settings.client_id) if issuer else None
    return Response(None, status_code=204, background=taking_back)


async def take_back(issuer: IssuerClient, token: str, client_id: str) -> None:
    """Revoke the token at an outside issuer. Here it is refused already, so its failure is but noted."""
    try:
        await issuer.revoke(token, client_id)
    except Unavailable:
        log.info("the issuer could not be asked to revoke a token")


def as_sessions(rows: Sequence[Row[Any]], caller: Principal) -> Sessions:
    return Sessions(
        [
            Session(
                row.id,
                row.device,
                row.client_id,
                row.id == caller.session_id,
                row.created_at,
                row.last_seen_at,
            )
            for row in rows
        ]
    )


ROUTES = [list_sessions, end_other_sessions, end_session, sign_out]
