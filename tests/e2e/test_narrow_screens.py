"""On the narrowest screens, in the language with the longer words, no page is wider than the screen.

320 pixels are what a page enlarged to four times its size is left with (WCAG 1.4.10).
"""

from playwright.async_api import Page, ViewportSize, expect

from e2e.browsing import expect_records, expect_to_fit, sign_in
from e2e.site import Account, Site

PLACES = (
    *("/", "/log", "/spinning", "/today", "/play", "/scan", "/labels", "/gear", "/crates", "/wantlist"),
    *(
        "/catalogue",
        "/inbox",
        "/inbox/choices",
        "/sync",
        "/settings",
        "/account",
        "/account/profile",
        "/more",
    ),
    *("/statistics", "/statistics/favourites", "/statistics/shelf", "/statistics/care", "/statistics/review"),
)
WIDTHS = (390, 320)


async def go_through(page: Page, site: Site, places: tuple[str, ...]) -> None:
    for place in places:
        await page.goto(f"{site.address}{place}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            await page.set_viewport_size(ViewportSize(width=width, height=844))
            await expect_to_fit(page, place)


async def speak_german(page: Page) -> None:
    await page.evaluate("localStorage.setItem('waugzee.language', 'de')")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "de")
    await expect(page.get_by_role("heading", name="Regal")).to_be_visible()


async def test_a_newcomer_sees_all_of_each_page(phone: Page, site: Site, alice: Account) -> None:
    await sign_in(phone, site, alice)
    await speak_german(phone)
    await expect(phone.get_by_text("Die erste Wiedergabe")).to_be_visible()
    await go_through(phone, site, PLACES)


async def test_whoever_has_a_shelf_sees_all_of_each_page(phone: Page, site: Site, collector: Account) -> None:
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    await speak_german(phone)
    await go_through(phone, site, PLACES)
