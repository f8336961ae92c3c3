"""A demo without an account: one press, a full shelf, and nothing of it left afterwards."""

from playwright.async_api import expect

from e2e.browsing import PHONE, Api, Opening, Watch, card, expect_records, snackbar
from e2e.site import Site
from e2e.test_accessibility import violations


async def test_one_press_shows_a_full_shelf_and_another_ends_it(
    open_page: Opening, site: Site, watch: Watch
) -> None:
    page = await open_page(**PHONE, reduced_motion="reduce")
    api = Api(page, site)
    await page.goto(site.address)
    await page.get_by_role("button", name="Look around without an account").click()
    await expect_records(page, 320)
    await expect(page.get_by_text("A demo: these records")).to_be_visible()
    assert len(await api.plays()) > 20
    assert await violations(page, "demo") == []
    await card(page, 0).get_by_role("button", name="Play").click()
    await expect(snackbar(page, "Played")).to_be_visible()
    # The same visit after a reload.
    await page.reload()
    await expect_records(page, 320)
    await expect(page.get_by_text("A demo: these records")).to_be_visible()
    watch.allow(r"WebSocket", r"status of 401")
    await page.get_by_role("button", name="End the demo").click()
    await expect(page.get_by_role("button", name="Look around without an account")).to_be_visible()
    kept = await page.evaluate("(async () => (await indexedDB.databases()).map(({ name }) => name))()")
    assert [name for name in kept if "visitor" in name] == []
    assert (await api.answer("/api/me")).status_code == 401
