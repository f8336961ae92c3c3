"""Looking around without an account: a full shelf at one press, and nothing of it left afterwards."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

import syncing
from issuer_page import Page, answered
from kleio import export
from locking import somebody_waits_for
from people import Person
from rows import rows_of
from syncing import Simulator
from waugzee.accounts.tables import identities, users
from waugzee.app import create_app
from waugzee.db import new_id, transaction
from waugzee.erasure.actions import erase
from waugzee.issuer.tables import accounts
from waugzee.settings import Settings
from waugzee.visitors import actions
from waugzee.visitors.script import scripted

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with syncing.simulator() as simulated:
        yield simulated


@pytest.fixture(scope="module")
async def app(settings: Settings, simulator: Simulator) -> AsyncIterator[Litestar]:
    app = create_app(replace(settings, demo_url=simulator.origin))
    yield app
    await app.state.engine.dispose()


async def visit(page: Page, **headers: str) -> Any:
    """Press *Look around*."""
    shown = await page.authorize()
    return await page.http.post(
        "/issuer/visit", params=shown.request.url.params, headers={**SAME_SITE, **headers}
    )


async def arrive(app: Litestar) -> Person:
    """The whole way to a visitor with a token."""
    page = Page(app, app.state.settings)
    came = await visit(page)
    assert came.status_code == 303, came.text
    answer = answered(await page.http.get(came.headers["location"]))
    tokens = (await page.exchange(answer["code"])).json()
    page.http.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    return Person("visitor", page.http, tokens["access_token"])


async def test_a_visitor_finds_a_full_shelf(app: Litestar) -> None:
    visitor = await arrive(app)
    shelf = (await visitor.ask("GET", "/api/shelf?limit=5000"))["copies"]
    assert len(shelf) == 320
    assert sum(copy["plays"] for copy in shelf) > 100
    assert len([copy for copy in shelf if copy["plays"] == 0]) > 50
    assert len([copy for copy in shelf if copy["last_cleaned_at"]]) > 50
    (wear,) = (await visitor.ask("GET", "/api/wear"))["styluses"]
    assert wear["hours"] > 480
    assert [crate["name"] for crate in (await visitor.ask("GET", "/api/crates"))["crates"]] == [
        "Sunday morning",
        "For Friday",
    ]
    (run,) = (await visitor.ask("GET", "/api/syncs"))["syncs"]
    assert (run["state"], run["mode"], run["items_seen"]) == ("complete", "full", 320)
    assert len([copy for copy in shelf if copy["cover"]]) > 300
    assert len((await visitor.ask("GET", "/api/folders"))["folders"]) > 2
    discogs = await visitor.ask("GET", "/api/discogs")
    assert discogs["kind"] == "demo"


async def test_who_leaves_is_forgotten_at_once(app: Litestar, own_sql: AsyncEngine) -> None:
    visitor = await arrive(app)
    user_id = await visitor.user_id()
    assert (await rows_of(own_sql, user_id))["copies"]
    async with transaction(own_sql) as db:
        subject = await db.scalar(select(identities.c.subject).where(identities.c.user_id == user_id))
    await visitor.ask("DELETE", "/api/visit", status=204)
    assert not any((await rows_of(own_sql, user_id)).values())
    # The token is good for minutes still, and makes nobody new.
    problem = await visitor.ask("GET", "/api/me", status=401)
    assert problem["type"] == "/problems/account-erased"
    async with transaction(own_sql) as db:
        assert await db.first(select(accounts.c.id).where(accounts.c.id == subject)) is None
        assert await db.first(select(users.c.id).where(users.c.id == user_id)) is None


async def test_after_a_day_a_visitor_is_forgotten_and_nobody_else(
    app: Litestar, own_sql: AsyncEngine, alice: Person
) -> None:
    await alice.ask("PUT", "/api/discogs", {"kind": "demo"}, status=200)
    visitor, late = await arrive(app), await arrive(app)
    long_ago = datetime.now(UTC) - actions.STAY - timedelta(minutes=1)
    async with transaction(own_sql) as db:
        for person in (visitor, alice):
            own = users.c.id == await person.user_id()
            await db.run(update(users).where(own).values(created_at=long_ago))
    before = await rows_of(own_sql, await alice.user_id())
    user_id = await visitor.user_id()
    assert await actions.sweep(app.state.engine, app.state.hub, datetime.now(UTC)) == 1
    assert not any((await rows_of(own_sql, user_id)).values())
    assert (await visitor.ask("GET", "/api/me", status=401))["type"] == "/problems/account-erased"
    assert (await rows_of(own_sql, await late.user_id()))["copies"]
    assert await rows_of(own_sql, await alice.user_id()) == before


async def test_who_is_erased_elsewhere_at_that_moment_keeps_nobody_from_going(
    app: Litestar, own_sql: AsyncEngine
) -> None:
    first, second = await arrive(app), await arrive(app)
    long_ago = datetime.now(UTC) - actions.STAY - timedelta(minutes=1)
    ids = [await first.user_id(), await second.user_id()]
    async with transaction(own_sql) as db:
        await db.run(update(users).where(users.c.id.in_(ids)).values(created_at=long_ago))
    async with transaction(own_sql, ids[0]) as db:
        await erase(db, ids[0])
        sweeping = asyncio.create_task(actions.sweep(app.state.engine, app.state.hub, datetime.now(UTC)))
        await somebody_waits_for(db)
    await sweeping
    assert (await second.ask("GET", "/api/me", status=401))["type"] == "/problems/account-erased"


async def test_a_visitor_shows_nothing_to_others(app: Litestar) -> None:
    visitor = await arrive(app)
    for change in ({"open": True}, {"name": "visitors-shelf"}):
        problem = await visitor.ask("PATCH", "/api/profile", change, status=403)
        assert problem["type"] == "/problems/forbidden"


async def test_a_visitor_brings_no_history_along(app: Litestar) -> None:
    visitor = await arrive(app)
    for query in ("", "?apply=true"):
        problem = await visitor.ask("POST", f"/api/imports{query}", content=export(), status=403)
        assert problem["type"] == "/problems/forbidden"


async def test_who_has_an_account_is_no_visitor(alice: Person) -> None:
    assert (await alice.ask("DELETE", "/api/visit", status=403))["type"] == "/problems/forbidden"
    assert (await alice.ask("GET", "/api/me"))["id"]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none-such"])
async def test_another_site_makes_no_visitors(app: Litestar, site: str) -> None:
    came = await visit(Page(app, app.state.settings), **{"Sec-Fetch-Site": site})
    assert came.status_code == 403
    assert "set-cookie" not in came.headers


async def test_not_everybody_at_once(app: Litestar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 0)
    came = await visit(Page(app, app.state.settings))
    assert came.status_code == 503
    assert "Many are looking around" in came.text


async def test_one_address_does_not_make_visitors_without_end(
    settings: Settings, simulator: Simulator
) -> None:
    app = create_app(replace(settings, demo_url=simulator.origin))
    try:
        answers = [await visit(Page(app, app.state.settings)) for _ in range(actions.PER_ADDRESS + 1)]
        assert [answer.status_code for answer in answers] == [303] * actions.PER_ADDRESS + [429]
        assert "retry-after" in answers[-1].headers
    finally:
        await app.state.engine.dispose()


@pytest.mark.parametrize(
    ("changed", "offered"),
    [
        ({}, True),
        ({"visitors": False}, False),
        ({"demo_url": None}, False),
        ({"issuer": "https://id.example"}, False),
        ({"issuer": "https://id.example", "visitors": True}, False),
        # What others can reach takes visitors only where somebody said so.
        ({"public_url": "https://records.example"}, False),
        ({"public_url": "http://192.168.1.5:8288"}, False),
        ({"public_url": "https://records.example", "visitors": True}, True),
        ({"public_url": "http://127.0.0.1:8288"}, True),
    ],
)
def test_where_visitors_are_taken_in(settings: Settings, changed: dict[str, Any], offered: bool) -> None:
    assert replace(settings, **changed).takes_visitors is offered


async def test_where_they_are_not_nobody_comes_in(settings: Settings) -> None:
    app = create_app(replace(settings, visitors=False))
    try:
        page = Page(app, app.state.settings)
        assert (await visit(page)).status_code == 409
        assert (await page.http.get("/api/auth/config")).json()["visitors"] is False
    finally:
        await app.state.engine.dispose()


async def test_without_the_simulator_one_is_told_so(settings: Settings) -> None:
    app = create_app(replace(settings, demo_url="http://127.0.0.1:1"))
    try:
        came = await visit(Page(app, app.state.settings))
        assert came.status_code == 503
        assert "cannot be read right now" in came.text
    finally:
        await app.state.engine.dispose()


@pytest.mark.parametrize("records", [0, 1, 3, 320])
def test_a_past_of_any_shelf(records: int) -> None:
    copies = [new_id() for _ in range(records)]
    past = scripted(copies, NOW)
    assert {play.copy_id for play in past.plays} <= set(copies)
    assert all(play.played_at < NOW for play in past.plays)
    assert all(cleaning.cleaned_at < NOW for cleaning in past.cleanings)
    assert bool(past.plays) == bool(records)
    again = scripted(copies, NOW)
    assert [play.played_at for play in again.plays] == [play.played_at for play in past.plays]
