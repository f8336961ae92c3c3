"""Signing in at an outside issuer, by whichever access tokens it hands out."""

import asyncio

import pytest
from litestar import Litestar

from backend.accounts.outside.conftest import me
from outside_issuer import OutsideBrowser, OutsideIssuer

WAYS = {"jwt": "jwt", "opaque": "introspection"}

formats = pytest.mark.parametrize("form", WAYS)


@formats
async def test_alice_signs_in_and_stays_herself(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, name: str, form: str
) -> None:
    await issuer.switch(format=form)
    tokens = await browser.sign_in(name)
    assert (tokens.access_token.count(".") == 2) == (form == "jwt")
    first = await me(api, tokens.access_token)
    assert first.status_code == 200, first.text
    assert first.json()["name"] == name
    renewed = await browser.refresh(tokens)
    assert renewed.access_token != tokens.access_token
    assert (await me(api, renewed.access_token)).json()["id"] == first.json()["id"]
    assert api.state.bearer.counts == {WAYS[form]: 2}


@formats
async def test_the_token_says_who_and_what_she_is(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, name: str, form: str
) -> None:
    await issuer.switch(format=form)
    tokens = await browser.sign_in(f"admin-{name}")
    claims = await api.state.bearer.claims_of(tokens.access_token)
    assert (claims.issuer, claims.subject) == (issuer.identifier, f"admin-{name}")
    assert claims.roles == ("user", "admin")
    assert claims.client_id == "waugzee-page"
    assert claims.via == WAYS[form]


@formats
async def test_only_the_access_token_opens_the_api(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, name: str, form: str
) -> None:
    await issuer.switch(format=form)
    tokens = await browser.sign_in(name)
    for other in (tokens.id_token, tokens.refresh_token, tokens.access_token[:-1], "not-a-token"):
        answer = await me(api, other)
        assert answer.status_code == 401
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]


async def test_first_requests_that_come_together_ask_once(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, name: str
) -> None:
    await issuer.switch(format="opaque")
    token = (await browser.sign_in(name)).access_token
    before = await issuer.asked("/token/introspection")
    answers = await asyncio.gather(*(me(api, token) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert await issuer.asked("/token/introspection") == before + 1


async def test_what_is_no_jwt_is_not_asked_about_where_nobody_said_how(
    issuer: OutsideIssuer, browser: OutsideBrowser, name: str, without_key: Litestar
) -> None:
    await issuer.switch(format="opaque")
    token = (await browser.sign_in(name)).access_token
    answer = await me(without_key, token)
    assert answer.status_code == 401
    assert "not a JWT" in answer.headers["www-authenticate"]
