"""On the narrowest screens, in the language with the longer words, no page is wider than the screen.

320 pixels are what a page enlarged to four times its size is left with (WCAG 1.4.10).
"""

from playwright.async_api import Page, ViewportSize, expect

from e2e.browsing import card, expect_records, expect_to_fit, sign_in
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
# How far the words of the deeds stand out of their buttons.
OUT = """(group) => Math.max(...[...group.querySelectorAll("button")].map((button) => {
  const words = button.querySelector("span").getBoundingClientRect();
  const room = button.getBoundingClientRect();
  return Math.max(room.left - words.left, words.right - room.right);
}))"""


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


async def test_the_words_of_the_deeds_fit_their_buttons(phone: Page, site: Site, collector: Account) -> None:
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    await speak_german(phone)
    for opened in (False, True):
        if opened:
            await card(phone, 0).get_by_role("link").click()
        deeds = (phone.get_by_role("dialog") if opened else card(phone, 0)).get_by_role("group").last
        await expect(deeds.get_by_role("button")).to_have_count(3)
        for width in (*WIDTHS, 375, 360):
            await phone.set_viewport_size(ViewportSize(width=width, height=844))
            await expect_to_fit(phone, "the shelf")
            assert await deeds.evaluate(OUT) <= 2, f"at {width} pixels"


async def test_each_place_stays_on_the_screen_with_large_letters(
    desk: Page, site: Site, collector: Account
) -> None:
    await sign_in(desk, site, collector)
    await speak_german(desk)
    await desk.set_viewport_size(ViewportSize(width=390, height=844))
    # As people set it in their browser.
    await desk.evaluate("document.documentElement.style.fontSize = '200%'")
    more = desk.get_by_role("navigation", name="Orte").get_by_role("link", name="Mehr")
    await expect(more).to_be_in_viewport(ratio=1)


async def test_the_bar_shows_where_one_is(phone: Page, site: Site, alice: Account) -> None:
    await sign_in(phone, site, alice)
    bar = phone.get_by_role("navigation", name="Places")
    for place, word in (("/labels", "More"), ("/dumps", "More"), ("/spinning", "Log")):
        await phone.goto(f"{site.address}{place}")
        await expect(bar.get_by_role("link", name=word, exact=True)).to_have_attribute("aria-current", "page")


async def test_large_letters_make_no_page_wider(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await speak_german(desk)
    await desk.set_viewport_size(ViewportSize(width=390, height=844))
    for place in PLACES:
        await desk.goto(f"{site.address}{place}")
        await expect(desk.get_by_role("heading", level=1)).to_be_visible()
        await desk.wait_for_load_state("networkidle")
        await desk.evaluate("document.documentElement.style.fontSize = '200%'")
        await expect_to_fit(desk, place)
