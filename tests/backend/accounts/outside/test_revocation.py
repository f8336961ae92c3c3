"""A token taken back at the issuer, where nobody here hears of it."""

from litestar import Litestar

from backend.accounts.outside.conftest import Clock, me
from outside_issuer import OutsideBrowser, OutsideIssuer
from waugzee.accounts.bearer import INTROSPECTED
from waugzee.accounts.tokens import LEEWAY


async def test_an_opaque_token_dies_within_a_minute(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    await issuer.switch(format="opaque")
    token = (await browser.sign_in(name)).access_token
    assert (await me(api, token)).status_code == 200
    await browser.revoke(token)
    clock.ahead += INTROSPECTED
    refused = await me(api, token)
    assert refused.status_code == 401
    assert "no longer" in refused.headers["www-authenticate"]


async def test_no_token_outlives_its_end(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    for form, leeway in {"jwt": LEEWAY, "opaque": 0}.items():
        await issuer.switch(format=form, life=20)
        token = (await browser.sign_in(name)).access_token
        assert (await me(api, token)).status_code == 200
        claims = await api.state.bearer.claims_of(token)
        assert clock() + 20 + leeway - 5 < claims.expires_at <= clock() + 20 + leeway
        await issuer.switch(behaves="down")
        clock.ahead += 21 + leeway
        assert (await me(api, token)).status_code == {"jwt": 401, "opaque": 503}[form]
        await issuer.switch(behaves="well")
        clock.ahead = 0


async def test_the_api_can_take_a_token_back(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    await issuer.switch(format="opaque")
    tokens = await browser.sign_in(name)
    assert await api.state.issuer_client.revoke(tokens.access_token, "waugzee-page")
    assert (await me(api, tokens.access_token)).status_code == 401
