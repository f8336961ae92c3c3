"""A sync in a real browser: how soon its worker is ready, in what bytes, and from the click to the end.

1,497 records, answers of 500 ms in the median, all processes on this machine. The first visit starts with
empty caches, the later one with what that left. Ready: from the making of the worker to its word that Python
stands. No request is intercepted, for that would turn the browser's cache off.
"""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, Response, async_playwright

from bench.machine import load, median
from chromium import FLAGS, chromium_path, launch_environment
from e2e.browsing import (
    DESK,
    SETTING,
    Api,
    choose_demo,
    expect_records,
    press_sync,
    sign_in,
    until,
)
from e2e.site import Site, running_simulator, running_site

ITEMS, LATENCY, SPREAD, ROUNDS = 1_497, 500, 100, 3

OBSERVED = """
(() => {
  let clicked = 0;
  addEventListener("click", () => { clicked = performance.now(); }, true);
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      const made = performance.now();
      this.addEventListener("message", ({ data }) => {
        if (data.type === "ready") tell(["ready", performance.now() - made]);
        if (data.type === "done") tell([data.done.outcome, performance.now() - clicked]);
      });
    }
  };
})();
"""


class Visit:
    """A page, what its worker told (seconds), and the bytes that its engine's files took."""

    def __init__(self) -> None:
        self.told: dict[str, float] = {}
        self.bytes = 0
        self._sizes: set[asyncio.Task[None]] = set()

    async def opened(self, context: BrowserContext) -> Page:
        page: Page = await context.new_page()
        await page.expose_function("tell", lambda said: self.told.update({said[0]: said[1] / 1000}))
        await page.add_init_script(OBSERVED)
        page.on("response", lambda answer: self._sizes.add(asyncio.create_task(self._count(answer))))
        return page

    async def _count(self, answer: Response) -> None:
        # What comes from the browser's cache came from no address.
        is_engine = "/engine/" in answer.url or "/assets/worker" in answer.url
        if is_engine and await answer.server_addr() is not None:
            self.bytes += max((await answer.request.sizes())["responseBodySize"], 0)

    async def sync(self, page: Page) -> float:
        """Press the button; seconds to the end."""
        self.told.pop("complete", None)
        await press_sync(page)

        async def is_told() -> bool:
            return "complete" in self.told

        await until(is_told, "the sync is complete", within=60)
        await asyncio.gather(*self._sizes)
        return self.told["complete"]


async def round(browser: Browser, site: Site) -> dict[str, float]:
    context = await browser.new_context(**SETTING, **DESK)
    first = Visit()
    page = await first.opened(context)
    api = Api(page, site)
    await sign_in(page, site, await site.new_account("browser"))
    await choose_demo(page)
    cold = await first.sync(page)
    await expect_records(page, ITEMS)
    # As if it were chosen anew: everything is read again.
    await api.answer("/api/discogs", "PUT", {"kind": "demo"})
    warm = await first.sync(page)
    await page.close()

    later = Visit()
    page = await later.opened(context)
    await page.goto(site.address)
    await expect_records(page, ITEMS)
    await api.answer("/api/discogs", "PUT", {"kind": "demo"})
    await later.sync(page)
    await context.close()
    return {
        "ready": first.told["ready"],
        "bytes": first.bytes,
        "ready_later": later.told["ready"],
        "bytes_later": later.bytes,
        "cold": cold,
        "warm": warm,
    }


async def measured(folder: Path) -> list[dict[str, float]]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(), env={**launch_environment()}, args=[*FLAGS]
        )
        async with (
            running_simulator("--items", str(ITEMS)) as discogs,
            running_site(folder, WAUGZEE_DEMO_URL=discogs) as site,
        ):
            # Three syncs of one browser stay just within its limit; the rounds know nothing of each other.
            await site.demo.switch(latency=LATENCY, spread=SPREAD, limit_with_credentials=100_000)
            rounds = [await round(browser, site) for _ in range(ROUNDS)]
        await browser.close()
    return rounds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        rounds = asyncio.run(measured(Path(folder) / "data"))
    middle = {name: median([each[name] for each in rounds]) for name in rounds[0]}
    print(f"{ROUNDS} rounds of {ITEMS:,} records, {LATENCY} ms median latency; {load()}")
    print(f"  worker ready, first visit  {middle['ready']:5.2f} s {middle['bytes'] / 1e6:6.2f} MB")
    print(
        f"  worker ready, later visit  {middle['ready_later']:5.2f} s {middle['bytes_later'] / 1e6:6.2f} MB"
    )
    print(f"  click to complete, the worker yet to be loaded  {middle['cold']:5.2f} s")
    print(f"  click to complete, the worker ready             {middle['warm']:5.2f} s (6 asked)")
