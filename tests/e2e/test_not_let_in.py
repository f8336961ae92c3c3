"""Signed in at the issuer and yet not let in: new where one comes by invitation, and suspended."""

import asyncio
import json
import os
import sys
from pathlib import Path

from playwright.async_api import Page, expect

from e2e.browsing import Watch
from e2e.site import Account, Site, running_site
from waugzee.processes import free_port


async def command(site: Site, *words: str) -> str:
    """What a command says, run beside the server on its database."""
    port = (site.data / "postgres/data/postmaster.pid").read_text().splitlines()[3]
    password = json.loads((site.data / "postgres/passwords.json").read_text())["owner"]
    url = f"postgresql://waugzee_owner:{password}@127.0.0.1:{port}/waugzee"
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "waugzee"),
        *words,
        env={**os.environ, "WAUGZEE_DATABASE_URL": url},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return said.decode().strip()


async def enter(page: Page, account: Account) -> None:
    await page.get_by_label("Name").fill(account.name)
    await page.get_by_label("Password").fill(account.password)
    await page.get_by_role("button", name="Sign in").click()


async def test_one_comes_in_by_invitation_and_is_told_when_suspended(
    phone: Page, tmp_path: Path, watch: Watch
) -> None:
    watch.allow(r"status of 40[134]", r"WebSocket", r"ERR_CONNECTION_REFUSED")
    settings = {"WAUGZEE_SIGN_UP": "invitation", "WAUGZEE_PORT": str(free_port())}
    async with running_site(tmp_path / "data", **settings) as club:
        alice, bob = await club.new_account("alice"), await club.new_account("bob")
        await phone.goto(club.address)
        await phone.get_by_role("button", name="Sign in").click()
        await enter(phone, alice)
        await expect(phone.get_by_role("heading", name="You need an invitation")).to_be_visible()
        await phone.get_by_label("Invitation code").fill("not this one")
        await phone.get_by_role("button", name="Come in").click()
        await expect(phone.get_by_label("Invitation code")).to_have_attribute("aria-invalid", "true")
        await phone.get_by_label("Invitation code").fill(await command(club, "user", "invite"))
        await phone.get_by_role("button", name="Come in").click()
        await expect(phone.get_by_role("group", name="Where are your records?")).to_be_visible()
        await command(club, "user", "suspend", alice.name)
    # What a process remembers of a user it forgets within a minute, or by starting anew.
    async with running_site(tmp_path / "data", **settings):
        await expect(phone.get_by_role("heading", name="This account is suspended")).to_be_visible()
        await phone.get_by_role("button", name="Sign in as somebody else").click()
        await enter(phone, bob)
        await expect(phone.get_by_role("heading", name="You need an invitation")).to_be_visible()
