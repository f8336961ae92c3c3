"""A user is made at first sight, once, however many first requests come at the same moment."""

import asyncio
import secrets

import httpx
from litestar import Litestar
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from people import access_token
from waugzee.accounts.authentication import Users
from waugzee.accounts.tables import accounts, identities, users
from waugzee.accounts.tokens import Claims
from waugzee.db import transaction


async def test_first_requests_at_once_make_one_user(app: Litestar, own_sql: AsyncEngine) -> None:
    subject = f"alice-{secrets.token_hex(6)}"
    tokens = [await access_token(app, subject) for _ in range(8)]
    start = asyncio.Barrier(len(tokens))

    async def first_request(http: httpx.AsyncClient, token: str) -> str:
        await start.wait()
        answer = await http.get("/api/me", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar's scope types are its own
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8288") as http:
        ids = await asyncio.gather(*(first_request(http, token) for token in tokens))
    assert len(set(ids)) == 1
    async with transaction(own_sql) as db:
        found = await db.all(select(identities.c.user_id).where(identities.c.subject == subject))
        assert [str(row.user_id) for row in found] == [ids[0]]
        assert await db.scalar(select(func.count()).where(users.c.name == subject)) == 1
    async with transaction(own_sql, found[0].user_id) as db:
        assert await db.scalar(select(func.count()).select_from(accounts)) == 1


async def test_two_processes_that_meet_a_user_agree(app: Litestar, own_sql: AsyncEngine) -> None:
    """Each process remembers for itself: what they race for is the row."""
    claims = Claims("https://issuer.example", secrets.token_hex(8), "alice", 2.0**40)
    processes = [Users(app.state.engine) for _ in range(6)]
    start = asyncio.Barrier(len(processes))

    async def meet(known: Users) -> str:
        await start.wait()
        return str(await known.user_id(claims))

    assert len(set(await asyncio.gather(*map(meet, processes)))) == 1


async def test_the_same_subject_of_another_issuer_is_another_user(app: Litestar) -> None:
    known = Users(app.state.engine)
    subject = secrets.token_hex(8)
    first = await known.user_id(Claims("https://one.example", subject, "alice", 2.0**40))
    assert await known.user_id(Claims("https://two.example", subject, "alice", 2.0**40)) != first
    assert await known.user_id(Claims("https://one.example", subject, "alice", 2.0**40)) == first
