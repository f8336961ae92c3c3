"""Tracklists are read at idle, the wantlist comes along with a sync, and a rating is written back."""

import re
import uuid
from typing import Any

import httpx
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
from e2e.site import Account, Site


async def synced(page: Page, site: Site, account: Account) -> Api:
    api = Api(page, site)
    await sign_in(page, site, account)
    await choose_demo(page)
    await press_sync(page)
    await expect_records(page, await site.demo.items())
    await expect(page.get_by_role("progressbar", name="Sync")).to_be_hidden()
    return api


async def test_tracklists_are_read_at_idle(desk: Page, site: Site, alice: Account) -> None:
    api = await synced(desk, site, alice)
    await desk.get_by_role("navigation", name="Places").get_by_role("link", name="Sync").click()
    await desk.get_by_role("button", name="Read tracklists").click()

    async def some_are_known() -> bool:
        known: dict[str, Any] = (await api.answer("/api/enrichment")).json()
        return bool(known["done"] >= 2)

    await until(some_are_known, "two tracklists are read")
    await desk.get_by_role("button", name="Pause").click()
    await expect(desk.get_by_role("button", name="Read tracklists")).to_be_visible()
    await desk.goto(f"{site.address}/wantlist")
    await expect(desk.get_by_role("main").get_by_role("listitem")).to_have_count(12)
    await expect(desk.get_by_text("On your shelf")).to_have_count(1)
    # Nothing of it can be changed while writing back is off.
    await expect(desk.get_by_role("button", name="Take off")).to_have_count(0)
    assert (await api.answer("/api/preferences", "PATCH", {"writing_back": True})).status_code == 200
    await desk.reload()
    await desk.get_by_role("button", name=re.compile("^Take .* off the wantlist$")).first.click()
    await expect(desk.get_by_role("main").get_by_role("listitem")).to_have_count(11, timeout=30_000)


async def test_a_rating_is_written_back_and_a_conflict_shown(desk: Page, site: Site, alice: Account) -> None:
    api = await synced(desk, site, alice)
    copy = next(one for one in await api.copies() if one["rating"] == 0)
    answer = await api.answer("/api/preferences", "PATCH", {"writing_back": True})
    assert answer.status_code == 200
    await desk.goto(f"{site.address}/records/{copy['id']}")
    rating = desk.get_by_role("group", name="Rating")
    await rating.get_by_role("button", name="4 of 5").click()

    async def is_written() -> bool:
        edits = (await api.answer("/api/edits")).json()["edits"]
        return [edit["state"] for edit in edits] == ["done"]

    await until(is_written, "the rating stands at Discogs")
    async with httpx.AsyncClient(trust_env=False) as web:
        url = f"{site.demo.origin}/users/demo/collection/releases/{copy['release_id']}?token=demo-token"
        (item, *_) = (await web.get(url)).json()["releases"]
        assert item["rating"] == 4
    await site.demo.edit(rate=[{"instance_id": item["instance_id"], "rating": 2}])
    await rating.get_by_role("button", name="5 of 5").click()
    await expect(desk.get_by_text("It was changed on both sides")).to_be_visible()
    await expect(desk.get_by_role("definition").filter(has_text=re.compile("^5 of 5$"))).to_be_visible()
    await expect(desk.get_by_role("definition").filter(has_text=re.compile("^2 of 5$"))).to_be_visible()
    await desk.get_by_role("button", name="Keep Discogs’").click()
    await expect(rating.get_by_role("button", name="2 of 5")).to_have_attribute("aria-pressed", "true")


async def test_notes_are_written_and_a_removal_asks_twice(
    desk: Page, site: Site, alice: Account, watch: Watch
) -> None:
    api = await synced(desk, site, alice)
    copy = next(one for one in await api.copies())
    await desk.goto(f"{site.address}/records/{copy['id']}")
    mine = desk.get_by_role("region", name="At Discogs")
    await mine.get_by_role("button", name="Turn writing back on").click()

    # Without a network a menu shows what stands, and why it could not be changed is said.
    grade = mine.get_by_label("Media Condition")
    stood = await grade.input_value()
    watch.allow(r"net::ERR_FAILED")
    await desk.context.route("**/api/edits", lambda route: route.abort())
    await grade.select_option("Poor (P)")
    await expect(mine.get_by_text("Waugzee cannot be reached")).to_be_visible()
    await expect(grade).to_have_value(stood)
    await desk.context.unroute("**/api/edits")
    await mine.get_by_label("Notes").fill("Side B skips")
    # What another device changes meanwhile leaves alone what is being typed here.
    elsewhere = {
        "id": str(uuid.uuid4()),
        "kind": "rating",
        "copy_id": copy["id"],
        "to": 1 if copy["rating"] != 1 else 2,
    }
    queued = await api.answer("/api/edits", "POST", elsewhere)
    assert queued.status_code == 200, queued.text
    rated = mine.get_by_role("button", name=f"{elsewhere['to']} of 5")
    await expect(rated).to_have_attribute("aria-pressed", "true")
    await expect(mine.get_by_label("Notes")).to_have_value("Side B skips")
    await mine.get_by_role("button", name="Save Notes").click()
    await mine.get_by_label("Media Condition").select_option("Very Good Plus (VG+)")
    await expect(mine.get_by_text("Waits to be written at Discogs")).to_have_count(0)

    async def stand_there() -> bool:
        notes = (await api.ask(f"/api/copies/{copy['id']}"))["notes"]
        return {(one["field_id"], one["value"]) for one in notes} >= {
            (1, "Very Good Plus (VG+)"),
            (3, "Side B skips"),
        }

    await until(stand_there, "condition and notes stand at Discogs", within=30)

    before = await site.demo.items()
    await mine.get_by_role("button", name="Add another copy").click()

    async def is_added() -> bool:
        return await site.demo.items() == before + 1

    await until(is_added, "there is one copy more")
    await mine.get_by_role("button", name="Remove from Discogs").click()
    await mine.get_by_role("button", name="Remove it").click()
    assert await site.demo.items() == before + 1
    await (
        mine.get_by_role("group", name="Remove it from Discogs for good?")
        .get_by_role("button", name="Remove it")
        .click()
    )
    await expect(desk.get_by_role("heading", name="Removed")).to_be_visible()
    assert await site.demo.items() == before


async def test_a_public_collection_says_what_cannot_be_done(desk: Page, site: Site, alice: Account) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, alice)
    await choose_public(desk, "demo")
    await press_sync(desk)
    await expect_records(desk, await site.demo.items())
    copy = next(one for one in await api.copies())
    await desk.goto(f"{site.address}/records/{copy['id']}")
    await expect(desk.get_by_text("nothing can be changed from here")).to_be_visible()


async def test_many_tracklists_are_counted_as_the_shelf_is(
    desk: Page, site: Site, collector: Account
) -> None:
    many = {"on": False, "total": 1452, "done": 1204, "missing": 0}
    await desk.context.route("**/api/enrichment", lambda route: route.fulfill(json=many))
    await sign_in(desk, site, collector)
    await go_to(desk, "Sync")
    await expect(desk.get_by_text("1,204 of 1,452 read")).to_be_visible()
