"""Finding a record: filters that combine, in an address that can be kept; orders, sizes, a list."""

import asyncio
import re

from playwright.async_api import Page, Route, expect

from e2e.browsing import Api, card, expect_records, go_to, sign_in, snackbar, until
from e2e.site import Account, Site


async def test_filters_combine_and_stand_in_the_address(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await desk.keyboard.press("f")
    sheet = desk.get_by_role("dialog", name="Filter the shelf")
    jazz = sheet.get_by_role("group", name="Genre").get_by_role("button", name=re.compile("^Jazz"))
    await jazz.click()
    await expect(jazz).to_have_attribute("aria-pressed", "true")
    decade = sheet.get_by_role("group", name="Decade").get_by_role("button").first
    # The sheet says how many records a choice would leave, and the shelf behind follows it.
    word, count = re.fullmatch(r"(\d+s)(\d+)", (await decade.inner_text()).replace("\n", "")).groups()  # type: ignore[union-attr]
    await decade.click()
    await sheet.get_by_role("button", name=re.compile(rf"^Show {count} record")).click()
    await expect(desk.get_by_text(f"{count} of 320 records")).to_be_visible()
    await expect(desk).to_have_url(re.compile(r"\?genre=Jazz|&genre=Jazz"))

    # The address alone shows the same; what it does not know is left out.
    await desk.goto(f"{site.address}/?q=&genre=Jazz&decade={word[:-1]}&colour=blue&order=year")
    await expect(desk.get_by_text(f"{count} of 320 records")).to_be_visible()
    await expect(desk.get_by_label("Order")).to_have_value("year")

    await desk.get_by_role("button", name=f"Remove Decade: {word}").click()
    await desk.get_by_role("button", name="Remove Genre: Jazz").click()
    await expect(desk.get_by_text("320 records", exact=True)).to_be_visible()
    await expect(desk).to_have_url(f"{site.address}/?order=year")


async def test_a_list_and_an_order_that_stays_put(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await desk.get_by_role("button", name="Filter").click()
    await desk.get_by_role("group", name="Covers").get_by_role("button", name="List").click()
    await desk.keyboard.press("Escape")
    await expect(desk.get_by_role("list", name="Records")).to_have_attribute("data-size", "list")
    box = await card(desk, 0).bounding_box()
    assert box
    assert box["height"] < 90

    await desk.get_by_label("Order").select_option("random")
    first = await card(desk, 0).get_by_role("link").inner_text()
    await card(desk, 0).get_by_role("button", name="Play").click()
    await expect(card(desk, 0).get_by_role("link")).to_contain_text(first.split("\n")[0])
    await expect(snackbar(desk, "Played")).to_be_visible()
    await desk.keyboard.press("u")
    await expect(snackbar(desk, "Played")).to_be_hidden()
    await desk.reload()
    await expect(desk.get_by_role("list", name="Records")).to_have_attribute("data-size", "list")


async def test_a_track_is_found_and_a_view_kept_under_a_name(
    desk: Page, site: Site, collector: Account
) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    copies = await api.copies()
    copy = copies[0]
    tracklist = f"/api/releases/{copy['release_id']}/tracklist"
    tracks = [{"position": "A1", "title": "Zanzibar Waltz"}]
    assert (await api.answer(tracklist, "PUT", {"tracks": tracks})).status_code == 200
    same = [one for one in copies if one["release_id"] == copy["release_id"]]
    await desk.get_by_role("searchbox").fill("zanzíbar")
    await expect(desk.get_by_text(f"{len(same)} of 320 records, {len(same)} by a track")).to_be_visible()
    await expect(card(desk, 0)).to_contain_text(copy["title"])
    await desk.get_by_role("searchbox").fill("")

    # The condition comes from Discogs' own field of that name.
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("f")
    grade = desk.get_by_role("group", name="Condition").get_by_role("button", name=re.compile("Near mint"))
    count = len([one for one in copies if one["media"] == "NM"])
    await expect(grade).to_contain_text(str(count))
    await grade.click()
    await desk.get_by_label("Keep this view as").fill("As new")
    await desk.get_by_role("button", name="Keep it").click()
    views = desk.get_by_role("group", name="Saved views")
    await expect(views.get_by_role("button", name="As new", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    await desk.get_by_role("button", name="Clear all").click()
    await views.get_by_role("button", name="As new", exact=True).click()
    await expect(desk.get_by_text(f"{count} of 320 records")).to_be_visible()
    await expect(desk).to_have_url(re.compile(r"\?condition=NM"))
    # Two in a breath on a slow network: the second keeps the first.
    released = asyncio.Event()

    async def held(route: Route) -> None:
        if route.request.method == "PATCH":
            await released.wait()
        await route.continue_()

    await desk.context.route("**/api/preferences", held)
    for rated in ("5 stars", "4 stars"):
        await desk.get_by_role("button", name="Clear all").click()
        await desk.get_by_role("group", name="Rating").get_by_role("button", name=rated).click()
        await desk.get_by_label("Keep this view as").fill(rated)
        await desk.get_by_role("button", name="Keep it").click()
        await expect(views.get_by_role("button", name=rated, exact=True)).to_be_visible()
    released.set()

    async def kept() -> bool:
        told = (await api.ask("/api/preferences"))["saved_views"]
        return [one["name"] for one in told] == ["As new", "5 stars", "4 stars"]

    await until(kept, "all three views are kept")
    for name in ("4 stars", "5 stars", "As new"):
        await views.get_by_role("button", name=name, exact=True).click()
        await desk.get_by_role("button", name=f"Forget {name}").click()
    await expect(views).to_have_count(0)
    assert (await api.answer(tracklist, "PUT", {"tracks": []})).status_code == 200


async def test_forward_takes_no_sheet_along(phone: Page, site: Site, collector: Account) -> None:
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    await go_to(phone, "Log")
    await expect(phone).to_have_url(f"{site.address}/log")
    await phone.go_back()
    await card(phone, 0).get_by_role("link").focus()
    await phone.keyboard.press("P")
    await expect(phone.get_by_role("dialog")).to_be_visible()
    await phone.go_forward()
    await expect(phone.get_by_role("heading", name="Log")).to_be_visible()
    await expect(phone.get_by_role("dialog")).to_be_hidden()


async def test_back_takes_away_what_lies_on_top(phone: Page, site: Site, collector: Account) -> None:
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    await go_to(phone, "Log")
    await go_to(phone, "Shelf")
    # The router tells the browser after it has shown the page.
    await expect(phone).to_have_url(f"{site.address}/")
    sheets = phone.get_by_role("dialog")
    await phone.get_by_role("button", name="Filter").click()
    await expect(sheets).to_be_visible()
    await phone.go_back()
    await expect(sheets).to_be_hidden()
    await expect(phone.get_by_role("heading", name="Shelf")).to_be_visible()

    await card(phone, 0).get_by_role("link").click()
    await sheets.get_by_role("button", name="Log in detail").click()
    await expect(sheets).to_have_count(2)
    await sheets.last.get_by_label("Notes").fill("not now")
    await phone.go_back()
    await expect(sheets).to_have_count(1)
    await expect(sheets.get_by_role("button", name="Log in detail")).to_be_focused()
    await phone.go_back()
    await expect(sheets).to_be_hidden()
    await expect(phone.get_by_role("heading", name="Shelf")).to_be_visible()
    await phone.go_back()
    await expect(phone.get_by_role("heading", name="Log")).to_be_visible()
