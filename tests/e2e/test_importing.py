"""What was kept in Kleio or another account: told on the account page, taken in, and found in the log."""

from pathlib import Path

from playwright.async_api import Page, expect

from e2e.browsing import DESK, PHONE, Opening, Watch, go_to, sign_in
from e2e.site import Account, Site
from e2e.test_accessibility import violations
from kleio import TOKEN, cleaning, database, play, release

HISTORY = database(
    auth=[{"token": TOKEN, "username": "alice"}],
    releases=[release(5, "Fontana Mix", 77), release(6, "Ascension", 78)],
    styluses=[{"id": 21, "name": "2M Blue", "manufacturer": "Ortofon", "owned": 1, "active": 1}],
    play_history=[
        play(5, "2025-04-01 19:30:00", stylus_id=21, notes="rain"),
        play(6, "2025-04-02 00:00:00"),
        play(7, "2025-04-03 20:00:00", notes="of a record that nobody knows"),
    ],
    cleaning_history=[cleaning(5, "2025-04-01 19:29:00", notes="deep clean")],
)


async def choose(page: Page, name: str, content: bytes, button: str = "Choose a file") -> None:
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name=button).click()
    await (await chooser.value).set_files({"name": name, "mimeType": "", "buffer": content})


async def test_alice_brings_her_history_along(
    open_page: Opening, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow(r"status of 400", r"ERR_INTERNET_DISCONNECTED", r"WebSocket")
    page = await open_page(**PHONE)
    await sign_in(page, site, alice)
    await go_to(page, "Account")
    await choose(page, "notes.txt", b"no history of Kleio's")
    await expect(page.get_by_text("neither Kleio's database nor")).to_be_visible()
    await choose(page, "kleio.db", HISTORY)
    await expect(page.get_by_text("Nothing is written yet")).to_be_visible()
    await expect(page.get_by_text("Kleio’s database", exact=True)).to_be_visible()
    await expect(page.get_by_text("neither Kleio's database nor")).to_be_hidden()
    await expect(page.get_by_text("2 new · 1 set aside")).to_be_visible()
    await expect(page.get_by_text("2 among the removed · 1 unknown")).to_be_visible()
    await expect(page.get_by_text("Your collection was not read yet")).to_be_visible()
    await expect(page.get_by_text("The file holds your Discogs token")).to_be_visible()
    aside = page.get_by_role("list", name="What does not come as it is").get_by_role("listitem").first
    await expect(aside).to_contain_text("Set aside: 1 play")
    await aside.get_by_role("button", name="Show them").click()
    await expect(aside).to_contain_text("Release 7 · 3 Apr 2025 · of a record that nobody knows")
    assert await violations(page, "an import told") == []

    await page.context.set_offline(True)
    await expect(page.get_by_text("This needs a network.")).to_be_visible()
    await expect(page.get_by_role("button", name="Take it in")).to_be_disabled()
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Take it in").click()
    await expect(page.get_by_text("Taken in.")).to_be_visible()
    await expect(page.get_by_role("button", name="Take it in")).to_be_hidden()
    await expect(page.get_by_role("button", name="Choose another file")).to_be_focused()
    await choose(page, "kleio.db", HISTORY, "Choose another file")
    await expect(page.get_by_text("All of it is here already.")).to_be_visible()
    await expect(page.get_by_text("2 known already · 1 set aside")).to_be_visible()
    await go_to(page, "Log")
    await expect(page.get_by_text("Fontana Mix").first).to_be_visible()
    await expect(page.get_by_text("Ascension").first).to_be_visible()


async def test_alice_moves_to_another_account(
    open_page: Opening, site: Site, alice: Account, watch: Watch, tmp_path: Path
) -> None:
    watch.allow(r"status of 400")
    before = await open_page(**PHONE)
    await sign_in(before, site, alice)
    await go_to(before, "Account")
    await choose(before, "kleio.db", HISTORY)
    await before.get_by_role("button", name="Take it in").click()
    await expect(before.get_by_text("Taken in.")).to_be_visible()
    async with before.expect_download() as saved:
        await before.get_by_role("button", name="Everything (JSON)").click()
    kept = tmp_path / "kept.json"
    await (await saved.value).save_as(kept)

    page = await open_page(**DESK)
    await sign_in(page, site, await site.new_account("alice-anew"))
    await go_to(page, "Account")
    await choose(page, "waugzee.json", kept.read_bytes()[:-9])
    await expect(page.get_by_text("damaged, or was cut short")).to_be_visible()
    await choose(page, "waugzee.json", kept.read_bytes())
    await expect(page.get_by_text("Everything of a Waugzee")).to_be_visible()
    await expect(page.get_by_text("2 among the removed")).to_be_visible()
    assert await violations(page, "an export told") == []
    await page.get_by_role("button", name="Take it in").click()
    await expect(page.get_by_text("Taken in.")).to_be_visible()
    await choose(page, "waugzee.json", kept.read_bytes(), "Choose another file")
    await expect(page.get_by_text("All of it is here already.")).to_be_visible()
    await go_to(page, "Log")
    await expect(page.get_by_text("Fontana Mix").first).to_be_visible()
    await expect(page.get_by_text("Ascension").first).to_be_visible()
