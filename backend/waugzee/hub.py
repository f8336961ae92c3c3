"""Who listens to whose news. One mailbox per socket, holding the latest event of each type.

Every event states how things are now, so an unread older one of the same type is worthless: a slow
socket costs a few entries, loses old progress first and never the last word.
"""

import asyncio
import uuid
from collections import defaultdict
from collections.abc import Callable

from waugzee.db import Event


class Mailbox:
    """The unread news of one socket."""

    def __init__(self) -> None:
        self._latest: dict[str, Event] = {}
        self._arrived = asyncio.Event()

    def put(self, event: Event) -> None:
        self._latest.pop(event.type, None)
        self._latest[event.type] = event
        self._arrived.set()

    async def take(self) -> list[Event]:
        """Wait for news; return all of them, oldest first."""
        await self._arrived.wait()
        self._arrived.clear()
        events, self._latest = list(self._latest.values()), {}
        return events


class Hub:
    """The mailboxes of this process by user; `send` passes news on to other processes, if any."""

    def __init__(self) -> None:
        self.send: Callable[[uuid.UUID, Event], None] = lambda user_id, event: None
        self._mailboxes: defaultdict[uuid.UUID, set[Mailbox]] = defaultdict(set)

    def open(self, user_id: uuid.UUID) -> Mailbox:
        mailbox = Mailbox()
        self._mailboxes[user_id].add(mailbox)
        return mailbox

    def close(self, user_id: uuid.UUID, mailbox: Mailbox) -> None:
        self._mailboxes[user_id].discard(mailbox)
        if not self._mailboxes[user_id]:
            del self._mailboxes[user_id]

    def deliver(self, user_id: uuid.UUID, event: Event) -> None:
        """Put an event into the mailboxes of this process."""
        for mailbox in self._mailboxes.get(user_id, ()):
            mailbox.put(event)

    def listeners(self, user_id: uuid.UUID) -> int:
        """How many sockets of the user are open."""
        return len(self._mailboxes.get(user_id, ()))

    def publish(self, user_id: uuid.UUID, event: Event) -> None:
        """Tell the user's pages, those of other processes too."""
        self.deliver(user_id, event)
        self.send(user_id, event)
