"""Signing out: asked for by the page, or by the person, and by nobody else."""

from typing import Any

import httpx
import pytest

from issuer_page import Page, Person


async def sign_out(page: Page, **parameters: str) -> httpx.Response:
    return await page.http.get("/issuer/end-session", params=parameters)


async def signed_in(page: Page) -> bool:
    return "code=" in (await page.authorize(prompt="none")).headers["location"]


def signed_out_uri(page: Page) -> str:
    return f"{page.settings.public_url}/signed-out"


async def test_the_page_signs_alice_out(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice)
    response = await sign_out(
        page,
        id_token_hint=tokens["id_token"],
        post_logout_redirect_uri=signed_out_uri(page),
        state="a b",
    )
    assert response.status_code == 303
    assert response.headers["location"] == f"{signed_out_uri(page)}?state=a+b"
    assert "max-age=0" in response.headers["set-cookie"].lower()
    assert not await signed_in(page)
    assert (await page.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"


async def test_an_expired_id_token_is_a_good_hint(page: Page, alice: Person, clock: Any) -> None:
    tokens = await page.tokens(alice)
    clock.now += 3 * 3600
    assert (await sign_out(page, id_token_hint=tokens["id_token"])).status_code == 200
    assert not await signed_in(page)


async def test_other_browsers_stay_signed_in(page: Page, phone: Page, alice: Person) -> None:
    here, there = await page.tokens(alice), await phone.tokens(alice)
    await sign_out(page, id_token_hint=here["id_token"])
    assert await signed_in(phone)
    assert (await phone.refresh(there["refresh_token"])).status_code == 200


async def test_someone_elses_hint_does_not_sign_bob_out(page: Page, alice: Person, bob: Person) -> None:
    alices = await page.tokens(alice)
    bobs = await page.tokens(bob, prompt="login")
    response = await sign_out(page, id_token_hint=alices["id_token"])
    assert "set-cookie" not in response.headers
    assert await signed_in(page)
    assert (await page.refresh(bobs["refresh_token"])).status_code == 200
    assert (await page.refresh(alices["refresh_token"])).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "uri",
    [
        "https://evil.example/signed-out",
        "http://localhost:8288/signed-out/../elsewhere",
        "http://localhost:8288/signed-in",
        "//evil.example",
        "javascript:alert(1)",
    ],
)
async def test_nobody_is_sent_to_an_address_that_is_not_the_pages(
    page: Page, alice: Person, uri: str
) -> None:
    tokens = await page.tokens(alice)
    response = await sign_out(page, id_token_hint=tokens["id_token"], post_logout_redirect_uri=uri)
    assert response.status_code == 200
    assert "location" not in response.headers
    assert "Signed out" in response.text


@pytest.mark.parametrize("hint", [None, "nothing", "a.b.c", "access"])
async def test_without_a_good_hint_alice_is_asked(page: Page, alice: Person, hint: str | None) -> None:
    tokens = await page.tokens(alice)
    given = {} if hint is None else {"id_token_hint": tokens["access_token"] if hint == "access" else hint}
    asked = await sign_out(
        page,
        client_id=page.settings.client_id,
        post_logout_redirect_uri=signed_out_uri(page),
        **given,
    )
    assert asked.status_code == 200
    assert alice.name in asked.text
    assert await signed_in(page)
    confirmed = await page.submit(asked, confirmed="yes")
    assert confirmed.headers["location"] == signed_out_uri(page)
    assert not await signed_in(page)


async def test_a_hint_of_another_client_is_no_hint(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice)
    await sign_out(page, id_token_hint=tokens["id_token"], client_id="someone")
    assert await signed_in(page)


async def test_another_site_cannot_confirm(page: Page, alice: Person) -> None:
    await page.tokens(alice)
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    response = await page.http.post("/issuer/end-session", data={"confirmed": "yes"}, headers=headers)
    assert "Sign out?" in response.text
    assert await signed_in(page)


async def test_who_is_not_signed_in_is_signed_out(page: Page) -> None:
    assert "Signed out" in (await sign_out(page)).text
