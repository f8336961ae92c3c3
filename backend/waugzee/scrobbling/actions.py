"""Connecting and disconnecting, what is sent, and how far that is."""

import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec
import structlog
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee import sealing
from waugzee.db import Event, Transaction
from waugzee.discogs.actions import check_can_keep
from waugzee.errors import ListenBrainzRefused, ListenBrainzUnavailable, NotScrobbling
from waugzee.hub import Hub, announced
from waugzee.inbox.actions import over, tell_once
from waugzee.inbox.schemas import About
from waugzee.jobs import add_job
from waugzee.scrobbling import queries
from waugzee.scrobbling.client import Later, ListenBrainzClient, TokenRefused
from waugzee.scrobbling.schemas import PlaySetAside, Scrobbling
from waugzee.settings import LISTENBRAINZ_URL, Settings

PURPOSE = "listenbrainz token"
SCROBBLE = "scrobble"
CHANGED = Event("scrobbling", {})
SUBJECT = uuid.uuid5(uuid.NAMESPACE_URL, LISTENBRAINZ_URL)
"""What the user is told of where the token is turned down."""
LISTED = 50

log = structlog.get_logger(__name__)


class Site(msgspec.Struct, frozen=True):
    """What an action that asks ListenBrainz needs of the application."""

    settings: Settings
    engine: AsyncEngine
    client: ListenBrainzClient
    hub: Hub


async def scrobbling_of(db: Transaction, settings: Settings, user_id: uuid.UUID) -> Scrobbling:
    account = await queries.account_of(db, user_id)
    username, since = (account.username, account.since) if account else ("", datetime.now(UTC))
    counts = await queries.counts(db, user_id, username, since)
    became = await queries.became(db, user_id, username)
    aside = await queries.plays_aside(db, user_id, username, LISTED)
    return Scrobbling(
        available=bool(settings.secret_keys),
        token_page=token_page(settings),
        username=account.username if account else None,
        since=account.since if account else None,
        refused=account.refused if account else None,
        waiting=counts["waiting"],
        without_tracklist=counts["unlisted"],
        earlier=counts["earlier"],
        sent=became["sent"],
        last_sent_at=became["last_at"],
        set_aside=became["set_aside"],
        aside=[PlaySetAside(**row) for row in aside],
    )


async def connect(site: Site, user_id: uuid.UUID, token: str) -> None:
    """Send to whom the token belongs to, from now on; for the same as before, from where it stopped.

    Raises NotOffered, ListenBrainzRefused and ListenBrainzUnavailable.
    """
    check_can_keep(site.settings)
    try:
        username = await site.client.username(token)
    except TokenRefused as error:
        raise ListenBrainzRefused("ListenBrainz does not accept this token.") from error
    except Later as error:
        log.warning("listenbrainz cannot be used", why=str(error))
        raise ListenBrainzUnavailable(
            "ListenBrainz cannot be reached just now. Nothing was changed."
        ) from error
    sealed = sealing.seal(site.settings.secret_keys, token.encode(), purpose=PURPOSE, owner=str(user_id))
    now = datetime.now(UTC)
    async with announced(site.engine, site.hub, user_id) as db:
        before = await queries.locked_account(db, user_id)
        since = before.since if before is not None and before.username == username else now
        await queries.put_account(
            db,
            user_id,
            username=username,
            sealed=sealed,
            since=since,
            refused=None,
        )
        await over(db, user_id, "connection", SUBJECT)
        await _send_now(db, user_id, now)


async def disconnect(db: Transaction, user_id: uuid.UUID) -> None:
    """Forget the token. What became of plays stays known: listens there stay, too."""
    await queries.delete_account(db, user_id)
    await queries.stop_looking(db, user_id)
    db.announce(CHANGED)


async def send_history(db: Transaction, user_id: uuid.UUID) -> None:
    """Send what was played before one connected, too. Raises NotScrobbling."""
    if not await queries.change_account(db, user_id, since=None):
        raise NotScrobbling()
    await _send_now(db, user_id, datetime.now(UTC))


async def try_again(db: Transaction, user_id: uuid.UUID) -> None:
    """Send what was set aside once more. Raises NotScrobbling."""
    if await queries.account_of(db, user_id) is None:
        raise NotScrobbling()
    await queries.forget_set_aside(db, user_id)
    await _send_now(db, user_id, datetime.now(UTC))


async def add_looks(db: Transaction, now: datetime, next_at: datetime) -> int:
    """Add jobs for some users whose time has come; return for how many."""
    users = await queries.take_due(db, now, next_at)
    for user_id in users:
        await _add_job(db, user_id)
    return len(users)


def opened_token(settings: Settings, account: Row[Any]) -> str:
    """Raises TokenRefused where the keys that open it are gone."""
    try:
        plain = sealing.unseal(
            settings.secret_keys, account.sealed, purpose=PURPOSE, owner=str(account.user_id)
        )
    except sealing.CannotOpen as error:
        log.error("a token cannot be opened", user_id=str(account.user_id), why=str(error))
        raise TokenRefused("what Waugzee kept of it cannot be opened") from error
    return plain.decode()


async def turn_down(db: Transaction, user_id: uuid.UUID, sealed: bytes, why: str) -> None:
    """Send nothing more by this token, and tell the user once."""
    if await queries.note_refusal(db, user_id, sealed, why):
        await queries.look_again(db, user_id, None)
        await tell_once(db, user_id, "connection", SUBJECT, "refused", About(state="listenbrainz"))
        db.announce(CHANGED)


def token_page(settings: Settings) -> str:
    """Where people find their token: at ListenBrainz a site of its own, elsewhere the same one."""
    own = settings.listenbrainz_url == LISTENBRAINZ_URL
    return "https://listenbrainz.org/settings/" if own else settings.listenbrainz_url


async def _send_now(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    await queries.begin_looking(db, user_id, now)
    await _add_job(db, user_id)
    db.announce(CHANGED)


async def _add_job(db: Transaction, user_id: uuid.UUID) -> None:
    await add_job(db, SCROBBLE, user_id.bytes, key=f"{SCROBBLE} {user_id}")
