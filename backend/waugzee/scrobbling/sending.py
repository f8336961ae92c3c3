"""Sending what waits, and noting it. A crash between the two sends it again: the same listens as before.

Nothing is given up: where ListenBrainz is away or wants less, the look goes on later, from where it was.
What it does not take is looked for by halves, so that one play keeps back no other.
"""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import structlog
from sqlalchemy import Row

from waugzee.collection.sides import Track
from waugzee.db import transaction
from waugzee.hub import announced
from waugzee.scrobbling import queries
from waugzee.scrobbling.actions import CHANGED, Site, opened_token, turn_down
from waugzee.scrobbling.client import Later, ListensRefused, TokenRefused
from waugzee.scrobbling.listens import EARLIEST, Listen, Played, listens_of
from waugzee.scrobbling.schemas import Reason
from waugzee_sync.discogs.responses import Format

LOOK = timedelta(minutes=5)
PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
PLAYS_AT_ONCE = 200
MOST_LISTENS = 1000
"""ListenBrainz takes so many in one request; no play has more tracks."""

Lot = list[tuple[uuid.UUID, list[Listen]]]
"""Plays, and what each of them becomes."""

log = structlog.get_logger(__name__)


async def scrobble(site: Site, user_id: uuid.UUID, now: datetime) -> None:
    """Send all that waits, and say when to look next."""
    failures = 0
    try:
        pause = await _send_all(site, user_id, now)
    except Later as later:
        async with transaction(site.engine) as db:
            failures = await queries.failures_of(db, user_id) + 1
        grown = min(PAUSE * 2 ** min(failures, 10), LONGEST_PAUSE)
        pause = max(grown, timedelta(seconds=later.seconds))
        log.info("listenbrainz is asked again later", why=str(later), failures=failures)
    if pause is not None:
        async with transaction(site.engine) as db:
            await queries.look_again(db, user_id, now + pause, failures)


async def _send_all(site: Site, user_id: uuid.UUID, now: datetime) -> timedelta | None:
    """Return after what time to look again; None where nobody is connected. Raises Later.

    The connection is looked at before each request: who disconnects meanwhile sends no more.
    """
    at_once = PLAYS_AT_ONCE
    while True:
        async with transaction(site.engine, user_id) as db:
            account = await queries.account_of(db, user_id)
            if account is None or account.refused is not None:
                return None
            rows = await queries.next_plays(db, user_id, account.username, account.since, now, at_once)
        if not rows:
            return LOOK
        try:
            rest = await _send(site, account, opened_token(site.settings, account), rows)
        except TokenRefused as refused:
            async with announced(site.engine, site.hub, user_id) as db:
                await turn_down(db, user_id, account.sealed, str(refused))
            continue
        except ListensRefused:
            at_once = len(rows) // 2
            continue
        at_once = min(at_once * 2, PLAYS_AT_ONCE)
        if rest:
            return timedelta(seconds=rest)


async def _send(site: Site, account: Row[Any], token: str, rows: Sequence[Any]) -> float:
    """Send as many of the plays as one request takes; what is not sent by then goes on waiting.

    Returns for how many seconds ListenBrainz wants to rest. Raises ListensRefused where it is not known of
    which play, TokenRefused and Later.
    """
    lot: Lot = []
    aside: dict[Reason, list[uuid.UUID]] = {"too_old": [], "no_tracks": []}
    for play in map(_played, rows):
        if play.played_at < EARLIEST:
            aside["too_old"].append(play.id)
        elif listens := listens_of(play):
            lot.append((play.id, listens))
        else:
            aside["no_tracks"].append(play.id)
    for reason, ids in aside.items():
        if ids:
            await _note(site, account, ids, "set_aside", reason)
    ids, listens = _first_of(lot)
    if not ids:
        return 0
    try:
        rest = await site.client.submit(token, listens)
    except ListensRefused as refused:
        if len(ids) > 1:
            raise
        await _note(site, account, ids, "set_aside", "refused", str(refused))
        return 0
    await _note(site, account, ids, "sent")
    return rest


async def _note(
    site: Site,
    account: Row[Any],
    play_ids: Sequence[uuid.UUID],
    state: str,
    reason: Reason | None = None,
    said: str | None = None,
) -> None:
    async with announced(site.engine, site.hub, account.user_id) as db:
        now = datetime.now(UTC)
        await queries.note(db, account.user_id, play_ids, account.username, state, now, reason, said)
        db.announce(CHANGED)


def _first_of(lot: Lot) -> tuple[list[uuid.UUID], list[Listen]]:
    """The plays that go into one request, and what they become."""
    ids: list[uuid.UUID] = []
    sent: list[Listen] = []
    for play_id, listens in lot:
        if ids and len(sent) + len(listens) > MOST_LISTENS:
            break
        ids.append(play_id)
        sent += listens
    return ids, sent


def _played(row: Any) -> Played:
    return Played(
        **{
            **row,
            "formats": msgspec.json.decode(row["formats"], type=list[Format]),
            "tracklist": msgspec.json.decode(row["tracklist"], type=list[Track]),
            "corrections": msgspec.json.decode(row["corrections"], type=dict[str, int]),
        }
    )
