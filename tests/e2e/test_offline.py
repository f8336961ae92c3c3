"""Logging where there is no network: it waits in sight, and is sent exactly once."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Locator, Page, Route, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

from e2e.browsing import (
    Api,
    Watch,
    all_sent,
    card,
    choose_demo,
    expect_records,
    go_to,
    press_sync,
    sign_in,
    snackbar,
    title_of,
    until,
)
from e2e.site import Account, Site

OUR_SERVER = "**/{api,issuer}/**"


async def try_again(page: Page) -> None:
    """Press it, unless the page has just tried by itself."""
    with suppress(PlaywrightTimeout):
        await page.get_by_role("button", name="Try again").tap(timeout=3_000)


async def mounted(api: Api) -> str:
    """A stylus, mounted long enough ago to want to be cleaned."""
    ids = {}
    for key, parts in (
        ("turntable_id", "turntables"),
        ("cartridge_id", "cartridges"),
        ("stylus_id", "styluses"),
    ):
        ids[key] = (await api.answer(f"/api/{parts}", "POST", {"name": parts})).json()["id"]
    since = (datetime.now(UTC) - timedelta(days=100)).isoformat()
    assert (await api.answer("/api/mounts", "POST", {**ids, "mounted_at": since})).status_code == 201
    return str(ids["stylus_id"])


async def test_what_is_logged_offline_is_sent_once(
    phone: Page, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    api = Api(phone, site)
    await sign_in(phone, site, alice)
    await choose_demo(phone)
    await press_sync(phone)
    records = await site.demo.items()
    await expect_records(phone, records)
    title = await title_of(phone, 0)
    stylus_id = await mounted(api)
    await go_to(phone, "Today")
    wants = phone.get_by_role("list", name="Your gear wants").get_by_role("listitem")
    cleaning = wants.filter(has_text="Stylus cleaning")
    await expect(cleaning).to_be_visible()
    await go_to(phone, "Shelf")

    await phone.context.set_offline(True)
    await expect(phone.get_by_text("You are offline.")).to_be_visible()
    await card(phone, 0).get_by_role("button", name="Play").tap()
    await expect(card(phone, 0).get_by_text("Played just now")).to_be_visible()
    await expect(phone.get_by_text("One entry waits here")).to_be_visible()
    await card(phone, 1).get_by_role("button", name="Clean").tap()
    await expect(phone.get_by_text("2 entries wait here")).to_be_visible()
    # Undone before it was ever sent: nobody need hear of it.
    await snackbar(phone, "Cleaned").get_by_role("button", name="Undo").tap()
    await expect(phone.get_by_text("One entry waits here")).to_be_visible()
    await card(phone, 0).get_by_role("link").tap()
    sheet = phone.get_by_role("dialog")
    await expect(sheet.get_by_text("Waits to be sent")).to_be_visible()
    copy_id = phone.url.rpartition("/")[2]
    condition = sheet.get_by_role("region", name="Condition")
    await condition.get_by_role("button", name="Note its condition").tap()
    await condition.get_by_label("Notes").fill("a faint tick on side A")
    await condition.get_by_role("button", name="Save").tap()
    await expect(condition.get_by_role("listitem")).to_contain_text("Waits to be sent")
    await expect(phone.get_by_text("2 entries wait here")).to_be_visible()
    await phone.keyboard.press("Escape")
    # What is due today is told by what the device keeps, and gear that was looked after wants no more.
    await go_to(phone, "Today")
    await expect(phone.get_by_role("list", name="Records to clean").get_by_role("listitem")).to_have_count(1)
    await cleaning.get_by_role("button", name="Done").tap()
    await expect(cleaning).to_have_count(0)
    await expect(phone.get_by_text("3 entries wait here")).to_be_visible()
    await go_to(phone, "Shelf")

    # The device gets its files again, but our server does not answer: what was kept is shown.
    await phone.context.route(OUR_SERVER, lambda route: route.abort())
    await phone.context.set_offline(False)
    await phone.reload()
    await expect_records(phone, records)
    await expect(phone.get_by_role("link").filter(has_text=title).first).to_contain_text("Played")
    await expect(phone.get_by_text("3 entries wait here")).to_be_visible()
    await expect(phone.get_by_role("link", name="Data provided by Discogs.")).to_be_visible()
    # The record that was played is due still.
    await expect(phone.get_by_role("link", name="Today 1 due")).to_be_visible()

    assert await api.plays() == []
    await phone.context.unroute(OUR_SERVER)
    await try_again(phone)
    await until(lambda: sent(api), "the play is at the server")
    await expect(phone.get_by_text(re.compile("waits? here"))).to_be_hidden()
    await phone.reload()
    await expect(card(phone, 0).get_by_text("Played")).to_be_visible()
    assert (len(await api.plays()), len(await api.cleanings())) == (1, 0)
    (noted,) = (await api.ask(f"/api/copies/{copy_id}/conditions"))["conditions"]
    assert noted["notes"] == "a faint tick on side A"
    (done,) = (await api.ask(f"/api/maintenance?part_id={stylus_id}"))["maintenance"]
    assert done["kind"] == "stylus_cleaning"


async def sent(api: Api) -> bool:
    return len(await api.plays()) == 1


@pytest.fixture
async def away(phone: Page, site: Site, collector: Account, watch: Watch) -> Locator:
    """What a page says whose server does not answer."""
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    await phone.context.route(OUR_SERVER, lambda route: route.abort())
    await phone.reload()
    away = phone.get_by_text("cannot be reached. You can still read")
    await expect(away).to_be_visible()
    return away


async def test_who_comes_back_to_the_page_is_signed_in_again(phone: Page, away: Locator) -> None:
    # Or it would ask again by itself.
    await phone.evaluate("for (let id = setTimeout(() => {}); id > 0; id--) clearTimeout(id)")
    await phone.context.unroute(OUR_SERVER)
    # As if another app had been in front.
    await phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(away).to_be_hidden()


async def test_the_page_goes_on_by_itself_once_the_server_answers(phone: Page, away: Locator) -> None:
    await phone.context.unroute(OUR_SERVER)
    await expect(away).to_be_hidden()


async def test_the_catalogue_says_that_it_cannot_be_reached(
    phone: Page, site: Site, collector: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    await phone.context.route("**/api/catalogue**", lambda route: route.abort())
    await go_to(phone, "Catalogue")
    await expect(phone.get_by_role("main").get_by_text("cannot be reached. Check")).to_be_visible()
    await phone.context.unroute("**/api/catalogue**")
    await phone.get_by_role("main").get_by_role("button", name="Try again").tap()
    # Whether there is one or not.
    await expect(
        phone.get_by_text(re.compile("No catalogue yet|What you own or want is marked"))
    ).to_be_visible()


async def test_a_record_played_without_a_network_is_handed_up_once(
    phone: Page, site: Site, collector: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_", r"Failed to load resource", r"WebSocket connection to")
    api = Api(phone, site)
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    known = [play["id"] for play in await api.plays()]
    title = await title_of(phone, 4)
    await card(phone, 4).get_by_role("link").tap()
    sheet = phone.get_by_role("dialog")
    await expect(sheet.get_by_role("region", name="Sides")).to_be_visible()
    release_id = (await api.ask(f"/api/copies/{phone.url.rpartition('/')[2]}"))["release_id"]
    durations = f"/api/releases/{release_id}/durations"
    await api.answer(durations, "PUT", {"sides": [{"side": "A", "seconds": 1}]})
    await expect(sheet.get_by_text("0:01", exact=True)).to_be_visible()

    await phone.context.route(OUR_SERVER, lambda route: route.abort())
    await sheet.get_by_role("button", name="Put it on").tap()
    await sheet.get_by_role("button", name="Close").tap()
    bar = phone.get_by_role("complementary", name="Now spinning")
    await bar.get_by_role("link", name=title).tap()
    await expect(phone.get_by_text("The side has ended: turn it over.")).to_be_visible()
    await phone.get_by_role("button", name="Turn to side B").tap()
    await expect(phone.get_by_role("timer", name="Side B")).to_be_visible()
    # It goes on where it was, on a page that was loaded anew.
    await phone.goto(site.address)
    await bar.get_by_role("link", name=title).tap()
    await expect(phone.get_by_role("timer", name="Side B")).to_be_visible()
    await phone.get_by_role("button", name="Take it off").tap()
    await expect(snackbar(phone, "it is logged when Waugzee answers again")).to_be_visible()
    # Whoever signs out now is told of it first.
    await go_to(phone, "Account")
    await phone.get_by_role("button", name="Sign out").tap()
    await expect(phone.get_by_role("heading", name="1 entry not sent yet")).to_be_visible()
    await phone.get_by_role("button", name="Stay signed in").tap()
    await go_to(phone, "Shelf")

    await phone.context.unroute(OUR_SERVER)
    await try_again(phone)

    async def handed_up() -> bool:
        return [play["sides"] for play in await api.plays() if play["id"] not in known] == [["A"]]

    await until(handed_up, "the side that was played is logged")
    await expect(snackbar(phone, f"Logged {title}, side A")).to_be_visible()
    (play,) = [play for play in await api.plays() if play["id"] not in known]
    await api.answer(f"/api/plays/{play['id']}", "DELETE")
    await api.answer(durations, "PUT", {"sides": []})


async def test_what_the_server_refuses_is_kept_until_somebody_decides(
    phone: Page, site: Site, collector: Account, watch: Watch
) -> None:
    watch.allow(r"status of 404")
    api = Api(phone, site)

    async def refuse(route: Route) -> None:
        told = {"type": "/problems/not-found", "title": "There is nothing here", "status": 404}
        await (route.fulfill(status=404, json=told) if route.request.method == "POST" else route.continue_())

    await phone.context.route("**/api/plays", refuse)
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    known = [play["id"] for play in await api.plays()]
    await card(phone, 2).get_by_role("button", name="Play").tap()
    refused = phone.get_by_role("main").get_by_text("The play could not be logged. There is nothing here")
    await expect(refused).to_be_visible()
    await phone.reload()
    await expect(refused).to_be_visible()

    await phone.context.unroute("**/api/plays")
    await phone.get_by_role("main").get_by_role("button", name="Try again").tap()
    await expect(refused).to_have_count(0)
    await all_sent(phone)
    (play,) = [play for play in await api.plays() if play["id"] not in known]
    await api.answer(f"/api/plays/{play['id']}", "DELETE")
