"""Maintenance: done with one tap and taken back, looked up, put off, and told of on every page."""

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import Page, expect

from e2e.browsing import Api, go_to, sign_in, snackbar
from e2e.site import Account, Site

LEVELLING = "00000000-0000-0000-0000-000000000003"


async def equipped(page: Page, site: Site, account: Account) -> tuple[Api, dict[str, Any]]:
    """Sign in, with a chain that was mounted 200 days ago on a turntable bought in 2015."""
    api = Api(page, site)
    await sign_in(page, site, account)
    ids = {}
    for key, parts, part in (
        ("turntable_id", "turntables", {"name": "SL-1200", "bought_on": "2015-05-01"}),
        ("cartridge_id", "cartridges", {"name": "Body"}),
        ("stylus_id", "styluses", {"name": "Blue"}),
    ):
        answer = await api.answer(f"/api/{parts}", "POST", part)
        assert answer.status_code == 201, answer.text
        ids[key] = answer.json()["id"]
    since = (datetime.now(UTC) - timedelta(days=200)).isoformat()
    assert (await api.answer("/api/mounts", "POST", {**ids, "mounted_at": since})).status_code == 201
    return api, ids


async def test_what_gear_wants_is_done_put_off_and_looked_up(phone: Page, site: Site, alice: Account) -> None:
    api, ids = await equipped(phone, site, alice)
    badge = phone.get_by_role("navigation", name="Places").get_by_role("link", name="Today")
    await expect(badge).to_contain_text("5")
    await badge.tap()
    wants = phone.get_by_role("list", name="Your gear wants").get_by_role("listitem")
    # Belt, lubrication and levelling of the deck, the tracking force, and the stylus to clean.
    await expect(wants).to_have_count(5)
    stylus = wants.filter(has_text="Stylus cleaning")
    await expect(stylus).to_contain_text("never noted")
    await stylus.get_by_role("button", name="Done").tap()
    await expect(snackbar(phone, "Done: Stylus cleaning of Blue")).to_be_visible()
    await expect(wants).to_have_count(4)
    force = wants.filter(has_text="Tracking force")
    await force.get_by_role("button", name="Later").tap()
    await force.get_by_role("button", name="In a month").tap()
    await expect(wants).to_have_count(3)
    await expect(badge).to_contain_text("3")
    await expect(phone.get_by_role("list", name="Put off")).to_contain_text("Tracking force of Body")

    await go_to(phone, "Gear")
    deck = phone.get_by_role("list", name="Maintenance of SL-1200").get_by_role("listitem")
    await expect(deck).to_have_count(3)
    levelling = deck.filter(has_text="Levelling")
    await expect(levelling).to_contain_text("Due: never noted")
    await levelling.get_by_role("button", name="Done").tap()
    await expect(levelling).to_contain_text("Next in")
    await snackbar(phone, "Done: Levelling of SL-1200").get_by_role("button", name="Undo").tap()
    await expect(levelling).to_contain_text("Due: never noted")
    # What is noted elsewhere arrives here by itself.
    noted = {"part_id": ids["turntable_id"], "type_id": LEVELLING, "notes": "with the spirit level"}
    assert (await api.answer("/api/maintenance", "POST", noted)).status_code == 201
    await expect(levelling).to_contain_text("Next in")

    await phone.get_by_role("button", name="Maintenance of SL-1200: history and intervals").tap()
    sheet = phone.get_by_role("dialog", name="Maintenance of SL-1200")
    history = sheet.get_by_role("list", name="What was done").get_by_role("listitem")
    await expect(history).to_have_count(1)
    await expect(history).to_contain_text("with the spirit level")

    await sheet.get_by_role("button", name="How often: Belt").tap()
    await sheet.get_by_role("button", name="Never").tap()
    often = phone.get_by_role("list", name="How often").get_by_role("listitem")
    await expect(often.filter(has_text="Belt")).to_contain_text("Never for this one")
    await sheet.get_by_role("button", name="How often: Lubrication").tap()
    await sheet.get_by_role("button", name="Its own interval").tap()
    months = sheet.get_by_label("After months")
    await months.fill("240")
    await months.blur()
    await expect(often.filter(has_text="Lubrication")).to_contain_text("Every 2,000 h or 240 months")

    await sheet.get_by_role("button", name="Add a kind of your own").tap()
    kind = sheet.get_by_role("form", name="A kind of your own")
    await kind.get_by_label("Name").fill("Dust cover")
    await kind.get_by_label("After months").fill("2")
    await kind.get_by_role("button", name="Save").tap()
    cover = often.filter(has_text="Dust cover")
    await expect(cover).to_contain_text("Every 2 months")
    await expect(cover).to_contain_text("Due: never noted")

    await sheet.get_by_role("button", name="Add on another day").tap()
    entry = sheet.get_by_role("form", name="New entry")
    await entry.get_by_label("What was done").select_option("Dust cover")
    await entry.get_by_label("Day").fill("2026-01-02")
    await entry.get_by_label("Notes").fill("polished")
    await entry.get_by_role("button", name="Save").tap()
    await expect(history).to_have_count(2)
    await history.filter(has_text="polished").get_by_role("button").tap()
    await sheet.get_by_role("form", name="Correct this entry").get_by_role("button", name="Delete").tap()
    await expect(history).to_have_count(1)
    await snackbar(phone, "Deleted: Dust cover").get_by_role("button", name="Undo").tap()
    await expect(history.filter(has_text="polished")).to_contain_text("2 January")
    await sheet.get_by_role("button", name="Close", exact=True).last.tap()
    await expect(deck.filter(has_text="Belt")).to_have_count(0)

    # The needle's own page says the same of the needle.
    await phone.get_by_role("list", name="Styluses").get_by_role("link", name="Blue").tap()
    await expect(phone.get_by_role("heading", name="Blue", level=1)).to_be_visible()
    cleaning = often.filter(has_text="Stylus cleaning")
    await expect(often).to_have_count(1)
    await expect(cleaning).to_contain_text("last done just now")
    done = phone.get_by_role("list", name="What was done").get_by_role("listitem")
    await expect(done).to_have_count(1)
    await cleaning.get_by_role("button", name="Done").tap()
    await expect(done).to_have_count(2)
