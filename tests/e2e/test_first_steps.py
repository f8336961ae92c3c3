"""The first run: three steps, each taken or skipped, on every device."""

from playwright.async_api import Locator, Page, expect

from e2e.browsing import PHONE, Opening, card, choose_demo, expect_records, press_sync, sign_in
from e2e.site import Account, Site
from e2e.test_accessibility import violations


async def test_from_the_first_visit_to_the_first_play(open_page: Opening, site: Site, alice: Account) -> None:
    page = await open_page(**PHONE, reduced_motion="reduce")
    await sign_in(page, site, alice)
    await expect_step(page, "Connect")
    # Skipped, the shelf says what it is waiting for; taken up again, it is the first step still.
    await page.get_by_role("button", name="Skip this step").click()
    await expect(page.get_by_role("heading", name="The shelf is empty")).to_be_visible()
    await expect_step(page, "First play")
    await page.get_by_role("button", name="Connect a collection").click()
    await expect_step(page, "Connect")
    await choose_demo(page)
    await expect_step(page, "Sync")
    assert await violations(page, "first steps") == []
    await press_sync(page)
    await expect_records(page, await site.demo.items())
    await expect_step(page, "First play")
    assert await violations(page, "first play") == []
    await card(page, 0).get_by_role("button", name="Play").click()
    await expect(steps(page).get_by_text("Logged: that is all")).to_be_visible()
    await steps(page).get_by_role("button", name="Done").click()
    await expect(steps(page)).to_be_hidden()
    await page.reload()
    await expect_records(page, await site.demo.items())
    await expect(steps(page)).to_be_hidden()


async def test_who_skips_all_is_asked_no_more_on_any_device(
    open_page: Opening, site: Site, alice: Account
) -> None:
    page = await open_page(**PHONE)
    await sign_in(page, site, alice)
    await page.get_by_role("button", name="Skip this step").click()
    await expect_step(page, "First play")
    async with page.expect_response(lambda answer: answer.url.endswith("/api/preferences")):
        await page.get_by_role("button", name="Skip this step").click()
    await expect(steps(page)).to_be_hidden()
    other = await open_page(**PHONE)
    await sign_in(other, site, alice)
    await expect(other.get_by_role("heading", name="The shelf is empty")).to_be_visible()
    await expect(steps(other)).to_be_hidden()


def steps(page: Page) -> Locator:
    return page.get_by_role("region", name="First steps")


async def expect_step(page: Page, name: str) -> None:
    await expect(steps(page).locator("[aria-current='step']")).to_contain_text(name)
