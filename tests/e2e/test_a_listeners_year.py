"""The same year with the page beside it: what is done there counts, and it shows what one has on paper."""

import random
from collections import Counter
from datetime import datetime
from typing import Any

from playwright.async_api import Page, expect

from e2e.browsing import (
    DESK,
    PHONE,
    Api,
    Opening,
    Watch,
    choose_demo,
    expect_records,
    go_to,
    press_sync,
    sign_in,
    until,
)
from e2e.site import Account, Site
from listening import Played, Year, equip, live, tell_tracks

RECORDS = 12


class Device:
    """A device by the token of its page."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def ask(self, method: str, path: str, json: Any = None, *, status: int = 200) -> Any:
        answer = await self._api.answer(path, method, json)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
        return answer.json() if answer.content else None


async def test_the_page_shows_the_year_that_was_lived(
    open_page: Opening, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_INTERNET_DISCONNECTED", r"WebSocket connection to")
    chance = random.Random(7)
    desk, phone = await open_page(**DESK), await open_page(**PHONE)
    apis = [Api(desk, site), Api(phone, site)]
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await press_sync(desk)
    await expect_records(desk, await site.demo.items())
    await sign_in(phone, site, alice)
    await expect_records(phone, await site.demo.items())
    devices = [Device(api) for api in apis]

    shelf = sorted(await apis[0].copies(), key=lambda copy: copy["id"])
    owned = list({copy["release_id"]: copy for copy in shelf}.values())[:RECORDS]
    lengths = {copy["id"]: await tell_tracks(devices[0], copy["release_id"], chance) for copy in owned}
    artists = {copy["id"]: copy["artist"] for copy in owned}
    year = Year(lengths, artists)
    await live(year, devices, chance, await equip(devices[0]))

    # Its last evening was on the phone, without a network.
    before = {play["id"] for play in await apis[1].plays()}
    titles = Counter(copy["title"] for copy in shelf)
    heard = next(copy for copy in owned if titles[copy["title"]] == 1)
    await phone.get_by_role("searchbox").fill(heard["title"])
    await phone.context.set_offline(True)
    await phone.get_by_role("button", name=f"Play {heard['title']}", exact=True).click()
    await expect(phone.get_by_text("One entry waits here")).to_be_visible()
    await phone.context.set_offline(False)

    async def arrived() -> bool:
        return len({play["id"] for play in await apis[0].plays()} - before) == 1

    await until(arrived, "the play is sent")
    [late] = [play for play in await apis[0].plays() if play["id"] not in before]
    year.plays[late["id"]] = Played(heard["id"], datetime.fromisoformat(late["played_at"]), ())

    # On paper and on the desk the same artists were heard as often.
    await go_to(desk, "Log")
    await desk.get_by_role("button", name="By artist").click()
    counted = year.counted(lambda play: artists[play.copy_id])
    rows = desk.get_by_role("main").get_by_role("listitem")
    await expect(rows).to_have_count(len(counted))
    for artist, (plays, _) in counted.items():
        row = rows.filter(has=desk.get_by_role("button", name=artist, exact=True))
        await expect(row.locator("span").first).to_have_text(str(plays))
    await needles_ran(desk, year.by_stylus())


async def needles_ran(page: Page, hours: list[float]) -> None:
    """The wear of both needles, as Gear tells it of their rated hours."""
    await go_to(page, "Gear")
    for name, ran in zip(("Red", "Blue"), hours, strict=True):
        row = page.get_by_role("list", name="Styluses").get_by_role("listitem").filter(has_text=name)
        await expect(row).to_contain_text(f"{round(500 - ran):,} h left of 500 h")
