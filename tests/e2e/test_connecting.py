"""From connecting to a complete shelf: by signing in at the simulated Discogs, and by a token."""

from playwright.async_api import Page, expect

from e2e.browsing import Watch, choose_demo, expect_records, press_sync, sign_in
from e2e.site import Account, Site


async def begin(page: Page) -> None:
    await page.get_by_role("radio", name="Signing in, tried").check()
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_role("heading", name="Allow Waugzee demo")).to_be_visible()


async def disconnect(page: Page) -> None:
    await page.get_by_role("button", name="Disconnect").click()
    await page.get_by_role("group", name="Disconnect").get_by_role("button", name="Disconnect").click()
    await expect(page.get_by_text("Where are your records?")).to_be_visible()


async def test_signing_in_at_discogs_fills_the_shelf(desk: Page, site: Site, alice: Account) -> None:
    await sign_in(desk, site, alice)
    await begin(desk)
    await desk.get_by_role("button", name="Deny").click()
    await expect(desk.get_by_text("Discogs gave no permission")).to_be_visible()
    await desk.goto(site.address)
    await begin(desk)
    await desk.get_by_role("radio", name="mara").check()
    await desk.get_by_role("button", name="Allow").click()
    await expect_records(desk, await site.demo.items("mara"))
    assert "oauth_" not in desk.url
    await desk.get_by_role("link", name="Account").click()
    await expect(desk.get_by_text("Discogs says that it is yours")).to_be_visible()
    await disconnect(desk)


async def test_another_tab_follows_and_another_collection_is_asked_about(
    desk: Page, site: Site, alice: Account
) -> None:
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    other = await desk.context.new_page()
    await other.goto(f"{site.address}/account")
    await expect(other.get_by_text("a demo collection")).to_be_visible()
    await desk.get_by_role("link", name="Account").click()
    await desk.get_by_role("button", name="Change", exact=True).click()
    await desk.get_by_role("radio", name="My public Discogs collection").check()
    await desk.get_by_label("Discogs user name").fill("somebody")
    await desk.get_by_role("button", name="Continue").click()
    await expect(desk.get_by_text("Change to another collection?")).to_be_visible()
    await desk.get_by_role("button", name="Change collection").click()
    await expect(other.get_by_text("somebody")).to_be_visible()
    await disconnect(other)
    await expect(desk.get_by_text("Where are your records?")).to_be_visible()


async def test_what_discogs_refuses_is_connected_again(
    desk: Page, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow("401")
    await sign_in(desk, site, alice)
    await begin(desk)
    await desk.get_by_role("radio", name="mara").check()
    await desk.get_by_role("button", name="Allow").click()
    await expect_records(desk, await site.demo.items("mara"))
    await site.demo.revoke("mara")
    await press_sync(desk)
    await expect(desk.get_by_text("Discogs no longer accepts the connection")).to_be_visible()
    await desk.get_by_role("link", name="Account").click()
    await desk.get_by_role("button", name="Connect again").click()
    await desk.get_by_role("radio", name="mara").check()
    await desk.get_by_role("button", name="Allow").click()
    await expect_records(desk, await site.demo.items("mara"))
    await expect(desk.get_by_text("Discogs no longer accepts the connection")).to_be_hidden()
    await desk.get_by_role("link", name="Account").click()
    await disconnect(desk)
    await expect(desk.get_by_role("button", name="Disconnect")).to_be_hidden()
    # The records stay, and so does what Discogs asks to be said of them.
    await expect(desk.get_by_role("link", name="Data provided by Discogs.")).to_be_visible()


async def test_a_token_is_tried_before_it_is_kept(
    desk: Page, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow("401")
    await sign_in(desk, site, alice)
    await desk.get_by_role("radio", name="A personal token").check()
    await desk.get_by_label("Token of Discogs").fill("mistyped-token")
    await desk.get_by_role("button", name="Continue").click()
    await expect(desk.get_by_text("Discogs does not know this token")).to_be_visible()
    await desk.get_by_label("Token of Discogs").fill("theo-token")
    await desk.get_by_role("button", name="Continue").click()
    await expect_records(desk, await site.demo.items("theo"))
    await desk.get_by_role("link", name="Account").click()
    await expect(desk.get_by_text("The token also allows changes")).to_be_visible()
    await disconnect(desk)


async def test_somebody_new_comes_by_discogs_and_finds_their_shelf(desk: Page, site: Site) -> None:
    await site.demo.reset()
    await site.demo.switch(latency=500)
    await desk.goto(site.address)
    await desk.get_by_role("button", name="Sign in").click()
    await desk.get_by_role("link", name="Continue with Discogs").click()
    await desk.get_by_role("radio", name="theo").check()
    await desk.get_by_role("button", name="Allow").click()
    await expect(desk.get_by_role("heading", name="Welcome")).to_be_visible()
    await expect_records(desk, await site.demo.items("theo"))
    await site.demo.switch(latency=0)
    await desk.get_by_role("link", name="Account").click()
    await disconnect(desk)
