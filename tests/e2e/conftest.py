"""A browser, and a running Waugzee for it: started once, by the command a user types."""

from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from chromium import FLAGS, chromium_path, launch_environment
from e2e.browsing import (
    DESK,
    PHONE,
    SETTING,
    Opening,
    Watch,
    all_sent,
    choose_demo,
    expect_records,
    press_sync,
    sign_in,
)
from e2e.site import Account, Site, running_site

FAILURE = pytest.StashKey[bool]()
FAILED = Path(__file__).parent / "failed"
SLOWEST = 30_000  # milliseconds an expectation may take, on a busy machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a busy machine fails now and then: a second try decides, and the summary names it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with running_site(tmp_path_factory.mktemp("site") / "data", WAUGZEE_SIGN_IN_BY_DISCOGS="1") as site:
        yield site


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    expect.set_options(timeout=SLOWEST)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(),
            env=launch_environment(),  # type: ignore[arg-type]  # a dict of texts is what it takes
            args=list(FLAGS),
        )
        yield browser
        await browser.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert watch.unexpected() == []


@pytest.fixture
async def open_page(browser: Browser, watch: Watch, request: pytest.FixtureRequest) -> AsyncIterator[Opening]:
    """Opens a page in a fresh profile; what it shows when the test fails is kept in `failed/`."""
    contexts: list[BrowserContext] = []

    async def opened(**options: Any) -> Page:
        # Without the service worker, unless a test is about it: it would fetch behind the tests' routes.
        context = await browser.new_context(**{"service_workers": "block", **SETTING, **options})
        contexts.append(context)
        watch.follow(context)
        page = await context.new_page()
        page.set_default_timeout(SLOWEST)
        return page

    yield opened
    failed = request.node.stash.get(FAILURE, False)
    for number, page in enumerate(page for context in contexts for page in context.pages):
        if failed:
            FAILED.mkdir(exist_ok=True)
            await page.screenshot(path=FAILED / f"{request.node.name}-{number}.png")
    for context in contexts:
        # What a route still holds ends with its page: that is not the next test's concern.
        await context.unroute_all(behavior="ignoreErrors")
        for page in context.pages:
            await page.unroute_all(behavior="ignoreErrors")
        await context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILURE] = item.stash.get(FAILURE, False) or report.failed
    return report


@pytest.fixture
async def phone(open_page: Opening) -> Page:
    return await open_page(**PHONE)


@pytest.fixture
async def desk(open_page: Opening) -> Page:
    return await open_page(**DESK)


@pytest.fixture
async def alice(site: Site) -> Account:
    await site.demo.reset()
    return await site.new_account("alice")


@pytest.fixture
async def collector(
    site: Site, browser: Browser, full_shelves: list[Account | None], request: pytest.FixtureRequest
) -> AsyncIterator[Account]:
    """Somebody whose shelf is full. Tests share it, and leave it as it was; Discogs is as it was read."""
    await site.demo.reset()
    account = full_shelves[-1] if full_shelves else None
    if account is None:
        account = await site.new_account("nina", exactly=not full_shelves)
        await fill_shelf(site, browser, account)
        full_shelves.append(account)
    before = await site.logged_by(account)
    yield account
    # What a test that failed has left there would fail others, and its own second try.
    if request.node.stash.get(FAILURE, False):
        full_shelves.append(None)
        return
    # A play whose Undo is still on its way would be the next test's.
    for context in browser.contexts:
        for page in context.pages:
            if page.url.startswith(site.address):
                await all_sent(page)
    left = await site.logged_by(account)
    if left != before:
        full_shelves.append(None)
    assert left == before


@pytest.fixture(scope="session")
def full_shelves() -> list[Account | None]:
    """Who had the full shelf, the last of them still; none where it is to be made anew."""
    return []


async def fill_shelf(site: Site, browser: Browser, account: Account) -> None:
    async with await browser.new_context(**SETTING, **DESK) as context:
        page = await context.new_page()
        await sign_in(page, site, account)
        await choose_demo(page)
        await press_sync(page)
        await expect_records(page, await site.demo.items())
        await expect(page.get_by_role("progressbar", name="Sync")).to_be_hidden()
