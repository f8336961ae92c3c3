"""Erasing one's account: nothing is left of it, on any device of one's own."""

import json

from playwright.async_api import Locator, Page, expect

from e2e.browsing import (
    DESK,
    PHONE,
    Opening,
    Watch,
    card,
    choose_demo,
    expect_records,
    go_to,
    press_sync,
    sign_in,
    sign_up,
    snackbar,
)
from e2e.site import Account, Site
from e2e.test_accessibility import violations
from e2e.test_account import KEPT_ROWS

ERASED = "Your account is erased with everything in it"


async def ask_to_erase(page: Page) -> Locator:
    await go_to(page, "Account")
    await page.get_by_role("button", name="Erase", exact=True).click()
    return page.get_by_role("dialog", name="Erase this account")


async def test_nothing_is_left_on_any_device_and_the_name_is_free_again(
    open_page: Opening, site: Site, alice: Account, watch: Watch
) -> None:
    desk, phone = await open_page(**DESK, reduced_motion="reduce"), await open_page(**PHONE)
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await press_sync(desk)
    await expect_records(desk, await site.demo.items())
    await sign_in(phone, site, alice)
    await expect_records(phone, await site.demo.items())
    other = await desk.context.new_page()
    await other.goto(site.address)
    await expect_records(other, await site.demo.items())
    assert max(await phone.evaluate(KEPT_ROWS)) > 0

    # What is sent by what is gone already, and sockets that are closed.
    watch.allow(r"status of 401", r"WebSocket", r"net::ERR_", r"status of 422")
    sheet = await ask_to_erase(desk)
    async with desk.expect_download() as taking:
        await sheet.get_by_role("button", name="Everything (JSON)").click()
    assert json.loads((await (await taking.value).path()).read_bytes())["tables"]["copies"]
    assert await violations(desk, "erasing") == []
    name = sheet.get_by_label("To confirm, type your name")
    await name.fill(alice.name.upper())
    await desk.keyboard.press("Enter")
    await expect(sheet.get_by_text("That is not your name.")).to_be_visible()
    await expect(name).to_be_focused()
    await name.fill(alice.name)
    await sheet.get_by_role("button", name="Erase for good").click()

    for page in (desk, other, phone):
        await expect(page.get_by_text(ERASED)).to_be_visible()
        await expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        assert await page.evaluate(KEPT_ROWS) == [0, 0, 0]
    await desk.reload()
    await expect(desk.get_by_role("button", name="Sign in")).to_be_visible()
    await expect(desk.get_by_text(ERASED)).to_be_hidden()

    await desk.get_by_role("button", name="Sign in").click()
    await desk.get_by_label("Name").fill(alice.name)
    await desk.get_by_label("Password").fill(alice.password)
    await desk.get_by_role("button", name="Sign in").click()
    await expect(desk.get_by_text("The name or the password is not right")).to_be_visible()
    await sign_up(desk, site, alice)
    await expect(desk.get_by_role("group", name="Where are your records?")).to_be_visible()


async def test_what_was_not_sent_is_said_to_go_and_without_a_network_nobody_is_erased(
    phone: Page, site: Site, alice: Account, watch: Watch
) -> None:
    await sign_in(phone, site, alice)
    await choose_demo(phone)
    await press_sync(phone)
    await expect_records(phone, await site.demo.items())
    watch.allow(r"net::ERR_", r"WebSocket")
    await phone.context.route("**/api/plays", lambda route: route.abort())
    await card(phone, 0).get_by_role("button", name="Play").click()
    await expect(snackbar(phone, "Played")).to_be_visible()
    sheet = await ask_to_erase(phone)
    await expect(sheet.get_by_text("1 entry on this device was not sent yet")).to_be_visible()
    await phone.context.set_offline(True)
    await sheet.get_by_label("To confirm, type your name").fill(alice.name)
    await sheet.get_by_role("button", name="Erase for good").click()
    await expect(sheet.get_by_text("Waugzee cannot be reached")).to_be_visible()
    await sheet.get_by_role("button", name="Close").click()
    await expect(phone.get_by_text("erasing an account needs the server")).to_be_visible()
    await expect(phone.get_by_role("button", name="Erase", exact=True)).to_be_disabled()
    await phone.context.set_offline(False)
    await expect(phone.get_by_role("button", name="Erase", exact=True)).to_be_enabled()
