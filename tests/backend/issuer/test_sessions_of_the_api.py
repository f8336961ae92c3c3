"""A session ended over the API ends at the built-in issuer too, cookie, refresh token and all; and back."""

from typing import Any

from litestar import Litestar

from issuer_page import Page, Person, unsigned
from people import client
from waugzee.settings import Settings


async def test_ending_a_session_here_ends_it_at_the_issuer(
    app: Litestar, settings: Settings, alice: Person
) -> None:
    desk, phone = Page(app, settings), Page(app, settings, "192.0.2.7")
    tokens = {page: await page.tokens(alice) for page in (desk, phone)}
    assert unsigned(tokens[desk]["access_token"])["sid"] == unsigned(tokens[desk]["id_token"])["sid"]
    async with client(app, tokens[desk]["access_token"]) as http:
        listed = (await http.get("/api/sessions")).json()["sessions"]
        assert len(listed) == 1, "the phone has not been here yet"
        async with client(app, tokens[phone]["access_token"]) as other:
            await other.get("/api/me")
        assert (await http.delete("/api/sessions")).json() == {"ended": 1}
    assert not await goes_on(phone, tokens[phone])
    assert await goes_on(desk, tokens[desk])
    for page in (desk, phone):
        await page.http.aclose()


async def test_signing_out_here_signs_out_at_the_issuer(
    app: Litestar, settings: Settings, alice: Person
) -> None:
    page = Page(app, settings)
    tokens = await page.tokens(alice)
    async with client(app, tokens["access_token"]) as http:
        assert (await http.post("/api/sign-out")).status_code == 204
        assert (await http.get("/api/me")).status_code == 401
    assert not await goes_on(page, tokens)
    anew = await page.tokens(alice)
    async with client(app, anew["access_token"]) as http:
        assert (await http.get("/api/me")).status_code == 200
    await page.http.aclose()


async def goes_on(page: Page, tokens: dict[str, Any]) -> bool:
    """Whether the refresh token and the browser's cookie are still good; they never differ."""
    renewed = (await page.refresh(tokens["refresh_token"])).status_code == 200
    silent = "code=" in (await page.authorize(prompt="none")).headers["location"]
    assert renewed == silent
    return renewed


async def status(app: Litestar, token: str, method: str = "GET", path: str = "/api/me") -> int:
    async with client(app, token) as http:
        return (await http.request(method, path)).status_code


async def test_signing_out_at_the_issuer_signs_out_here(
    app: Litestar, settings: Settings, alice: Person
) -> None:
    desk, phone = Page(app, settings), Page(app, settings, "192.0.2.7")
    here, there = await desk.tokens(alice), await phone.tokens(alice)
    for tokens in (here, there):
        assert await status(app, tokens["access_token"]) == 200
    await desk.http.get("/issuer/end-session", params={"id_token_hint": here["id_token"]})
    assert await status(app, here["access_token"]) == 401
    assert await status(app, there["access_token"]) == 200
    # By the browser's cookie alone, where one is asked.
    asked = await phone.http.get("/issuer/end-session")
    await phone.submit(asked, confirmed="yes")
    assert await status(app, there["access_token"]) == 401
    for page in (desk, phone):
        await page.http.aclose()


async def test_a_refresh_token_shown_twice_ends_its_family_and_not_the_session(
    app: Litestar, settings: Settings, alice: Person
) -> None:
    """The answer may have been lost on its way: the page gets another grant by the browser's cookie."""
    page = Page(app, settings)
    first = await page.tokens(alice)
    second = (await page.refresh(first["refresh_token"])).json()
    assert (await page.refresh(first["refresh_token"])).status_code == 400
    assert (await page.refresh(second["refresh_token"])).status_code == 400
    assert "code=" in (await page.authorize(prompt="none")).headers["location"]
    assert await status(app, second["access_token"]) == 200
    await page.http.aclose()


async def test_a_token_taken_back_ends_its_session_here(
    app: Litestar, settings: Settings, alice: Person
) -> None:
    page = Page(app, settings)
    tokens = await page.tokens(alice)
    assert await status(app, tokens["access_token"]) == 200
    await page.revoke(tokens["refresh_token"])
    assert await status(app, tokens["access_token"]) == 401
    await page.http.aclose()
