"""Carries news between the processes of one installation, over Valkey's publish and subscribe.

A page is connected to one process and a request may reach another. Without Valkey there is one
process, and nothing to carry. News may be missed: while Valkey is away pages hear only of what their
own process did, and read the rest from the database when they ask next.
"""

import asyncio
import secrets
import uuid
from collections.abc import Sequence
from typing import Any

import msgspec
import structlog
from valkey.asyncio import Valkey
from valkey.exceptions import ValkeyError

from waugzee.db import Event
from waugzee.hub import Hub

CHANNEL = "waugzee:events"
LONGEST_PAUSE = 30.0

log = structlog.get_logger(__name__)


class Parcel(msgspec.Struct, array_like=True):
    """An event on its way; `sender` is the process, which has delivered it to its own pages."""

    sender: str
    user_id: uuid.UUID
    event: Event


class Relay:
    """Sends this process's news to the others, and delivers theirs."""

    def __init__(self, hub: Hub, url: str) -> None:
        self._hub = hub
        self._client = Valkey.from_url(url, socket_connect_timeout=2)
        self._name = secrets.token_hex(8)
        self._unsent: asyncio.Queue[Parcel] = asyncio.Queue(maxsize=1000)

    def send(self, user_id: uuid.UUID, event: Event) -> None:
        """Take an event for the other processes; the oldest unsent one gives way to it."""
        if self._unsent.full():
            self._unsent.get_nowait()
        self._unsent.put_nowait(Parcel(self._name, user_id, event))

    async def run(self) -> None:
        """Carry news until cancelled."""
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._persist(self._send_all))
                both.create_task(self._persist(self._receive_all))
        finally:
            await self._client.aclose()

    async def _persist(self, work: Any) -> None:
        pause = 0.5
        while True:
            try:
                await work()
            except (ValkeyError, OSError) as error:
                log.warning("valkey cannot be reached", error=str(error))
            except Exception as error:
                log.error("the relay of news failed and begins again", exc_info=error)
            else:
                pause = 0.5
                continue
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _send_all(self) -> None:
        parcel = await self._unsent.get()
        await self._client.publish(CHANNEL, msgspec.json.encode(parcel))

    async def _receive_all(self) -> None:
        async with self._client.pubsub(ignore_subscribe_messages=True) as incoming:
            await incoming.subscribe(CHANNEL)
            async for message in incoming.listen():
                try:
                    self._take(message["data"])
                except Exception as error:  # one of them is no reason to hear no other
                    log.error("news from another process could not be delivered", exc_info=error)

    def _take(self, data: bytes) -> None:
        parcel = msgspec.json.decode(data, type=Parcel)
        if parcel.sender != self._name:
            self._hub.deliver(parcel.user_id, parcel.event)


async def send_once(url: str, news: Sequence[tuple[uuid.UUID, Event]]) -> None:
    """Send news from a process that does not stay, such as a command's; where Valkey is away, say so."""
    client = Valkey.from_url(url, socket_connect_timeout=2)
    try:
        for user_id, event in news:
            await client.publish(CHANNEL, msgspec.json.encode(Parcel("", user_id, event)))
    except (ValkeyError, OSError) as error:
        log.warning("valkey cannot be reached; running processes notice within a minute", error=str(error))
    finally:
        await client.aclose()
