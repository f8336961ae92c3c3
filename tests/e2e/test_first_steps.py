"""The first run: three steps, each taken or skipped, on every device."""

import asyncio

from playwright.async_api import Locator, Page, Route, expect

from e2e.browsing import (
    PHONE,
    Api,
    Opening,
    card,
    choose_demo,
    expect_records,
    go_to,
    press_sync,
    sign_in,
    until,
)
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


NAMING = "(issuer) => Object.keys(localStorage).filter((key) => localStorage[key].includes(issuer))"


async def test_who_skips_all_is_asked_no_more_on_any_device(
    open_page: Opening, site: Site, alice: Account
) -> None:
    page = await open_page(**PHONE)
    api = Api(page, site)
    await sign_in(page, site, alice)
    await page.get_by_role("button", name="Skip this step").click()
    await expect_step(page, "First play")
    await page.get_by_role("button", name="Skip this step").click()
    await expect(steps(page)).to_be_hidden()
    await until_skipped(api, "connect", "play")
    other = await open_page(**PHONE)
    await sign_in(other, site, alice)
    await expect(other.get_by_role("heading", name="The shelf is empty")).to_be_visible()
    await expect(steps(other)).to_be_hidden()
    # What the device knows of it at once goes with who was here.
    assert "waugzee.skipped-steps" in await page.evaluate(NAMING, site.address)
    await go_to(page, "Account")
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert await page.evaluate(NAMING, site.address) == []


async def test_two_skips_on_a_slow_network_arrive_in_their_order(
    open_page: Opening, site: Site, alice: Account
) -> None:
    page = await open_page(**PHONE)
    api = Api(page, site)
    asked: list[Route] = []
    released = asyncio.Event()

    async def held(route: Route) -> None:
        if route.request.method == "PATCH":
            asked.append(route)
            await released.wait()
        await route.continue_()

    await page.context.route("**/api/preferences", held)
    await sign_in(page, site, alice)
    async with page.expect_request(lambda request: request.method == "PATCH"):
        await page.get_by_role("button", name="Skip this step").click()
    await expect_step(page, "First play")
    await page.get_by_role("button", name="Skip this step").click()
    await expect(steps(page)).to_be_hidden()
    # The second waits for the first: were both under way, the last to be written would be a matter of luck.
    assert len(asked) == 1
    released.set()
    await until_skipped(api, "connect", "play")


async def until_skipped(api: Api, *steps: str) -> None:
    async def kept() -> bool:
        skipped = (await api.ask("/api/preferences"))["skipped_steps"]
        return sorted(skipped) == sorted(steps)

    await until(kept, "what was skipped is kept")


def steps(page: Page) -> Locator:
    return page.get_by_role("region", name="First steps")


async def expect_step(page: Page, name: str) -> None:
    await expect(steps(page).locator("[aria-current='step']")).to_contain_text(name)
