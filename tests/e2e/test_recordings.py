"""Real recorded collections, through a real browser, into a real shelf."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from e2e.browsing import Api, Watch, choose_demo, choose_public, expect_records, press_sync, sign_in
from e2e.site import Site, running_simulator, running_site

SAMPLES = Path(__file__).parents[3] / "shared" / "discogs-samples" / "api"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="../shared/discogs-samples is not beside the checkout"
)


@pytest.fixture(scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """The demo collection is all that was recorded; public ones are the recorded pages as they are."""
    async with (
        running_simulator("--recorded", str(SAMPLES)) as recorded,
        running_simulator("--recorded", str(SAMPLES), "--raw") as raw,
        running_site(
            tmp_path_factory.mktemp("recorded") / "data",
            WAUGZEE_DEMO_URL=recorded,
            WAUGZEE_DISCOGS_URL=raw,
        ) as site,
    ):
        yield site


@pytest.fixture(scope="module")
async def own_site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """The same recordings as a collection that one connects as one's own."""
    async with (
        running_simulator("--recorded", str(SAMPLES)) as recorded,
        running_site(
            tmp_path_factory.mktemp("own") / "data", WAUGZEE_DEMO_URL=recorded, WAUGZEE_DISCOGS_URL=recorded
        ) as site,
    ):
        yield site


def recorded_instances() -> set[int]:
    """Every instance id in any recorded file, found without the simulator's own reading."""
    found: set[int] = set()
    for path in SAMPLES.iterdir():
        text = path.read_text(errors="replace")
        if "basic_information" in text:
            found |= {int(number) for number in re.findall(r'"?instance_id"?\s*:\s*(\d+)', text)}
    return found


async def test_every_recorded_item_comes_to_the_shelf(desk: Page, site: Site, watch: Watch) -> None:
    # Discogs' images are not to be had from here: a sleeve stands for each.
    watch.allow(r"https://(i|img|st)\.discogs\.com/")
    api = Api(desk, site)
    await sign_in(desk, site, await site.new_account("alice"))
    await choose_demo(desk)
    await press_sync(desk)
    recorded = recorded_instances()
    await expect_records(desk, len(recorded))
    await expect(desk.get_by_role("progressbar", name="Sync")).to_be_hidden()
    run = (await api.ask("/api/syncs"))["syncs"][0]
    assert (run["state"], run["items_seen"], run["set_aside"]) == ("complete", len(recorded), 0)
    assert len(await api.copies()) == len(recorded)


@pytest.mark.parametrize("way", ["by signing in", "by a token"])
async def test_as_one_s_own_it_is_the_same_collection(
    desk: Page, own_site: Site, watch: Watch, way: str
) -> None:
    watch.allow(r"https://(i|img|st)\.discogs\.com/")
    api = Api(desk, own_site)
    await sign_in(desk, own_site, await own_site.new_account("carol"))
    if way == "by signing in":
        await desk.get_by_role("radio", name="Signing in, tried").check()
        await desk.get_by_role("button", name="Continue").click()
        await desk.get_by_role("radio", name="demo").check()
        await desk.get_by_role("button", name="Allow").click()
    else:
        await desk.get_by_role("radio", name="A personal token").check()
        await desk.get_by_label("Token of Discogs").fill("demo-token")
        await desk.get_by_role("button", name="Continue").click()
    recorded = recorded_instances()
    await expect_records(desk, len(recorded))
    await expect(desk.get_by_role("progressbar", name="Sync")).to_be_hidden()
    assert len(await api.copies()) == len(recorded)
    await desk.get_by_role("link", name="Account").click()
    await desk.get_by_role("button", name="Disconnect").click()
    await desk.get_by_role("group", name="Disconnect").get_by_role("button", name="Disconnect").click()
    await expect(desk.get_by_text("Where are your records?")).to_be_visible()


async def test_an_incomplete_recording_says_what_is_missing(desk: Page, site: Site) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, await site.new_account("bob"))
    await choose_public(desk, "bronzehedwick")
    await press_sync(desk)
    await expect(desk.get_by_text("Some pages were not read.")).to_be_visible()
    await expect_records(desk, 50)
    run = (await api.ask("/api/syncs"))["syncs"][0]
    assert (run["state"], run["reason"], run["removed"]) == ("incomplete", "missing_pages", 0)
    assert run["items_total"] > run["items_seen"] == 50
    await desk.get_by_role("link", name="Sync", exact=True).click()
    await expect(desk.get_by_text(f"50 of {run['items_total']} records")).to_be_visible()
    await expect(desk.get_by_text(run["detail"])).to_be_visible()
