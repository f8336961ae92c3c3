"""A list of one's own: made on a record's page, ordered by keys and by hand, found by the shelf's filter."""

import asyncio
import uuid

from playwright.async_api import Page, Route, expect

from e2e.browsing import Api, card, expect_records, go_to, sign_in, title_of, until
from e2e.site import Account, Site


async def test_a_crate_has_an_order_of_ones_own(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    titles = [await title_of(desk, place) for place in range(3)]
    for place in range(3):
        await card(desk, place).get_by_role("link").click()
        crates = desk.get_by_role("dialog").get_by_role("region", name="Crates")
        if place == 0:
            await crates.get_by_role("button", name="New crate").click()
            await crates.get_by_label("Name").fill("Sunday")
            await crates.get_by_role("button", name="Put it in").click()
        else:
            await crates.get_by_role("button", name="Sunday").click()
        await expect(crates.get_by_role("button", name="Sunday")).to_have_attribute("aria-pressed", "true")
        await desk.keyboard.press("Escape")

    await go_to(desk, "Crates")
    await desk.get_by_role("link", name="Sunday").click()
    rows = desk.get_by_role("list", name="Sunday").get_by_role("listitem")
    await expect(rows).to_contain_text(titles)
    handle = desk.get_by_role("button", name=f"Move {titles[2]}")
    await handle.focus()
    await desk.keyboard.press("ArrowUp")
    await expect(rows).to_contain_text([titles[0], titles[2], titles[1]])
    await expect(handle).to_be_focused()
    await desk.keyboard.press("Home")
    await expect(rows).to_contain_text([titles[2], titles[0], titles[1]])

    # And by the mouse, down by two rows.
    grip, row = await handle.bounding_box(), await rows.first.bounding_box()
    assert grip
    assert row
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    await desk.mouse.move(x, y)
    await desk.mouse.down()
    await desk.mouse.move(x, y + 2 * row["height"], steps=4)
    await desk.mouse.up()
    await expect(rows).to_contain_text(titles)
    await desk.reload()
    await expect(rows).to_contain_text(titles)

    await go_to(desk, "Shelf")
    await expect_records(desk, await site.demo.items())
    await desk.keyboard.press("f")
    await desk.get_by_role("group", name="Crate").get_by_role("button", name="Sunday").click()
    await desk.keyboard.press("Escape")
    await expect(desk.get_by_text("3 of 320 records")).to_be_visible()

    await go_to(desk, "Crates")
    await desk.get_by_role("link", name="Sunday").click()
    await desk.get_by_role("button", name="Forget this crate").click()
    await (
        desk.get_by_role("group", name="Forget the crate?")
        .get_by_role("button", name="Forget this crate")
        .click()
    )
    await expect(desk.get_by_role("heading", name="Crates", level=1)).to_be_visible()
    await expect(desk.get_by_role("link", name="Sunday")).to_have_count(0)


async def test_moves_on_a_slow_network_arrive_in_their_order(
    desk: Page, site: Site, collector: Account
) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    # Some are on the shelf twice; which stand first in the feed is a matter of luck.
    titled = {copy["title"]: copy for copy in await api.copies()}
    copies = [titled[title] for title in sorted(titled)[:3]]
    crate = str(uuid.uuid4())
    await api.answer("/api/crates", "POST", {"id": crate, "name": "Monday"})
    for copy in copies:
        await api.answer(f"/api/crates/{crate}/copies/{copy['id']}", "PUT", {})
    first, second, third = (copy["title"] for copy in copies)

    asked: list[Route] = []
    released = asyncio.Event()

    async def held(route: Route) -> None:
        asked.append(route)
        await released.wait()
        await route.continue_()

    await desk.context.route(f"**/api/crates/{crate}/copies/*", held)
    await go_to(desk, "Crates")
    await desk.get_by_role("link", name="Monday").click()
    rows = desk.get_by_role("list", name="Monday").get_by_role("listitem")
    await expect(rows).to_contain_text([first, second, third])
    handle = desk.get_by_role("button", name=f"Move {third}")
    await handle.focus()
    async with desk.expect_request(lambda request: request.method == "PUT"):
        await desk.keyboard.press("Home")
    await desk.keyboard.press("ArrowDown")
    await expect(rows).to_contain_text([first, third, second])
    assert len(asked) == 1
    released.set()

    async def ordered() -> bool:
        crates = (await api.ask("/api/crates"))["crates"]
        told = next(each["copies"] for each in crates if each["id"] == crate)
        return [*told] == [copies[place]["id"] for place in (0, 2, 1)]

    await until(ordered, "the last order is kept")
    await expect(rows).to_contain_text([first, third, second])
    await api.answer(f"/api/crates/{crate}", "DELETE")
