"""Takes the pictures in docs/screenshots, anew: `make test T=tests/e2e/screenshots.py`.

Every screen on a phone and on a desk, each light and dark, reduced to 256 colours: to a third of its size.
It is no part of the suite, and judges nothing.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from e2e.browsing import (
    DESK,
    PHONE,
    Api,
    Opening,
    Watch,
    card,
    choose_demo,
    expect_records,
    fill_in,
    go_to,
    press_sync,
    sign_in,
    until,
)
from e2e.site import Account, Site
from e2e.test_inbox import in_trouble

PLACES = (
    *("log", "today", "statistics", "gear", "play", "scan", "crates", "wantlist", "catalogue"),
    "settings",
)
FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STYLUS_CLEANING = "00000000-0000-0000-0000-000000000006"
# What was done with the first records of the shelf: days since the plays, days since the cleaning.
PAST: list[tuple[list[int], int | None]] = [
    ([0, 9, 40], 41),
    ([3], 3),
    ([1, 2, 5, 8, 20], 30),
    ([70], 70),
    ([400], None),
    ([], None),
    ([12, 13], 14),
    ([25, 26, 27, 28], 60),
    ([200], 250),
    ([2], 2),
    ([], 1),
    ([150, 151, 152], 153),
]


class Camera:
    def __init__(self, page: Page, width: int) -> None:
        self.page = page
        self._width = width

    async def _are_there(self) -> bool:
        return bool(await self.page.evaluate("[...document.images].every((image) => image.complete)"))

    async def take(self, screen: str, *, covers: bool = True) -> None:
        """In both themes, once the covers in sight are there, where they come at all."""
        if covers:
            await until(self._are_there, "the covers in sight are there")
        for scheme in SCHEMES:
            await self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            await self.page.evaluate("document.fonts.ready")
            picture = await self.page.screenshot(animations="disabled", caret="hide")
            await asyncio.to_thread(keep, picture, FOLDER / f"{screen}-{self._width}-{scheme}.png")


def keep(picture: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(BytesIO(picture)).convert("RGB").quantize(256).save(path, optimize=True)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
async def test_every_screen(
    size: dict[str, Any],
    open_page: Opening,
    site: Site,
    collector: Account,
    alice: Account,
    watch: Watch,
) -> None:
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    width = size["viewport"]["width"]
    await live(await open_page(**DESK), site, collector)
    await of_a_collector(Camera(await open_page(**size), width), site, collector)
    await of_a_newcomer(Camera(await open_page(**size), width), site, alice)


async def of_a_collector(camera: Camera, site: Site, collector: Account) -> None:
    page = camera.page
    api = Api(page, site)
    await page.goto(site.address)
    await expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    await camera.take("welcome")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_label("Password")).to_be_visible()
    await camera.take("login")
    await fill_in(page, collector)
    await expect_records(page, await site.demo.items())
    await expect(card(page, 0)).to_be_visible()
    await expect(card(page, 0)).to_contain_text("Played")
    await camera.take("shelf")

    await page.get_by_role("searchbox").fill("night")
    await expect(page.get_by_text(" of 320 records")).to_be_visible()
    await camera.take("search")
    await page.get_by_role("searchbox").fill("")
    await card(page, 0).get_by_role("link").click()
    record = page.get_by_role("dialog")
    await expect(record.get_by_role("region", name="Sides")).to_be_visible()
    await expect(record.get_by_role("region", name="Condition").get_by_role("listitem")).to_have_count(1)
    await camera.take("record")
    await record.get_by_role("region", name="History").scroll_into_view_if_needed()
    await camera.take("record-history")
    for deck in ("Technics SL-1200", "Rega Planar 3"):
        await record.get_by_role("button", name=f"Put it on {deck}").click()
        await record.get_by_role("button", name="Close").click()
        await expect(record).to_be_hidden()
        await card(page, 1).get_by_role("link").click()
    await record.get_by_role("button", name="Close").click()
    await page.get_by_role("complementary", name="Now spinning").get_by_role("link").click()
    await expect(page.get_by_role("timer")).to_have_count(2)
    await camera.take("spinning")
    for _ in range(2):
        await page.get_by_role("button", name="Take it off").first.click()
    await expect(page.get_by_text("Nothing is spinning")).to_be_visible()
    await go_to(page, "Sync")
    await expect(page.get_by_text("Past syncs")).to_be_visible()
    await camera.take("sync")
    await page.get_by_role("link", name="Complete").last.click()
    await expect(page.get_by_text("Records seen")).to_be_visible()
    await camera.take("run")
    for place in PLACES:
        await open_place(page, f"/{place}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        await camera.take(place)
    await open_place(page, "/gear")
    await page.get_by_role("link", name="Ortofon 2M Blue").first.click()
    await expect(page.get_by_role("list", name="What was done").get_by_role("listitem")).to_have_count(1)
    await camera.take("stylus")
    await open_place(page, "/statistics")
    for view in ("Favourites", "Collection", "Care and wear", "Year in review"):
        await page.get_by_role("navigation", name="Views").get_by_role("link", name=view).click()
        await page.wait_for_load_state("networkidle")
        await camera.take(f"statistics-{view.split()[0].lower()}")
    await api.answer("/api/sessions", "DELETE")  # those of the pictures before
    await go_to(page, "Account")
    await expect(page.get_by_role("button", name="Change", exact=True)).to_be_visible()
    await expect(page.get_by_role("list", name="Sessions").get_by_text("This one")).to_be_visible()
    await camera.take("account")
    await go_to(page, "Shelf")
    await expect(card(page, 1)).to_be_visible()
    await page.context.set_offline(True)
    await card(page, 1).get_by_role("button", name="Play").click()
    await expect(page.get_by_text("One entry waits here")).to_be_visible()
    await camera.take("offline")
    await page.get_by_role("button", name="Undo").click()
    await page.context.set_offline(False)


async def open_place(page: Page, href: str) -> None:
    """By the bar or, on a phone, by what stands behind More."""
    bar = page.get_by_role("navigation", name="Places")
    link = bar.locator(f"a[href='{href}']")
    if not await link.is_visible():
        await bar.get_by_role("link", name="More").click()
        link = page.get_by_role("main").locator(f"a[href='{href}']")
    await link.click()


async def of_a_newcomer(camera: Camera, site: Site, alice: Account) -> None:
    page = camera.page
    api = Api(page, site)
    await page.goto(site.address)
    await page.get_by_role("button", name="Sign in").click()
    await fill_in(page, alice)
    await expect(page.get_by_role("group", name="Where are your records?")).to_be_visible()
    await camera.take("choose")
    await choose_demo(page)
    await expect(page.get_by_text("The shelf is empty")).to_be_visible()
    await camera.take("empty")
    # The first page comes soon, the others take their time.
    await site.demo.reset()
    await site.demo.switch(latency=2000)
    await press_sync(page)
    await until(lambda: asked(site), "the first page is asked for")
    await site.demo.switch(latency=30_000)
    await expect(page.get_by_text("Page 1 of 4")).to_be_visible()
    await site.demo.switch(latency=0)
    await expect(card(page, 0)).to_be_visible()
    await camera.take("syncing", covers=False)
    await page.get_by_role("button", name="Stop").click()
    await expect(page.get_by_role("button", name="Resume")).to_be_visible()
    await go_to(page, "Sync")
    await expect(page.get_by_text("Past syncs")).to_be_visible()
    await camera.take("incomplete")
    await site.demo.reset()
    await in_trouble(api)
    await go_to(page, "Inbox")
    await expect(page.get_by_role("list", name="Notices").get_by_role("listitem")).to_have_count(1)
    await camera.take("inbox")


async def asked(site: Site) -> bool:
    return 1 in await site.demo.page_reads()


async def live(page: Page, site: Site, collector: Account) -> None:
    """Log what was done with the first records, unless an earlier picture needed it already."""
    api = Api(page, site)
    await sign_in(page, site, collector)
    await expect_records(page, await site.demo.items())
    if await api.plays():
        return
    now = datetime.now(UTC)
    for index, (plays, cleaning) in enumerate(PAST):
        address = await card(page, index).get_by_role("link").get_attribute("href")
        copy_id = (address or "").rpartition("/")[2]
        if cleaning is not None:
            at = (now - timedelta(days=cleaning, hours=1)).isoformat()
            await api.answer("/api/cleanings", "POST", {"copy_id": copy_id, "cleaned_at": at})
        for days in plays:
            at = (now - timedelta(days=days, minutes=20)).isoformat()
            await api.answer("/api/plays", "POST", {"copy_id": copy_id, "played_at": at})
        if index == 0:
            condition = {"copy_id": copy_id, "media": "VG+", "fault": "scratch", "notes": "hairline on A2"}
            await api.answer("/api/conditions", "POST", condition)
    await equip(api, now)


async def equip(api: Api, now: datetime) -> None:
    """Two decks, and a needle that has run for a while and was cleaned a month ago."""

    async def add(path: str, part: dict[str, Any]) -> str:
        answer = await api.answer(path, "POST", part)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    stylus = {"name": "Ortofon 2M Blue", "rated_hours": 1000, "starting_hours": 640}
    mount = {
        "turntable_id": await add("/api/turntables", {"name": "Technics SL-1200"}),
        "cartridge_id": await add("/api/cartridges", {"name": "Ortofon 2M"}),
        "stylus_id": await add("/api/styluses", stylus),
        "mounted_at": (now - timedelta(days=500)).isoformat(),
    }
    await add("/api/mounts", mount)
    await add("/api/turntables", {"name": "Rega Planar 3"})
    cleaned = {"part_id": mount["stylus_id"], "type_id": STYLUS_CLEANING, "notes": "gel, three dips"}
    await add("/api/maintenance", {**cleaned, "done_at": (now - timedelta(days=30)).isoformat()})
