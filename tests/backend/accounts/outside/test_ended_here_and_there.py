"""Signing out here with an outside issuer: the token is refused at once, and taken back there."""

import pytest
from litestar import Litestar

from backend.accounts.outside.conftest import Clock, me
from outside_issuer import OutsideBrowser, OutsideIssuer
from people import client
from waugzee.accounts.bearer import INTROSPECTED


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


async def test_a_token_without_a_time_opens_no_session_that_was_ended(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    await issuer.switch(format="opaque", dates=False)
    token = (await browser.sign_in(name)).access_token
    async with client(api, token) as http:
        (session,) = (await http.get("/api/sessions")).json()["sessions"]
        assert (await http.delete(f"/api/sessions/{session['id']}")).status_code == 204
        for _ in range(2):
            assert (await http.get("/api/me")).status_code == 401
            clock.ahead += INTROSPECTED
    anew = await browser.sign_in(name)
    assert (await me(api, anew.access_token)).status_code == 200
