"""Where lines run from right to left every page stands the other way round, none wider than the screen."""

from playwright.async_api import Page, expect

from e2e.browsing import DESK, PHONE, Opening, card, expect_records, expect_to_fit, go_to, sign_in
from e2e.site import Account, Site

PLACES = ("Log", "Today", "Statistics", "Gear", "Pick", "Inbox", "Scan", "Crates", "Wantlist", "Catalogue")
FROM_THE_RIGHT = """
new MutationObserver(() => { document.documentElement.dir = "rtl" }).observe(document, { childList: true })
"""
WIDTHS = [options["viewport"] for options in (PHONE, DESK)]


async def test_no_page_breaks(open_page: Opening, site: Site, collector: Account) -> None:
    page = await open_page(**DESK)
    await page.add_init_script(FROM_THE_RIGHT)
    await sign_in(page, site, collector)
    await expect_records(page, await site.demo.items())
    bar = await page.get_by_role("navigation", name="Places").bounding_box()
    assert bar is not None
    assert bar["x"] > 1000, "the places stand where lines begin"
    await expect_no_overflow(page, "shelf")

    # The arrows move as the covers lie: to the left is on.
    await card(page, 0).get_by_role("link").focus()
    await page.keyboard.press("ArrowLeft")
    await expect(card(page, 1).get_by_role("link")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await expect(page.get_by_role("heading", name="About this record")).to_be_visible()
    await expect_no_overflow(page, "record")
    await page.keyboard.press("Escape")
    for place in (*PLACES, "Sync", "Settings", "Account"):
        await go_to(page, place)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await expect_no_overflow(page, place)


async def expect_no_overflow(page: Page, what: str) -> None:
    for size in WIDTHS:
        await page.set_viewport_size(size)
        await expect_to_fit(page, what)
