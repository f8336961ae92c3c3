"""Being told: in the page, and by the device; what the browser allows is asked for only by a press."""

import asyncio
from typing import Any

import msgspec
from playwright.async_api import CDPSession, Page, expect

from e2e.browsing import PHONE, Api, Opening, Watch, go_to, sign_in, until
from e2e.site import Account, Site
from push_receiver import receiving

TROUBLE = "A sync by the server did not go through"

# What this browser lacks, for it shows nothing and has no push service: its consent, and a subscription.
BROWSER = """
given => {
  let subscription = null, permission = "default";
  Object.defineProperty(Notification, "permission", { get: () => permission });
  Notification.requestPermission = async () => (permission = "granted");
  PushManager.prototype.getSubscription = async () => subscription;
  PushManager.prototype.subscribe = async options => subscription = {
    endpoint: given.endpoint,
    options: { applicationServerKey: null, userVisibleOnly: options.userVisibleOnly },
    toJSON: () => given,
    unsubscribe: async () => { subscription = null; return true; },
  };
}
"""


async def in_trouble(api: Api) -> None:
    """Let the server sync for a user that Discogs does not know."""
    chosen = {"kind": "public", "username": "nobody-of-this-name"}
    assert (await api.answer("/api/discogs", "PUT", chosen)).status_code < 300
    assert (await api.answer("/api/syncs/server", "POST")).status_code == 202


async def test_trouble_is_told_at_once_read_and_deleted(
    phone: Page, site: Site, alice: Account, watch: Watch
) -> None:
    # The page may look at that collection too.
    watch.allow(r"404")
    api = Api(phone, site)
    await sign_in(phone, site, alice)
    places = phone.get_by_role("navigation", name="Places")
    await expect(places.get_by_text("unread")).to_have_count(0)
    await in_trouble(api)
    await expect(places.get_by_role("link", name="More")).to_contain_text("1 unread", timeout=20_000)
    await go_to(phone, "Inbox")
    rows = phone.get_by_role("list", name="Notices").get_by_role("listitem")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("Discogs knows no user of this name.")
    await expect(rows).to_contain_text("New")
    await rows.get_by_role("link", name=TROUBLE).tap()
    await expect(phone).to_have_url(f"{site.address}/sync/{(await api.ask('/api/syncs'))['syncs'][0]['id']}")
    await expect(places.get_by_text("unread")).to_have_count(0)
    await go_to(phone, "Inbox")
    await expect(rows).not_to_contain_text("New")
    await rows.get_by_role("button", name="Mark as unread").tap()
    await expect(rows).to_contain_text("New")
    await phone.get_by_role("button", name="Mark all as read").tap()
    await expect(rows).not_to_contain_text("New")
    await rows.get_by_role("button", name="Delete").tap()
    await expect(phone.get_by_role("heading", name="Nothing to tell")).to_be_visible()


async def test_a_device_is_turned_on_told_and_turned_off(
    open_page: Opening, site: Site, alice: Account
) -> None:
    page = await open_page(**PHONE, service_workers="allow")
    api = Api(page, site)
    async with receiving() as receiver:
        device = receiver.device()
        given = msgspec.json.encode(device.subscription()).decode()
        await page.add_init_script(f"({BROWSER})({given})")
        await sign_in(page, site, alice)
        await until(lambda: _controlled(page), "the service worker is there")
        await go_to(page, "Inbox")
        await page.get_by_role("button", name="Choose").tap()
        await page.get_by_role("button", name="Turn on for this device").tap()
        devices = page.get_by_role("list", name="Devices that tell you")
        await expect(devices).to_contain_text("this one")
        await page.get_by_role("group", name="Syncs by the server that fail").get_by_text("Push").tap()
        await page.get_by_label("Until").fill("00:00")
        await page.get_by_label("From").fill("00:00")
        await until(lambda: _has_chosen(api), "the choices are kept")
        await devices.get_by_role("button", name="Try it").tap()
        said = device.read((await receiver.taken()).body)
        assert said["title"] == "Waugzee can reach you here"
        await in_trouble(api)
        said = device.read((await receiver.taken()).body)
        await _is_shown(page, site, said)
        await devices.get_by_role("button", name="Turn off").tap()
        await expect(devices).to_be_hidden()
        await expect(page.get_by_role("button", name="Turn on for this device")).to_be_visible()
        assert (await api.ask("/api/push"))["subscriptions"] == []


async def _is_shown(page: Page, site: Site, said: dict[str, Any]) -> None:
    """The worker gets it, shows it, and a tap leads to its page in the window that is there."""
    (worker,) = page.context.service_workers
    await worker.evaluate(
        """() => {
          self.shown = [];
          const show = async (title, options) => self.shown.push({ title, ...options });
          self.registration.showNotification = show;
        }"""
    )
    devtools = await page.context.new_cdp_session(page)
    await _deliver(devtools, site, msgspec.json.encode(said).decode())
    # What is no message of ours is shown all the same: the browser wants something to be.
    await _deliver(devtools, site, "no JSON")

    async def both() -> bool:
        return len(await worker.evaluate("self.shown")) == 2

    await until(both, "both are shown")
    first, second = await worker.evaluate("self.shown")
    assert {**{name: first[name] for name in ("title", "body", "tag")}, **first["data"]} == said
    assert (second["title"], second["data"]["url"]) == ("Waugzee", "/inbox")
    # Only a tap of a hand may keep a worker awake and bring a window to the front.
    await worker.evaluate(
        """data => {
          const event = new Event("notificationclick");
          event.notification = { data, close() {} };
          event.waitUntil = work => work.catch(() => undefined);
          self.dispatchEvent(event);
        }""",
        first["data"],
    )
    await expect(page).to_have_url(f"{site.address}{said['url']}")
    await page.go_back()


async def _deliver(devtools: CDPSession, site: Site, data: str) -> None:
    registered: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def note(event: dict[str, Any]) -> None:
        for one in event["registrations"]:
            if not registered.done() and not one["isDeleted"]:
                registered.set_result(one["registrationId"])

    devtools.on("ServiceWorker.workerRegistrationUpdated", note)
    await devtools.send("ServiceWorker.enable")
    message = {"origin": site.address, "registrationId": await asyncio.wait_for(registered, 60), "data": data}
    await devtools.send("ServiceWorker.deliverPushMessage", message)
    await devtools.send("ServiceWorker.disable")


async def test_what_stands_in_the_way_is_said_in_words(desk: Page, site: Site, alice: Account) -> None:
    """Here the browser denies it, as it does where somebody once said no."""
    await sign_in(desk, site, alice)
    await go_to(desk, "Inbox")
    await expect(desk.get_by_role("heading", name="Nothing to tell")).to_be_visible()
    await desk.get_by_role("button", name="Choose").click()
    await expect(desk.get_by_text("This browser does not allow Waugzee to notify you.")).to_be_visible()
    await expect(desk.get_by_role("button", name="Turn on for this device")).to_have_count(0)


async def _controlled(page: Page) -> bool:
    return bool(await page.evaluate("navigator.serviceWorker.getRegistration().then(one => !!one?.active)"))


async def _has_chosen(api: Api) -> bool:
    chosen = await api.ask("/api/inbox/choices")
    return bool(chosen["sync"] == "push" and chosen["quiet_from"] == chosen["quiet_until"] == 0)
