"""A ListenBrainz on this machine, an API that sends to it, and records with tracks."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from listenbrainz import ListenBrainz, listening
from people import Person
from waugzee.app import create_app
from waugzee.db import transaction
from waugzee.scrobbling import sending
from waugzee.scrobbling.actions import Site
from waugzee.settings import Settings
from waugzee_sync.discogs.responses import Format

KEYS = ("scrobbling-" + "k" * 40,)
EVENING = datetime(2026, 3, 1, 20, tzinfo=UTC)
TRACKS = [
    {"position": "A1", "title": "Blue Train", "seconds": 643},
    {"position": "A2", "title": "Moment's Notice", "seconds": 550},
    {"position": "B1", "title": "Locomotion", "seconds": 434},
    {"position": "B2", "title": "I'm Old Fashioned", "seconds": 478},
]
TITLES = [track["title"] for track in TRACKS]

GiveTracks = Callable[..., Awaitable[str]]
Look = Callable[..., Awaitable[None]]


@pytest.fixture(scope="session")
async def listenbrainz_server() -> AsyncIterator[ListenBrainz]:
    async with listening() as server:
        yield server


@pytest.fixture
def listenbrainz(listenbrainz_server: ListenBrainz, alice: Person, bob: Person) -> ListenBrainz:
    """Alice and Bob have tokens there; nobody listened to anything."""
    listenbrainz_server.forget()
    listenbrainz_server.tokens = {"token-of-alice": "alice", "token-of-bob": "bob"}
    return listenbrainz_server


@pytest.fixture(scope="session")
async def app(settings: Settings, listenbrainz_server: ListenBrainz) -> AsyncIterator[Litestar]:
    app = create_app(replace(settings, secret_keys=KEYS, listenbrainz_url=listenbrainz_server.origin))
    yield app
    await app.state.listenbrainz.aclose()
    await app.state.engine.dispose()


@pytest.fixture
def give_tracks(own_sql: AsyncEngine) -> GiveTracks:
    """Put a record on a person's shelf, with a tracklist unless there is none; return its copy's id."""

    async def give(
        person: Person, tracks: Any = TRACKS, title: str = "Blue Train", carrier: str = "Vinyl"
    ) -> str:
        item = record(title)
        item.basic_information.formats = [Format(carrier, qty="1", descriptions=["LP", "Album"])]
        (copy_id,) = await put_on_shelf(own_sql, await person.user_id(), [item])
        if tracks:
            await person.ask("PUT", f"/api/releases/{item.id}/tracklist", {"tracks": tracks})
        return str(copy_id)

    return give


@pytest.fixture
def look(app: Litestar) -> Look:
    """Look for somebody what there is to send, as the worker does, an hour from now unless said."""

    async def looked(person: Person, after: timedelta = timedelta(hours=1)) -> None:
        await sending.scrobble(site_of(app), await person.user_id(), datetime.now(UTC) + after)

    return looked


def site_of(app: Litestar) -> Site:
    state = app.state
    return Site(state.settings, state.engine, state.listenbrainz, state.hub)


async def connect(person: Person, token: str | None = None, status: int = 200) -> Any:
    """By the person's own token, unless said."""
    told = {"token": token or f"token-of-{person.name}"}
    return await person.ask("PUT", "/api/scrobbling", told, status=status)


async def play(person: Person, copy_id: str, at: datetime | None = None, **more: Any) -> str:
    """Log a play that began now, unless said."""
    played_at = (at or datetime.now(UTC)).isoformat()
    told = {"copy_id": copy_id, "played_at": played_at, **more}
    return str((await person.ask("POST", "/api/plays", told, status=201))["id"])


async def scrobbling(person: Person) -> Any:
    return await person.ask("GET", "/api/scrobbling")


async def next_look(engine: AsyncEngine, user_id: uuid.UUID) -> Any:
    """When it is looked next for somebody, and how often in a row it failed."""
    asked = "select next_at, failures from scrobble_looks where user_id = $1"
    async with transaction(engine) as db:
        return await db.driver.fetchrow(asked, user_id)
