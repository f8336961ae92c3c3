"""Continuing with Discogs at the built-in issuer: an account, a user and a connection at first sight."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace

from connecting import FORM, connect_oauth
from issuer_page import Clock, Page, answered
from people import Person
from syncing import Simulator
from waugzee.app import create_app
from waugzee.errors import Conflict
from waugzee.issuer.actions import add_account


@pytest.fixture
def site(other_app: Callable[..., Litestar]) -> Litestar:
    return other_app(sign_in_by_discogs=True)


async def begin(page: Page) -> str:
    """Press *Continue with Discogs*; where the browser is sent."""
    shown = await page.authorize()
    assert "Continue with Discogs" in shown.text
    begun = await page.http.get("/issuer/discogs", params=shown.request.url.params)
    assert begun.status_code == 303, begun.text
    return begun.headers["location"]


async def decide(address: str, user: str, deed: str = "allow") -> str:
    """Press a button at Discogs; the path that it sends the browser back to."""
    token = parse_qs(urlsplit(address).query)["oauth_token"][0]
    async with httpx.AsyncClient(trust_env=False) as browser:
        form = f"oauth_token={token}&user={user}&deed={deed}"
        answer = await browser.post(address.partition("?")[0], content=form, headers=FORM)
    back = urlsplit(answer.headers["location"])
    return f"{back.path}?{back.query}"


async def arrive(page: Page, user: str) -> dict[str, Any]:
    """The whole way to tokens."""
    came = await page.http.get(await decide(await begin(page), user))
    assert came.status_code == 303, came.text
    answer = answered(await page.http.get(came.headers["location"]))
    tokens: dict[str, Any] = (await page.exchange(answer["code"])).json()
    return tokens


async def ask(page: Page, tokens: dict[str, Any], path: str) -> Any:
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    answer = await page.http.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_somebody_new_is_connected_at_once_and_known_again(site: Litestar, discogs: Simulator) -> None:
    first = Page(site, site.state.settings)
    tokens = await arrive(first, "mara")
    me = await ask(first, tokens, "/api/me")
    assert me["name"].startswith("mara")
    connected = await ask(first, tokens, "/api/discogs")
    assert (connected["kind"], connected["username"], connected["verified"]) == ("oauth", "mara", True)
    again = Page(site, site.state.settings)
    assert (await ask(again, await arrive(again, "mara"), "/api/me"))["id"] == me["id"]
    other = Page(site, site.state.settings)
    assert (await ask(other, await arrive(other, "theo"), "/api/me"))["id"] != me["id"]


async def test_a_name_that_is_taken_gets_a_number(site: Litestar, discogs: Simulator) -> None:
    taken = {"demo", *(f"demo-{number}" for number in range(2, 10))}
    for name in taken:
        with suppress(Conflict):
            await add_account(site.state.engine, name, "four-quiet-words-here")
    page = Page(site, site.state.settings)
    name = (await ask(page, await arrive(page, "demo"), "/api/me"))["name"]
    assert name.startswith("demo-")
    assert name not in taken


async def test_denied_begun_elsewhere_too_late_and_twice(site: Litestar, discogs: Simulator) -> None:
    page = Page(site, site.state.settings)
    denied = await page.http.get(await decide(await begin(page), "mara", "deny"))
    assert (denied.status_code, "gave no permission" in denied.text) == (403, True)

    back = await decide(await begin(page), "mara")
    stranger = Page(site, site.state.settings)
    elsewhere = await stranger.http.get(back)
    assert "begun in another browser" in elsewhere.text
    assert "set-cookie" not in elsewhere.headers or "waugzee_issuer" not in elsewhere.headers["set-cookie"]

    assert (await page.http.get(back)).status_code == 303
    twice = await page.http.get(back)
    assert "finished already" in twice.text

    wrong = await decide(await begin(stranger), "mara")
    refused = await stranger.http.get(wrong[:-3])
    assert refused.status_code >= 400
    assert "Not signed in" in refused.text


async def test_who_connected_it_already_signs_in_as_before(
    site: Litestar, app: Litestar, alice: Person, discogs: Simulator
) -> None:
    await connect_oauth(alice, "theo")
    page = Page(site, site.state.settings)
    refused = await page.http.get(await decide(await begin(page), "theo"))
    assert refused.status_code == 409
    assert "signs in here with name and password" in refused.text


async def test_nobody_new_where_sign_up_is_closed(
    other_app: Callable[..., Litestar], discogs: Simulator
) -> None:
    closed = other_app(sign_in_by_discogs=True, sign_up="closed")
    page = Page(closed, closed.state.settings)
    refused = await page.http.get(await decide(await begin(page), "theo"))
    assert (refused.status_code, "Nobody new" in refused.text) == (403, True)


async def test_after_a_quarter_of_an_hour_it_is_too_late(app: Litestar, discogs: Simulator) -> None:
    clock = Clock(time.time())
    site = create_app(replace(app.state.settings, sign_in_by_discogs=True), now=clock)
    page = Page(site, site.state.settings)
    back = await decide(await begin(page), "mara")
    clock.now += 16 * 60
    late = await page.http.get(back)
    await site.state.discogs.aclose()
    await site.state.engine.dispose()
    assert (late.status_code, "fifteen minutes" in late.text) == (410, True)


async def test_it_is_offered_only_where_allowed(app: Litestar, discogs: Simulator) -> None:
    page = Page(app, app.state.settings)
    assert "Continue with Discogs" not in (await page.authorize()).text
    assert (await page.http.get("/issuer/discogs")).status_code >= 400
