"""Signing out here with an outside issuer: the token is refused at once, and taken back there."""

import pytest
from litestar import Litestar

from backend.accounts.outside.conftest import me
from outside_issuer import OutsideBrowser, OutsideIssuer
from people import client


@pytest.mark.parametrize("form", ["jwt", "opaque"])
async def test_the_token_is_refused_here_at_once_and_taken_back_there(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, name: str, form: str
) -> None:
    await issuer.switch(format=form)
    token = (await browser.sign_in(name)).access_token
    asked = await issuer.asked("/token/revocation")
    async with client(api, token) as http:
        assert (await http.get("/api/me")).status_code == 200
        assert (await http.post("/api/sign-out")).status_code == 204
        refused = await http.get("/api/me")
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/session-ended")
    assert await issuer.asked("/token/revocation") == asked + 1


async def test_the_issuer_being_down_keeps_nobody_in(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, name: str
) -> None:
    token = (await browser.sign_in(name)).access_token
    assert (await me(api, token)).status_code == 200
    await issuer.switch(behaves="down")
    async with client(api, token) as http:
        assert (await http.post("/api/sign-out")).status_code == 204
        assert (await http.get("/api/me")).status_code == 401
