"""Refresh tokens rotate, and an old one gives its whole family away."""

import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from issuer_page import Clock, Page, Person, unsigned
from waugzee.db import transaction
from waugzee.issuer.tables import grants

DAY = 24 * 3600


async def test_each_refresh_gives_new_tokens(page: Page, alice: Person) -> None:
    first = await page.tokens(alice)
    second = (await page.refresh(first["refresh_token"])).json()
    third = (await page.refresh(second["refresh_token"])).json()
    assert len({tokens["refresh_token"] for tokens in (first, second, third)}) == 3
    assert len({unsigned(tokens["access_token"])["jti"] for tokens in (first, second, third)}) == 3
    assert third["scope"] == first["scope"]
    assert (await page.userinfo(third["access_token"])).json()["sub"] == alice.subject


async def test_a_renewed_id_token_is_about_the_same_sign_in(page: Page, alice: Person, clock: Clock) -> None:
    first = await page.tokens(alice)
    clock.now += 500
    renewed = unsigned((await page.refresh(first["refresh_token"])).json()["id_token"])
    identity = unsigned(first["id_token"])
    for claim in ("iss", "sub", "aud", "auth_time", "sid"):
        assert renewed[claim] == identity[claim]
    assert renewed["iat"] == identity["iat"] + 500
    assert "nonce" not in renewed


async def test_an_old_refresh_token_revokes_the_family(page: Page, alice: Person) -> None:
    first = await page.tokens(alice)
    second = (await page.refresh(first["refresh_token"])).json()
    reused = await page.refresh(first["refresh_token"])
    assert (reused.status_code, reused.json()["error"]) == (400, "invalid_grant")
    assert (await page.refresh(second["refresh_token"])).json()["error"] == "invalid_grant"
    assert (await page.userinfo(second["access_token"])).status_code == 401


async def test_another_sign_in_is_another_family(page: Page, phone: Page, alice: Person) -> None:
    here, there = await page.tokens(alice), await phone.tokens(alice)
    await page.refresh(here["refresh_token"])
    await page.refresh(here["refresh_token"])
    assert (await phone.refresh(there["refresh_token"])).status_code == 200


async def test_of_two_at_once_one_is_refused(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice)
    both = await asyncio.gather(*(page.refresh(tokens["refresh_token"]) for _ in range(2)))
    assert sorted(response.status_code for response in both) == [200, 400]


async def test_of_two_showing_one_code_at_once_one_is_refused(page: Page, alice: Person) -> None:
    code = (await page.sign_in(alice))["code"]
    both = await asyncio.gather(*(page.exchange(code) for _ in range(2)))
    assert sorted(response.status_code for response in both) == [200, 400]


async def test_without_offline_access_there_is_no_refresh_token(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice, scope="openid profile")
    assert "refresh_token" not in tokens
    assert (await page.userinfo(tokens["access_token"])).status_code == 200


async def test_a_refresh_may_ask_for_less_but_not_for_more(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice, scope="openid offline_access")
    more = await page.refresh(tokens["refresh_token"], scope="openid profile")
    assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")
    less = (await page.refresh(tokens["refresh_token"], scope="openid")).json()
    assert less["scope"] == "openid"
    assert (await page.refresh(less["refresh_token"])).json()["scope"] == "openid offline_access"


@pytest.mark.parametrize(("days", "status"), [(29, 200), (30, 400)])
async def test_a_refresh_token_lives_thirty_days(
    page: Page, alice: Person, clock: Clock, days: int, status: int
) -> None:
    tokens = await page.tokens(alice)
    clock.now += days * DAY
    assert (await page.refresh(tokens["refresh_token"])).status_code == status


async def test_revoking_a_refresh_token_ends_its_grant(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice)
    assert (await page.revoke(tokens["refresh_token"])).status_code == 200
    assert (await page.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    assert (await page.userinfo(tokens["access_token"])).status_code == 401


async def test_revoking_an_access_token_ends_its_grant(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice)
    assert (await page.revoke(tokens["access_token"])).status_code == 200
    assert (await page.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("token", ["nothing", "a.b.c", "0" * 32 + ".x", "\u2014"])
async def test_revoking_what_is_no_token_is_fine(page: Page, token: str) -> None:
    expected = 200 if token.isascii() else 400
    assert (await page.revoke(token)).status_code == expected


async def test_only_the_client_revokes(page: Page, alice: Person) -> None:
    tokens = await page.tokens(alice)
    fields = {"client_id": "someone", "token": tokens["refresh_token"]}
    assert (await page.http.post("/issuer/revoke", data=fields)).status_code == 400
    assert (await page.refresh(tokens["refresh_token"])).status_code == 200


async def test_no_secret_is_stored_as_it_is(page: Page, alice: Person, engine: AsyncEngine) -> None:
    answer = await page.sign_in(alice)
    tokens = (await page.exchange(answer["code"])).json()
    async with transaction(engine) as db:
        rows = await db.all(select(grants))
    assert rows
    stored = repr(rows)
    assert answer["code"] not in stored
    assert tokens["refresh_token"].partition(".")[2] not in stored
