"""A phone's visits: first paint, when it answers, what moves, what blocks, what the first screen costs.

A processor slowed to a quarter and a "fast 3G" as browsers' own tools have it (562 ms of latency for each
request, 1.44 Mbit/s), both by CDP, in a headless Chromium of a phone's size. Times begin where the visit
does, so a way over the issuer counts. It answers once what one came for is on the screen and the main
thread is free: after the last task over 50 ms before half a second of quiet.

The figures of interactions are the longest tasks of the main thread in a trace, with 10,000 and with 20,000
records: in processor time, so that what else this machine does counts less. Within a trace the page gets
taps and keys and nothing else, and a visit is not looked at before it is over: to find elements Playwright
brings a script of its own, which such a slow processor compiles for half a second. Visits are
passed time, and worth something on an idle machine only.

WAUGZEE_SHELVES=10000 for one shelf alone.
"""

import asyncio
import os
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Locator,
    Page,
    Request,
    async_playwright,
    expect,
)

from bench.bench_scroll import CATEGORIES, PICTURE
from bench.machine import load, median
from chromium import FLAGS, chromium_path, launch_environment
from e2e.browsing import (
    PHONE,
    SETTING,
    card,
    choose_demo,
    expect_records,
    lift_the_ceiling,
    press_sync,
    sign_in,
)
from e2e.site import Account, Site, running_simulator, running_site

SHELVES = tuple(map(int, os.environ.get("WAUGZEE_SHELVES", "10000,20000").split(",")))
ROUNDS = 3
SLOWED = 4
FAST_3G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
ROOT = Path(__file__).parents[2]
PAGE = Path(os.environ.get("WAUGZEE_PAGE") or ROOT / "frontend/dist")

# What is asked, in milliseconds, bytes and shares of the screen.
PAINTED, FIRST, BACK, SHIFT, BLOCKED, SCRIPT = 1_800, 3_000, 1_000, 0.05, 100, 120 * 1024

# Everything is told by wall clock, for a visit may lead over several documents.
OBSERVED = """
(() => {
  const wall = (at) => performance.timeOrigin + at;
  const note = (name, value) => window.tell?.([name, value]);
  const watch = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each))
    .observe({ type, buffered: true });
  watch("paint", (one) => one.name === "first-contentful-paint" && note("painted", wall(one.startTime)));
  watch("layout-shift", (one) => !one.hadRecentInput && note("shift", one.value));
  watch("longtask", (one) => note("task", [wall(one.startTime), one.duration]));
  let seen = false;
  const look = () => {
    if (!seen && document.querySelector(window.name || "main button, [data-index] a")) {
      seen = true;
      requestAnimationFrame(() => setTimeout(() => note("shown", wall(performance.now()))));
    }
    if (!seen) requestAnimationFrame(look);
  };
  look();
})()
"""


class Visit:
    """What a page told of one visit; times in milliseconds since it began."""

    def __init__(self) -> None:
        self.begun = 0.0
        self.painted: list[float] = []
        self.shown: list[float] = []
        self.tasks: list[tuple[float, float]] = []
        self.shift = 0.0

    def begin(self) -> None:
        self.__init__()  # type: ignore[misc]  # everything anew
        self.begun = 1000 * time.time()

    def told(self, what: str, value: Any) -> None:
        if what == "shift":
            self.shift += value
        elif what == "task":
            self.tasks.append((value[0] - self.begun, value[1]))
        else:
            (self.painted if what == "painted" else self.shown).append(value - self.begun)

    @property
    def answers(self) -> float:
        """Since when it answers: no task is under way, nor follows within half a second."""
        at = self.shown[0]
        for start, took in sorted(self.tasks):
            if start <= at + 500 and start + took > at:
                at = start + took
        return at

    @property
    def longest(self) -> float:
        return max((took for _, took in self.tasks), default=0.0)


async def phone(context: BrowserContext) -> tuple[Page, CDPSession, Visit]:
    """A page that is slow as a phone on the way is, and what it tells."""
    page = await context.new_page()
    visit = Visit()
    await page.expose_function("tell", lambda told: visit.told(*told))
    await page.add_init_script(OBSERVED)
    cdp = await context.new_cdp_session(page)
    await cdp.send("Network.enable")
    await cdp.send("Network.emulateNetworkConditions", FAST_3G)
    await cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return page, cdp, visit


def said(what: str, value: float, asked: float, unit: str = "ms") -> None:
    figures = f"{value:.3f}" if unit == "" else f"{value:,.0f} {unit}"
    limit = f"{asked:g}" if unit == "" else f"{asked:,.0f} {unit}"
    print(f"  {'' if value <= asked else 'MISSED: '}{what}: {figures} (at most {limit})", flush=True)


async def first_visits(browser: Browser, site: Site) -> None:
    scripts: set[str] = set()

    def note(request: Request) -> None:
        if request.resource_type == "script":
            scripts.add(urlsplit(request.url).path[1:])

    visits = []
    for _ in range(ROUNDS):
        async with await browser.new_context(**SETTING, **PHONE) as context:
            page, _, visit = await phone(context)
            page.on("request", note)
            visit.begin()
            await page.goto(site.address)
            await expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=30_000)
            asked = set(scripts)
            await page.wait_for_timeout(1500)
            visits.append(visit)
    said("first visit, first contentful paint", median([visit.painted[0] for visit in visits]), PAINTED)
    said("first visit, it answers", median([visit.answers for visit in visits]), FIRST)
    said("first visit, layout shift", max(visit.shift for visit in visits), SHIFT, "")
    said("first screen, script after gzip", sum(map(served, asked)), SCRIPT, "bytes")


def served(path: str) -> int:
    compressed = PAGE / f"{path}.gz"
    return (compressed if compressed.exists() else PAGE / path).stat().st_size


async def returns(context: BrowserContext, site: Site, records: int) -> None:
    visits = []
    for _ in range(ROUNDS):
        page, _, visit = await phone(context)
        visit.begin()
        await page.goto(site.address, wait_until="commit")
        # To look is work for the page, too: only when all is over.
        await asyncio.sleep(6)
        await expect_records(page, records)
        await expect(card(page, 0)).to_be_visible()
        visits.append(visit)
        await page.close()
    said("return, first contentful paint", median([visit.painted[0] for visit in visits]), BACK)
    said("return, the shelf answers", median([visit.answers for visit in visits]), BACK)
    said("return, layout shift", max(visit.shift for visit in visits), SHIFT, "")
    documents = max(len(visit.painted) for visit in visits)
    print(f"    in {documents} documents; longest task {max(visit.longest for visit in visits):,.0f} ms")


Traced = Callable[[], AbstractAsyncContextManager[None]]
Deed = Callable[[Page, CDPSession, Traced], Awaitable[None]]


async def middle(target: Locator) -> tuple[float, float]:
    """Where a finger goes for it."""
    box = await target.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def typed(page: Page, _: CDPSession, traced: Traced) -> None:
    await page.get_by_role("searchbox").click()
    async with traced():
        for letter in "the quick":
            await page.keyboard.press("Space" if letter == " " else letter)
            await page.wait_for_timeout(80)
        for _letter in "the quick":
            await page.keyboard.press("Backspace")
            await page.wait_for_timeout(80)
    # Not found as it is typed, so that what is nearly so is looked for.
    async with traced():
        for letter in "recxrds":
            await page.keyboard.press(letter)
            await page.wait_for_timeout(80)
        await page.wait_for_timeout(500)
        await page.keyboard.press("Escape")


async def scrolled(_: Page, cdp: CDPSession, traced: Traced) -> None:
    gesture = {"x": 190, "y": 500, "yDistance": -6_000, "speed": 3_000, "preventFling": True}
    async with traced():
        await cdp.send("Input.synthesizeScrollGesture", gesture)
        for to in ("document.body.scrollHeight / 2", "0"):
            await cdp.send("Runtime.evaluate", {"expression": f"scrollTo(0, {to})"})
            await asyncio.sleep(0.5)


async def opened(page: Page, _: CDPSession, traced: Traced) -> None:
    record = await middle(card(page, 0).get_by_role("link"))
    sheet = page.get_by_role("dialog")
    async with traced():
        await page.touchscreen.tap(*record)
        await page.wait_for_timeout(2500)
    await expect(sheet.get_by_role("heading", name="About this record")).to_be_visible()
    async with traced():
        await page.keyboard.press("Escape")
        await page.wait_for_timeout(500)
    await expect(sheet).to_be_hidden()


async def filtered(page: Page, _: CDPSession, traced: Traced) -> None:
    button = await middle(page.get_by_role("button", name="Filter"))
    async with traced():
        await page.touchscreen.tap(*button)
        await page.wait_for_timeout(2000)
    sheet = page.get_by_role("dialog")
    chips = sheet.get_by_role("group", name="Genre").get_by_role("button")
    # What is chosen changes the counts and no place, so each is still where it was.
    await chips.nth(1).scroll_into_view_if_needed()
    for number in (0, 1, 0, 1):
        chip = await middle(chips.nth(number))
        async with traced():
            await page.touchscreen.tap(*chip)
            await page.wait_for_timeout(1000)
    async with traced():
        await page.keyboard.press("Escape")
        await page.wait_for_timeout(300)
    await expect(sheet).to_be_hidden()


async def ordered(page: Page, _: CDPSession, traced: Traced) -> None:
    orders = page.get_by_role("combobox", name="Order")
    await orders.focus()
    async with traced():
        for _step in range(ORDERS - 1):
            await page.keyboard.press("ArrowDown")
            await page.wait_for_timeout(500)
    await expect(orders).to_have_value("random")
    async with traced():
        await page.keyboard.press("Home")
        await page.wait_for_timeout(500)
    await expect(orders).to_have_value("artist")


async def played(page: Page, _: CDPSession, traced: Traced) -> None:
    button = await middle(card(page, 0).get_by_role("button", name="Play"))
    async with traced():
        await page.touchscreen.tap(*button)
        await page.wait_for_timeout(700)
        await page.keyboard.press("u")
        await page.wait_for_timeout(700)


ORDERS = 9  # artist comes first, random last

DEEDS: dict[str, Deed] = {
    "typing in the search": typed,
    "scrolling": scrolled,
    "opening a record": opened,
    "changing filters": filtered,
    "changing the order": ordered,
    "logging and undoing": played,
}


@asynccontextmanager
async def tracing(cdp: CDPSession) -> AsyncIterator[list[dict[str, Any]]]:
    """The events of the trace of what is done within; there when it ends."""
    events: list[dict[str, Any]] = []
    done = asyncio.get_running_loop().create_future()
    gather = lambda part: events.extend(part["value"])  # noqa: E731  # the same to be taken off again
    cdp.on("Tracing.dataCollected", gather)
    cdp.once("Tracing.tracingComplete", lambda _: done.set_result(None))
    await cdp.send("Tracing.start", {"categories": CATEGORIES, "transferMode": "ReportEvents"})
    yield events
    await cdp.send("Tracing.end")
    async with asyncio.timeout(120):
        await done
    cdp.remove_listener("Tracing.dataCollected", gather)


class Longest(NamedTuple):
    """Milliseconds of processor time of the longest tasks: of the page itself, and with what a collection of
    all garbage took there, which the browser does some seconds after a visit, in whichever task it likes.
    """

    own: float
    all: float


def longest_task(events: list[dict[str, Any]]) -> Longest:
    """Of the main thread: the one that lays out."""
    laid_out = Counter((one["pid"], one["tid"]) for one in events if one["name"] == "Layout")
    main = max(laid_out, key=laid_out.__getitem__, default=None)
    own = [one for one in events if (one["pid"], one["tid"]) == main and one.get("ph") == "X"]
    collections = [one for one in own if one["name"] == "MajorGC"]

    def collecting(task: dict[str, Any]) -> float:
        end = task["ts"] + task.get("dur", 0)
        return sum(cost(one) for one in collections if task["ts"] <= one["ts"] < end)

    tasks = [(cost(one), collecting(one)) for one in own if one["name"] == "RunTask"]
    return Longest(
        max((spent - collected for spent, collected in tasks), default=0.0),
        max((spent for spent, _ in tasks), default=0.0),
    )


def cost(event: dict[str, Any]) -> float:
    return float(event.get("tdur", event.get("dur", 0))) / 1000


async def interactions(context: BrowserContext, site: Site, records: int) -> None:
    page, cdp, _ = await phone(context)
    await page.goto(site.address)
    await expect_records(page, records)
    await page.wait_for_timeout(8000)  # what follows a visit by itself is over
    for what, deed in DEEDS.items():
        tasks: list[Longest] = []

        @asynccontextmanager
        async def traced(tasks: list[Longest] = tasks) -> AsyncIterator[None]:
            async with tracing(cdp) as events:
                yield
            tasks.append(longest_task(events))

        await deed(page, cdp, traced)
        longest = max(task.own for task in tasks)
        said(f"{what}, longest task", longest, BLOCKED)
        if (with_collection := max(task.all for task in tasks)) > longest:
            print(f"    with a collection of the browser's garbage: {with_collection:,.0f} ms")
    used = await page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    heap = await page.evaluate("performance.memory.usedJSHeapSize")
    print(f"    kept on the device {used / 2**20:.1f} MB, script's memory {heap / 2**20:.0f} MB")
    await page.close()


async def filled(browser: Browser, site: Site, account: Account, records: int) -> BrowserContext:
    """A device that has the whole shelf and the page's files."""
    context = await browser.new_context(**SETTING, **PHONE)
    page = await context.new_page()
    await context.route("**/api/syncs", lift_the_ceiling)
    # The simulator's covers are drawings, each a document to lay out; Discogs has pictures.
    await context.route("**/images/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
    await sign_in(page, site, account)
    await choose_demo(page)
    begun = time.perf_counter()
    await press_sync(page)
    await expect_records(page, records, within=600)
    await expect(page.get_by_role("progressbar", name="Sync")).to_be_hidden(timeout=120_000)
    print(f"  {records:,} records read and shown in {time.perf_counter() - begun:.0f} s")
    # Whoever comes back has the first steps behind them, and was there for longer than a moment.
    await page.get_by_role("button", name="Skip this step").click()
    await page.wait_for_timeout(10_000)
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await page.close()
    # A route would have the service worker's own requests pass by, and the page's with them.
    await context.unroute_all()
    return context


async def measured(folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(),
            env=launch_environment(),  # type: ignore[arg-type]  # a dict of texts is what it takes
            args=[*FLAGS, "--enable-precise-memory-info"],
        )
        for records in SHELVES:
            async with (
                running_simulator("--items", str(records)) as discogs,
                running_site(folder / f"data{records}", WAUGZEE_DEMO_URL=discogs) as site,
            ):
                await site.demo.switch(limit_with_credentials=100_000)
                print(f"{records:,} records; {load()}")
                if records == SHELVES[0]:
                    await first_visits(browser, site)
                context = await filled(browser, site, await site.new_account("visitor"), records)
                await returns(context, site, records)
                await interactions(context, site, records)
                await context.close()
                print(f"  {load()}")
        await browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="waugzee-bench-") as folder:
        asyncio.run(measured(Path(folder)))
