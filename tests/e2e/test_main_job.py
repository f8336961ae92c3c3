"""The main job on a phone: sign in, sync, log with one tap, correct the log, sign out and in again."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from playwright.async_api import Page, Route, expect

from e2e.browsing import (
    PHONE,
    ZONE,
    Api,
    Opening,
    card,
    choose_demo,
    expect_records,
    fill_in,
    go_to,
    press_sync,
    sign_up,
    snackbar,
    title_of,
    until,
)
from e2e.site import PASSWORD, Account, Site, new_name

DAY = timedelta(days=1)
# What this device still holds of anybody: rows of the shelf, single or packed into a text, cursors and the
# outbox, and plain words.
KEPT = """
async () => {
  const db = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("waugzee");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  let records = 0;
  for (const name of db.objectStoreNames) {
    const all = await new Promise((resolve) => {
      const reading = db.transaction(name).objectStore(name).getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    for (const one of all) records += typeof one === "string" ? JSON.parse(one).length : 1;
  }
  db.close();
  return { records, words: JSON.stringify({ ...localStorage, ...sessionStorage }) };
}
"""

Entries = Callable[[], Awaitable[list[dict[str, Any]]]]


async def test_sync_log_correct_and_come_back(phone: Page, open_page: Opening, site: Site) -> None:
    await site.demo.reset()
    await site.demo.switch(pages_held_from=3)
    alice = Account(new_name("alice"), PASSWORD)
    api = Api(phone, site)

    await sign_up(phone, site, alice)
    await choose_demo(phone)
    await press_sync(phone)
    await expect(phone.get_by_text(" of 4 · ")).to_be_visible()
    await expect(phone.get_by_role("progressbar", name="Sync")).to_be_visible()
    await site.demo.switch(pages_held_from=None)
    await expect_records(phone, await site.demo.items())
    await expect(phone.get_by_role("progressbar", name="Sync")).to_be_hidden()
    assert (await api.ask("/api/syncs"))["syncs"][0]["state"] == "complete"
    await covers_come(phone)

    first, second = await title_of(phone, 0), await title_of(phone, 1)
    await a_play_shows_at_once_and_can_be_undone(phone, api, first)
    await a_cleaning_and_both(phone, api, first, second)
    await the_history_can_be_corrected(phone, api, second)

    before = await api.copies()
    assert (await phone.evaluate(KEPT))["records"] >= len(before)
    await go_to(phone, "Account")
    await phone.get_by_role("button", name="Sign out").tap()
    await expect(phone.get_by_role("heading", name="You are signed out")).to_be_visible()
    kept = await phone.evaluate(KEPT)
    assert kept["records"] == 0
    assert alice.name not in kept["words"]
    await phone.get_by_role("button", name="Sign in again").tap()
    await fill_in(phone, alice)
    await expect_records(phone, len(before))
    assert await api.copies() == before
    await expect(card(phone, 0).get_by_text("Recently cleaned")).to_be_visible()

    await a_stranger_sees_nothing(await open_page(**PHONE), site, before[0]["id"])


async def covers_come(page: Page) -> None:
    """Every cover in sight is a picture, or the sleeve that stands for one that Discogs does not have."""
    for cover in await page.get_by_role("listitem").locator("img").all():
        await expect(cover).to_have_js_property("complete", True)
        await expect(cover).not_to_have_js_property("naturalWidth", 0)


async def a_play_shows_at_once_and_can_be_undone(page: Page, api: Api, title: str) -> None:
    let_through = asyncio.Event()

    async def hold(route: Route) -> None:
        await let_through.wait()
        await route.continue_()

    await page.route("**/api/plays", hold)
    await card(page, 0).get_by_role("button", name="Play").tap()
    await expect(card(page, 0).get_by_text("Played just now")).to_be_visible()
    await expect(snackbar(page, f"Played {title}")).to_be_visible()
    assert await api.plays() == []
    let_through.set()
    await until(lambda: count(api.plays, 1), "the play is at the server")

    await snackbar(page, f"Played {title}").get_by_role("button", name="Undo").tap()
    await expect(card(page, 0).get_by_text("Never played")).to_be_visible()
    await until(lambda: count(api.plays, 0), "the play is gone from the server")


async def a_cleaning_and_both(page: Page, api: Api, first: str, second: str) -> None:
    await card(page, 0).get_by_role("button", name="Clean").tap()
    await expect(snackbar(page, f"Cleaned {first}")).to_be_visible()
    await expect(card(page, 0).get_by_text("Recently cleaned")).to_be_visible()
    await expect(card(page, 0).get_by_text("Never played")).to_be_visible()

    await card(page, 1).get_by_role("button", name="Both").tap()
    await expect(snackbar(page, f"Cleaned and played {second}")).to_be_visible()
    await expect(card(page, 1).get_by_text("Played just now")).to_be_visible()
    await until(lambda: count(api.plays, 1), "the play is at the server")
    await until(lambda: count(api.cleanings, 2), "both cleanings are at the server")
    played = (await api.plays())[0]["copy_id"]
    # Cleaned first: the play counts after it.
    assert (await api.ask(f"/api/copies/{played}"))["plays_since_cleaning"] == 1


async def the_history_can_be_corrected(page: Page, api: Api, title: str) -> None:
    await card(page, 1).get_by_role("link").tap()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_role("heading", name=title)).to_be_visible()
    entries = sheet.get_by_role("region", name="History").get_by_role("listitem")
    await expect(entries).to_have_count(2)

    last_week = datetime.now(ZONE).date() - 7 * DAY
    await entries.filter(has_text="Played").get_by_role("button", name="Edit").tap()
    await sheet.get_by_label("Day", exact=True).fill(last_week.isoformat())
    await sheet.get_by_label("Notes").fill("Side B, twice")
    await sheet.get_by_role("button", name="Save").tap()
    await expect(entries.filter(has_text="Played 7 days ago")).to_contain_text("Side B, twice")
    await expect(entries.last).to_contain_text("Played")  # the newest stands first
    stored = (await api.plays())[0]
    played_at = datetime.fromisoformat(stored["played_at"]).astimezone(ZONE)
    assert (stored["notes"], played_at.date()) == ("Side B, twice", last_week)

    await sheet.get_by_role("button", name="Add on another day").tap()
    await sheet.get_by_label("Day", exact=True).fill((last_week - DAY).isoformat())
    await sheet.get_by_role("button", name="Save").tap()
    await expect(entries).to_have_count(3)
    await expect(entries.last).to_contain_text("8 days ago")

    await entries.last.get_by_role("button", name="Edit").tap()
    await sheet.get_by_role("button", name="Delete").tap()
    await expect(entries).to_have_count(2)
    assert len(await api.plays()) == 1
    await page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await expect(card(page, 1).get_by_text("Played 7 days ago")).to_be_visible()


async def a_stranger_sees_nothing(page: Page, site: Site, copy_id: str) -> None:
    api = Api(page, site)
    await sign_up(page, site, Account(new_name("bob"), PASSWORD))
    await expect(page.get_by_role("group", name="Where are your records?")).to_be_visible()
    assert await api.copies() == []
    assert await api.plays() == []
    assert (await api.answer(f"/api/copies/{copy_id}")).status_code == 404
    play = {"copy_id": copy_id}
    assert (await api.answer("/api/plays", "POST", play)).status_code == 404


async def count(entries: Entries, expected: int) -> bool:
    return len(await entries()) == expected
