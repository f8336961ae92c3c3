"""Plays told to ListenBrainz: connecting it, sending what was played before, leaving it again."""

import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from collecting import put_on_shelf, record
from e2e.browsing import PHONE, Api, Opening, Watch, go_to, sign_in, snackbar
from e2e.site import Account, Site, running_site
from listenbrainz import ListenBrainz, listening
from waugzee.collection.sides import Track
from waugzee.collection.tracklists import store_tracklist
from waugzee.db import make_engine, transaction

TRACKS = [Track("A1", "Blue Train", 643), Track("A2", "Moment's Notice", 550), Track("B1", "Locomotion", 434)]
EVENING = datetime(2026, 3, 1, 20, tzinfo=UTC)
HAS_SETTLED = "update plays set created_at = created_at - interval '1 hour' where plays.user_id = $1"


@pytest.fixture
async def listenbrainz() -> AsyncIterator[ListenBrainz]:
    async with listening() as listenbrainz:
        listenbrainz.tokens = {"token-of-nina": "nina"}
        yield listenbrainz


@pytest.fixture
async def site(tmp_path: Path, listenbrainz: ListenBrainz) -> AsyncIterator[Site]:
    """One that sends to the tests' ListenBrainz."""
    async with running_site(tmp_path / "data", WAUGZEE_LISTENBRAINZ_URL=listenbrainz.origin) as site:
        yield site


async def play_long_ago(site: Site, api: Api) -> None:
    """A record of three tracks, and a play of it that has settled."""
    user_id = uuid.UUID((await api.ask("/api/me"))["id"])
    engine = make_engine(site.owner_url, pool_size=1)
    item = record()
    (copy_id,) = await put_on_shelf(engine, user_id, [item])
    async with transaction(engine, user_id) as db:
        await store_tracklist(db, user_id, item.id, TRACKS, "user")
    told = {"copy_id": str(copy_id), "played_at": EVENING.isoformat()}
    assert (await api.answer("/api/plays", "POST", told)).status_code == 201
    async with transaction(engine, user_id) as db:
        await db.driver.execute(HAS_SETTLED, user_id)
    await engine.dispose()


async def test_what_was_played_becomes_listens_when_one_asks_for_it(
    site: Site, open_page: Opening, alice: Account, watch: Watch, listenbrainz: ListenBrainz
) -> None:
    watch.allow(r"status of 422")
    phone: Page = await open_page(**PHONE)
    api = Api(phone, site)
    await sign_in(phone, site, alice)
    await play_long_ago(site, api)
    await go_to(phone, "Account")
    section = phone.locator("section").filter(has=phone.get_by_role("heading", name="ListenBrainz"))
    token = section.get_by_label("User token of ListenBrainz")
    await token.fill("mistyped-token")
    await section.get_by_role("button", name="Connect").tap()
    await expect(section.get_by_text("ListenBrainz does not know this token.")).to_be_visible()
    await expect(token).to_be_focused()
    await token.fill("token-of-nina")
    await section.get_by_role("button", name="Connect").tap()
    await expect(snackbar(phone, "Connected as nina")).to_be_visible()
    await expect(section.get_by_role("status")).to_have_text("Sent0 playsWaiting0 plays")
    await section.get_by_role("button", name="Send 1 earlier play").tap()
    await section.get_by_role("group").get_by_role("button", name="Send 1 earlier play").tap()
    await expect(section.get_by_role("status")).to_contain_text("1 play, the last just now")
    assert [title for *_, title in listenbrainz.tracks("nina")] == [track.title for track in TRACKS]
    assert "token-of-nina" not in await phone.content()
    await section.get_by_role("button", name="Disconnect ListenBrainz").tap()
    await section.get_by_role("group").get_by_role("button", name="Disconnect").tap()
    await expect(token).to_have_value("")
    assert (await api.ask("/api/scrobbling"))["username"] is None
