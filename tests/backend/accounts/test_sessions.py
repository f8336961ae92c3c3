"""Where one is signed in: listed by device, ended one by one or together, and refused from then on."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace

from people import Person, access_token, client
from valkey_server import running_valkey
from waugzee.accounts.devices import device_in_words
from waugzee.accounts.principals import FRESH
from waugzee.app import create_app
from waugzee.db import Event, new_id
from waugzee.settings import Settings

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.1 Mobile/15E148 Safari/604.1"
)
SignIn = Callable[..., Any]


@pytest.fixture
async def sign_in(app: Litestar) -> AsyncIterator[SignIn]:
    """Another token for the same person, from a device and in a session of the issuer's."""
    subject = f"alice-{secrets.token_hex(6)}"
    async with AsyncExitStack() as opened:

        async def signed_in(agent: str = FIREFOX, *, to: Litestar = app, **claims: Any) -> Person:
            token = await access_token(app, subject, **claims)
            http = await opened.enter_async_context(client(to, token))
            http.headers["User-Agent"] = agent
            return Person("alice", http, token)

        yield signed_in


async def listed(person: Person) -> list[tuple[str, bool]]:
    found = (await person.ask("GET", "/api/sessions"))["sessions"]
    return [(session["device"], session["current"]) for session in found]


async def refused(person: Person) -> str:
    answer = await person.http.get("/api/me")
    assert answer.status_code == 401, answer.text
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]
    return str(answer.json()["type"]).removeprefix("/problems/")


async def test_sessions_are_listed_by_device_the_last_seen_first(sign_in: SignIn) -> None:
    desk = await sign_in(FIREFOX, sid="one")
    phone = await sign_in(IPHONE, sid="two")
    await desk.user_id()
    assert await listed(phone) == [("Safari on iPhone", True), ("Firefox on Linux", False)]
    assert await listed(desk) == [("Safari on iPhone", False), ("Firefox on Linux", True)]


async def test_a_renewed_token_goes_on_with_its_session(sign_in: SignIn) -> None:
    for claims in ({"sid": "one"}, {}):
        first, renewed = await sign_in(**claims), await sign_in(**claims)
        await first.user_id()
        assert (await listed(renewed)).count(("Firefox on Linux", True)) == 1
    assert len(await listed(renewed)) == 2, "the one with a sid, and the one without"


async def test_one_session_is_ended_and_the_others_stay(sign_in: SignIn) -> None:
    desk, phone = await sign_in(FIREFOX, sid="one"), await sign_in(IPHONE, sid="two")
    await phone.user_id()
    sessions = (await desk.ask("GET", "/api/sessions"))["sessions"]
    (of_phone,) = (session["id"] for session in sessions if not session["current"])
    await desk.ask("DELETE", f"/api/sessions/{of_phone}", status=204)
    assert await refused(phone) == "session-ended"
    assert await refused(await sign_in(IPHONE, sid="two")) == "session-ended", "a renewed token too"
    assert await listed(desk) == [("Firefox on Linux", True)]
    await desk.ask("DELETE", f"/api/sessions/{of_phone}", status=404)
    assert await listed(await sign_in(IPHONE, sid="three")) != [], "signing in anew"


async def test_all_other_sessions_are_ended_at_once(sign_in: SignIn) -> None:
    here = await sign_in(FIREFOX, sid="here")
    others = [await sign_in(IPHONE, sid=sid) for sid in ("one", "two", None)]
    for person in (here, *others):
        await person.user_id()
    assert await here.ask("DELETE", "/api/sessions") == {"ended": 3}
    assert [await refused(person) for person in others] == ["session-ended"] * 3
    assert await here.ask("DELETE", "/api/sessions") == {"ended": 0}


async def test_without_a_sid_what_was_issued_before_the_end_stays_refused(sign_in: SignIn) -> None:
    now = int(time.time())
    first, second = await sign_in(iat=now - 20), await sign_in(iat=now - 10)
    await first.ask("POST", "/api/sign-out", status=204)
    assert [await refused(person) for person in (first, second)] == ["session-ended"] * 2
    anew = await sign_in(iat=int(time.time()) + 2)
    assert await listed(anew) == [("Firefox on Linux", True)]
    assert await refused(first) == "session-ended"


async def test_signing_out_ends_this_session_alone(sign_in: SignIn) -> None:
    desk, phone = await sign_in(FIREFOX, sid="one"), await sign_in(IPHONE, sid="two")
    await phone.user_id()
    await desk.ask("POST", "/api/sign-out", status=204)
    assert await refused(desk) == "session-ended"
    assert await listed(phone) == [("Safari on iPhone", True)]


async def test_another_process_notices_within_a_minute(settings: Settings, sign_in: SignIn) -> None:
    """Without Valkey between them."""
    ahead = 0.0
    other = create_app(settings, now=lambda: time.time() + ahead)
    here, there = await sign_in(sid="one"), await sign_in(sid="one", to=other)
    await there.user_id()
    await here.ask("POST", "/api/sign-out", status=204)
    ahead = FRESH - 1
    await there.user_id()
    ahead = FRESH + 1
    assert await refused(there) == "session-ended"
    await other.state.engine.dispose()


async def test_with_valkey_another_process_knows_at_once(
    settings: Settings, sign_in: SignIn, tmp_path: Path
) -> None:
    with running_valkey(tmp_path) as url:
        shared = replace(settings, valkey_url=url)
        one, other = create_app(shared), create_app(shared)
        async with one.lifespan(), other.lifespan():
            await until_connected(one, other)
            here, there = await sign_in(sid="one", to=one), await sign_in(sid="one", to=other)
            await here.user_id()
            await there.user_id()
            heard = asyncio.Event()
            other.state.hub.watchers.append(lambda user_id, credential: heard.set())
            await here.ask("POST", "/api/sign-out", status=204)
            await asyncio.wait_for(heard.wait(), 60)
            assert await refused(there) == "session-ended"


async def until_connected(one: Litestar, other: Litestar) -> None:
    """Wait until each hears the other: they subscribe in their own time."""
    for speaker, listener in ((one, other), (other, one)):
        somebody = new_id()
        heard = asyncio.create_task(listener.state.hub.open(somebody).take())
        while not heard.done():
            speaker.state.hub.publish(somebody, Event("hello", {}))
            await asyncio.wait([heard], timeout=0.05)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (IPHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36", "Chrome on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/131.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605.1.15", "Safari on macOS"),
        ("curl/8.10.1", "curl"),
        ("", "Unknown device"),
        ("\x00é" * 2000, "Unknown device"),
    ],
)
def test_a_device_is_named_in_words(agent: str, words: str) -> None:
    assert device_in_words(agent) == words
