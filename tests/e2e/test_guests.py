"""The guest view: opened by its owner, read by somebody who has only its address, and shut again."""

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page, Route, expect

from e2e.browsing import DESK, PHONE, Api, Opening, Watch, expect_records, go_to, sign_in
from e2e.site import Account, Site
from e2e.test_accessibility import violations


async def test_a_guest_leafs_through_the_shelf_until_it_is_shut(
    open_page: Opening, site: Site, collector: Account, watch: Watch
) -> None:
    page = await open_page(**DESK, reduced_motion="reduce")
    api = Api(page, site)
    await sign_in(page, site, collector)
    records = await site.demo.items()
    await expect_records(page, records)
    await go_to(page, "Account")
    link = page.get_by_role("link", name="Show your shelf to guests")
    await expect(link).to_be_visible()
    edges = [await each.bounding_box() for each in (page.get_by_role("heading", name="Public profile"), link)]
    assert len({edge["x"] for edge in edges if edge}) == 1
    await link.click()
    await page.get_by_label("Its title").fill("Nina plays")
    await page.get_by_role("checkbox", name="A few figures").check()
    await page.get_by_role("button", name="Open it").click()
    await expect(page.get_by_text("It is open")).to_be_visible()
    await expect(page.get_by_role("img", name="QR code of")).to_be_visible()
    assert await violations(page, "public profile") == []
    url = await page.get_by_role("link", name="See it as a guest").get_attribute("href")
    assert url is not None

    guest = await open_page(**PHONE, reduced_motion="reduce")
    asked: list[str] = []
    guest.on("request", lambda request: asked.append(request.url))
    await guest.goto(url)
    await expect(guest.get_by_role("heading", name="Nina plays")).to_be_visible()
    await expect(guest.get_by_role("region", name="Shelf").get_by_text(f"{records} records")).to_be_visible()
    await expect(shelf(guest).get_by_role("listitem").first).to_be_visible()
    assert await violations(guest, "guest page") == []
    # Page after page comes as one scrolls; only the rows in sight are there.
    last = await last_record(api)
    while not await shelf(guest).get_by_text(last["title"], exact=True).is_visible():
        await guest.mouse.wheel(0, 3000)
        await guest.wait_for_function("new Promise(requestAnimationFrame)")
    assert await shelf(guest).get_by_role("listitem").count() < 60
    await guest.get_by_role("searchbox").fill(last["artist"].upper())
    await expect(guest.get_by_text(re.compile(r"^\d+ records? found$"))).to_be_visible()
    await expect(shelf(guest).get_by_text(last["title"], exact=True)).to_be_visible()
    await guest.get_by_role("searchbox").fill("no such record")
    await expect(guest.get_by_text("No record is like that")).to_be_visible()

    own = [urlsplit(one).path for one in asked if one.startswith(site.address)]
    assert not [path for path in own if re.match(r"/(issuer|engine|assets/(worker|first-screen))", path)]
    assert {path for path in own if path.startswith("/api/")} <= {
        f"/api/public/{url.rsplit('/', 1)[1]}{rest}" for rest in ("", "/records")
    }

    await page.get_by_role("button", name="Shut it").click()
    await expect(page.get_by_text("It is shut")).to_be_visible()
    watch.allow(r"status of 404")
    await guest.reload()
    await expect(guest.get_by_role("heading", name="There is no open shelf here")).to_be_visible()
    assert await violations(guest, "no open shelf") == []


async def test_what_is_ticked_stays_so_while_an_older_change_is_answered(
    open_page: Opening, site: Site, collector: Account
) -> None:
    page = await public_profile(open_page, site, collector)
    figures = page.get_by_role("checkbox", name="A few figures")
    ticked = await figures.is_checked()
    asked: asyncio.Queue[Route] = asyncio.Queue()
    await page.route("**/api/profile", asked.put)

    async def next_asked() -> Route:
        async with asyncio.timeout(60):
            return await asked.get()

    await page.get_by_label("Its title").fill("Records of Nina")
    await figures.click()

    title = await next_asked()
    async with page.expect_response("**/api/profile"):
        await title.continue_()
    # The second is asked once the first was answered, and taken in.
    box = await next_asked()
    await expect(figures).to_be_checked(checked=not ticked)
    async with page.expect_response("**/api/profile"):
        await box.continue_()
    await expect(figures).to_be_checked(checked=not ticked)
    await page.reload()
    await (await next_asked()).continue_()
    await expect(figures).to_be_checked(checked=not ticked)
    await expect(page.get_by_label("Its title")).to_have_value("Records of Nina")


async def test_what_is_ticked_in_vain_is_not_ticked(
    open_page: Opening, site: Site, collector: Account, watch: Watch
) -> None:
    page = await public_profile(open_page, site, collector)
    figures = page.get_by_role("checkbox", name="A few figures")
    ticked = await figures.is_checked()
    watch.allow("net::ERR_FAILED")
    await page.route("**/api/profile", lambda route: route.abort())
    await figures.click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(figures).to_be_checked(checked=ticked)


async def public_profile(open_page: Opening, site: Site, account: Account) -> Page:
    page = await open_page(**DESK, reduced_motion="reduce")
    await sign_in(page, site, account)
    await go_to(page, "Account")
    await page.get_by_role("link", name="Show your shelf to guests").click()
    return page


def shelf(guest: Page) -> Locator:
    return guest.get_by_role("list", name="Records")


async def last_record(api: Api) -> dict[str, Any]:
    """The last record by artist."""
    address = (await api.ask("/api/profile"))["address"]
    cursor = ""
    while True:
        page = await api.ask(f"/api/public/{address}/records?limit=200{cursor}")
        if page["cursor"] is None:
            last: dict[str, Any] = page["records"][-1]
            return last
        cursor = f"&cursor={page['cursor']}"
