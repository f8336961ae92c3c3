"""The whole way by keyboard alone: first visit, first play, cleaning, undo, correcting, places, settings."""

import re

from playwright.async_api import Page, expect

from e2e.browsing import Api, card, expect_records, snackbar, title_of, until
from e2e.site import Account, Site

# What is in focus: its name, and whether one sees that it is.
FOCUS = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return ["", true];
  const labelled = at.labels?.[0]?.textContent ?? at.textContent;
  const name = at.ariaLabel ?? (labelled || at.title || at.value || "");
  const seen = (one) => one && getComputedStyle(one).outlineStyle !== "none";
  const shown = [at, ...at.querySelectorAll("*"), at.parentElement, at.nextElementSibling].some(seen);
  return [name.trim(), shown];
}
"""


async def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Tab, until that is in focus; every stop on the way shows that it is."""
    passed = []
    for _ in range(90):
        await page.keyboard.press("Shift+Tab" if back else "Tab")
        at, shown = await page.evaluate(FOCUS)
        assert shown, f"one does not see that “{at}” is in focus"
        passed.append(at)
        if re.search(f"^{name}", at):
            return
    raise AssertionError(f"Tab does not lead to “{name}”, but to {passed}")


async def test_the_whole_way(desk: Page, site: Site, alice: Account) -> None:
    keys, api = desk.keyboard, Api(desk, site)
    await desk.goto(site.address)
    await expect(desk.get_by_role("button", name="Sign in")).to_be_visible()
    await tab_to(desk, "Sign in")
    await keys.press("Enter")
    await expect(desk.get_by_label("Name")).to_be_visible()
    await desk.get_by_label("Name").focus()
    await keys.type(alice.name)
    await keys.press("Tab")
    await keys.type(alice.password)
    await keys.press("Enter")

    # Where the records are: a demo collection, by arrow keys.
    await expect(desk.get_by_role("group", name="Where are your records?")).to_be_visible()
    await tab_to(desk, "Skip to the content")
    demo = desk.get_by_role("radio", name="A demo collection")
    for _ in range(30):
        await keys.press("Tab")
        if await desk.evaluate("document.activeElement.type === 'radio'"):
            break
    while not await demo.is_checked():
        await keys.press("ArrowDown")
    await tab_to(desk, "Continue")
    await keys.press("Enter")
    await expect(desk.get_by_text("The shelf is empty")).to_be_visible()
    await tab_to(desk, "Sync")
    await keys.press("Enter")
    await expect_records(desk, await site.demo.items())
    await expect(desk.get_by_role("progressbar", name="Sync")).to_be_hidden()

    # Along the shelf, played, cleaned, taken back.
    await keys.press("/")
    await keys.press("ArrowDown")
    opens = card(desk, 0).get_by_role("link")
    await expect(opens).to_be_focused()
    title = await title_of(desk, 0)
    for key, said in (("p", "Played"), ("c", "Cleaned")):
        await keys.press(key)
        await expect(snackbar(desk, f"{said} {title}")).to_be_visible()
    await keys.press("u")
    await expect(snackbar(desk, f"Cleaned {title}")).to_be_hidden()
    await expect(opens).to_be_focused()

    # The record: a sheet over a sheet, and back, each time to where one was.
    await keys.press("Enter")
    record = desk.get_by_role("dialog", name=title)
    await expect(record).to_be_visible()
    await tab_to(desk, "Log in detail")
    await keys.press("Enter")
    detail = desk.get_by_role("dialog", name=re.compile("^Log "))
    await expect(detail).to_be_visible()
    await tab_to(desk, "Notes")
    await keys.type("by hand")
    await tab_to(desk, "Log it")
    await keys.press("Enter")
    await expect(detail).to_be_hidden()
    await expect(desk.get_by_role("button", name="Log in detail")).to_be_focused()

    # Corrected in its history.
    await expect(record.get_by_text("by hand")).to_be_visible()
    line = record.get_by_role("button").filter(has_text="by hand")
    for _ in range(60):
        await keys.press("Tab")
        if await line.evaluate("line => line === document.activeElement"):
            break
    await expect(line).to_be_focused()
    await keys.press("Enter")
    await expect(record.get_by_role("form", name="Correct this entry")).to_be_visible()
    await tab_to(desk, "Notes")
    await keys.press("Control+A")
    await keys.type("by keys")
    await tab_to(desk, "Save")
    await keys.press("Enter")
    await until(lambda: noted(api, "by keys"), "the play is corrected")
    await expect(record.get_by_text("by keys")).to_be_visible()
    await expect(record.get_by_role("button").filter(has_text="by keys")).to_be_focused()
    await keys.press("Escape")
    await expect(record).to_be_hidden()
    await expect(opens).to_be_focused()

    # To other places: each begins at its heading.
    for place in ("Statistics", "Settings"):
        await tab_to(desk, place, back=True)
        await keys.press("Enter")
        heading = desk.get_by_role("heading", name=place, level=1)
        await expect(heading).to_be_focused()
    await tab_to(desk, "After plays")
    await keys.press("Control+A")
    await keys.type("6")
    await keys.press("Tab")

    async def kept() -> bool:
        return bool((await api.ask("/api/care/rules"))["plays"] == 6)

    await until(kept, "the rule is kept")


async def noted(api: Api, notes: str) -> bool:
    return any(play["notes"] == notes for play in await api.plays())
