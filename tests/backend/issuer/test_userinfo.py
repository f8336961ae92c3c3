"""Userinfo answers a good access token, and nothing else."""

import httpx
import pytest

from issuer_page import Clock, Page, Person


async def test_userinfo_says_who(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice)
    expected = {"sub": alice.subject, "name": alice.name, "preferred_username": alice.name}
    response = await page.userinfo(tokens["access_token"])
    assert response.json() == expected
    assert response.headers["cache-control"] == "no-store"
    posted = await page.http.post(
        "/issuer/userinfo", headers={"Authorization": f"Bearer {tokens['access_token']}"}
    )
    assert posted.json() == expected


async def test_without_the_profile_scope_it_is_the_subject_alone(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice, scope="openid")
    assert (await page.userinfo(tokens["access_token"])).json() == {"sub": alice.subject}


def refused(response: httpx.Response) -> bool:
    return response.status_code == 401 and 'error="invalid_token"' in response.headers["www-authenticate"]


async def test_an_id_token_is_not_an_access_token(page: Page, alice: Person) -> None:
    assert refused(await page.userinfo((await page.tokens(alice))["id_token"]))


async def test_an_expired_token_is_refused(page: Page, alice: Person, clock: Clock) -> None:
    tokens = await page.tokens(alice)
    clock.now += 601
    assert refused(await page.userinfo(tokens["access_token"]))


@pytest.mark.parametrize(
    "token",
    [
        "nothing",
        "a.b.c",
        "..",
        "eyJhbGciOiJub25lIn0.e30.",
        "eyJhbGciOiJSUzI1NiIsImtpZCI6InVua25vd24ifQ.e30.AAAA",
        "eyJhbGciOiJSUzI1NiIsImtpZCI6WzFdfQ.e30.AAAA",
        "W10.W10.W10",
    ],
)
async def test_what_is_no_token_of_ours_is_refused(page: Page, token: str) -> None:
    assert refused(await page.userinfo(token))


async def test_a_changed_token_is_refused(page: Page, alice: Person) -> None:
    head, payload, signature = (await page.tokens(alice))["access_token"].split(".")
    changed = ("B" if payload[10] == "A" else "A").join([payload[:10], payload[11:]])
    assert refused(await page.userinfo(f"{head}.{changed}.{signature}"))


async def test_without_a_token_it_says_which_kind_it_wants(page: Page) -> None:
    response = await page.http.get("/issuer/userinfo")
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")
