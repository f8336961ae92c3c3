"""The account page: a name, the places one is signed in on, and keys for scripts."""

import json

import httpx
import pytest
from playwright.async_api import Page, Route, expect

from e2e.browsing import DESK, Opening, Watch, expect_records, fill_in, go_to, sign_in, snackbar
from e2e.site import Account, Site, new_name

PLAY = "/api/plays"


async def open_account(page: Page, site: Site, account: Account) -> None:
    await sign_in(page, site, account)
    await page.get_by_role("link", name="Account").click()
    await expect(page.get_by_role("heading", name="API keys")).to_be_visible()


async def status(site: Site, key: str, method: str, path: str) -> int:
    async with httpx.AsyncClient(base_url=site.address, trust_env=False, timeout=60) as http:
        answer = await http.request(method, path, json={}, headers={"Authorization": f"Bearer {key}"})
        return answer.status_code


async def test_coming_back_asks_the_built_in_issuer_without_leaving_the_page(
    desk: Page, site: Site, alice: Account
) -> None:
    await open_account(desk, site, alice)
    documents: list[str] = []
    desk.on(
        "request", lambda request: documents.append(request.url) if request.is_navigation_request() else None
    )
    await desk.reload()
    # What only the API tells, to whoever is signed in.
    await expect(desk.get_by_role("list", name="Sessions").get_by_role("listitem").first).to_be_visible()
    assert documents == [f"{site.address}/account"]


async def test_a_renewal_whose_answer_is_lost_signs_nobody_out(
    desk: Page, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_FAILED", r"status of 40[01]")
    await open_account(desk, site, alice)
    lost = 0

    async def lose(route: Route) -> None:
        nonlocal lost
        answer = await route.fetch()
        lost += 1
        if lost == 1:
            await route.abort()
        else:
            await route.fulfill(response=answer)

    async def refuse(route: Route) -> None:
        told = {"type": "/problems/unauthorized", "title": "Sign in first", "status": 401}
        if lost < 2:
            await route.fulfill(status=401, json=told)
        else:
            await route.continue_()

    await desk.context.route("**/issuer/token", lose)
    await desk.context.route("**/api/keys", refuse)
    await go_to(desk, "Shelf")
    await go_to(desk, "Account")
    await desk.get_by_role("button", name="Try again").click()
    # By the browser's cookie, and on the page where one was.
    await expect(desk.get_by_role("button", name="New key")).to_be_visible()
    assert lost > 2


async def test_all_that_is_ones_own_is_taken_along(desk: Page, site: Site, collector: Account) -> None:
    await open_account(desk, site, collector)
    async with desk.expect_download() as everything:
        await desk.get_by_role("button", name="Everything (JSON)").click()
    file = await everything.value
    assert file.suggested_filename.endswith(".json")
    tables = json.loads((await file.path()).read_bytes())["tables"]
    assert len(tables["copies"]) == await site.demo.items()
    async with desk.expect_download() as log:
        await desk.get_by_role("button", name="The log (CSV)").click()
    assert (await (await log.value).path()).read_bytes().startswith("\ufeffwhat,day,time".encode())


async def test_a_key_reads_does_not_log_and_is_refused_once_revoked(
    desk: Page, site: Site, alice: Account
) -> None:
    await open_account(desk, site, alice)
    await desk.get_by_role("button", name="New key").click()
    form = desk.get_by_role("form", name="New API key")
    await form.get_by_role("button", name="Make the key").click()
    await expect(form.get_by_text("Enter a name")).to_be_visible()
    await form.get_by_label("Name").fill("Backup script")
    await expect(form.get_by_role("checkbox", name="Administer")).to_be_hidden()
    await form.get_by_role("radio", name="30 days").check()
    await form.get_by_role("button", name="Make the key").click()
    await expect(desk.get_by_role("heading", name="Backup script is made")).to_be_focused()
    key = await desk.get_by_text("wgz_").first.inner_text()

    assert await status(site, key, "GET", "/api/shelf") == 200
    assert await status(site, key, "POST", PLAY) == 403
    assert await status(site, key, "POST", "/api/keys") == 403

    await desk.get_by_role("button", name="Done").click()
    assert key not in await desk.content(), "shown this once"
    row = desk.get_by_role("list", name="API keys").get_by_role("listitem").filter(has_text="Backup script")
    await expect(row).to_contain_text("Read")
    await row.get_by_role("button", name="Revoke Backup script").click()
    await expect(row.get_by_role("button", name="Keep")).to_be_focused()
    await desk.keyboard.press("Escape")
    await expect(row.get_by_role("button", name="Revoke Backup script")).to_be_focused()
    assert await status(site, key, "GET", "/api/shelf") == 200
    await row.get_by_role("button", name="Revoke Backup script").click()
    await row.get_by_role("button", name="Revoke", exact=True).click()
    await expect(row).to_be_hidden()
    assert await status(site, key, "GET", "/api/shelf") == 401


async def test_a_session_ended_elsewhere_is_told_and_signs_in_again(
    open_page: Opening, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow(r"status of 401", r"WebSocket")
    lost = await open_page(**DESK)
    await open_account(lost, site, alice)
    here = await open_page(**DESK)
    await open_account(here, site, alice)
    sessions = here.get_by_role("list", name="Sessions").get_by_role("listitem")
    await expect(sessions).to_have_count(2)
    await expect(sessions.first).to_contain_text("This one")
    await sessions.last.get_by_role("button", name="End").click()
    await sessions.last.get_by_role("button", name="End", exact=True).click()
    await expect(sessions).to_have_count(1)

    await expect(lost.get_by_role("heading", name="Your session was ended")).to_be_visible()
    await lost.get_by_role("button", name="Sign in again").click()
    await expect(lost.get_by_label("Password")).to_be_visible()
    await here.reload()
    await expect(sessions).to_have_count(1)


@pytest.mark.parametrize("everywhere", [False, True], ids=["this one", "all others"])
async def test_signing_out_here_or_everywhere_else(
    open_page: Opening, site: Site, alice: Account, watch: Watch, everywhere: bool
) -> None:
    watch.allow(r"status of 401", r"WebSocket")
    other = await open_page(**DESK)
    tokens: list[str] = []
    other.context.on(
        "request", lambda request: tokens.append(request.headers.get("authorization", "Bearer ")[7:])
    )
    await open_account(other, site, alice)
    token = [token for token in tokens if token][-1]
    assert await status(site, token, "GET", "/api/me") == 200
    if everywhere:
        here = await open_page(**DESK)
        await open_account(here, site, alice)
        await here.get_by_role("button", name="End all others").click()
        await here.get_by_role("button", name="End all others").click()
        await expect(snackbar(here, "Ended 1 session.")).to_be_visible()
        await expect(other.get_by_role("heading", name="Your session was ended")).to_be_visible()
    else:
        tab = await other.context.new_page()
        await tab.goto(f"{site.address}/account")
        await expect(tab.get_by_role("heading", name="API keys")).to_be_visible()
        await other.get_by_role("button", name="Sign out").click()
        await expect(other.get_by_role("heading", name="You are signed out")).to_be_visible()
        await expect(tab.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert await status(site, token, "GET", "/api/me") == 401


async def test_signed_out_without_being_heard_the_next_sign_in_asks_for_the_password(
    desk: Page, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow(r"net::ERR_", r"WebSocket")
    await open_account(desk, site, alice)
    await desk.route("**/{api,issuer}/**", lambda route: route.abort())
    await desk.get_by_role("button", name="Sign out").click()
    await expect(desk.get_by_role("heading", name="You are signed out")).to_be_visible()
    await expect(desk.get_by_text("could not be reached")).to_be_visible()

    await desk.unroute("**/{api,issuer}/**")
    await desk.goto(site.address)
    await desk.get_by_role("button", name="Sign in").click()
    await fill_in(desk, alice)
    # As before, once somebody has.
    await desk.reload()
    await go_to(desk, "Account")
    await desk.get_by_role("button", name="Sign out").click()
    await expect(desk.get_by_role("heading", name="You are signed out")).to_be_visible()
    await expect(desk.get_by_text("could not be reached")).to_be_hidden()


async def test_a_name_is_changed_in_its_place(
    open_page: Opening, site: Site, alice: Account, watch: Watch
) -> None:
    watch.allow(r"status of 409")
    bob = await site.new_account("bob")
    await sign_in(await open_page(**DESK), site, bob)
    page = await open_page(**DESK)
    await open_account(page, site, alice)
    await page.get_by_role("button", name="Rename").click()
    name = page.get_by_role("textbox", name="Name")
    await expect(name).to_be_focused()
    await name.fill("   ")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Enter a name.")).to_be_visible()
    await name.fill(bob.name)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(f"Somebody else is called {bob.name}.")).to_be_visible()
    wanted = new_name("Alice of the shelf")
    await name.fill(wanted)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=wanted)).to_be_visible()
    await expect(page.get_by_role("button", name="Rename")).to_be_focused()
    await page.reload()
    await expect(page.get_by_role("heading", name=wanted)).to_be_visible()


KEPT_ROWS = """async () => {
  const opened = (request) => new Promise((done) => { request.onsuccess = () => done(request.result) })
  const db = await opened(indexedDB.open("waugzee"))
  const stores = [...db.objectStoreNames]
  const store = (name) => db.transaction(stores).objectStore(name)
  return Promise.all(stores.map((name) => opened(store(name).count())))
}"""


async def test_signing_out_leaves_nothing_on_the_device_in_any_tab(
    desk: Page, site: Site, collector: Account
) -> None:
    await sign_in(desk, site, collector)
    other = await desk.context.new_page()
    await other.goto(site.address)
    for tab in (desk, other):
        await expect_records(tab, await site.demo.items())
    assert max(await other.evaluate(KEPT_ROWS)) > 0
    await go_to(desk, "Account")
    await desk.get_by_role("button", name="Sign out").click()
    for tab in (desk, other):
        await expect(tab.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert await other.evaluate(KEPT_ROWS) == [0, 0, 0]
