"""The issuer's keys change while people are signed in."""

from litestar import Litestar

from backend.accounts.outside.conftest import Clock, me
from outside_issuer import OutsideBrowser, OutsideIssuer
from waugzee.accounts.keyring import EVERY


async def test_a_new_key_is_taken_up_and_the_old_one_goes_on(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    tokens = await browser.sign_in(name)
    assert (await me(api, tokens.access_token)).status_code == 200
    await issuer.rotate()
    clock.ahead += EVERY
    renewed = await browser.refresh(tokens)
    assert (await me(api, renewed.access_token)).status_code == 200
    assert (await me(api, tokens.access_token)).status_code == 200


async def test_a_key_taken_back_is_forgotten(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    first = await browser.sign_in(name)
    second = await browser.refresh(first)
    assert (await me(api, first.access_token)).status_code == 200
    await issuer.rotate()
    await issuer.retire()
    clock.ahead += EVERY
    await api.state.keyring.refresh()
    refused = await me(api, second.access_token)
    assert refused.status_code == 401
    assert "unknown key" in refused.headers["www-authenticate"]


async def test_strangers_cannot_have_the_issuer_asked_all_the_time(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    tokens = await browser.sign_in(name)
    assert (await me(api, tokens.access_token)).status_code == 200
    await issuer.rotate()
    await issuer.retire()
    unknown = (await browser.sign_in(name)).access_token
    before = await issuer.asked("/jwks")
    for _ in range(5):
        assert (await me(api, unknown)).status_code == 401
    assert await issuer.asked("/jwks") == before
    clock.ahead += EVERY
    assert (await me(api, unknown)).status_code == 200
    assert await issuer.asked("/jwks") == before + 1
