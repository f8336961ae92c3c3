"""From a code on a sleeve to the record and its play: by camera, by hand, by a printed label."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, async_playwright, expect

from barcode_pictures import film
from chromium import FLAGS, chromium_path, launch_environment
from e2e.browsing import (
    DESK,
    PHONE,
    SETTING,
    Api,
    Opening,
    Watch,
    choose_demo,
    go_to,
    press_sync,
    sign_in,
    snackbar,
    until,
)
from e2e.site import Account, Site
from waugzee_demo.barcodes import barcode
from waugzee_demo.catalogue import Release
from waugzee_demo.world import DemoWorld

WORLD = DemoWorld()
SHELF = WORLD._made.releases
CODES = Counter(barcode(one) for one in (*SHELF, *WORLD._elsewhere.values()))
OWNED = Counter(copy.release.id for copy in WORLD._made.copies)


def alone(release: Release) -> bool:
    """Nothing else bears its barcode."""
    return CODES[barcode(release)] == 1 and barcode(release) != ""


MINE = next(one for one in SHELF if alone(one) and OWNED[one.id] == 1)
OTHER = next(one for one in WORLD._elsewhere.values() if alone(one))


@pytest.fixture
async def with_camera(tmp_path: Path, watch: Watch) -> AsyncIterator[Page]:
    """A phone whose camera sees the barcode of MINE."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(),
            env=launch_environment(),  # type: ignore[arg-type]  # a dict of texts is what it takes
            args=[
                *FLAGS,
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film(tmp_path / 'sleeve.y4m', barcode(MINE))}",
            ],
        )
        context = await browser.new_context(
            **SETTING, **PHONE, service_workers="block", permissions=["camera"]
        )
        watch.follow(context)
        yield await context.new_page()
        await browser.close()


async def test_from_the_barcode_to_the_play(site: Site, with_camera: Page, collector: Account) -> None:
    page, api = with_camera, Api(with_camera, site)
    await sign_in(page, site, collector)
    await go_to(page, "Scan")
    await page.get_by_role("button", name="Scan with the camera").click()
    record = page.get_by_role("dialog", name=MINE.title.strip())
    await expect(record).to_be_visible(timeout=60_000)
    await record.get_by_role("button", name=f"Play {MINE.title.strip()}").click()
    await until(lambda: _plays(api, 1), "the play is logged")
    await snackbar(page, "Played").get_by_role("button", name="Undo").click()
    await until(lambda: _plays(api, 0), "the play is taken back")


async def _plays(api: Api, count: int) -> bool:
    return len(await api.plays()) == count


async def test_a_barcode_asked_for_during_a_sync_is_looked_up_after_it(
    desk: Page, site: Site, alice: Account
) -> None:
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await site.demo.switch(pages_held_from=2)
    await press_sync(desk)
    await expect(desk.get_by_text("Page 1 of 4")).to_be_visible()
    await go_to(desk, "Scan")
    await look_up(desk, barcode(OTHER))
    await expect(desk.get_by_text("Asking Discogs …")).to_be_visible()
    await site.demo.switch(pages_held_from=None)
    await expect(desk.get_by_role("list", name="Found at Discogs")).to_contain_text(OTHER.title.strip())


async def look_up(page: Page, digits: str) -> None:
    await page.get_by_label("Digits of the barcode").fill(digits)
    await page.get_by_role("button", name="Find").click()


async def test_a_barcode_asked_for_when_nothing_was_left_is_looked_up(
    desk: Page, site: Site, alice: Account
) -> None:
    api, nothing_left, asked = Api(desk, site), asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        answer = await route.fetch()
        if not (await answer.json())["errands"]:
            nothing_left.set()
            await asked.wait()
        await route.fulfill(response=answer)

    await sign_in(desk, site, alice)
    await api.answer("/api/preferences", "PATCH", json={"enriching": False})
    await desk.route("**/api/errands", hold)
    await choose_demo(desk)
    await asyncio.wait_for(nothing_left.wait(), 60)
    await go_to(desk, "Scan")
    async with desk.expect_response(lambda answer: answer.request.method == "POST"):
        await look_up(desk, barcode(OTHER))
    asked.set()
    await expect(desk.get_by_role("list", name="Found at Discogs")).to_contain_text(OTHER.title.strip())


async def test_a_pressing_one_has_not_and_a_label_one_printed(
    site: Site, open_page: Opening, collector: Account, tmp_path: Path
) -> None:
    page = await open_page(**DESK)
    await sign_in(page, site, collector)
    await go_to(page, "Scan")

    # There is no camera here: words say so, and the field by hand does as well.
    await page.get_by_role("button", name="Scan with the camera").click()
    await expect(page.get_by_text(re.compile("digits can be typed|Type the digits"))).to_be_visible()
    refuse = """() => { navigator.mediaDevices.getUserMedia =
      () => Promise.reject(new DOMException("refused", "NotAllowedError")); }"""
    await page.evaluate(refuse)
    await page.get_by_role("button", name="Scan with the camera").click()
    await expect(page.get_by_text("The camera was not allowed.")).to_be_visible()
    await page.get_by_label("Digits of the barcode").fill("123")
    await page.get_by_role("button", name="Find").click()
    await expect(page.get_by_text("A barcode has 6 to 14 digits")).to_be_visible()

    # Another pressing of it is on the shelf: a warning, and the way to that one.
    await page.get_by_label("Digits of the barcode").fill(barcode(OTHER))
    await page.get_by_role("button", name="Find").click()
    found = page.get_by_role("list", name="Found at Discogs")
    await expect(found).to_contain_text("You own another pressing of it.", timeout=60_000)
    await expect(found.get_by_role("link", name=re.compile(re.escape(OTHER.title.strip())))).to_have_count(1)

    # A label for its sleeve, printed, photographed and chosen as a picture, leads to its page.
    await page.goto(f"{site.address}/labels?q={MINE.title.strip()}")
    await expect(page.get_by_role("heading", name="Labels")).to_be_visible()
    await page.get_by_role("radio", name=re.compile("5160")).check()
    code = page.get_by_label("First sheet").get_by_role("img", name=MINE.title.strip(), exact=True)
    picture = tmp_path / "label.png"
    await code.screenshot(path=picture)
    await page.emulate_media(media="print")
    await expect(page.get_by_role("heading", name="Labels")).to_be_hidden()
    await expect(page.get_by_role("img", name=MINE.title.strip(), exact=True).first).to_be_visible()
    await page.emulate_media(media="screen")
    await page.goto(f"{site.address}/scan")
    await page.get_by_label("Picture of a barcode").set_input_files(picture)
    await expect(page.get_by_role("dialog", name=MINE.title.strip())).to_be_visible()
