"""What is printed: the whole shelf, a record alone, and nothing that only a screen can press."""

import re

from playwright.async_api import Page, expect

from e2e.browsing import card, expect_records, sign_in
from e2e.site import Account, Site


async def test_the_shelf_and_a_record(desk: Page, site: Site, collector: Account) -> None:
    items = await site.demo.items()
    await sign_in(desk, site, collector)
    await expect_records(desk, items)
    await desk.emulate_media(media="print")
    await expect(desk.get_by_role("navigation", name="Places")).to_be_hidden()
    await expect(desk.get_by_role("searchbox")).to_be_hidden()
    await expect(card(desk, 0).get_by_role("button").first).to_be_hidden()
    # A browser says so before it prints: then every record is there, not only those in sight.
    assert await card(desk, items - 1).count() == 0
    await desk.evaluate("dispatchEvent(new Event('beforeprint'))")
    await expect(card(desk, items - 1)).to_be_attached()
    await desk.evaluate("dispatchEvent(new Event('afterprint'))")
    await expect(card(desk, items - 1)).not_to_be_attached()

    await desk.emulate_media(media="screen")
    await card(desk, 0).get_by_role("link").click()
    record = desk.get_by_role("dialog")
    await expect(record.get_by_role("heading", name="About this record")).to_be_visible()
    await desk.emulate_media(media="print")
    await expect(desk.get_by_role("heading", name="Shelf", exact=True)).to_be_hidden()
    await expect(record.get_by_role("button", name=re.compile("Close|^Play "))).to_have_count(0)
    # At its full length and width, which no sheet of a screen is.
    box = await record.bounding_box()
    assert box is not None
    assert box["width"] > 600
    assert box["height"] > 1000
