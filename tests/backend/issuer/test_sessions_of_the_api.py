"""A session ended over the API ends at the built-in issuer too: cookie, refresh token and all."""

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
