"""A sync that takes a while: leaving it, reloading under it, watching it from a second tab."""

from playwright.async_api import Locator, Page, expect

from e2e.browsing import Api, choose_demo, expect_records, press_sync, sign_in, until
from e2e.site import Account, Site


async def test_a_reload_goes_on_and_fetches_nothing_twice_that_was_stored(
    desk: Page, site: Site, alice: Account
) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    # The first page, folders and fields; then the other three at once, two of which come to nothing.
    await site.demo.switch(script=["ok", "ok", "ok", "ok", "5xx", "5xx"])
    await press_sync(desk)
    await until(lambda: stored(api, 2), "two pages are stored")
    await desk.reload()
    await expect(progress(desk)).to_be_visible()
    await expect_records(desk, await site.demo.items())
    reads = sorted((await site.demo.page_reads()).values())
    # The two that were under way may have been lost with the page, or stored just before.
    assert reads[:2] == [1, 1]
    assert max(reads) <= 2
    assert [sync["state"] for sync in (await api.ask("/api/syncs"))["syncs"]] == ["complete"]


async def test_a_sync_goes_on_while_one_looks_elsewhere(desk: Page, site: Site, alice: Account) -> None:
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await site.demo.switch(pages_held_from=2)
    await press_sync(desk)
    await expect(desk.get_by_text("Page 1 of 4")).to_be_visible()
    await desk.get_by_role("link", name="Account").click()
    await expect(desk.get_by_role("heading", name="Account", level=1)).to_be_visible()
    await desk.get_by_role("link", name="Sync", exact=True).click()
    await expect(desk.get_by_role("region", name="Sync").get_by_text("Page 1 of 4")).to_be_visible()
    await desk.get_by_role("link", name="Shelf").click()
    await expect(progress(desk)).to_be_visible()
    await site.demo.switch(pages_held_from=None)
    await expect_records(desk, await site.demo.items())
    await expect(progress(desk)).to_be_hidden()
    assert sorted((await site.demo.page_reads()).values()) == [1, 1, 1, 1]


async def test_a_second_tab_watches_and_takes_over(desk: Page, site: Site, alice: Account) -> None:
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await site.demo.switch(pages_held_from=2)
    await press_sync(desk)
    await expect(progress(desk)).to_be_visible()
    second = await desk.context.new_page()
    await second.goto(site.address)
    await expect(second.get_by_text("in another tab")).to_be_visible()
    await expect(second.get_by_text("Page 1 of 4")).to_be_visible()
    api = Api(second, site)
    await desk.close()
    await site.demo.switch(pages_held_from=None)
    await expect_records(second, await site.demo.items())
    await expect(progress(second)).to_be_hidden()
    await second.reload()
    await expect_records(second, await site.demo.items())
    assert [sync["state"] for sync in (await api.ask("/api/syncs"))["syncs"]] == ["complete"]
    reads = await site.demo.page_reads()
    assert reads[1] == 1  # it was stored before the first tab went


def progress(page: Page) -> Locator:
    return page.get_by_role("progressbar", name="Sync")


async def stored(api: Api, pages: int) -> bool:
    syncs = (await api.ask("/api/syncs"))["syncs"]
    return len(syncs) > 0 and syncs[0]["pages_done"] >= pages
