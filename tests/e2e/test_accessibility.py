"""Every screen, judged by axe-core in both colour schemes: nothing serious."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import httpx
from playwright.async_api import Page, expect

from e2e.browsing import DESK, PHONE, Api, Opening, card, expect_records, fill_in, go_to
from e2e.site import Account, Site

AXE = (Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


async def test_no_screen_shuts_anybody_out(
    open_page: Opening, site: Site, collector: Account, alice: Account
) -> None:
    page = await open_page(**PHONE, reduced_motion="reduce")
    api = Api(page, site)
    found: list[str] = []

    await page.goto(site.address)
    await expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    found += await violations(page, "welcome")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_label("Password")).to_be_visible()
    found += await violations(page, "login")
    await fill_in(page, collector)
    await expect_records(page, await site.demo.items())
    await expect(card(page, 0)).to_be_visible()
    found += await violations(page, "shelf")
    await page.get_by_role("searchbox").fill("no such record")
    await expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    found += await violations(page, "nothing found")
    await page.get_by_role("searchbox").fill("")
    await card(page, 0).get_by_role("link").click()
    await page.get_by_role("button", name="Add on another day").click()
    for kind in ("Play", "Cleaning"):
        box = await page.locator("label", has=page.get_by_role("radio", name=kind)).bounding_box()
        assert box is not None
        assert box["height"] >= 44, f"a thumb hits {kind}"
    found += await violations(page, "record")
    await page.keyboard.press("Escape")
    await page.get_by_role("dialog").get_by_role("button", name="Close").click()
    await page.set_viewport_size(DESK["viewport"])
    found += await violations(page, "shelf at a desk")
    await page.keyboard.press("?")
    found += await violations(page, "keys")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Filter").click()
    await expect(page.get_by_role("group", name="Genre")).to_be_visible()
    found += await violations(page, "filter")
    await page.keyboard.press("Escape")
    await page.set_viewport_size(PHONE["viewport"])
    await page.get_by_role("link", name="More").click()
    await expect(page.get_by_role("heading", name="More", level=1)).to_be_visible()
    found += await violations(page, "more")
    await go_to(page, "Sync")
    await expect(page.get_by_text("Past syncs")).to_be_visible()
    found += await violations(page, "sync")
    await page.get_by_role("link", name="Complete").first.click()
    await expect(page.get_by_text("Records seen")).to_be_visible()
    found += await violations(page, "run")
    await go_to(page, "Account")
    await expect(page.get_by_role("heading", name="Collection")).to_be_visible()
    await expect(page.get_by_text("This one")).to_be_visible()
    found += await violations(page, "account")
    for place in ("Log", "Today", "Gear", "Crates", "Wantlist", "Scan", "Settings", "Inbox"):
        await go_to(page, place)
        await expect(page.get_by_role("heading", name=place, level=1)).to_be_visible()
        found += await violations(page, place)
    await page.get_by_role("button", name="Choose").click()
    await expect(page.get_by_role("group", name="Needles near their end")).to_be_visible()
    found += await violations(page, "what to be told")

    await go_to(page, "Pick")
    await page.get_by_text("Mood, genre, and more").click()
    await expect(page.get_by_role("heading", name="Today’s pick")).to_be_visible()
    found += await violations(page, "pick")
    await go_to(page, "Scan")
    await page.get_by_role("link", name="Print labels for your sleeves").click()
    await expect(page.get_by_role("heading", name="Labels", level=1)).to_be_visible()
    found += await violations(page, "labels")

    async with things_of_ones_own(api):
        await page.reload()
        await page.get_by_role("complementary", name="Now spinning").get_by_role("link").click()
        await expect(page.get_by_role("timer")).to_be_visible()
        found += await violations(page, "spinning")
        await go_to(page, "Gear")
        await page.get_by_role("link", name="A needle").click()
        await expect(page.get_by_role("heading", name="A needle", level=1)).to_be_visible()
        found += await violations(page, "stylus")
        await go_to(page, "Crates")
        await page.get_by_role("link", name="A crate").click()
        await expect(page.get_by_role("list", name="A crate").get_by_role("listitem")).to_have_count(1)
        found += await violations(page, "crate")

    newcomer = await open_page(**PHONE, reduced_motion="reduce")
    await newcomer.goto(site.address)
    await newcomer.get_by_role("button", name="Sign in").click()
    await fill_in(newcomer, alice)
    await expect(newcomer.get_by_role("group", name="Where are your records?")).to_be_visible()
    found += await violations(newcomer, "choose")
    assert found == []


@asynccontextmanager
async def things_of_ones_own(api: Api) -> AsyncIterator[None]:
    """A record that spins, one in a crate, and a needle; gone afterwards, for others share the account."""
    copy_id = (await api.copies())[0]["id"]
    spin, crate = str(uuid.uuid4()), str(uuid.uuid4())

    async def do(method: str, path: str, body: Any = None) -> httpx.Response:
        answer = await api.answer(path, method, body)
        assert answer.is_success, answer.text
        return answer

    await do("PUT", "/api/spinning", {"id": spin, "copy_id": copy_id})
    await do("POST", "/api/crates", {"id": crate, "name": "A crate"})
    await do("PUT", f"/api/crates/{crate}/copies/{copy_id}", {})
    needle = (await do("POST", "/api/styluses", {"name": "A needle"})).json()["id"]
    yield
    await do("DELETE", f"/api/spinning/{spin}")
    await do("DELETE", f"/api/crates/{crate}")
    await do("DELETE", f"/api/styluses/{needle}")


async def violations(page: Page, screen: str) -> list[str]:
    found = []
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme)
        await page.evaluate(AXE)
        result: dict[str, Any] = await page.evaluate("only => axe.run({ runOnly: only })", RULES)
        assert result["passes"], f"axe found nothing to judge on {screen}"
        found += [
            f"{screen}, {scheme}: {rule['impact']} {rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in result["violations"]
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]
    return found
