"""What every test does in the browser, in a user's words; and the watch for what must not happen there."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Route, expect

from e2e.site import Account, Site

Options = dict[str, Any]
ZONE = ZoneInfo("Europe/Berlin")
SETTING: Options = {"timezone_id": ZONE.key, "locale": "en-GB"}
PHONE: Options = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
Opening = Callable[..., Awaitable[Page]]
DESK: Options = {"viewport": {"width": 1440, "height": 900}}


class Watch:
    """Errors in the console, in scripts and of the network; a breach of the security policy is among them.

    A test whose deed brings some allows them by name; any other fails it.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._allowed = [
            # A navigation, or an engine that stops, breaks off what is under way.
            r"net::ERR_ABORTED",
            # Taken back before it arrived: the server has nothing to delete, and will not take it any more.
            r"status of 404 .*/api/(plays|cleanings)/[-0-9a-f]{36}\)",
        ]

    def allow(self, *patterns: str) -> None:
        self._allowed += patterns

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.seen.append(f"script: {error.error}"))
        context.on("requestfailed", self._failed)

    def unexpected(self) -> list[str]:
        return [line for line in self.seen if not any(re.search(each, line) for each in self._allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"console: {message.text} ({message.location.get('url')})")

    def _failed(self, request: Request) -> None:
        self.seen.append(f"network: {request.failure} {request.method} {request.url}")


async def sign_in(page: Page, site: Site, account: Account) -> None:
    """From the welcome page through the issuer's form."""
    await page.goto(site.address)
    await page.get_by_role("button", name="Sign in").click()
    await fill_in(page, account)


async def fill_in(page: Page, account: Account) -> None:
    await page.get_by_label("Name").fill(account.name)
    await page.get_by_label("Password").fill(account.password)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Shelf")).to_be_visible()


async def sign_up(page: Page, site: Site, account: Account) -> None:
    """From the welcome page through the issuer's form for a new account."""
    await page.goto(site.address)
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("link", name="Create an account").click()
    await page.get_by_label("Name").fill(account.name)
    await page.get_by_label("Password").fill(account.password)
    await page.get_by_role("button", name="Create account").click()
    await expect(page.get_by_role("heading", name="Shelf")).to_be_visible()


async def choose_demo(page: Page) -> None:
    await page.get_by_role("radio", name="A demo collection").check()
    await page.get_by_role("button", name="Continue").click()


async def choose_public(page: Page, username: str) -> None:
    await page.get_by_role("radio", name="My public Discogs collection").check()
    await page.get_by_label("Discogs user name").fill(username)
    await page.get_by_role("button", name="Continue").click()


async def press_sync(page: Page) -> None:
    await page.get_by_role("button", name="Sync", exact=True).first.click()


async def lift_the_ceiling(route: Route) -> None:
    """For `**/api/syncs`: let the engine read as fast as the simulator allows."""
    answer = await route.fetch()
    if route.request.method == "POST":
        await route.fulfill(response=answer, json={**await answer.json(), "ceiling": 100_000})
    else:
        await route.fulfill(response=answer)


async def expect_records(page: Page, count: int, *, within: float = 60) -> None:
    """The number on the shelf."""
    words = f"{count:,} record" + ("" if count == 1 else "s")
    await expect(page.get_by_text(words, exact=True)).to_be_visible(timeout=within * 1000)


def snackbar(page: Page, text: str) -> Locator:
    return page.get_by_role("status", name="Messages").locator("> *").filter(has_text=text)


def card(page: Page, index: int) -> Locator:
    """A record on the shelf by its place, counted from 0."""
    return page.locator(f"[data-index='{index}']")


async def title_of(page: Page, index: int) -> str:
    group = card(page, index).get_by_role("group")
    return (await group.get_attribute("aria-label") or "").removeprefix("Log ")


class Api:
    """Our API as the page's own user: with the token the page sent last."""

    def __init__(self, page: Page, site: Site) -> None:
        self._site = site
        self._token = ""
        page.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        self._token = request.headers.get("authorization", self._token)

    async def answer(self, path: str, method: str = "GET", json: Any = None) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self._site.address, trust_env=False, timeout=60) as http:
            return await http.request(method, path, json=json, headers={"Authorization": self._token})

    async def ask(self, path: str) -> Any:
        answer = await self.answer(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def plays(self) -> list[dict[str, Any]]:
        plays: list[dict[str, Any]] = (await self.ask("/api/plays"))["plays"]
        return plays

    async def cleanings(self) -> list[dict[str, Any]]:
        cleanings: list[dict[str, Any]] = (await self.ask("/api/cleanings"))["cleanings"]
        return cleanings

    async def copies(self) -> list[dict[str, Any]]:
        """The whole shelf, page by page."""
        copies: list[dict[str, Any]] = []
        page = await self.ask("/api/shelf")
        copies += page["copies"]
        while page["more"]:
            page = await self.ask(f"/api/shelf?since={page['cursor']}")
            copies += page["copies"]
        return copies


async def go_to(page: Page, place: str) -> None:
    """By the bar or, on a phone, by what stands behind More."""
    bar = page.get_by_role("navigation", name="Places")
    # A number may stand behind the word.
    link = bar.get_by_role("link", name=re.compile(rf"^{place}(\s|$)"))
    if not await link.is_visible():
        await bar.get_by_role("link", name=re.compile(r"^More(\s|$)")).click()
        link = page.get_by_role("main").get_by_role("link", name=re.compile(f"^{place}"))
    await link.click()


WAITING = """async () => {
  try {
    if (!(await indexedDB.databases()).some(({ name }) => name === "waugzee")) return 0;
    const asked = (request) => new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const db = await asked(indexedDB.open("waugzee"));
    const waiting = await asked(db.transaction("outbox").objectStore("outbox").count());
    db.close();
    return waiting;
  } catch {
    return 0;  // what keeps nothing has nothing waiting there
  }
}"""


async def expect_to_fit(page: Page, what: str) -> None:
    """Nothing on the page is wider than the screen, once charts have followed its size."""
    size = page.viewport_size
    assert size is not None

    async def fits() -> bool:
        width: float = await page.evaluate("document.documentElement.scrollWidth")
        return width <= size["width"]

    await until(fits, f"{what} fits a screen of {size['width']} pixels", within=30)


async def all_sent(page: Page) -> None:
    """What was logged and taken back has reached the server: nothing of it waits on the device."""

    async def nothing_waits() -> bool:
        return bool(await page.evaluate(WAITING) == 0)

    await until(nothing_waits, "what was logged and taken back reached the server")


async def until(condition: Callable[[], Awaitable[bool]], what: str, *, within: float = 60) -> None:
    """Ask again and again, until it is so."""
    deadline = time.monotonic() + within
    while not await condition():
        assert time.monotonic() < deadline, f"did not happen: {what}"
        await asyncio.sleep(0.05)
