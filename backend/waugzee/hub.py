"""Who listens to whose news. One mailbox per socket, holding the latest event of each type.

Every event states how things are now, so an unread older one of the same type is worthless: a slow
socket costs a few entries, loses old progress first and never the last word.

One kind of news is for the processes rather than the pages: that a user, a session or a key is no
longer admitted. It closes mailboxes, and whoever remembers users is told by way of `watchers`.
"""

import asyncio
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import Event, Transaction, transaction

DENIED = "denied"

Watcher = Callable[[uuid.UUID, uuid.UUID | None], None]
"""Hears of each denial: the user, and the session or key; None for all of them."""


def denial(credential: uuid.UUID | None = None) -> Event:
    """Say that this session or key of a user is no longer admitted; without one, that none is."""
    return Event(DENIED, {"credential": str(credential) if credential else None})


class Closed(Exception):
    """Whoever opened this mailbox is no longer admitted."""


class Mailbox:
    """The unread news of one socket, opened with a session or a key."""

    def __init__(self, credential: uuid.UUID | None = None) -> None:
        self.credential = credential
        self._latest: dict[str, Event] = {}
        self._arrived = asyncio.Event()
        self._closed = False

    def put(self, event: Event) -> None:
        self._latest.pop(event.type, None)
        self._latest[event.type] = event
        self._arrived.set()

    def close(self) -> None:
        self._closed = True
        self._arrived.set()

    async def take(self) -> list[Event]:
        """Wait for news; return all of them, oldest first. Raises Closed."""
        await self._arrived.wait()
        if self._closed:
            raise Closed
        self._arrived.clear()
        events, self._latest = list(self._latest.values()), {}
        return events


class Hub:
    """The mailboxes of this process by user; `send` passes news on to other processes, if any."""

    def __init__(self) -> None:
        self.send: Callable[[uuid.UUID, Event], None] = lambda user_id, event: None
        self.watchers: list[Watcher] = []
        self._mailboxes: defaultdict[uuid.UUID, set[Mailbox]] = defaultdict(set)

    def open(self, user_id: uuid.UUID, credential: uuid.UUID | None = None) -> Mailbox:
        mailbox = Mailbox(credential)
        self._mailboxes[user_id].add(mailbox)
        return mailbox

    def close(self, user_id: uuid.UUID, mailbox: Mailbox) -> None:
        self._mailboxes[user_id].discard(mailbox)
        if not self._mailboxes[user_id]:
            del self._mailboxes[user_id]

    def deliver(self, user_id: uuid.UUID, event: Event) -> None:
        """Put an event into the mailboxes of this process."""
        if event.type == DENIED:
            self._deny(user_id, event)
            return
        for mailbox in self._mailboxes.get(user_id, ()):
            mailbox.put(event)

    @property
    def sockets(self) -> int:
        """How many are open, of all users."""
        return sum(map(len, tuple(self._mailboxes.values())))

    def listeners(self, user_id: uuid.UUID) -> int:
        """How many sockets of the user are open."""
        return len(self._mailboxes.get(user_id, ()))

    def publish(self, user_id: uuid.UUID, event: Event) -> None:
        """Tell the user's pages, those of other processes too."""
        self.deliver(user_id, event)
        self.send(user_id, event)

    def _deny(self, user_id: uuid.UUID, event: Event) -> None:
        text = event.body["credential"]
        credential = uuid.UUID(text) if text else None
        for watch in self.watchers:
            watch(user_id, credential)
        for mailbox in self._mailboxes.get(user_id, ()):
            if credential in (None, mailbox.credential):
                mailbox.close()


@asynccontextmanager
async def announced(
    engine: AsyncEngine, hub: Hub, user_id: uuid.UUID | None = None
) -> AsyncIterator[Transaction]:
    """A transaction, as a user where given, whose news go out once it has committed."""
    async with transaction(engine, user_id) as db:
        yield db
    for to, event in db.events:
        if (whose := to or user_id) is not None:
            hub.publish(whose, event)
