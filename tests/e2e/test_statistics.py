"""What it all adds up to: charts that are tables, files to keep, what is left out, a year to share."""

import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Page, expect

from e2e.browsing import Api, Watch, choose_demo, expect_records, go_to, press_sync, sign_in
from e2e.site import Account, Site
from e2e.test_accessibility import violations


def content(path: Path) -> bytes:
    return path.read_bytes()


async def test_from_a_chart_to_a_table_a_file_and_a_year_to_share(
    phone: Page, site: Site, alice: Account, watch: Watch
) -> None:
    api = Api(phone, site)
    await phone.emulate_media(reduced_motion="reduce")  # axe takes no half of a change of colours for one
    await sign_in(phone, site, alice)
    await choose_demo(phone)
    await press_sync(phone)
    await expect_records(phone, await site.demo.items())
    first, second = (await api.copies())[:2]
    now = datetime.now(UTC)
    for copy, plays in ((first, 3), (second, 1)):
        for hours in range(plays):
            play = {"copy_id": copy["id"], "played_at": (now - timedelta(hours=hours)).isoformat()}
            assert (await api.answer("/api/plays", "POST", play)).status_code == 201

    await go_to(phone, "Statistics")
    weekdays = phone.get_by_role("figure", name="By weekday")
    await expect(weekdays.get_by_role("img")).to_be_visible()
    await weekdays.get_by_role("button", name="By weekday: show the table").click()
    await expect(weekdays.get_by_role("row")).to_have_count(8)
    async with phone.expect_download() as sheet:
        await weekdays.get_by_role("button", name="By weekday: save as CSV").click()
    assert (await sheet.value).suggested_filename == "by-weekday.csv"
    text = content(await (await sheet.value).path()).decode("utf-8-sig")
    assert text.splitlines()[0] == "Weekday,Plays,Hours"
    assert sum(int(line.split(",")[1]) for line in text.splitlines()[1:]) == 4
    found = await violations(phone, "listening")

    views = phone.get_by_role("navigation", name="Views")
    await views.get_by_role("link", name="Favourites").click()
    records = phone.get_by_role("figure", name="Records")
    await records.get_by_role("button", name="Records: show the table").click()
    await expect(records.get_by_role("row")).to_have_count(3)
    await expect(records.get_by_role("row").nth(1)).to_contain_text(first["title"])
    found += await violations(phone, "favourites")
    async with phone.expect_download() as drawn:
        await phone.get_by_role("button", name="Artists: save as PNG").click()
    picture = content(await (await drawn.value).path())
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 5_000

    # Errands follow the sync by themselves, and the view what they bring.
    await views.get_by_role("link", name="Collection").click()
    await expect(phone.get_by_text("Value at Discogs")).to_be_visible(timeout=60_000)
    found += await violations(phone, "the shelf's statistics")
    await views.get_by_role("link", name="Care and wear").click()
    await expect(phone.get_by_text("Never cleaned")).to_be_visible()
    found += await violations(phone, "care and wear")

    await views.get_by_role("link", name="Left out").click()
    await phone.get_by_label("Leave out another").fill(first["title"])
    await phone.get_by_role("button", name=f"Leave out {first['title']}").first.click()
    await expect(phone.get_by_role("button", name=f"Count again: {first['title']}")).to_be_visible()
    found += await violations(phone, "left out")
    await views.get_by_role("link", name="Year in review").click()
    await expect(phone.get_by_role("heading", name=f"Your {now.year} on vinyl")).to_be_visible()
    await expect(phone.get_by_role("img", name=f"A picture of {now.year} to share: 1 play")).to_be_visible()
    # A number of days in a row, and not "1 day".
    await expect(phone.get_by_text("Days in a row")).to_be_visible()
    await expect(phone.get_by_text("1 day", exact=True)).to_be_hidden()
    found += await violations(phone, "year in review")
    assert found == []
    async with phone.expect_download() as shared:
        await phone.get_by_role("button", name="Save the picture").click()
    picture = content(await (await shared.value).path())
    assert struct.unpack(">II", picture[16:24]) == (1080, 1350)

    watch.allow(r"net::ERR_INTERNET_DISCONNECTED", r"Failed to load resource", r"WebSocket connection to")
    await phone.context.set_offline(True)
    await views.get_by_role("link", name="Favourites").click()
    await expect(phone.get_by_text("As seen ")).to_be_visible()
    await expect(records.get_by_role("img")).to_be_visible()
    await phone.context.set_offline(False)
    # An address that names no view leads to the first one, and says so.
    await phone.goto(f"{site.address}/statistics/yesterday")
    await expect(views.get_by_role("link", name="Listening")).to_have_attribute("aria-current", "page")
