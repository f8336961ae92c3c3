"""Scrolling and searching a shelf of 10,000 records in Chromium: what a frame costs the page itself.

A wheel turned on a desk and a finger on a phone, each without and with a processor slowed to a quarter.
Of each frame the main thread's work is summed: script, style, layout, pre-paint, recording the paint. It
is counted in processor time where the trace tells it, so that what else this machine does counts less.
Raster and compositing are left out: here they run in software and would say nothing of any real device.
For the same reason the frames dropped are those of this machine.

A keystroke takes from the key's own time to the task after the frame that shows all that was found: the
grid says itself whether covers are still to be changed.
"""

import asyncio
import base64
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import Browser, Page, async_playwright, expect

from bench.machine import load, percentile
from chromium import FLAGS, chromium_path, launch_environment
from e2e.browsing import (
    DESK,
    PHONE,
    SETTING,
    choose_demo,
    expect_records,
    lift_the_ceiling,
    press_sync,
    sign_in,
)
from e2e.site import Account, Site, running_simulator, running_site

RECORDS, SLOWED = 10_000, (1, 4)
PIXELS, SPEED = 6_000, 3_000  # a long flick: that many pixels, and so many a second
WORDS = ("sterling", "the quick", "blue 19", "zzxyq", "records")

SCRIPT = {
    "EventDispatch",
    "FunctionCall",
    "FireAnimationFrame",
    "TimerFire",
    "RunMicrotasks",
    "FireIdleCallback",
}
STYLE = {"UpdateLayoutTree", "ScheduleStyleRecalculation"}
LAYOUT = {"Layout", "HitTest", "IntersectionObserverController::computeIntersections"}
PAINT = {"PrePaint", "Paint", "Layerize", "UpdateLayer", "Commit"}
COLLECTION = {"MinorGC", "MajorGC", "V8.GCScavenger", "V8.GCFinalizeMC"}
WORK = SCRIPT | STYLE | LAYOUT | PAINT | COLLECTION
CATEGORIES = (
    "devtools.timeline,disabled-by-default-devtools.timeline,devtools.timeline.frame,v8,blink.user_timing"
)

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

KEYSTROKES = """
() => {
  window.keystrokes = [];
  const isChanging = () => document.querySelector("[role=list][data-size][aria-busy=true]") !== null;
  addEventListener("keydown", ({ timeStamp }) => {
    const look = () => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => isChanging() ? look() : window.keystrokes.push(performance.now() - timeStamp);
      port2.postMessage(null);
    });
    look();
  }, true);
}
"""


class Scroll(NamedTuple):
    """Milliseconds of the main thread in each frame, of them by kind over all frames, and frames dropped."""

    frames: list[float]
    kinds: Counter[str]
    dropped: int


async def traced(page: Page, device: str) -> list[dict[str, Any]]:
    """Scroll down and up again; the events of the trace."""
    cdp = await page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    done = asyncio.get_running_loop().create_future()
    cdp.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    cdp.on("Tracing.tracingComplete", lambda _: done.set_result(None))
    await cdp.send("Tracing.start", {"categories": CATEGORIES, "transferMode": "ReportEvents"})
    for distance in (-PIXELS, PIXELS):
        await cdp.send(
            "Input.synthesizeScrollGesture",
            {
                **{"x": 190, "y": 500, "yDistance": distance, "speed": SPEED, "preventFling": True},
                "gestureSourceType": device,
            },
        )
    await cdp.send("Tracing.end")
    async with asyncio.timeout(120):
        await done
    await cdp.detach()
    return events


def scrolled(events: list[dict[str, Any]]) -> Scroll:
    # Only the first trace of a browser names its threads; the page's is the one that lays out most.
    laid_out = Counter((one["pid"], one["tid"]) for one in events if one["name"] == "Layout")
    main = max(laid_out, key=laid_out.__getitem__, default=None)
    own = sorted((one for one in events if (one["pid"], one["tid"]) == main), key=lambda one: one["ts"])
    # Each frame's work ends with handing it over.
    ended = [one["ts"] for one in own if one["name"] == "BeginCommitCompositorFrame"]
    frames = [0.0] * (len(ended) + 1)
    kinds: Counter[str] = Counter()
    at = 0
    for one in outermost(own):
        while at < len(ended) and ended[at] < one["ts"]:
            at += 1
        cost = one.get("tdur", one["dur"]) / 1000
        kinds[kind_of(one["name"])] += cost
        frames[at] += cost
    return Scroll(frames, kinds, sum(one["name"] == "DroppedFrame" for one in events))


def outermost(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The events that are work and lie in no other that is."""
    end = 0.0
    for one in events:
        if one.get("ph") == "X" and one["name"] in WORK and one["ts"] >= end:
            end = one["ts"] + one.get("dur", 0)
            yield {"dur": 0, **one}


def kind_of(name: str) -> str:
    kinds = {"script": SCRIPT, "style": STYLE, "layout": LAYOUT, "paint": PAINT}
    return next((kind for kind, members in kinds.items() if name in members), "collector")


async def opened(browser: Browser, site: Site, account: Account, options: dict[str, Any]) -> Page:
    context = await browser.new_context(**SETTING, **options)
    page = await context.new_page()
    await context.route("**/api/syncs", lift_the_ceiling)
    # The simulator's covers are drawings, each a document to lay out; Discogs has pictures.
    await context.route("**/images/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
    await sign_in(page, site, account)
    return page


async def measure(page: Page, where: str, device: str) -> None:
    await page.wait_for_function("() => document.querySelectorAll('[data-index]').length > 0")
    cdp = await page.context.new_cdp_session(page)
    for slowed in SLOWED:
        await cdp.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        await page.evaluate("scrollTo(0, 40000)")
        await page.wait_for_timeout(1500)
        scroll = scrolled(await traced(page, device))
        if len(scroll.frames) < 2:
            print(f"  {where}, {slowed}x: nothing moved by {device}, so by a wheel:")
            scroll = scrolled(await traced(page, "mouse"))
        busy = scroll.frames
        total = sum(scroll.kinds.values())
        parts = (f"{kind} {100 * part / total:.0f} %" for kind, part in scroll.kinds.most_common())
        print(
            f"  {where}, {slowed}x: {len(busy)} frames, main thread p50 {percentile(busy, 0.5):.1f},"
            f" p95 {percentile(busy, 0.95):.1f}, max {max(busy):.1f} ms; {scroll.dropped} dropped;",
            ", ".join(parts),
            flush=True,
        )
    await cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})


async def type_words(page: Page, where: str) -> None:
    await page.evaluate("scrollTo(0, 0)")
    await page.get_by_role("searchbox").click()
    await page.evaluate(KEYSTROKES)
    for word in WORDS:
        for letter in word:
            await page.keyboard.press("Space" if letter == " " else letter)
            await page.wait_for_timeout(60)
        for _ in word:
            await page.keyboard.press("Backspace")
            await page.wait_for_timeout(60)
    took: list[float] = await page.evaluate("window.keystrokes")
    print(
        f"  {where}: {len(took)} keystrokes, to the painted frame p50 {percentile(took, 0.5):.0f},"
        f" p95 {percentile(took, 0.95):.0f}, max {max(took):.0f} ms",
        flush=True,
    )


async def measured(folder: Path) -> None:
    async with (
        running_simulator("--items", str(RECORDS)) as discogs,
        running_site(folder / "data", WAUGZEE_DEMO_URL=discogs) as site,
        async_playwright() as playwright,
    ):
        await site.demo.switch(limit_with_credentials=100_000)
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(),
            env=launch_environment(),  # type: ignore[arg-type]  # a dict of texts is what it takes
            args=list(FLAGS),
        )
        account = await site.new_account("scroller")
        page = await opened(browser, site, account, DESK)
        await choose_demo(page)
        await press_sync(page)
        await expect_records(page, RECORDS, within=180)
        await expect(page.get_by_role("progressbar", name="Sync")).to_be_hidden(timeout=60_000)
        await page.context.close()
        print(f"  {load()}")
        for where, options, device in (("desk, 1440 px", DESK, "mouse"), ("phone, 390 px", PHONE, "touch")):
            page = await opened(browser, site, account, options)
            await expect_records(page, RECORDS)
            await measure(page, where, device)
            await type_words(page, where)
            await page.context.close()
        await browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="waugzee-bench-") as folder:
        asyncio.run(measured(Path(folder)))
