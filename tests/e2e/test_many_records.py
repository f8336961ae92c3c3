"""Ten thousand records: the shelf stays light, a keystroke finds at once, and a return shows it at once."""

import re
from collections.abc import AsyncIterator, Callable

import pytest
from playwright.async_api import Page, expect

from e2e.browsing import Watch, card, choose_demo, expect_records, lift_the_ceiling, press_sync, sign_in
from e2e.site import Site, running_simulator, running_site

MANY = 10_000
# From a keystroke to the next frame that is painted after it.
KEYSTROKE = """
(typed) => new Promise((painted) => {
  const input = document.querySelector("input[type=search]");
  const begun = performance.now();
  input.value = typed;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const filtered = performance.now() - begun;
  requestAnimationFrame(() => setTimeout(() => painted([filtered, performance.now() - begun])));
})
"""


@pytest.fixture(scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with (
        running_simulator("--items", str(MANY)) as discogs,
        running_site(tmp_path_factory.mktemp("many") / "data", WAUGZEE_DEMO_URL=discogs) as site,
    ):
        await site.demo.switch(limit_with_credentials=100_000)
        yield site


async def test_a_shelf_of_ten_thousand(
    desk: Page, site: Site, watch: Watch, say: Callable[[str], None]
) -> None:
    watch.allow(r"net::ERR_FAILED")
    # At Discogs' own pace it would take a minute; the simulator's limit is lifted, and so is ours.
    await desk.context.route("**/api/syncs", lift_the_ceiling)
    await sign_in(desk, site, await site.new_account("alice"))
    await choose_demo(desk)
    await press_sync(desk)
    await expect_records(desk, MANY, within=120)
    await expect(desk.get_by_role("progressbar", name="Sync")).to_be_hidden(timeout=60_000)

    cards = desk.get_by_role("listitem")
    at_first = await cards.count()
    assert 0 < at_first < 100
    for part in (0.25, 0.5, 1):
        await desk.evaluate("part => scrollTo(0, part * document.body.scrollHeight)", part)
        await expect(cards.first).not_to_have_attribute("data-index", "0")
        assert await cards.count() < 100
    await expect(card(desk, MANY - 1)).to_be_visible()

    times = {}
    for typed in ("s", "st", "ste", "ster", "stern", "ster", "a", "the quick", ""):
        times[typed] = await desk.evaluate(KEYSTROKE, typed)
    # The address follows what was typed after a moment; a reload shows what it says.
    await expect(desk).to_have_url(f"{site.address}/")
    for typed, (filtered, painted) in times.items():
        say(f"10,000 records, “{typed}”: filtered in {filtered:.0f} ms, painted in {painted:.0f} ms")
    await expect_records(desk, MANY)
    await desk.get_by_role("searchbox").fill("a")
    await expect(desk.get_by_text(re.compile(r"^\d,\d{3} of 10,000 records"))).to_be_visible()
    await desk.get_by_role("searchbox").fill("")
    await desk.get_by_role("button", name="Filter").click()
    counts = desk.get_by_role("group", name="Decade").get_by_role("button")
    await expect(counts.filter(has_text=re.compile(r"\d,\d{3}$")).first).to_be_visible()
    await desk.keyboard.press("Escape")

    # The server is away: what comes at once comes from the device.
    await desk.context.route("**/api/**", lambda route: route.abort())
    await desk.reload()
    await expect_records(desk, MANY)
    await expect(card(desk, 0)).to_be_visible()
