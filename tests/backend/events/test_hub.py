"""Mailboxes: the latest event of each type, oldest first; nothing after closing."""

import asyncio

from waugzee.db import Event, new_id
from waugzee.hub import Hub


async def test_an_unread_event_gives_way_to_the_next_of_its_type() -> None:
    hub, user = Hub(), new_id()
    mailbox = hub.open(user)
    for n in range(3):
        hub.publish(user, Event("sync", {"n": n}))
    hub.publish(user, Event("shelf", {"n": 3}))
    hub.publish(user, Event("sync", {"n": 4}))
    assert await mailbox.take() == [Event("shelf", {"n": 3}), Event("sync", {"n": 4})]


async def test_taking_waits_for_news() -> None:
    hub, user = Hub(), new_id()
    mailbox = hub.open(user)
    taking = asyncio.create_task(mailbox.take())
    await asyncio.sleep(0)
    assert not taking.done()
    hub.publish(user, Event("sync", {}))
    assert await taking == [Event("sync", {})]


async def test_a_closed_mailbox_gets_nothing_and_others_go_on() -> None:
    hub, user = Hub(), new_id()
    closed, kept = hub.open(user), hub.open(user)
    hub.close(user, closed)
    hub.publish(user, Event("sync", {}))
    assert await kept.take() == [Event("sync", {})]
    assert hub.listeners(user) == 1
    hub.close(user, kept)
    assert hub.listeners(user) == 0
    hub.publish(user, Event("sync", {}))
