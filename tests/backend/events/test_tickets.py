"""A socket opens with a ticket: once, within thirty seconds, from the page's own origin."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine
from websockets.exceptions import InvalidStatus

from people import Person
from waugzee.db import transaction
from waugzee.events.routes import TICKET_LIFE
from waugzee.events.tables import tickets


async def refused(opening: Any) -> bool:
    with pytest.raises(InvalidStatus) as caught:
        async with opening:
            pass
    return caught.value.response.status_code == 403


async def test_a_ticket_opens_one_socket(alice: Person, open_socket: Any, ticket: Any) -> None:
    issued = await ticket(alice)
    async with open_socket(issued) as socket:
        assert await socket.recv() == '{"type":"hello"}'
        assert await refused(open_socket(issued)), "while it is open"
    assert await refused(open_socket(issued)), "nor afterwards"


@pytest.mark.parametrize("unknown", ["", "x", "%00", "%FF", "a" * 5000])
async def test_an_unknown_ticket_is_refused(open_socket: Any, unknown: str) -> None:
    assert await refused(open_socket(unknown))


@pytest.mark.parametrize(
    "origin", [None, "http://localhost:1", "https://localhost:8288", "http://evil.example", "null"]
)
async def test_another_origin_is_refused_and_uses_no_ticket_up(
    alice: Person, open_socket: Any, ticket: Any, origin: str | None
) -> None:
    issued = await ticket(alice)
    assert await refused(open_socket(issued, origin=origin))
    async with open_socket(issued) as socket:
        assert await socket.recv() == '{"type":"hello"}'


async def age(own_sql: AsyncEngine, by: timedelta) -> None:
    """Make every ticket older."""
    async with transaction(own_sql) as db:
        await db.run(update(tickets).values(expires_at=tickets.c.expires_at - by))


async def test_an_old_ticket_is_refused(
    alice: Person, open_socket: Any, ticket: Any, own_sql: AsyncEngine
) -> None:
    issued = await ticket(alice)
    await age(own_sql, TICKET_LIFE)
    assert await refused(open_socket(issued))


async def test_old_tickets_are_forgotten_and_none_is_kept_as_it_is(
    alice: Person, ticket: Any, own_sql: AsyncEngine
) -> None:
    old = await ticket(alice)
    await age(own_sql, timedelta(hours=1))
    new = await ticket(alice)
    async with transaction(own_sql) as db:
        assert await db.scalar(select(func.count()).where(tickets.c.expires_at < datetime.now(UTC))) == 0
        kept = b"".join(row.digest for row in await db.all(select(tickets.c.digest)))
    assert old != new
    assert new.encode() not in kept
