"""A user is made at first sight, once, however many first requests come at the same moment."""

import asyncio
import secrets

import httpx
from litestar import Litestar
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from people import access_token
from waugzee.accounts.tables import accounts, identities, users
from waugzee.accounts.tokens import Claims
from waugzee.accounts.users import user_id_of
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


async def test_two_processes_that_meet_a_user_agree(app: Litestar) -> None:
    """Whatever each remembers for itself: what they race for is the row."""
    claims = Claims("https://issuer.example", secrets.token_hex(8), "alice", 2.0**40)
    start = asyncio.Barrier(6)

    async def meet() -> str:
        await start.wait()
        return str(await user_id_of(app.state.engine, claims, app.state.settings))

    assert len(set(await asyncio.gather(*(meet() for _ in range(6))))) == 1


async def test_the_same_subject_of_another_issuer_is_another_user(app: Litestar) -> None:
    subject = secrets.token_hex(8)

    async def met_at(issuer: str) -> str:
        claims = Claims(issuer, subject, "alice", 2.0**40)
        return str(await user_id_of(app.state.engine, claims, app.state.settings))

    first = await met_at("https://one.example")
    assert await met_at("https://two.example") != first
    assert await met_at("https://one.example") == first
