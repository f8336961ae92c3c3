"""Processes that share a Valkey find out once what a token says; without it, each for itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from backend.accounts.outside.conftest import Clock, NewProcess, me
from outside_issuer import OutsideBrowser, OutsideIssuer
from valkey_server import running_valkey
from waugzee.accounts.bearer import INTROSPECTED
from waugzee.settings import Settings

formats = pytest.mark.parametrize("form", ["jwt", "opaque"])


@pytest.fixture
def valkey_url(tmp_path: Path) -> Iterator[str]:
    with running_valkey(tmp_path) as url:
        yield url


@formats
async def test_the_second_process_knows_what_the_first_found_out(
    new_process: NewProcess,
    issuer: OutsideIssuer,
    browser: OutsideBrowser,
    outside: Settings,
    valkey_url: str,
    name: str,
    form: str,
) -> None:
    await issuer.switch(format=form)
    shared = replace(outside, valkey_url=valkey_url)
    here, there = await new_process(shared), await new_process(shared)
    token = (await browser.sign_in(name)).access_token
    first = await me(here, token)
    await issuer.switch(behaves="down")  # a process started in an outage has this to live on
    second = await me(there, token)
    assert second.status_code == 200
    assert second.json() == first.json()
    assert there.state.bearer.counts == {"shared": 1}
    for app in (here, there):
        await app.state.shared.aclose()


async def test_what_is_shared_of_an_opaque_token_is_no_fresher_than_it_was_found_out(
    new_process: NewProcess,
    issuer: OutsideIssuer,
    browser: OutsideBrowser,
    outside: Settings,
    valkey_url: str,
    clock: Clock,
    name: str,
) -> None:
    await issuer.switch(format="opaque")
    shared = replace(outside, valkey_url=valkey_url)
    here, there = await new_process(shared), await new_process(shared)
    token = (await browser.sign_in(name)).access_token
    assert (await me(here, token)).status_code == 200
    await browser.revoke(token)
    clock.ahead += INTROSPECTED / 2
    assert (await me(there, token)).status_code == 200
    clock.ahead += INTROSPECTED / 2
    assert (await me(there, token)).status_code == 401
    assert (await me(here, token)).status_code == 401
    for app in (here, there):
        await app.state.shared.aclose()


@formats
async def test_valkey_goes_and_everybody_stays_in(
    new_process: NewProcess,
    issuer: OutsideIssuer,
    browser: OutsideBrowser,
    outside: Settings,
    tmp_path: Path,
    name: str,
    form: str,
) -> None:
    await issuer.switch(format=form)
    with running_valkey(tmp_path) as url:
        app = await new_process(replace(outside, valkey_url=url))
        tokens = await browser.sign_in(name)
        assert (await me(app, tokens.access_token)).status_code == 200
    assert (await me(app, tokens.access_token)).status_code == 200
    assert (await me(app, (await browser.refresh(tokens)).access_token)).status_code == 200
    await app.state.shared.aclose()
