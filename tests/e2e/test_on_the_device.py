"""The page on the device: it opens and logs without a network, and a new version comes when asked for."""

import re
import shutil
from pathlib import Path

from playwright.async_api import Page, expect

from e2e.browsing import (
    PHONE,
    Api,
    Opening,
    Watch,
    card,
    choose_demo,
    expect_records,
    go_to,
    press_sync,
    sign_in,
    until,
)
from e2e.site import Account, Site, running_site
from waugzee.processes import free_port

DIST = Path(__file__).parents[2] / "frontend" / "dist"
KEPT = """async () => {
  const registration = await navigator.serviceWorker.ready;
  return registration.active.state === "activated" && navigator.serviceWorker.controller !== null;
}"""


async def test_the_shelf_opens_and_logs_without_a_network(
    open_page: Opening, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    page = await open_page(**PHONE, service_workers="allow")
    api = Api(page, site)
    await sign_in(page, site, alice)
    await choose_demo(page)
    await press_sync(page)
    records = await site.demo.items()
    await expect_records(page, records)
    await until(lambda: controlled(page), "the page is kept on the device")
    title, code = await a_barcode_read(page, site, api)

    await page.context.set_offline(True)
    await page.goto(f"{site.address}/?order=year")
    await expect_records(page, records)
    await expect(page.get_by_text("You can still read the shelf and log.")).to_be_visible()
    await go_to(page, "Sync")
    await expect(page.get_by_role("heading", name="Sync", exact=True)).to_be_visible()
    # A barcode that was read along with its tracklist finds the record.
    await go_to(page, "Scan")
    await page.get_by_label("Digits of the barcode").fill(code)
    await page.get_by_role("button", name="Find").tap()
    await expect(page.get_by_role("dialog", name=title)).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("link", name="Shelf").tap()
    await card(page, 0).get_by_role("button", name="Play").tap()
    await expect(page.get_by_text("One entry waits here")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("One entry waits here")).to_be_visible()

    await page.context.set_offline(False)
    await page.reload()
    await until(lambda: sent(api), "the play is at the server")
    # Nothing of a user, of Discogs or of the engine lies in its cache.
    kept = await page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat()"
    )
    assert "/index.html" in kept
    own = re.compile(r"/assets/|/[a-z0-9-]+\.(html|svg|png|webmanifest)$")
    assert [path for path in kept if not own.match(path)] == []


async def test_a_new_version_waits_until_it_is_asked_for(
    open_page: Opening, tmp_path: Path, watch: Watch
) -> None:
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(DIST, old)
    shutil.copytree(DIST, new, ignore=shutil.ignore_patterns("sw.js.*"))
    text = (new / "sw.js").read_text()
    version = re.search(r'version\\":\\"([0-9a-f]{16})', text)
    assert version
    (new / "sw.js").write_text(text.replace(version[1], "0" * 16))
    setting = {"WAUGZEE_PORT": str(free_port()), "WAUGZEE_DEMO_PORT": str(free_port())}
    page = await open_page(**PHONE, service_workers="allow")
    async with running_site(tmp_path / "data", WAUGZEE_PAGE=str(old), **setting) as site:
        bob = await site.new_account("bob")
        await sign_in(page, site, bob)
        await until(lambda: controlled(page), "the page is kept on the device")
    async with running_site(tmp_path / "data", WAUGZEE_PAGE=str(new), **setting):
        await page.evaluate("async () => (await navigator.serviceWorker.ready).update()")
        await expect(page.get_by_text("A new version is ready")).to_be_visible()
        assert await page.evaluate("() => caches.keys()") == [f"shell {version[1]}", f"shell {'0' * 16}"]
        async with page.expect_navigation():
            await page.get_by_role("button", name="Reload").tap()
        await expect(page.get_by_role("group", name="Where are your records?")).to_be_visible()
        assert await page.evaluate("() => caches.keys()") == [f"shell {'0' * 16}"]


async def a_barcode_read(page: Page, site: Site, api: Api) -> tuple[str, str]:
    """Read tracklists until the device has one with a barcode; the record's title and the digits."""
    found: list[tuple[str, str]] = []
    await go_to(page, "Sync")
    await page.get_by_role("button", name="Read tracklists").tap()

    async def one_is_read() -> bool:
        told = (await api.ask("/api/titles"))["releases"]
        codes = {code: one["release_id"] for one in told for code in one["barcodes"]}
        copies = await api.copies()
        for code, release_id in codes.items():
            titles = [copy["title"].strip() for copy in copies if copy["release_id"] == release_id]
            if len(titles) == 1:
                found.append((titles[0], code))
        return bool(found)

    await until(one_is_read, "a barcode is read")
    await page.get_by_role("button", name="Pause").tap()
    # On opening the device asks for what it does not know yet.
    async with page.expect_response(lambda answer: "/api/titles" in answer.url) as told:
        await page.goto(site.address)
    await (await told.value).finished()
    return found[0]


async def controlled(page: Page) -> bool:
    return bool(await page.evaluate(KEPT))


async def sent(api: Api) -> bool:
    return len(await api.plays()) == 1
