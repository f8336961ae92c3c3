"""`/api/events`: the socket over which open pages hear what changed.

A socket is opened with a ticket, never with a token in its address. Whatever is missed is in the
database: a page that reconnects reads it there. A socket lives no longer than the session or the key
that its ticket was asked for with: the hub says so at once, and once a minute the database is asked.
"""

import asyncio
import contextlib
import hashlib
import secrets
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import structlog
from litestar import WebSocket, post, websocket
from litestar.exceptions import WebSocketDisconnect
from litestar.params import FromQuery

from waugzee.db import Transaction, transaction
from waugzee.events import queries
from waugzee.hub import Closed, Hub, Mailbox
from waugzee.settings import Settings
from waugzee.wire import Caller, Db

log = structlog.get_logger(__name__)

TICKET_LIFE = timedelta(seconds=30)
REFUSED = 4401
FOREIGN = 4403
ADMITTED_FOR = 60.0
"""Seconds after which an open socket's right to be open is looked at again."""


class Ticket(msgspec.Struct):
    """Opens one socket within thirty seconds."""

    ticket: str


Admits = Callable[[Transaction, uuid.UUID, uuid.UUID | None], Awaitable[bool]]
"""Says whether a user is still admitted by a session or key."""


@post("/events/ticket", opt={"scope": "read"}, summary="A ticket for the event socket")
async def issue_ticket(db: Db, caller: Caller) -> Ticket:
    now = datetime.now(UTC)
    ticket = secrets.token_urlsafe(24)
    await queries.forget_expired(db, now)
    await queries.store_ticket(db, caller.user_id, caller.credential, _digest(ticket), now + TICKET_LIFE)
    return Ticket(ticket)


@websocket("/events", opt={"public": True})
async def event_socket(socket: WebSocket[Any, Any, Any], ticket: FromQuery[str] = "") -> None:
    state = socket.app.state
    settings: Settings = state.settings
    hub: Hub = state.hub
    if socket.headers.get("origin") not in [*settings.page_origins, *settings.allowed_origins]:
        await socket.close(FOREIGN, "unknown origin")
        return
    async with transaction(state.engine) as db:
        redeemed = await queries.redeem_ticket(db, _digest(ticket), datetime.now(UTC))
    if redeemed is None:
        await socket.close(REFUSED, "unknown ticket")
        return
    # Opened before the database is asked, so that no denial falls between the two.
    mailbox = hub.open(redeemed.user_id, redeemed.credential)

    async def admitted() -> bool:
        admits: Admits = state.admits
        async with transaction(state.engine) as db:
            return await admits(db, redeemed.user_id, redeemed.credential)

    async def still_admitted() -> bool:
        try:
            return await admitted()
        except Exception as error:
            log.warning("nobody could say whether a socket may stay open", error=type(error).__name__)
            return True  # the next minute asks again

    try:
        if await admitted():
            await socket.accept()
            await _serve(socket, mailbox, still_admitted)
        else:
            await socket.close(REFUSED, "signed out")
    finally:
        hub.close(redeemed.user_id, mailbox)


async def _serve(
    socket: WebSocket[Any, Any, Any], mailbox: Mailbox, still_admitted: Callable[[], Awaitable[bool]]
) -> None:
    """Send news until the page goes away or is sent away; what the page says is not listened to."""
    sender = asyncio.create_task(_send(socket, mailbox, still_admitted))
    try:
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                await socket.receive_text()
    finally:
        sender.cancel()
        with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
            await sender


async def _send(
    socket: WebSocket[Any, Any, Any], mailbox: Mailbox, still_admitted: Callable[[], Awaitable[bool]]
) -> None:
    await socket.send_data('{"type":"hello"}')
    clock = asyncio.get_running_loop().time
    until = clock() + ADMITTED_FOR
    while True:
        try:
            async with asyncio.timeout_at(until):
                news = await mailbox.take()
        except Closed:
            break
        except TimeoutError:
            if not await still_admitted():
                break
            until = clock() + ADMITTED_FOR
            continue
        for event in news:
            await socket.send_data(msgspec.json.encode({"type": event.type, **event.body}).decode())
    await socket.close(REFUSED, "signed out")


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode()).digest()
