"""The issuer in its place: the API takes its tokens, and guards none of its endpoints."""

from litestar import Litestar

from issuer_page import Page, Person
from waugzee.settings import Settings


async def test_a_token_of_the_issuer_opens_the_api(app: Litestar, settings: Settings, alice: Person) -> None:
    page = Page(app, settings)
    tokens = await page.tokens(alice)
    answer = await page.http.get("/api/me", headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["name"] == alice.name
    as_identity = await page.http.get("/api/me", headers={"Authorization": f"Bearer {tokens['id_token']}"})
    assert as_identity.status_code == 401
    await page.http.aclose()


async def test_nothing_of_it_is_in_the_apis_description(app: Litestar, settings: Settings) -> None:
    page = Page(app, settings)
    described = (await page.http.get("/api/openapi.json")).text
    assert "/issuer" not in described
    await page.http.aclose()
