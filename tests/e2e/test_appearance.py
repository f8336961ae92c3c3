"""Colours and language, as chosen on this device."""

import json

from playwright.async_api import Page, expect

from e2e.browsing import DESK, Opening, expect_records, go_to, sign_in
from e2e.site import Account, Site

PAPER = "getComputedStyle(document.body).backgroundColor"


async def test_colours_are_chosen_for_this_device(desk: Page, site: Site, alice: Account) -> None:
    await sign_in(desk, site, alice)
    await go_to(desk, "Account")
    light = await desk.evaluate(PAPER)
    await desk.get_by_role("button", name="Dark").click()
    await expect(desk.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    dark = await desk.evaluate(PAPER)
    assert dark != light
    await desk.reload()
    await expect(desk.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    assert await desk.evaluate(PAPER) == dark
    await desk.get_by_role("button", name="As the system").click()
    assert await desk.evaluate(PAPER) == light


async def test_the_language_is_chosen_for_this_device(desk: Page, site: Site, alice: Account) -> None:
    await sign_in(desk, site, alice)
    await go_to(desk, "Account")
    html = desk.locator("html")
    await expect(html).to_have_attribute("lang", "en")
    await desk.get_by_role("button", name="Deutsch").click()
    await expect(html).to_have_attribute("lang", "de")
    await expect(desk.get_by_role("button", name="Dunkel")).to_be_visible()
    await desk.get_by_role("button", name="English").click()
    await expect(desk.get_by_role("button", name="Dark")).to_be_visible()


async def test_a_language_that_no_dates_are_written_in_is_passed_over(
    desk: Page, site: Site, collector: Account
) -> None:
    # As a browser names it on a system whose own is "C".
    await desk.add_init_script(tongues("en-US@posix", "de-AT"))
    await desk.goto(site.address)
    await expect(desk.locator("html")).to_have_attribute("lang", "de")
    await desk.add_init_script(tongues("en-US@posix"))
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())


def tongues(*tags: str) -> str:
    return (
        "Object.defineProperty(navigator, 'languages', "
        f"{{ configurable: true, get: () => {json.dumps(tags)} }})"
    )


async def test_what_is_chosen_is_told_in_the_colours_of_the_system(
    open_page: Opening, site: Site, alice: Account
) -> None:
    page = await open_page(**DESK, forced_colors="active")
    await sign_in(page, site, alice)
    await go_to(page, "Statistics")
    background = "each => getComputedStyle(each).backgroundColor"
    for chosen, other in (
        (page.get_by_role("link", name="Listening"), page.get_by_role("link", name="Favourites")),
        (page.get_by_role("button", name="Plays"), page.get_by_role("button", name="Hours")),
        (page.get_by_role("link", name="Statistics"), page.get_by_role("link", name="Gear")),
    ):
        assert await chosen.evaluate(background) != await other.evaluate(background)
