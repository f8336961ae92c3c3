"""The main job with an issuer of one's own: sign in there, renew in the middle of a sync, sign out there."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, Request, expect

from e2e.browsing import Api, Watch, card, choose_demo, expect_records, press_sync, sign_in, until
from e2e.site import PASSWORD, Account, Site, new_name, running_site
from outside_issuer import OutsideIssuer, outside_issuer
from waugzee.processes import free_port

SLOW = 3000  # milliseconds an answer of Discogs takes while tokens are renewed
# The page renews a minute before the end: three seconds after it got this one.
LIFE = 63


@pytest.fixture(scope="module")
async def settings(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[OutsideIssuer, Site]]:
    """A running issuer, and a Waugzee that is told of it."""
    folder = tmp_path_factory.mktemp("outside")
    port = free_port()
    async with outside_issuer(folder, f"http://localhost:{port}", "waugzee") as issuer:
        told = {
            "WAUGZEE_PORT": str(port),
            "WAUGZEE_ISSUER": issuer.identifier,
            "WAUGZEE_INTROSPECTION_KEY": str(issuer.key_file),
        }
        async with running_site(folder / "data", **told) as site:
            yield issuer, site


class Tokens:
    """The access tokens the page sent, in order, each once; and what each PUT of a page of the sync had."""

    def __init__(self, page: Page) -> None:
        self.sent: list[str] = []
        self.of_pages: list[str] = []
        page.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token and token not in self.sent:
            self.sent.append(token)
        if request.method == "PUT" and "/pages/" in request.url:
            self.of_pages.append(token)


@pytest.mark.parametrize("form", ["jwt", "opaque"])
async def test_sync_renew_log_and_sign_out(
    desk: Page, settings: tuple[OutsideIssuer, Site], form: str
) -> None:
    issuer, site = settings
    await issuer.switch(format=form, life=LIFE)
    await site.demo.reset()
    alice = Account(new_name("alice"), PASSWORD)
    api, tokens = Api(desk, site), Tokens(desk)

    await sign_in(desk, site, alice)
    assert (await api.ask("/api/me"))["name"] == alice.name
    await choose_demo(desk)
    await site.demo.switch(latency=SLOW)
    renewed_before = await issuer.asked("/token")
    await press_sync(desk)
    await expect_records(desk, await site.demo.items())
    await expect(desk.get_by_role("progressbar", name="Sync")).to_be_hidden()
    assert (await api.ask("/api/syncs"))["syncs"][0]["state"] == "complete"
    assert await issuer.asked("/token") > renewed_before
    assert len(set(tokens.of_pages)) > 1, "a page of the sync was sent with a renewed token"
    assert all((token.count(".") == 2) == (form == "jwt") for token in tokens.sent)

    await site.demo.switch(latency=0)
    await card(desk, 0).get_by_role("button", name="Play").click()
    await until(lambda: logged(api), "the play is at the server")
    await desk.reload()  # silently to the issuer and back
    await expect_records(desk, await site.demo.items())

    await desk.get_by_role("link", name="Account").click()
    await desk.get_by_role("button", name="Sign out").click()
    await expect(desk.get_by_role("heading", name="Sign out?")).to_be_visible()
    await desk.get_by_role("button", name="Sign out").click()
    await expect(desk.get_by_role("heading", name="You are signed out")).to_be_visible()
    await desk.get_by_role("button", name="Sign in again").click()
    await expect(desk.get_by_label("Password")).to_be_visible()


async def logged(api: Api) -> bool:
    return len(await api.plays()) == 1


async def test_who_erases_the_account_here_is_signed_out_there_and_may_begin_anew(
    desk: Page, settings: tuple[OutsideIssuer, Site], watch: Watch
) -> None:
    issuer, site = settings
    await issuer.switch(format="jwt", life=600)
    alice = Account(new_name("alice"), PASSWORD)
    api = Api(desk, site)
    await sign_in(desk, site, alice)
    was = (await api.ask("/api/me"))["id"]
    await desk.get_by_role("link", name="Account").click()
    await desk.get_by_role("button", name="Erase", exact=True).click()
    await expect(desk.get_by_text("is kept elsewhere and stays")).to_be_visible()
    await desk.get_by_label("To confirm, type your name").fill(alice.name)
    watch.allow(r"status of 401", r"WebSocket")
    await desk.get_by_role("button", name="Erase for good").click()
    await expect(desk.get_by_role("heading", name="Sign out?")).to_be_visible()
    await desk.get_by_role("button", name="Sign out").click()
    await expect(desk.get_by_text("Your account is erased with everything in it")).to_be_visible()
    await sign_in(desk, site, alice)
    assert (await api.ask("/api/me"))["id"] != was


async def test_an_issuer_that_is_down_is_said_to_be_and_one_comes_in_when_it_is_back(
    phone: Page, settings: tuple[OutsideIssuer, Site], watch: Watch
) -> None:
    issuer, site = settings
    await issuer.switch(format="jwt", life=600)
    alice = Account(new_name("alice"), PASSWORD)
    await sign_in(phone, site, alice)
    await issuer.switch(behaves="down")
    watch.allow(r"net::ERR_EMPTY_RESPONSE")
    await phone.reload()
    await expect(phone.get_by_text("The sign-in service cannot be reached")).to_be_visible()
    await issuer.switch(behaves="well")
    await phone.get_by_role("button", name="Try again").click()
    await expect(phone.get_by_role("group", name="Where are your records?")).to_be_visible()
