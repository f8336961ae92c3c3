"""What is remembered of who a token stands for, and what is not."""

import secrets
import time
from typing import Any

import httpx
import pytest
from litestar import Litestar

from people import Statements, access_token, client
from waugzee.accounts import principals, sessions
from waugzee.accounts.principals import Principals
from waugzee.app import create_app
from waugzee.settings import Settings

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture
def known(app: Litestar) -> Principals:
    found: Principals = app.state.principals
    return found


@pytest.fixture
def subject() -> str:
    return f"alice-{secrets.token_hex(6)}"


async def test_a_renewed_token_asks_the_database_nothing(
    app: Litestar, known: Principals, subject: str, statements: Statements
) -> None:
    first = await known.of_token(await access_token(app, subject, sid=subject), AGENT)
    renewed = await access_token(app, subject, sid=subject)
    before = statements.count
    assert await known.of_token(renewed, AGENT) is first
    assert statements.count == before


async def test_another_session_role_or_name_is_looked_at(
    app: Litestar, known: Principals, subject: str
) -> None:
    first = await known.of_token(await access_token(app, subject, sid=subject), AGENT)
    for claims in ({"sid": f"2{subject}"}, {"sid": subject, "roles": ["admin"]}):
        other = await known.of_token(await access_token(app, subject, **claims), AGENT)
        assert other.user_id == first.user_id
        assert other != first


async def test_only_so_many_are_remembered(
    app: Litestar, known: Principals, subject: str, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(principals, "REMEMBERED", len(known._known) + 1)
    tokens = [await access_token(app, f"{subject}{n}", sid=f"{subject}{n}") for n in range(3)]
    first = [await known.of_token(token, AGENT) for token in tokens]
    before = statements.count
    assert await known.of_token(tokens[2], AGENT) is first[2]
    assert statements.count == before
    assert len(known._known) <= principals.REMEMBERED


async def test_what_was_found_while_somebody_was_forgotten_is_looked_at_again(
    app: Litestar, known: Principals, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a sign-out that comes between the look and the remembering would be forgotten."""
    found = sessions.sight_of
    looks = 0

    async def interrupted(*given: Any) -> Any:
        nonlocal looks
        looks += 1
        sight = await found(*given)
        known.forget(sight.principal.user_id, sight.principal.session_id)
        return sight

    monkeypatch.setattr(sessions, "sight_of", interrupted)
    token = await access_token(app, subject, sid=subject)
    for _ in range(2):
        await known.of_token(token, AGENT)
    assert looks == 2


async def test_an_older_token_is_refused_though_its_session_was_opened_again(
    app: Litestar, settings: Settings, subject: str
) -> None:
    """By the process that remembers the session, and by one that does not."""
    now = int(time.time())
    fresh = create_app(settings)
    async with client(app, "") as here, client(fresh, "") as there:

        async def status(http: httpx.AsyncClient, token: str, method: str = "GET", path: str = "me") -> int:
            headers = {"Authorization": f"Bearer {token}", "User-Agent": AGENT}
            return (await http.request(method, f"/api/{path}", headers=headers)).status_code

        old = await access_token(app, subject, iat=now - 10)
        assert await status(here, old) == 200
        assert await status(here, old, "POST", "sign-out") == 204
        # Of a later second than the sign-out, however long that took to come.
        anew = await access_token(app, subject, iat=int(time.time()) + 2)
        for process in (here, there):
            assert [await status(process, token) for token in (anew, old, anew)] == [200, 401, 200]
    await fresh.state.engine.dispose()
