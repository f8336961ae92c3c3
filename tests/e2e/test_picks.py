"""What shall I play? A pick a day, a draw by what one feels like; skips are known on every device."""

import re
from typing import Any

from playwright.async_api import Locator, Page, expect

from e2e.browsing import DESK, PHONE, Api, Opening, Watch, go_to, sign_in, snackbar, until
from e2e.site import Account, Site


def pick_of_the_day(page: Page) -> Locator:
    return (
        page.locator("section")
        .filter(has=page.get_by_role("heading", name="Today’s pick"))
        .get_by_role("article")
    )


async def offered(page: Page) -> list[str]:
    articles = page.get_by_role("list", name="Drawn for you").get_by_role("article")
    return [await one.get_attribute("aria-label") or "" for one in await articles.all()]


async def test_one_asks_what_to_play(site: Site, open_page: Opening, collector: Account) -> None:
    phone = await open_page(**PHONE)
    api = Api(phone, site)
    await sign_in(phone, site, collector)
    await go_to(phone, "Pick")
    daily = pick_of_the_day(phone)
    picked = await daily.get_attribute("aria-label") or ""
    await expect(daily).to_contain_text(re.compile(r"play|shelf", re.IGNORECASE))

    # A stack for tonight, all of it never played, and no more than the time there is.
    await phone.get_by_role("button", name="A stack for tonight").click()
    await phone.get_by_text("Mood, genre, and more").click()
    await phone.get_by_role("button", name="1½ hours").click()
    await phone.get_by_role("button", name="Never played").click()
    stack = await offered(phone)
    assert 1 < len(stack) <= 12
    assert picked not in stack

    # Skipped, it is gone; the others stay where they were; and another device knows.
    await phone.get_by_role("button", name=f"Skip {stack[0]}", exact=True).click()
    await expect(phone.get_by_role("list", name="Skipped")).to_contain_text(stack[0])
    left = await offered(phone)
    assert left[: len(stack) - 1] == stack[1:] or stack[0] not in left
    await until(lambda: _has_skips(api, 1), "the server knows of the skip")
    desk = await open_page(**DESK)
    await sign_in(desk, site, collector)
    await go_to(desk, "Pick")
    await expect(pick_of_the_day(desk)).to_have_attribute("aria-label", picked)
    await expect(desk.get_by_role("list", name="Skipped")).to_contain_text(stack[0])
    await desk.get_by_role("button", name=f"Offer {stack[0]} again").click()
    await expect(phone.get_by_role("list", name="Skipped")).to_be_hidden()

    # One tap logs the play, and takes it back; what was offered stays.
    before = len(await api.plays())
    await phone.get_by_role("button", name=f"Play {picked}", exact=True).click()
    await expect(daily).to_contain_text("Played just now")
    await snackbar(phone, f"Played {picked}").get_by_role("button", name="Undo").click()
    await expect(daily).not_to_contain_text("just now")
    await until(lambda: _has_plays(api, before), "the play is taken back")


async def _has_skips(api: Api, count: int) -> bool:
    skips: list[Any] = (await api.ask("/api/skips"))["skips"]
    return len(skips) == count


async def _has_plays(api: Api, number: int) -> bool:
    return len(await api.plays()) == number


async def test_a_skip_waits_for_the_network(
    site: Site, open_page: Opening, collector: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_")
    page = await open_page(**DESK)
    api = Api(page, site)
    await sign_in(page, site, collector)
    await go_to(page, "Pick")
    article = page.get_by_role("list", name="Drawn for you").get_by_role("article")
    await expect(article).to_have_count(1)
    await page.route("**/api/skips/*", lambda route: route.abort())
    skipped = await article.get_attribute("aria-label") or ""
    await page.get_by_role("button", name=f"Skip {skipped}", exact=True).click()
    await expect(article).not_to_have_attribute("aria-label", skipped)
    await expect(page.get_by_role("list", name="Skipped")).to_contain_text(skipped)
    await page.unroute("**/api/skips/*")
    await page.evaluate("dispatchEvent(new Event('online'))")
    await until(lambda: _has_skips(api, 1), "the skip is told once there is a network")
    await page.get_by_role("button", name=f"Offer {skipped} again").click()
    await until(lambda: _has_skips(api, 0), "it is offered again")
