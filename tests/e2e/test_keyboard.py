"""Everything by keyboard: search as you type, moving along the shelf, logging, sheets and the way back."""

from playwright.async_api import Locator, Page, expect

from e2e.browsing import Api, all_sent, card, expect_records, go_to, sign_in, snackbar, title_of
from e2e.site import Account, Site


async def test_search_as_you_type(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await desk.keyboard.press("/")
    await expect(search(desk)).to_be_focused()
    # Without its accents and marks, in any order of the words.
    await desk.keyboard.type("SON azucar, celia")
    await expect(desk.get_by_text("1 of 320 records")).to_be_visible()
    await expect(card(desk, 0)).to_contain_text("¡Azúcar Con Son!")
    await expect(card(desk, 0)).to_contain_text("Célia Tavares")
    await desk.keyboard.type(" nothing of the kind")
    await expect(desk.get_by_role("heading", name="Nothing found")).to_be_visible()
    await desk.keyboard.press("Escape")
    await expect(search(desk)).to_have_value("")
    await expect(desk.get_by_text("320 records", exact=True)).to_be_visible()
    await desk.keyboard.press("Escape")
    await expect(search(desk)).not_to_be_focused()


async def test_the_shelf_without_a_mouse(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    columns = await desk.get_by_role("listitem").evaluate_all(
        "cards => cards.filter((card) => card.offsetTop === cards[0].offsetTop"
        " && card.parentElement === cards[0].parentElement).length"
    )
    assert columns > 2

    await desk.keyboard.press("/")
    await desk.keyboard.press("ArrowDown")
    await expect(opens(desk, 0)).to_be_focused()
    for key, to in (
        ("ArrowRight", 1),
        ("ArrowDown", 1 + columns),
        ("ArrowLeft", columns),
        ("ArrowUp", 0),
        ("End", 319),
        ("Home", 0),
    ):
        await desk.keyboard.press(key)
        await expect(opens(desk, to)).to_be_focused()
        await expect(opens(desk, to)).to_be_in_viewport()

    title = await title_of(desk, 0)
    for key, said in (("p", "Played"), ("c", "Cleaned"), ("b", "Cleaned and played")):
        await desk.keyboard.press(key)
        await expect(snackbar(desk, f"{said} {title}")).to_be_visible()
        await desk.keyboard.press("u")
        await expect(snackbar(desk, f"{said} {title}")).to_be_hidden()
        await expect(card(desk, 0)).to_contain_text("Never played")
        await expect(card(desk, 0)).to_contain_text("Never cleaned")


async def test_a_key_acts_on_the_card_in_focus_whatever_changes_elsewhere(
    desk: Page, site: Site, collector: Account
) -> None:
    api = Api(desk, site)
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await opens(desk, 0).focus()
    for index in (1, 2, 3):
        await desk.keyboard.press("ArrowRight")
        await expect(opens(desk, index)).to_be_focused()
    other = (await opens(desk, 0).get_attribute("href") or "").rpartition("/")[2]
    await api.answer(f"/api/copies/{other}/care", "PATCH", {"rule": "never"})
    await expect(card(desk, 0)).to_contain_text("Never due")
    await desk.keyboard.press("p")
    await expect(snackbar(desk, f"Played {await title_of(desk, 3)}")).to_be_visible()
    await desk.keyboard.press("u")
    await desk.keyboard.press("ArrowRight")
    await expect(opens(desk, 4)).to_be_focused()
    await api.answer(f"/api/copies/{other}/care", "DELETE")


async def test_keys_do_nothing_behind_a_dialogue_nor_once_they_are_switched_off(
    desk: Page, site: Site, collector: Account
) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    title = await title_of(desk, 3)
    await opens(desk, 3).click()
    await desk.get_by_role("button", name="Log in detail").click()
    await expect(desk.get_by_role("dialog", name=f"Log {title}")).to_be_focused()
    for key in ("p", "c", "b", "C", "f"):
        await desk.keyboard.press(key)
    await expect(desk.get_by_role("dialog")).to_have_count(2)
    await expect(desk.get_by_role("status", name="Messages").locator("> *")).to_have_count(0)
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("p")
    await expect(snackbar(desk, f"Played {title}")).to_be_visible()
    await all_sent(desk)
    await desk.keyboard.press("u")
    await expect(snackbar(desk, f"Played {title}")).to_be_hidden()
    await all_sent(desk)
    await desk.keyboard.press("Escape")

    await go_to(desk, "Account")
    await desk.get_by_role("checkbox", name="Single keys").uncheck()
    await desk.reload()
    await expect(desk.get_by_role("checkbox", name="Single keys")).not_to_be_checked()
    await go_to(desk, "Shelf")
    await opens(desk, 3).focus()
    for key in ("p", "?", "/"):
        await desk.keyboard.press(key)
    await expect(opens(desk, 3)).to_be_focused()
    await expect(desk.get_by_role("status", name="Messages").locator("> *")).to_have_count(0)
    await desk.keyboard.press("ArrowRight")
    await expect(opens(desk, 4)).to_be_focused()


async def test_a_sheet_keeps_the_focus_and_gives_it_back(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await opens(desk, 1).focus()
    await desk.keyboard.press("Enter")
    sheet = desk.get_by_role("dialog")
    await expect(sheet.get_by_role("heading", name=await title_of(desk, 1))).to_be_visible()
    await desk.keyboard.press("Tab")
    title = await title_of(desk, 1)
    ways = {f"Play {title}", f"Clean {title}", f"Both {title}", "Add on another day", "Close"}
    named = await stops(desk)
    assert ways <= set(named), named
    assert not {"Shelf", "Sync", "Account"} & set(named), "Tab goes round inside the sheet"
    await desk.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await expect(opens(desk, 1)).to_be_focused()

    await desk.keyboard.press("?")
    await expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    await desk.keyboard.press("Escape")
    await expect(desk.get_by_role("dialog")).to_be_hidden()
    await expect(opens(desk, 1)).to_be_focused()


async def test_tab_leads_everywhere(desk: Page, site: Site, collector: Account) -> None:
    await sign_in(desk, site, collector)
    await expect_records(desk, await site.demo.items())
    await desk.keyboard.press("Tab")
    await expect(desk.get_by_role("button", name="Skip to the content")).to_be_focused()
    await expect(desk.get_by_role("button", name="Skip to the content")).to_be_in_viewport()
    title = await title_of(desk, 0)
    named = await stops(desk)
    ways = ["Shelf", "Sync", "Account", "Keys", "Order", f"Play {title}", f"Clean {title}", f"Both {title}"]
    assert [name for name in named if name in ways] == [*ways[:4], "Order", "Sync", *ways[5:]]

    # Far down, where the first record is long out of sight, the shelf can still be entered.
    await desk.get_by_role("link", name="Data provided by Discogs.").scroll_into_view_if_needed()
    await expect(card(desk, 319)).to_be_visible()
    await desk.get_by_role("button", name="Skip to the content").focus()
    await desk.keyboard.press("Enter")
    await expect(desk.get_by_role("listitem").get_by_role("link").and_(focused(desk))).to_be_visible()


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox")


def opens(page: Page, index: int) -> Locator:
    return card(page, index).get_by_role("link")


def focused(page: Page) -> Locator:
    return page.locator(":focus")


async def stops(page: Page) -> list[str]:
    """The names of what Tab leads to, until it comes round to where it began.

    What is in focus may go while the page loads on, and at the end of the page Tab leads out of it: both
    show as nothing in focus, and the next Tab goes on from there.
    """
    active = "(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()"
    began = await page.evaluate_handle("document.activeElement")
    named: list[str] = []
    for _ in range(100):
        await page.keyboard.press("Tab")
        is_lost, came_round, name = await began.evaluate(
            f"began => [document.activeElement === document.body, document.activeElement === began, {active}]"
        )
        if not is_lost:
            # The button tells how far a sync is that began meanwhile.
            named.append("Sync" if name.startswith("Syncing") else name)
        if came_round:
            return named
    raise AssertionError(f"Tab goes on for ever: {named}")
