"""A return visit: the first covers stand before the shelf behind them is read, and take what one does."""

from playwright.async_api import Page, expect

from e2e.browsing import (
    Api,
    card,
    choose_demo,
    expect_records,
    press_sync,
    sign_in,
    snackbar,
    title_of,
    until,
)
from e2e.site import Account, Site

# The shelf that the device keeps is read only once the page is let go on.
HELD = """
const go = new Promise((resolve) => { window.letGo = resolve; });
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode) {
  const transaction = begin.call(this, stores, mode);
  if ([stores].flat().includes("copies") && mode === "readonly") {
    Object.defineProperty(transaction, "oncomplete", {
      set(then) { transaction.addEventListener("complete", () => go.then(then)); },
    });
  }
  return transaction;
};
"""
COVERS = """async () => {
  const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const db = await asked(indexedDB.open("waugzee"));
  const keys = await asked(db.transaction("cursors").objectStore("cursors").getAllKeys());
  db.close();
  return keys.some((key) => key.includes("first-covers"));
}"""


async def test_what_is_typed_before_the_shelf_is_read_is_searched_then(
    desk: Page, site: Site, alice: Account
) -> None:
    await returned(desk, site, alice)
    await desk.keyboard.press("/")
    await desk.keyboard.type("addis")
    box = desk.get_by_role("searchbox")
    await expect(box).to_have_value("addis")
    await expect(desk.get_by_text("320 records", exact=True)).to_be_visible()
    await desk.evaluate("letGo()")
    await expect(desk.get_by_text(" of 320 records")).to_be_visible()
    await expect(card(desk, 0)).to_contain_text("Addis Ababa Palava")
    await expect(box).to_have_value("addis")
    await expect(box).to_be_focused()


async def test_a_play_logged_before_the_shelf_is_read_counts(desk: Page, site: Site, alice: Account) -> None:
    await returned(desk, site, alice)
    title = await title_of(desk, 0)
    await card(desk, 0).get_by_role("button", name="Play").click()
    await expect(snackbar(desk, f"Played {title}")).to_be_visible()
    await desk.evaluate("letGo()")
    await expect(card(desk, 0)).to_contain_text("Played just now")
    await snackbar(desk, f"Played {title}").get_by_role("button", name="Undo").click()
    await expect(card(desk, 0)).to_contain_text("Never played")


async def returned(page: Page, site: Site, account: Account) -> None:
    """Back on the shelf, which shows its first covers and no more as yet."""
    api = Api(page, site)
    await sign_in(page, site, account)
    await api.answer("/api/preferences", "PATCH", json={"skipped_steps": ["play"]})
    await choose_demo(page)
    await press_sync(page)
    await expect_records(page, await site.demo.items())

    async def kept() -> bool:
        return bool(await page.evaluate(COVERS))

    await until(kept, "the first covers are kept")
    await page.add_init_script(HELD)
    await page.goto(site.address)
    await expect(card(page, 0)).to_be_visible()
