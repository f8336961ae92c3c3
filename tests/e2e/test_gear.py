"""Gear: from nothing to a mounted stylus, a play that wears it, and a swap in two taps."""

from playwright.async_api import Page, expect

from e2e.browsing import Api, choose_demo, expect_records, go_to, press_sync, sign_in, snackbar
from e2e.site import Account, Site


async def add(page: Page, kind: str, name: str) -> None:
    await page.get_by_role("button", name=f"Add a {kind}").click()
    sheet = page.get_by_role("dialog", name=f"Add a {kind}")
    await sheet.get_by_label("Name").fill(name)
    await sheet.get_by_role("button", name="Save").click()
    await expect(sheet).to_be_hidden()


async def test_a_stylus_is_mounted_wears_and_is_swapped(phone: Page, site: Site, alice: Account) -> None:
    api = Api(phone, site)
    await sign_in(phone, site, alice)
    await choose_demo(phone)
    await press_sync(phone)
    await expect_records(phone, await site.demo.items())
    await go_to(phone, "Gear")
    await expect(phone.get_by_role("heading", name="How worn is your needle?")).to_be_visible()

    await add(phone, "turntable", "SL-1200")
    await add(phone, "cartridge", "2M")
    await phone.get_by_role("button", name="Add a stylus").tap()
    sheet = phone.get_by_role("dialog", name="Add a stylus")
    await sheet.get_by_label("Find its model").fill("2m blue")
    await sheet.get_by_role("list", name="Models").get_by_role("button").first.tap()
    await expect(sheet.get_by_label("Name")).to_have_value("Ortofon 2M Blue")
    await sheet.get_by_label("Hours it came with").fill("400")
    await sheet.get_by_role("button", name="Save").tap()
    await add(phone, "stylus", "Spare")

    deck = phone.get_by_role("article", name="SL-1200")
    await deck.get_by_role("button", name="Mount a stylus").tap()
    choose = phone.get_by_role("dialog", name="Mount a stylus")
    await choose.get_by_role("button", name="Ortofon 2M Blue").tap()
    await expect(snackbar(phone, "Ortofon 2M Blue is mounted")).to_be_visible()
    await expect(deck).to_contain_text("Good")
    await expect(deck).to_contain_text("600 h left of 1,000 h")

    # A play of an hour elsewhere arrives here by itself.
    copy_id = (await api.copies())[0]["id"]
    played = await api.answer("/api/plays", "POST", {"copy_id": copy_id, "seconds": 3600})
    assert played.status_code == 201
    await expect(deck).to_contain_text("599 h left of 1,000 h")

    await deck.get_by_role("button", name="Swap").tap()
    await choose.get_by_role("button", name="Spare").tap()
    await expect(deck).to_contain_text("Life not known")
    await expect(phone.get_by_role("list", name="Mounts").get_by_role("listitem")).to_have_count(2)

    await phone.get_by_role("list", name="Styluses").get_by_role("link", name="Ortofon 2M Blue").tap()
    await expect(phone.get_by_role("heading", name="Ortofon 2M Blue", level=1)).to_be_visible()
    await expect(phone.get_by_role("table")).to_contain_text("1 play")
    await expect(phone.get_by_text("401 h so far in 1 play, 400 h before it came")).to_be_visible()
