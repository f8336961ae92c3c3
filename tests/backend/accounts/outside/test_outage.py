"""An issuer that is down, slow, or answers nonsense: nobody is told that their token is bad."""

import pytest
from litestar import Litestar

from backend.accounts.outside.conftest import Clock, NewProcess, me
from outside_issuer import OutsideBrowser, OutsideIssuer
from waugzee.accounts import issuer_client
from waugzee.accounts.bearer import INTROSPECTED
from waugzee.accounts.keyring import EVERY

formats = pytest.mark.parametrize("form", ["jwt", "opaque"])
TROUBLES = ["down", "slow", "html", "elsewhere", "impostor"]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issuer_client, "WITHIN", 0.3)


async def is_unavailable(app: Litestar, token: str) -> None:
    answer = await me(app, token)
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/issuer-unreachable"
    assert int(answer.headers["retry-after"]) > 0
    assert "www-authenticate" not in answer.headers


@formats
@pytest.mark.parametrize("trouble", TROUBLES)
async def test_in_trouble_at_start_and_well_again(
    new_process: NewProcess,
    issuer: OutsideIssuer,
    browser: OutsideBrowser,
    clock: Clock,
    name: str,
    form: str,
    trouble: str,
) -> None:
    await issuer.switch(format=form)
    token = (await browser.sign_in(name)).access_token
    await issuer.switch(behaves=trouble)
    app = await new_process()
    await is_unavailable(app, token)
    await is_unavailable(app, token)
    await issuer.switch(behaves="well")
    clock.ahead += EVERY
    assert (await me(app, token)).status_code == 200


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_in_trouble_later_who_has_a_jwt_goes_on(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str, trouble: str
) -> None:
    await issuer.switch(life=10_000)
    seen, unseen = await browser.sign_in(name), await browser.sign_in(name)
    assert (await me(api, seen.access_token)).status_code == 200
    await issuer.switch(behaves=trouble)
    clock.ahead += issuer_client.DISCOVERY_FRESH
    await api.state.keyring.refresh()
    for tokens in (seen, unseen):
        assert (await me(api, tokens.access_token)).status_code == 200


async def test_in_trouble_later_an_opaque_token_goes_on_for_a_minute(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    await issuer.switch(format="opaque")
    token = (await browser.sign_in(name)).access_token
    assert (await me(api, token)).status_code == 200
    await issuer.switch(behaves="down")
    clock.ahead += INTROSPECTED - 1
    assert (await me(api, token)).status_code == 200
    clock.ahead += 1
    await is_unavailable(api, token)


async def test_hostile_tokens_do_not_make_a_slow_issuer_slower(
    api: Litestar, issuer: OutsideIssuer, browser: OutsideBrowser, clock: Clock, name: str
) -> None:
    token = (await browser.sign_in(name)).access_token
    await issuer.switch(behaves="down")
    before = await issuer.asked("/.well-known/openid-configuration")
    for _ in range(5):
        await is_unavailable(api, token)
    # A busy machine may give the one question up before it has arrived.
    assert await issuer.asked("/.well-known/openid-configuration") <= before + 1
