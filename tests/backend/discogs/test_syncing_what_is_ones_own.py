"""Runs of a connected account: each address is good for one attempt, and what is revoked is said to be."""

import asyncio
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from litestar import Litestar

from connecting import connect_oauth, connect_token
from people import Person
from syncing import Drive, Simulator, copies_of, latest_run
from waugzee_sync.discogs.requests import is_allowed


async def connect(person: Person, kind: str) -> None:
    await (connect_oauth(person) if kind == "oauth" else connect_token(person))


@pytest.mark.parametrize("kind", ["oauth", "token"])
async def test_from_connect_to_a_complete_shelf(
    app: Litestar, alice: Person, discogs: Simulator, kind: str
) -> None:
    await connect(alice, kind)
    drive = await Drive(alice, discogs).run()
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    copies = await copies_of(app, alice)
    assert set(copies) == discogs.instance_ids()
    assert any(copy["notes"] for copy in copies.values())
    assert all(copy["folder_id"] is not None for copy in copies.values())
    run = await latest_run(alice)
    assert (run["kind"], run["username"]) == (kind, "demo")
    assert all(is_allowed(url, [discogs.origin]) for url in drive.fetched)
    assert discogs.counters.preflights == 0


async def test_each_address_is_signed_for_itself(alice: Person, discogs: Simulator) -> None:
    await connect_oauth(alice)
    start = await alice.ask("POST", "/api/syncs", {"driver": "browser-one"}, status=201)
    given = await alice.ask("POST", f"/api/syncs/{start['run']['id']}/instructions", {"pages": [1, 2, 3]})
    queries = [parse_qs(urlsplit(one["url"]).query) for one in given["instructions"]]
    assert len({query["oauth_nonce"][0] for query in queries}) == 3
    assert len({query["oauth_signature"][0] for query in queries}) == 3
    assert start["ceiling"] == 55


async def test_a_retry_asks_for_a_fresh_signature(alice: Person, discogs: Simulator) -> None:
    """A signature that Discogs has seen is worth nothing, whatever it answered."""
    await connect_oauth(alice)
    discogs.behave(script=("ok", "5xx", "html", "429", "empty", "ok"))
    drive = await Drive(alice, discogs).run()
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert len(set(drive.fetched)) == len(drive.fetched)
    assert discogs.counters.statuses[401] == 0


@pytest.mark.parametrize("kind", ["oauth", "token"])
async def test_access_that_is_revoked_meanwhile(alice: Person, discogs: Simulator, kind: str) -> None:
    await connect(alice, kind)
    drive = Drive(alice, discogs, leave_when=None, ceiling=1)
    discogs.behave(latency=0)

    revoked = asyncio.Event()

    def after_the_first(progress: Any) -> bool:
        if progress.pages_done and not revoked.is_set():
            revoked.set()
            discogs.edge.accounts.revoke("demo")
        return False

    drive._leave_when = after_the_first
    await drive.run()
    assert drive.done is not None
    assert (drive.done.outcome, drive.done.reason) == ("incomplete", "unauthorized")
    account = await alice.ask("GET", "/api/discogs")
    assert account["refused_at"] is not None
    (notice,) = (await alice.ask("GET", "/api/inbox"))["notices"]
    assert (notice["kind"], notice["state"]) == ("connection", "unauthorized")
    assert (await latest_run(alice))["removed"] == 0
    # Connected again, the same run goes on where it was.
    discogs.edge.accounts.restore()
    await connect(alice, kind)
    assert (await alice.ask("GET", "/api/discogs"))["refused_at"] is None
    before = await latest_run(alice)
    again = await Drive(alice, discogs).run()
    assert again.done is not None
    assert again.done.outcome == "complete"
    assert (await latest_run(alice))["id"] == before["id"]


async def test_another_account_begins_anew(app: Litestar, alice: Person, discogs: Simulator) -> None:
    """A run under way reads the old one: it ends, and its instructions lead nowhere any more."""
    await connect_oauth(alice)
    start = await alice.ask("POST", "/api/syncs", {"driver": "browser-one"}, status=201)
    await connect_oauth(alice, "theo")
    path = f"/api/syncs/{start['run']['id']}/instructions"
    refused = await alice.ask("POST", path, {"pages": [1]}, status=409)
    assert refused["type"] == "/problems/run-closed"
    drive = await Drive(alice, discogs).run()
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    assert set(await copies_of(app, alice)) == discogs.instance_ids("theo")
    runs = (await alice.ask("GET", "/api/syncs"))["syncs"]
    assert [(run["username"], run["reason"]) for run in runs] == [("theo", None), ("demo", "replaced")]


async def test_the_same_name_elsewhere_is_another_collection(
    alice: Person, discogs: Simulator, app: Litestar
) -> None:
    """At the simulated Discogs and at the real one people may have the same name."""
    await connect_token(alice)
    start = await alice.ask("POST", "/api/syncs", {"driver": "browser-one"}, status=201)
    await alice.ask("PUT", "/api/discogs/token", {"token": "demo-token", "simulated": True})
    again = await alice.ask("POST", "/api/syncs", {"driver": "browser-one"}, status=201)
    assert again["run"]["id"] != start["run"]["id"]
