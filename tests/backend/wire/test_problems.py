"""Whatever goes wrong is told as a problem document, without a word of what lies beneath."""

import uuid
from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg
import msgspec
import pytest
from litestar import Litestar, get
from litestar.params import FromQuery
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeout
from structlog.testing import capture_logs

from people import Person, Statements, new_person
from waugzee.app import create_app
from waugzee.settings import Settings
from waugzee.wire import Db, mapped_error

SECRET = "the secret cause"
SOME_ID = uuid.UUID(int=7)


@get("/api/broken")
async def broken(kind: FromQuery[str]) -> None:
    raise {"ours": RuntimeError, "type": TypeError, "pool": PoolTimeout, "network": ConnectionResetError}[
        kind
    ](SECRET)


@get("/api/sql")
async def by_sqlalchemy(db: Db, sql: FromQuery[str]) -> None:
    await db.all(text(sql))


@get("/api/driver")
async def by_the_driver(db: Db, sql: FromQuery[str]) -> None:
    await db.driver.fetch(sql)


@get("/api/argument")
async def by_a_wrong_argument(db: Db) -> None:
    await db.driver.fetch("select $1::int", "seven")


@pytest.fixture
async def alice(settings: Settings, statements: Statements) -> AsyncIterator[Person]:
    """On an application with routes that fail."""
    app: Litestar = create_app(settings)
    statements.leave_out(app.state.engine)
    for handler in (broken, by_sqlalchemy, by_the_driver, by_a_wrong_argument):
        app.register(handler)
    async with new_person(app, "alice") as person:
        yield person
    await app.state.engine.dispose()


def told(answer: Any, status: int, kind: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["type"] == f"/problems/{kind}"
    assert problem["status"] == status
    assert problem["title"]
    assert SECRET not in answer.text
    assert "select" not in answer.text
    return problem


@pytest.mark.parametrize(
    ("kind", "status", "problem"),
    [
        ("ours", 500, "internal"),
        ("type", 500, "internal"),
        ("unknown", 500, "internal"),
        ("pool", 503, "unavailable"),
        ("network", 503, "unavailable"),
    ],
)
async def test_what_nobody_expected_goes_to_the_log_and_not_to_the_client(
    alice: Person, kind: str, status: int, problem: str
) -> None:
    await alice.user_id()  # she is known from here on
    with capture_logs() as logged:
        answer = await alice.http.get("/api/broken", params={"kind": kind})
    assert "detail" not in told(answer, status, problem)
    assert answer.headers["cache-control"] == "no-store"
    assert ("retry-after" in answer.headers) == (status == 503)
    assert "request failed" in [entry["event"] for entry in logged]


SQL = [
    ("select 1/0", 422, "invalid"),  # 22: data
    ("select 'x'::int", 422, "invalid"),
    ("select * from nowhere", 500, "internal"),  # 42: a mistake of ours
    ("do $$ begin raise unique_violation; end $$", 409, "conflict"),
    ("do $$ begin raise foreign_key_violation; end $$", 409, "conflict"),
    ("do $$ begin raise serialization_failure; end $$", 503, "unavailable"),
    ("do $$ begin raise deadlock_detected; end $$", 503, "unavailable"),
    ("do $$ begin raise connection_failure; end $$", 503, "unavailable"),
    ("do $$ begin raise too_many_connections; end $$", 503, "unavailable"),
    ("do $$ begin raise admin_shutdown; end $$", 503, "unavailable"),
    ("do $$ begin raise insufficient_privilege; end $$", 500, "internal"),
]


@pytest.mark.parametrize("path", ["/api/sql", "/api/driver"])
@pytest.mark.parametrize(("sql", "status", "problem"), SQL)
async def test_what_the_database_says_is_told_by_its_kind(
    alice: Person, path: str, sql: str, status: int, problem: str
) -> None:
    with capture_logs():
        answer = await alice.http.get(path, params={"sql": sql})
    told(answer, status, problem)
    assert (await alice.http.get("/api/me")).status_code == 200, "and the connection is fit for the next"


async def test_an_argument_that_the_driver_cannot_send_is_no_outage(alice: Person) -> None:
    told(await alice.http.get("/api/argument"), 422, "invalid")


async def test_a_connection_that_was_lost_is_an_outage() -> None:
    lost: Sequence[BaseException] = (
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.ConnectionDoesNotExistError("closed in the middle"),
        OSError("no route"),
        TimeoutError(),
    )
    assert [mapped_error(error).status for error in lost] == [503] * len(lost)


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/api/nothing", 404, "not-found"),
        ("GET", "/api", 404, "not-found"),
        ("GET", "/nothing/at/all", 404, "not-found"),
        ("GET", "/api/copies/1", 404, "not-found"),
        ("GET", "/api/copies/not-a-uuid", 404, "not-found"),
        ("GET", f"/api/copies/{SOME_ID}x", 404, "not-found"),
        ("GET", f"/api/copies/{uuid.UUID(int=0)}", 404, "not-found"),
        ("PATCH", "/api/plays/%00", 404, "not-found"),
        ("GET", "/api/syncs/%FF", 404, "not-found"),
        ("PUT", f"/api/syncs/{SOME_ID}/pages/one", 404, "not-found"),
        ("PUT", f"/api/syncs/{SOME_ID}/pages/0", 400, "bad-request"),
        ("PUT", f"/api/syncs/{SOME_ID}/pages/{10**30}", 400, "bad-request"),
        ("PUT", f"/api/syncs/{SOME_ID}/pages/-1", 400, "bad-request"),
        ("PUT", "/api/me", 405, "method-not-allowed"),
        ("DELETE", "/api/plays", 405, "method-not-allowed"),
        ("POST", "/health", 405, "method-not-allowed"),
        ("GET", "/api/plays?limit=0", 400, "bad-request"),
        ("GET", "/api/plays?limit=201", 400, "bad-request"),
        ("GET", "/api/plays?limit=many", 400, "bad-request"),
        ("GET", "/api/plays?limit=%FF", 400, "bad-request"),
        ("GET", "/api/shelf?limit=5001", 400, "bad-request"),
        ("GET", f"/api/shelf?limit={10**30}", 400, "bad-request"),
    ],
)
async def test_what_leads_nowhere(alice: Person, method: str, path: str, status: int, kind: str) -> None:
    answer = await alice.http.request(method, path)
    told(answer, status, kind)
    if status == 405:
        assert "GET" in answer.headers["allow"]


async def test_an_answer_of_the_api_is_compressed(alice: Person) -> None:
    answer = await alice.http.get("/api/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert msgspec.json.decode(answer.content)["openapi"].startswith("3.1")


async def test_health_and_readiness_are_told_to_anyone(alice: Person) -> None:
    del alice.http.headers["Authorization"]
    assert (await alice.ask("GET", "/health")) == {"status": "ok"}
    assert (await alice.ask("GET", "/ready")) == {"status": "ready"}
