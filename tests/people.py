"""Test persons: signed in at the built-in issuer, speaking to the API over HTTP."""

import secrets
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import msgspec
from joserfc import jwt
from litestar import Litestar
from sqlalchemy import Connection, Engine, event, update
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import Pool

from waugzee.accounts.tables import users
from waugzee.db import transaction
from waugzee.issuer.keys import ALGORITHM, load_keys
from waugzee.settings import Settings

OF_THE_DRIVER = ("typeinfo_tree", "'jit'")
"""A word of each statement by which asyncpg looks at types: once a connection, whoever comes first."""


class Statements:
    """The SQL that was executed, each text once."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.count = 0
        self._left_out: set[Engine] = set()

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Record what any engine's connections execute, by SQLAlchemy and beneath it.

        asyncpg's log lacks prepared statements, and SQLAlchemy prepares all of its own.
        """
        event.listen(Engine, "before_cursor_execute", self._add_prepared)
        event.listen(Pool, "connect", self._listen)
        try:
            yield
        finally:
            event.remove(Engine, "before_cursor_execute", self._add_prepared)
            event.remove(Pool, "connect", self._listen)

    def leave_out(self, engine: AsyncEngine) -> None:
        """Record nothing of `engine`: it runs a test's own SQL."""
        self._left_out.add(engine.sync_engine)

        def forget(connection: Any, _: Any) -> None:
            connection.driver_connection.remove_query_logger(self._add_logged)

        event.listen(engine.sync_engine, "connect", forget)

    def _listen(self, connection: Any, _: Any) -> None:
        connection.driver_connection.add_query_logger(self._add_logged)

    def _add_logged(self, record: Any) -> None:
        if not any(word in record.query for word in OF_THE_DRIVER):
            self._add(record.query)

    def _add_prepared(self, connection: Connection, _: Any, sql: str, *__: Any) -> None:
        if connection.engine not in self._left_out:
            self._add(sql)

    def _add(self, sql: str) -> None:
        self.seen.add(sql)
        self.count += 1


class Person:
    """Someone with an account, and their HTTP client."""

    def __init__(self, name: str, http: httpx.AsyncClient, token: str) -> None:
        self.name = name
        self.http = http
        self.token = token

    async def ask(self, method: str, path: str, json: Any = None, *, status: int = 200, **more: Any) -> Any:
        """Call the API, expect `status`, return the decoded answer."""
        if json is not None:
            more["content"] = msgspec.json.encode(json)
        answer = await self.http.request(method, path, **more)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return msgspec.json.decode(answer.content) if answer.content else None

    async def user_id(self) -> uuid.UUID:
        return uuid.UUID((await self.ask("GET", "/api/me"))["id"])


def claims(settings: Settings, subject: str, **changed: Any) -> dict[str, Any]:
    """The claims of a good access token; a changed one that is None is left out."""
    now = int(time.time())
    good = {
        "iss": settings.issuer_url,
        "sub": subject,
        "aud": settings.audience,
        "client_id": settings.client_id,
        "iat": now,
        "exp": now + 600,
        "jti": secrets.token_hex(8),
        "preferred_username": subject,
        **changed,
    }
    return {name: value for name, value in good.items() if value is not None}


async def access_token(app: Litestar, subject: str, **changed: Any) -> str:
    """Sign an access token with the issuer's own key."""
    settings: Settings = app.state.settings
    key = (await load_keys(app.state.engine, settings)).signing
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": "at+jwt"}
    return jwt.encode(header, claims(settings, subject, **changed), key, algorithms=[ALGORITHM])


def client(app: Litestar, token: str) -> httpx.AsyncClient:
    """Speaks to the API with a token or a key."""
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]  # Litestar's scope types are its own
    return httpx.AsyncClient(
        transport=transport, base_url="http://localhost:8288", headers={"Authorization": f"Bearer {token}"}
    )


@asynccontextmanager
async def new_person(app: Litestar, name: str) -> AsyncIterator[Person]:
    """A person nobody has seen before."""
    token = await access_token(app, f"{name}-{secrets.token_hex(6)}")
    async with client(app, token) as http:
        yield Person(name, http, token)


async def make_admin(app: Litestar, own_sql: AsyncEngine, person: Person) -> None:
    """As `waugzee admin grant` does; the process looks at them anew."""
    user_id = await person.user_id()
    async with transaction(own_sql) as db:
        await db.run(update(users).where(users.c.id == user_id).values(role="admin"))
    app.state.principals.forget(user_id)
