"""The pages of syncs: what the server does in the browser's place, what a run did, taking one over."""

from playwright.async_api import Browser, Page, expect

from e2e.browsing import DESK, SETTING, Watch, choose_demo, expect_records, go_to, press_sync, sign_in
from e2e.site import Account, Site


async def test_the_server_reads_and_the_run_tells_what_it_did(
    phone: Page, site: Site, alice: Account
) -> None:
    await sign_in(phone, site, alice)
    await choose_demo(phone)
    await go_to(phone, "Sync")
    await phone.get_by_role("button", name="Let the server do it").click()
    # The server has the word: a box is as it says, a moment after the click.
    box = phone.get_by_label("Let the server look for changes every six hours")
    await box.click()
    await expect(box).to_be_checked()
    await expect(phone.get_by_text("Next at about")).to_be_visible()
    run = phone.get_by_role("listitem").filter(has_text="The server")
    await expect(run).to_be_visible(timeout=60_000)
    await run.get_by_role("link", name="Complete").click()
    items = await site.demo.items()
    await expect(phone.get_by_role("heading", name=f"Added: {items} records")).to_be_visible()
    await expect(phone.get_by_text("By", exact=True).locator("..")).to_contain_text("The server")
    await phone.get_by_role("link", name="All syncs").click()
    await expect(box).to_be_checked()
    await box.click()
    await expect(box).not_to_be_checked()
    await go_to(phone, "Shelf")
    await expect_records(phone, items)


async def test_another_device_takes_over(
    desk: Page, site: Site, alice: Account, browser: Browser, watch: Watch
) -> None:
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await site.demo.switch(pages_held_from=2)
    await press_sync(desk)
    await expect(desk.get_by_role("button", name="Stop")).to_be_visible()
    async with await browser.new_context(**SETTING, **DESK) as context:
        watch.follow(context)
        other = await context.new_page()
        await sign_in(other, site, alice)
        await other.get_by_role("button", name="Take over here").click()
        await expect(other.get_by_role("button", name="Stop")).to_be_visible()
        await expect(desk.get_by_text("in another tab or on another device")).to_be_visible()
        await site.demo.switch(pages_held_from=None)
        for page in (other, desk):
            await expect_records(page, await site.demo.items())
            await expect(page.get_by_role("progressbar", name="Sync")).to_be_hidden()
