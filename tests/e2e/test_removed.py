"""A record leaves the collection and comes back as a new copy: its history stays, moves, and can go back."""

import re

import httpx
from playwright.async_api import Page, expect

from e2e.browsing import Api, choose_demo, expect_records, press_sync, sign_in, snackbar, until
from e2e.site import Account, Site


async def test_what_left_is_kept_apart_archived_and_joined(desk: Page, site: Site, alice: Account) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, alice)
    await choose_demo(desk)
    await press_sync(desk)
    await expect_records(desk, await site.demo.items())
    await expect(desk.get_by_role("progressbar", name="Sync")).to_be_hidden()
    left = next(one for one in await api.copies() if one["plays"] == 0)
    await api.answer("/api/plays", "POST", {"copy_id": left["id"]})
    instance = (await api.ask(f"/api/copies/{left['id']}"))["instance_id"]

    # The same release once more, and the old copy of it gone.
    async with httpx.AsyncClient(trust_env=False) as web:
        folder = f"{site.demo.origin}/users/demo/collection/folders/1/releases/{left['release_id']}"
        assert (await web.post(f"{folder}?token=demo-token")).status_code == 201
    await site.demo.edit(remove=[instance])
    await press_sync(desk)

    show = desk.get_by_role("group", name="Show")
    await show.get_by_role("button", name="Removed").click()
    await expect(desk).to_have_url(re.compile(r"\?show=removed"))
    card = desk.get_by_role("list", name="Records").get_by_role("listitem")
    await expect(card).to_have_count(1)
    await expect(card).to_contain_text("Removed")
    await expect(desk.get_by_text("is on your shelf again:")).to_contain_text(left["title"].strip())
    await card.get_by_role("link").click()
    removed = desk.get_by_role("dialog").get_by_role("region", name="Removed")
    await expect(desk.get_by_role("dialog").get_by_text("Played just now").first).to_be_visible()

    await removed.get_by_role("button", name="Join them").click()
    await expect(removed.get_by_text("Its history moved to")).to_be_visible()

    async def plays_of_heir() -> list[int]:
        same = [one for one in await api.copies() if one["release_id"] == left["release_id"]]
        return [one["plays"] for one in same if one["removed_at"] is None]

    assert sum(await plays_of_heir()) == 1
    await removed.get_by_role("button", name="Take it apart").click()
    await expect(removed.get_by_role("button", name="Join them").first).to_be_visible()
    assert sum(await plays_of_heir()) == 0

    await removed.get_by_role("button", name="Sold").click()
    await removed.get_by_label("Note").fill("to Erica")
    await removed.get_by_role("button", name="Save").click()
    await expect(snackbar(desk, "Kept in the archive")).to_be_visible()

    async def is_archived() -> bool:
        return [one["archived_as"] for one in await api.copies() if one["id"] == left["id"]] == ["sold"]

    await until(is_archived, "it is kept as sold")
    await desk.reload()
    await expect(removed.get_by_role("button", name="Sold")).to_have_attribute("aria-pressed", "true")
    await expect(removed.get_by_label("Note")).to_have_value("to Erica")
