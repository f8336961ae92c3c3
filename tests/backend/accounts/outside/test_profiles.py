"""Access tokens that do not say what their bearer is called."""

import asyncio

import pytest
from litestar import Litestar

from backend.accounts.outside.conftest import Clock, me
from outside_issuer import OutsideBrowser, OutsideIssuer
from waugzee.accounts import profiles


async def test_userinfo_tells_name_and_address_once_an_hour(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    await issuer.switch(tells="userinfo", life=10_000)
    tokens = await browser.sign_in(name)
    before = await issuer.asked("/me")
    claims = await api.state.bearer.claims_of(tokens.access_token)
    assert (claims.name, claims.email, claims.email_verified) == (name, f"{name}@example.org", True)
    tokens = await browser.refresh(tokens)
    assert (await api.state.bearer.claims_of(tokens.access_token)).email == f"{name}@example.org"
    assert await issuer.asked("/me") == before + 1
    clock.ahead += profiles.FRESH
    await api.state.bearer.claims_of((await browser.refresh(tokens)).access_token)
    assert await issuer.asked("/me") == before + 2


async def test_without_a_name_one_is_in_all_the_same(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, name: str
) -> None:
    # This issuer's userinfo is closed to tokens for an API, as it may be.
    await issuer.switch(tells="nothing")
    tokens = await browser.sign_in(name)
    assert (await me(api, tokens.access_token)).json()["name"] == name
    assert (await api.state.bearer.claims_of(tokens.access_token)).email is None


async def test_nobody_waits_long_for_a_name(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profiles, "WITHIN", 0.2)
    known = await browser.sign_in(name)
    assert (await me(api, known.access_token)).status_code == 200  # the keys are there
    await issuer.switch(tells="userinfo")
    tokens = await browser.refresh(known)
    await issuer.switch(behaves="slow")
    # Whatever asks an issuer gives up after five.
    async with asyncio.timeout(4.5):
        assert (await me(api, tokens.access_token)).status_code == 200
