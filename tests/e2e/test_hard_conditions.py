"""What the page makes of odd records, a browser that keeps nothing, a slow server, and one that is newer."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from e2e.browsing import Api, Opening, Watch, card, expect_records, sign_in, snackbar, until
from e2e.site import Account, Site

PHONE_WIDTH = 390
ODD = [
    "Very " * 99 + "long",
    "“💿 🎶” — 👩‍👩‍👧‍👦",
    "ليالي الأنس في فيينا",
    "<script>document.title = 'taken over'</script>",
    "<img src=x onerror=\"document.title = 'taken over'\">",
    "w" * 500,
]
# Blocked storage throws as soon as it is touched; a full one when it is written to.
BLOCKED = """
for (const name of ["indexedDB", "localStorage", "caches"])
  Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });
// Some private windows have none of it.
delete Navigator.prototype.serviceWorker;
"""
FULL = """
const full = () => { throw new DOMException("full", "QuotaExceededError"); };
const write = Storage.prototype.setItem;
Storage.prototype.setItem = function (...pair) {
  return this === sessionStorage ? write.apply(this, pair) : full();
};
IDBObjectStore.prototype.put = full;
IDBObjectStore.prototype.add = full;
"""


async def test_odd_titles_stay_words_and_in_their_place(
    open_page: Opening, site: Site, collector: Account
) -> None:
    page = await open_page(viewport={"width": PHONE_WIDTH, "height": 844})

    async def odd(route: Route) -> None:
        answer = await route.fetch()
        body = await answer.json()
        few = body["copies"][: len(ODD)]
        for n, copy in enumerate(few):
            copy |= {"title": ODD[n], "artist": ODD[n - 1]}
        await route.fulfill(response=answer, json={**body, "copies": few, "more": False})

    await page.context.route("**/api/shelf?*", odd)
    await sign_in(page, site, collector)
    await expect_records(page, len(ODD))
    for title in ODD:
        # Within a sentence a title from right to left is kept to itself: the words stay on their side of it.
        name = f"\u2068{title}\u2069" if title == ODD[2] else title
        await expect(page.get_by_role("group", name=f"Log {name}", exact=True)).to_be_attached()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    await page.get_by_role("searchbox").fill("ليالي")
    await expect(card(page, 0)).to_contain_text("ليالي")
    await card(page, 0).get_by_role("link").first.click()
    record = page.get_by_role("dialog")
    await expect(record).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    await record.get_by_role("button", name=re.compile("^Play ")).first.click()
    said = snackbar(page, f"Played \u2068{ODD[2]}\u2069")
    await said.get_by_role("button", name="Undo").click()
    await expect(said).to_be_hidden()
    assert "taken over" not in await page.title()


@pytest.mark.parametrize("storage", [BLOCKED, FULL], ids=["blocked", "full"])
async def test_a_browser_that_keeps_nothing_still_shows_and_logs(
    open_page: Opening, site: Site, collector: Account, watch: Watch, storage: str
) -> None:
    page = await open_page(viewport={"width": 1280, "height": 800})
    await page.add_init_script(storage)
    api = Api(page, site)
    await sign_in(page, site, collector)
    await expect_records(page, await site.demo.items())
    before = len(await api.plays())
    await page.get_by_role("button", name="Play ").first.click()

    async def arrived() -> bool:
        return len(await api.plays()) == before + 1

    await until(arrived, "the play is sent")
    await snackbar(page, "Played").get_by_role("button", name="Undo").click()

    async def gone() -> bool:
        return len(await api.plays()) == before

    await until(gone, "the play is taken back")
    # Without a network a play waits, and the page says what would lose it.
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    # The engine may be on its way just then; it is loaded anew when it is needed.
    watch.allow(r"error occurred while loading", r"Failed to fetch", r"engine_unreachable")
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Play ").first.click()
    waits = page.get_by_text("This browser keeps nothing: leave the page open")
    await expect(waits).to_be_visible()
    await snackbar(page, "Played").get_by_role("button", name="Undo").click()
    await page.context.set_offline(False)
    await expect(waits).to_be_hidden()
    # What is chosen holds, though it is not kept.
    await page.get_by_role("combobox", name="Order").select_option("title")
    await expect(page.get_by_role("combobox", name="Order")).to_have_value("title")


async def test_a_slow_server_keeps_nobody_waiting(desk: Page, site: Site, collector: Account) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    before = len(await api.plays())
    back = await desk.context.new_page()
    slow = asyncio.Event()

    async def late(route: Route) -> None:
        await slow.wait()
        await route.continue_()

    await back.context.route("**/api/**", late)
    await back.goto(site.address)
    # From the device, while no answer has come yet.
    await expect_records(back, await site.demo.items())
    await back.get_by_role("button", name="Play ").first.click()
    await expect(snackbar(back, "Played")).to_be_visible()
    await snackbar(back, "Played").get_by_role("button", name="Undo").click()
    slow.set()
    await expect(back.get_by_role("heading", name="Shelf")).to_be_visible()
    assert len(await api.plays()) == before


async def test_an_answer_newer_than_the_page_is_read_as_far_as_it_goes(
    desk: Page, site: Site, collector: Account, watch: Watch
) -> None:
    watch.allow(r"404")

    async def newer(route: Route) -> None:
        answer = await route.fetch()
        body: Any = await answer.json()
        for copy in body.get("copies", []):
            copy |= {"humidity": 40, "archived_as": None, "genres": [*copy["genres"], "Holographic"]}
        await route.fulfill(response=answer, json={**body, "weather": "fine"})

    await desk.context.route("**/api/shelf?*", newer)
    # And something it asks for is there no more.
    await desk.context.route(
        re.compile("/api/due$"),
        lambda route: route.fulfill(status=404, json={"type": "about:blank", "title": "Gone", "status": 404}),
    )
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await desk.get_by_role("link", name="Today").click()
    await expect(desk.get_by_role("button", name="Try again")).to_be_visible()
    await desk.get_by_role("link", name="Shelf").click()
    await expect(card(desk, 0)).to_be_visible()


async def test_refused_covers_leave_sleeves(desk: Page, site: Site, collector: Account, watch: Watch) -> None:
    watch.allow(r"403")
    await desk.context.route("**/images/**", lambda route: route.fulfill(status=403, body="no"))
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await expect(card(desk, 0)).to_be_visible()
    await expect(card(desk, 0).locator("img:visible")).to_have_count(0)
