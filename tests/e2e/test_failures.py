"""What Discogs, the network and our own server do wrong: plain words, nothing lost, and a way on."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from e2e.browsing import (
    Api,
    Watch,
    choose_demo,
    choose_public,
    expect_records,
    go_to,
    press_sync,
    sign_in,
    until,
)
from e2e.site import Account, Site, running_simulator, running_site
from e2e.test_accessibility import violations
from waugzee.processes import free_port

# What the browser itself writes into the console about an answer it may not read, or none at all.
NO_ANSWER = (r"net::ERR_", r"blocked by CORS policy", r"Failed to load resource", r"WebSocket connection to")


async def test_a_private_collection_is_named_and_can_be_opened(
    desk: Page, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow("the server responded with a status of 403")
    await sign_in(desk, site, alice)
    await choose_public(desk, "demo")
    await site.demo.switch(private=True)
    await press_sync(desk)
    await expect(desk.get_by_text("This collection is private.")).to_be_visible()
    await expect(desk.get_by_text("let others see your collection")).to_be_visible()
    await site.demo.switch(private=False)
    await desk.get_by_role("button", name="Resume").click()
    await expect_records(desk, await site.demo.items())
    await expect(desk.get_by_text("This collection is private.")).to_be_hidden()
    # A stranger sees no pictures at Discogs: our own sleeves stand there.
    await expect(desk.get_by_role("listitem").first).to_be_visible()
    await expect(desk.get_by_role("listitem").locator("img")).to_have_count(0)


async def test_a_mistyped_user_name_can_be_corrected(
    desk: Page, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow("the server responded with a status of 404")
    await sign_in(desk, site, alice)
    await choose_public(desk, "nobody-of-this-name")
    await press_sync(desk)
    await expect(desk.get_by_text("Discogs knows no user of this name.")).to_be_visible()
    await desk.get_by_role("link", name="Account").click()
    await desk.get_by_role("button", name="Change").click()
    await choose_public(desk, "Demo")
    await desk.get_by_role("button", name="Change collection").click()
    await expect(desk.get_by_text("the public Discogs collection of Demo")).to_be_visible()
    await go_to(desk, "Shelf")
    await press_sync(desk)
    await expect_records(desk, await site.demo.items())


async def test_a_page_of_html_is_no_collection(desk: Page, site: Site, alice: Account) -> None:
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await site.demo.switch(html=1, html_status=200)
    await press_sync(desk)
    # It was asked again a few times, then given up.
    go_on = desk.get_by_role("button", name="Resume")
    await expect(go_on).to_be_visible()
    await expect(desk.get_by_text("Discogs answered something unreadable.")).to_be_visible()
    await site.demo.switch(html=0)
    await go_on.click()
    await expect_records(desk, await site.demo.items())
    await expect(desk.get_by_text("unreadable")).to_be_hidden()


async def test_too_many_requests_mean_a_pause(desk: Page, site: Site, alice: Account, watch: Watch) -> None:
    watch.allow(*NO_ANSWER)
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await site.demo.switch(script=["ok", "ok", "ok", "429", "5xx", "429"])
    await press_sync(desk)
    await expect(desk.get_by_text("Discogs could not be reached. Trying again.")).to_be_visible()
    await expect(desk.get_by_text("for Discogs’ limit")).to_be_visible()
    await expect_records(desk, 100)  # what was read is on the shelf meanwhile
    await expect_records(desk, await site.demo.items())
    assert sorted((await site.demo.page_reads()).values()) == [1, 2, 2, 2]


async def test_stopped_and_gone_on(desk: Page, site: Site, alice: Account) -> None:
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await site.demo.switch(pages_held_from=2)
    await press_sync(desk)
    await expect(desk.get_by_text("Page 1 of 4")).to_be_visible()
    await go_to(desk, "Sync")
    # A finger leaves the button as if it was hovered still.
    await desk.get_by_role("button", name="Syncing").hover()
    assert await violations(desk, "a sync under way") == []
    await go_to(desk, "Shelf")
    await desk.get_by_role("button", name="Stop").click()
    await expect(desk.get_by_text("Stopped before the end.")).to_be_visible()
    await expect_records(desk, 100)
    await site.demo.switch(pages_held_from=None)
    await desk.get_by_role("button", name="Resume").click()
    await expect_records(desk, await site.demo.items())
    assert (await site.demo.page_reads())[1] == 1


async def test_discogs_and_the_server_killed_under_a_sync(
    desk: Page, watch: Watch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    watch.allow(*NO_ANSWER)
    folder = tmp_path_factory.mktemp("killed") / "data"
    async with running_simulator("--latency", "1000") as discogs:
        own = {"WAUGZEE_PORT": str(free_port()), "WAUGZEE_DEMO_URL": discogs}
        async with running_site(folder, **own) as site:
            api = Api(desk, site)
            await sign_in(desk, site, await site.new_account("alice"))
            await choose_demo(desk)
            await press_sync(desk)
            await until(lambda: stored(api, 1), "a page is stored")
            await site.kill()
    # Both are gone: the page waits, and tries again.
    await expect(desk.get_by_text(re.compile("could not be reached. Trying again."))).to_be_visible()
    async with running_simulator(port=urlsplit(discogs).port or 0), running_site(folder, **own) as site:
        await expect_records(desk, 320)
        await expect(desk.get_by_role("progressbar", name="Sync")).to_be_hidden()
        runs = (await api.ask("/api/syncs"))["syncs"]
        assert [(run["state"], run["items_seen"]) for run in runs] == [("complete", 320)]
        assert 1 not in await site.demo.page_reads()


async def stored(api: Api, pages: int) -> bool:
    syncs = (await api.ask("/api/syncs"))["syncs"]
    return len(syncs) > 0 and syncs[0]["pages_done"] >= pages
