"""What is due today: cleaned with one tap, put off with two, and an evening's worth in one go."""

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import Locator, Page, Request, expect

from e2e.browsing import Api, Watch, card, choose_demo, expect_records, press_sync, sign_in, snackbar, until
from e2e.site import Account, Site


async def played(
    page: Page, site: Site, account: Account, plays: list[int]
) -> tuple[Api, list[dict[str, Any]]]:
    """Sign in, sync, and let the first records have been cleaned long ago and played so often since."""
    api = Api(page, site)
    await sign_in(page, site, account)
    await choose_demo(page)
    await press_sync(page)
    await expect_records(page, await site.demo.items())
    await expect(page.get_by_role("progressbar", name="Sync")).to_be_hidden()
    copies = sorted(await api.copies(), key=lambda copy: copy["artist"])[: len(plays)]
    now = datetime.now(UTC)
    for copy, number in zip(copies, plays, strict=True):
        cleaned = {"copy_id": copy["id"], "cleaned_at": (now - timedelta(days=60)).isoformat()}
        assert (await api.answer("/api/cleanings", "POST", cleaned)).status_code == 201
        for day in range(number):
            play = {"copy_id": copy["id"], "played_at": (now - timedelta(days=1 + day)).isoformat()}
            assert (await api.answer("/api/plays", "POST", play)).status_code == 201
    return api, copies


def badge(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Places").get_by_role("link", name="Today")


async def test_what_is_due_is_cleaned_put_off_and_undone(
    phone: Page, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    api, copies = await played(phone, site, alice, [7, 5, 4, 3])
    await expect(badge(phone)).to_contain_text("3")
    await badge(phone).tap()
    rows = phone.get_by_role("list", name="Records to clean").get_by_role("listitem")
    await expect(rows).to_have_count(3)
    await expect(rows.nth(0)).to_contain_text("7 plays since, cleaned 8 weeks ago")

    before = len(await api.cleanings())
    await rows.nth(0).get_by_role("button", name="Cleaned").tap()
    await expect(rows).to_have_count(2)
    await expect(badge(phone)).to_contain_text("2")
    await snackbar(phone, "Cleaned").get_by_role("button", name="Undo").tap()
    await expect(rows).to_have_count(3)
    await until(lambda: _cleanings(api, before), "the cleaning is taken back")

    title = copies[2]["title"]
    await rows.nth(2).get_by_role("button", name="Later").tap()
    await rows.nth(2).get_by_role("button", name="In a week").tap()
    await expect(rows).to_have_count(2)
    put_off = phone.get_by_role("list", name="Put off")
    await expect(put_off).to_contain_text(title)
    await put_off.get_by_role("button", name="Show again").tap()
    await expect(rows).to_have_count(3)

    # One's own rules make the shelf tell the same as Today: by colour and word, filter and order.
    own = await api.answer(f"/api/copies/{copies[3]['id']}/care", "PATCH", {"rule": "own", "plays": 3})
    assert own.status_code == 200
    assert (await api.answer("/api/care/rules", "PATCH", {"plays": 6})).status_code == 200
    await expect(rows).to_have_count(2)
    due = [copies[0]["title"], copies[3]["title"]]
    for row, one in zip(await rows.all(), due, strict=True):
        await expect(row).to_contain_text(one)
    await phone.goto(f"{site.address}/?order=cleaning&cleaned=4&cleaned=5")
    await expect(phone.get_by_text("2 of")).to_be_visible()
    for n, (title, word) in enumerate(zip(due, ("Needs cleaning", "Due for cleaning"), strict=True)):
        await expect(card(phone, n)).to_contain_text(title)
        await expect(card(phone, n)).to_contain_text(word)
    # Without a network too: another play of the one that may have three.
    await phone.context.set_offline(True)
    await card(phone, 1).get_by_role("button", name="Play").tap()
    await expect(card(phone, 1)).to_contain_text("Needs cleaning")
    await phone.context.set_offline(False)


async def _cleanings(api: Api, number: int) -> bool:
    return len(await api.cleanings()) == number


async def test_a_cleaning_evening_is_one_request(desk: Page, site: Site, alice: Account) -> None:
    api, copies = await played(desk, site, alice, [5, 4])
    sent: list[Request] = []
    desk.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    await badge(desk).click()
    await desk.get_by_role("button", name="Cleaning evening").click()
    sheet = desk.get_by_role("dialog", name="Cleaning evening")
    for copy in copies:
        await sheet.get_by_role("checkbox", name=copy["title"]).first.check()
    # One more that was not due, found on the shelf.
    other = sorted(await api.copies(), key=lambda copy: copy["artist"])[-1]
    await sheet.get_by_label("Find a record").fill(f"{other['artist']} {other['title']}")
    await sheet.get_by_role("checkbox", name=other["title"]).first.check()
    await sheet.get_by_role("button", name="Ultrasonic").click()
    await sheet.get_by_role("button", name="Deep").click()
    await sheet.get_by_label("Fluid").fill("distilled water")
    await sheet.get_by_role("button", name="Log 3 cleanings").click()
    await expect(snackbar(desk, "Cleaned 3 records")).to_be_visible()
    await expect(desk.get_by_role("heading", name="Nothing is due")).to_be_visible()
    logged = [one for one in await api.cleanings() if one["method"] == "ultrasonic"]
    assert {one["copy_id"] for one in logged} == {copies[0]["id"], copies[1]["id"], other["id"]}
    assert {(one["depth"], one["fluid"]) for one in logged} == {("deep", "distilled water")}
    assert [request.url.rpartition("/api")[2] for request in sent if "clean" in request.url] == [
        "/cleanings/evening"
    ]


async def test_a_needle_near_its_end_is_told_of(phone: Page, site: Site, alice: Account) -> None:
    api = Api(phone, site)
    await sign_in(phone, site, alice)

    async def add(path: str, part: dict[str, Any]) -> str:
        answer = await api.answer(path, "POST", part)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    mount = {
        "turntable_id": await add("/api/turntables", {"name": "Deck"}),
        "cartridge_id": await add("/api/cartridges", {"name": "Body"}),
        "stylus_id": await add(
            "/api/styluses", {"name": "Worn blue", "rated_hours": 500, "starting_hours": 450}
        ),
    }
    await add("/api/mounts", mount)
    await expect(badge(phone)).to_contain_text("1")
    await badge(phone).tap()
    needle = phone.get_by_role("list", name="Needles near their end").get_by_role("listitem")
    await expect(needle).to_contain_text("50 h left of 500 h")
    await needle.get_by_role("button", name="Later").tap()
    await needle.get_by_role("button", name="In a month").tap()
    await expect(needle).to_have_count(0)
    await expect(phone.get_by_role("list", name="Put off")).to_contain_text("Worn blue")
    await expect(badge(phone)).not_to_contain_text("1")
