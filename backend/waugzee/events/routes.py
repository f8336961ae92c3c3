"""`/api/events`: the socket over which open pages hear what changed.

A socket is opened with a ticket, never with a token in its address. Whatever is missed is in the
database: a page that reconnects reads it there.
"""

import asyncio
import contextlib
import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from litestar import WebSocket, post, websocket
from litestar.exceptions import WebSocketDisconnect
from litestar.params import FromQuery
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import transaction
from waugzee.events import queries
from waugzee.hub import Hub, Mailbox
from waugzee.settings import Settings
from waugzee.wire import Db, UserId

TICKET_LIFE = timedelta(seconds=30)
REFUSED = 4401
FOREIGN = 4403


class Ticket(msgspec.Struct):
    """Opens one socket within thirty seconds."""

    ticket: str


@post("/events/ticket", summary="A ticket for the event socket")
async def issue_ticket(db: Db, user_id: UserId) -> Ticket:
    now = datetime.now(UTC)
    ticket = secrets.token_urlsafe(24)
    await queries.forget_expired(db, now)
    await queries.store_ticket(db, user_id, _digest(ticket), now + TICKET_LIFE)
    return Ticket(ticket)


@websocket("/events", opt={"public": True})
async def event_socket(socket: WebSocket[Any, Any, Any], ticket: FromQuery[str] = "") -> None:
    engine: AsyncEngine = socket.app.state.engine
    settings: Settings = socket.app.state.settings
    hub: Hub = socket.app.state.hub
    if socket.headers.get("origin") not in settings.page_origins:
        await socket.close(FOREIGN, "unknown origin")
        return
    async with transaction(engine) as db:
        user_id = await queries.redeem_ticket(db, _digest(ticket), datetime.now(UTC))
    if user_id is None:
        await socket.close(REFUSED, "unknown ticket")
        return
    await socket.accept()
    mailbox = hub.open(user_id)
    try:
        await _serve(socket, mailbox)
    finally:
        hub.close(user_id, mailbox)


async def _serve(socket: WebSocket[Any, Any, Any], mailbox: Mailbox) -> None:
    """Send news until the page goes away; what the page says is not listened to."""
    sender = asyncio.create_task(_send(socket, mailbox))
    try:
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                await socket.receive_text()
    finally:
        sender.cancel()
        with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
            await sender


async def _send(socket: WebSocket[Any, Any, Any], mailbox: Mailbox) -> None:
    await socket.send_data('{"type":"hello"}')
    while True:
        for event in await mailbox.take():
            await socket.send_data(msgspec.json.encode({"type": event.type, **event.body}).decode())


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode()).digest()
