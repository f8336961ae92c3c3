"""Plays in detail: choose a side and log it; put a record on; read the log."""

import re
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import Page, Route, expect

from e2e.browsing import Api, Opening, Watch, card, expect_records, go_to, sign_in, snackbar, title_of, until
from e2e.site import Account, Site


async def opened(page: Page, site: Site, account: Account, index: int) -> Api:
    """The record in that place, its sheet open."""
    api = Api(page, site)
    await sign_in(page, site, account)
    await expect_records(page, await site.demo.items())
    await card(page, index).get_by_role("link").click()
    await expect(page.get_by_role("region", name="Sides")).to_be_visible()
    return api


async def test_a_side_is_chosen_and_logged_and_stands_in_the_log(
    phone: Page, site: Site, collector: Account
) -> None:
    api = await opened(phone, site, collector, 2)
    known = {play["id"] for play in await api.plays()}
    await phone.get_by_role("button", name="Log in detail").tap()
    sheet = phone.get_by_role("dialog", name=re.compile("^Log "))
    await sheet.get_by_role("button", name=re.compile("^Side A")).tap()
    await sheet.get_by_role("button", name="4 of 5").tap()
    await sheet.get_by_role("button", name="calm").tap()
    await sheet.get_by_label("Notes").fill("after the rain")
    await expect(sheet.get_by_role("button", name="Log it")).to_be_in_viewport(ratio=1)
    await sheet.get_by_role("button", name="Log it").tap()
    await expect(snackbar(phone, "side A")).to_be_visible()

    async def stored() -> bool:
        return any(play["id"] not in known for play in await api.plays())

    await until(stored, "the play is stored")
    (play,) = [play for play in await api.plays() if play["id"] not in known]
    assert (play["sides"], play["rating"], play["mood"], play["notes"]) == (
        ["A"],
        4,
        "calm",
        "after the rain",
    )
    await phone.get_by_role("dialog").get_by_role("button", name="Close").tap()
    await phone.get_by_role("link", name="Log", exact=True).tap()
    today = phone.get_by_role("region", name="Today")
    await expect(today.get_by_text("after the rain")).to_be_visible()
    await expect(today.get_by_text(re.compile("^Side A · .* · calm · 4 of 5 stars$"))).to_be_visible()
    line = today.get_by_role("listitem").filter(has_text="after the rain")
    await line.get_by_role("button").tap()
    await phone.get_by_role("dialog").get_by_role("button", name="Delete").tap()
    await expect(line).to_have_count(0)
    await snackbar(phone, "Deleted").get_by_role("button", name="Undo").tap()
    await expect(line).to_contain_text("calm · 4 of 5 stars")
    await phone.get_by_role("searchbox", name="Search").fill("after the snow")
    await expect(phone.get_by_text("No play is like that")).to_be_visible()
    for logged in await api.plays():
        if logged["id"] not in known:
            await api.answer(f"/api/plays/{logged['id']}", "DELETE")


async def test_what_spins_survives_a_reload_and_moves_to_another_device(
    desk: Page, open_page: Opening, site: Site, collector: Account
) -> None:
    await opened(desk, site, collector, 1)
    await desk.get_by_role("button", name="Put it on").click()
    await desk.get_by_role("dialog").get_by_role("button", name="Close").click()
    title = await title_of(desk, 1)
    bar = desk.get_by_role("complementary", name="Now spinning")
    await expect(bar.get_by_text(title)).to_be_visible()
    await desk.reload()
    await bar.get_by_role("link").click()
    await expect(desk.get_by_role("timer", name="Side A")).to_be_visible()

    other = await open_page()
    await sign_in(other, site, collector)
    await other.get_by_role("complementary", name="Now spinning").get_by_role("button", name="Pause").click()
    await expect(desk.get_by_role("button", name="Go on")).to_be_visible()
    await other.get_by_role("complementary").get_by_role("link").click()
    await other.get_by_role("button", name="Turn to side B").click()
    await expect(desk.get_by_role("timer", name="Side B")).to_be_visible()
    await desk.get_by_role("button", name="Take it off").click()
    await expect(desk.get_by_text("Nothing is spinning")).to_be_visible()
    await expect(other.get_by_text("Nothing is spinning")).to_be_visible()


async def test_what_spins_covers_nothing_on_a_phone(phone: Page, site: Site, collector: Account) -> None:
    api = await opened(phone, site, collector, 1)
    known = {play["id"] for play in await api.plays()}
    await phone.get_by_role("button", name="Put it on").tap()
    await phone.get_by_role("dialog").get_by_role("button", name="Close").tap()
    bar = phone.get_by_role("complementary", name="Now spinning")
    await bar.get_by_role("button", name="Pause").tap()
    await phone.get_by_role("searchbox", name="Search").tap()
    await phone.get_by_role("searchbox", name="Search").blur()
    await phone.get_by_role("button", name="Filter").tap()
    await phone.get_by_role("dialog").get_by_role("button", name="Close").tap()
    await card(phone, 0).get_by_role("button", name="Play").tap()
    await expect(snackbar(phone, "Played")).to_be_visible()
    await go_to(phone, "Log")
    # Under the message, which is there for ten seconds.
    await bar.get_by_role("button", name="Go on").tap(timeout=5_000)
    await go_to(phone, "Account")

    async def the_page_ends_above_it() -> bool:
        await phone.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        foot = await phone.get_by_text("Waugzee uses Discogs").bounding_box()
        top = await bar.bounding_box()
        return bool(foot and top and foot["y"] + foot["height"] <= top["y"])

    await until(the_page_ends_above_it, "what the page ends with can be read", within=5)
    await bar.get_by_role("link").tap()
    await phone.get_by_role("button", name="Take it off").tap()
    await expect(phone.get_by_text("Nothing is spinning")).to_be_visible()
    await forget(api, known)


async def test_two_decks_turn_at_once_and_each_for_itself(desk: Page, site: Site, collector: Account) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    known = {play["id"] for play in await api.plays()}
    decks = [
        (await api.answer("/api/turntables", "POST", {"name": name})).json() for name in ("Left", "Right")
    ]
    bar = desk.get_by_role("complementary", name="Now spinning")
    for index, deck in enumerate(decks):
        await card(desk, 1 + index).get_by_role("link").click()
        await desk.get_by_role("button", name=f"Put it on {deck['name']}").click()
        await desk.get_by_role("dialog").get_by_role("button", name="Close").click()
        await expect(bar).to_contain_text(await title_of(desk, 1 + index))
    await expect(bar).to_contain_text("and 1 more deck turns")
    await bar.get_by_role("link").click()
    left, right = (desk.get_by_role("region", name=deck["name"], exact=True) for deck in decks)
    await left.get_by_role("button", name="Pause").click()
    await expect(left.get_by_role("button", name="Go on")).to_be_visible()
    await expect(right.get_by_role("button", name="Pause")).to_be_visible()
    await left.get_by_role("button", name="Turn to side B").click()
    await expect(left.get_by_role("timer", name="Side B")).to_be_visible()
    await expect(right.get_by_role("timer", name="Side A")).to_be_visible()
    await left.get_by_role("button", name="Take it off").click()
    await expect(left).to_be_hidden()
    await expect(right.get_by_role("button", name="Pause")).to_be_visible()

    async def right_alone_turns() -> bool:
        spins = (await api.ask("/api/spinning"))["spins"]
        return [spin["turntable_id"] for spin in spins] == [decks[1]["id"]]

    # The page does not wait for the server.
    await until(right_alone_turns, "the record that was taken off does not turn at the server either")
    await right.get_by_role("button", name="Take it off").click()
    await expect(desk.get_by_text("Nothing is spinning")).to_be_visible()
    for deck in decks:
        now = datetime.now(UTC).isoformat()
        assert (
            await api.answer(f"/api/turntables/{deck['id']}", "PATCH", {"retired_at": now})
        ).status_code == 200
    for play in await api.plays():
        if play["id"] not in known:
            await api.answer(f"/api/plays/{play['id']}", "DELETE")


async def test_a_long_press_opens_the_details(phone: Page, site: Site, collector: Account) -> None:
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    title = await title_of(phone, 0)
    button = card(phone, 0).get_by_role("button", name=f"Play {title}")
    box = await button.bounding_box()
    assert box is not None
    await phone.mouse.move(box["x"] + 20, box["y"] + 20)
    await phone.mouse.down()
    await expect(phone.get_by_role("dialog", name=f"Log {title}")).to_be_visible()
    await phone.mouse.up()
    await expect(phone.get_by_role("button", name="Undo")).to_be_hidden()


async def test_what_was_typed_stays_when_the_sheet_is_left(
    desk: Page, site: Site, collector: Account
) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await card(desk, 0).get_by_role("link").click()
    record = desk.get_by_role("dialog").first
    for deed, what in (("Log in detail", "Log"), ("Clean in detail", "Clean")):
        sheet = desk.get_by_role("dialog", name=re.compile(f"^{what} "))
        notes = sheet.get_by_label("Notes")
        await record.get_by_role("button", name=deed).click()
        await notes.fill("after the rain")
        await desk.keyboard.press("Escape")
        await expect(sheet).to_be_hidden()
        await record.get_by_role("button", name=deed).click()
        await expect(notes).to_have_value("after the rain")
        await sheet.get_by_role("button", name="Start over").click()
        await expect(notes).to_have_value("")
        await desk.keyboard.press("Escape")
        await record.get_by_role("button", name=deed).click()
        await expect(sheet.get_by_role("button", name="Start over")).to_be_hidden()
        await desk.keyboard.press("Escape")


async def test_a_length_is_corrected_once(desk: Page, site: Site, collector: Account) -> None:
    api = await opened(desk, site, collector, 3)
    sides = desk.get_by_role("region", name="Sides")
    await sides.get_by_role("button", name="Correct lengths").click()
    await sides.get_by_label("Side A", exact=True).fill("21:30")
    await sides.get_by_role("button", name="Save").click()
    await expect(sides.get_by_text("corrected by you")).to_be_visible()
    await expect(sides.get_by_text("21:30", exact=True)).to_be_visible()
    copy_id = desk.url.rpartition("/")[2]
    release_id = (await api.ask(f"/api/copies/{copy_id}"))["release_id"]
    await api.answer(f"/api/releases/{release_id}/durations", "PUT", {"sides": []})


async def test_of_two_copies_the_one_played_last_is_meant_and_the_other_offered(
    phone: Page, site: Site, collector: Account
) -> None:
    api = Api(phone, site)
    await sign_in(phone, site, collector)
    await expect_records(phone, await site.demo.items())
    by_release: dict[int, list[dict[str, Any]]] = {}
    for copy in await api.copies():
        by_release.setdefault(copy["release_id"], []).append(copy)
    known = {play["id"] for play in await api.plays()}
    played, other = next(copies for copies in by_release.values() if len(copies) == 2)
    before = {"copy_id": played["id"], "played_at": "2026-03-01T20:00:00Z"}
    logged = await api.answer("/api/plays", "POST", before)
    assert logged.status_code == 201, logged.text
    earlier = logged.json()
    await phone.get_by_role("searchbox").fill(played["title"])
    await expect(phone.locator(f"a[href='/records/{played['id']}']")).to_contain_text("Played")
    await phone.locator(f"a[href='/records/{other['id']}']").tap()
    sheet = phone.get_by_role("dialog", name=played["title"])
    await expect(sheet.get_by_role("radio")).to_have_count(2)
    await expect(sheet.get_by_role("radio", name="This one")).not_to_be_checked()
    await sheet.get_by_role("button", name=f"Play {played['title']}").tap()

    async def on(copy: dict[str, Any]) -> bool:
        new = [play for play in await api.plays() if play["id"] not in {*known, earlier["id"]}]
        return [play["copy_id"] for play in new] == [copy["id"]]

    await until(lambda: on(played), "it is logged on the one played last")
    await snackbar(phone, "Played").get_by_role("button", name="Other copy").tap()
    which = phone.get_by_role("dialog", name="Which copy")
    await which.get_by_role("radio", checked=False).tap()
    await until(lambda: on(other), "it is moved to the other one")

    await sheet.get_by_role("radio", checked=False).check()
    await sheet.get_by_role("button", name="Log in detail").tap()
    detail = phone.get_by_role("dialog", name="Log ")
    await expect(detail.get_by_role("radio")).to_have_count(2)
    for play in await api.plays():
        if play["id"] not in known:
            await api.answer(f"/api/plays/{play['id']}", "DELETE")


async def test_pressed_twice_it_is_logged_once_more_once(desk: Page, site: Site, collector: Account) -> None:
    api = await opened(desk, site, collector, 4)
    known = {play["id"] for play in await api.plays()}
    title = await title_of(desk, 4)
    await api.answer("/api/plays", "POST", {"copy_id": open_copy(desk), "played_at": "2026-03-01T20:00:00Z"})
    held: list[Route] = []
    await desk.route("**/duplicate", lambda route: held.append(route))
    history = desk.get_by_role("list", name="History").get_by_role("listitem")
    await history.first.get_by_role("button").click()
    await desk.get_by_role("button", name="All details").click()
    again = desk.get_by_role("button", name="Log the same once more")
    await again.dblclick()
    await expect(again).to_be_disabled()
    for route in held:
        await route.continue_()
    await expect(snackbar(desk, f"Played {title} once more")).to_be_visible()
    await expect(history).to_have_count(2)
    assert len(held) == 1
    await forget(api, known)


async def test_tapped_twice_in_a_moment_it_is_one_play(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    title = await title_of(desk, 0)
    await card(desk, 0).get_by_role("button", name=f"Play {title}").dblclick()
    played = snackbar(desk, f"Played {title}")
    await expect(played).to_have_count(1)
    await played.get_by_role("button", name="Undo").click()
    await expect(played).to_have_count(0)


async def test_an_answer_that_got_lost_adds_nothing_twice(
    desk: Page, site: Site, collector: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_FAILED")
    api = await opened(desk, site, collector, 4)
    known = {play["id"] for play in await api.plays()}

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await desk.route("**/api/plays", lose)
    await desk.get_by_role("button", name="Add on another day").click()
    await desk.get_by_role("form", name="New entry").get_by_role("button", name="Save").click()
    await expect(desk.get_by_role("button", name="Try again")).to_be_visible()
    await desk.unroute("**/api/plays")
    await desk.get_by_role("button", name="Try again").click()
    await expect(desk.get_by_role("form", name="New entry")).to_be_hidden()
    assert len([play for play in await api.plays() if play["id"] not in known]) == 1
    await forget(api, known)


async def test_what_is_written_of_a_record_is_not_carried_to_the_next(
    desk: Page, site: Site, collector: Account
) -> None:
    await opened(desk, site, collector, 4)
    await desk.get_by_role("button", name="Add on another day").click()
    await desk.get_by_role("form", name="New entry").get_by_label("Notes").fill("of the first")
    first = desk.url
    await desk.get_by_role("region", name="Like it on your shelf").get_by_role("link").first.click()
    await expect(desk).not_to_have_url(first)
    await expect(desk.get_by_role("button", name="Add on another day")).to_be_visible()
    await expect(desk.get_by_role("form", name="New entry")).to_be_hidden()


async def test_the_log_keeps_the_focus_and_what_was_asked_of_it(
    desk: Page, site: Site, collector: Account
) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    known = {play["id"] for play in await api.plays()}
    for copy in (await api.copies())[:2]:
        notes = f"rain on the roof of {copy['id']}"
        await api.answer("/api/plays", "POST", {"copy_id": copy["id"], "notes": notes})
    await go_to(desk, "Log")
    # The shelf has a search too.
    await expect(desk.get_by_role("heading", name="Log", level=1)).to_be_visible()
    await desk.get_by_role("searchbox", name="Search").fill("rain on the roof")
    lines = desk.get_by_role("main").get_by_role("listitem")
    await expect(lines).to_have_count(2)
    await lines.last.get_by_role("button").focus()
    await desk.keyboard.press("Enter")
    sheet = desk.get_by_role("dialog")
    await sheet.get_by_label("Notes").fill("rain on the roof, and thunder")
    await sheet.get_by_role("button", name="Save").press("Enter")
    await expect(lines.last).to_contain_text("and thunder")
    await expect(lines.last.get_by_role("button")).to_be_focused()

    await desk.get_by_role("button", name="By record").click()
    await desk.get_by_label("From").fill("2026-01-01")
    await expect(lines.first).to_contain_text("last just now")
    await lines.first.get_by_role("link").click()
    await expect(desk.get_by_role("dialog")).to_be_visible()
    await desk.go_back()
    await expect(desk.get_by_role("searchbox", name="Search")).to_have_value("rain on the roof")
    await expect(desk.get_by_label("From")).to_have_value("2026-01-01")
    await expect(desk.get_by_role("button", name="By record")).to_have_attribute("aria-pressed", "true")
    await expect(lines).to_have_count(2)
    await desk.get_by_role("button", name="Clear").click()
    await expect(desk.get_by_role("searchbox", name="Search")).to_have_value("")
    await forget(api, known)


def open_copy(page: Page) -> str:
    return page.url.rpartition("/")[2]


async def forget(api: Api, known: set[str]) -> None:
    """Deletes what was played since."""
    for play in await api.plays():
        if play["id"] not in known:
            await api.answer(f"/api/plays/{play['id']}", "DELETE")
