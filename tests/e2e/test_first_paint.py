"""The first screen is light, and the engine is never on the way to it."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Page, Request, expect

from e2e.browsing import expect_records, sign_in
from e2e.site import Account, Site

LIMIT = 120 * 1024  # bytes of script, compressed, that the first screen may cost
PAGE = Path(os.environ.get("WAUGZEE_PAGE") or Path(__file__).parents[2] / "frontend" / "dist")
ENGINE = ("/engine/", "/assets/engine", "/assets/worker")


async def test_the_first_screen_costs_little_script(
    desk: Page, site: Site, say: Callable[[str], None]
) -> None:
    scripts: list[str] = []
    desk.on("request", lambda request: scripts.append(request.url) if is_script(request) else None)
    await desk.goto(site.address)
    await expect(desk.get_by_role("button", name="Sign in")).to_be_visible()
    paths = [urlsplit(url).path for url in scripts]
    sizes = {path: served(path) for path in paths}
    for path, size in sizes.items():
        say(f"first screen, {path}: {size:,} bytes after gzip")
    say(f"first screen, all scripts: {sum(sizes.values()) / 1024:.1f} KB after gzip")
    assert len(sizes) > 0
    assert sum(sizes.values()) <= LIMIT


async def test_the_engine_comes_after_the_first_paint(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    back = await desk.context.new_page()
    await desk.close()
    requests: list[Request] = []
    back.on("requestfinished", lambda request: requests.append(request))
    # A return visit: the shelf is shown from the device, and the engine gets ready behind it.
    await back.goto(f"{site.address}/sync")
    async with back.expect_response(lambda answer: "/engine/" in answer.url, timeout=30_000):
        await expect(back.get_by_role("heading", name="Sync", exact=True)).to_be_visible()
    painted = await back.evaluate(
        "performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    engine = [request for request in requests if urlsplit(request.url).path.startswith(ENGINE)]
    assert len(engine) > 0
    begun = {request.url: request.timing["startTime"] - painted for request in engine}
    assert min(begun.values()) > 0, begun


def is_script(request: Request) -> bool:
    return request.resource_type == "script"


def served(path: str) -> int:
    """The bytes that a file costs on its way: compressed, where that is worth it."""
    compressed = PAGE / f"{path[1:]}.gz"
    return (compressed if compressed.exists() else PAGE / path[1:]).stat().st_size
