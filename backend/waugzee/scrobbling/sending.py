"""Sending what waits, and noting it. A crash between the two sends it again: the same listens as before.

Nothing is given up: where ListenBrainz is away or wants less, the look goes on later, from where it was.
What it does not take is looked for by halves, so that one play keeps back no other.
"""

import uuid
from collections.abc import Iterator, Sequence
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
    """Return after what time to look again; None where nobody is connected. Raises Later."""
    while True:
        async with transaction(site.engine, user_id) as db:
            account = await queries.account_of(db, user_id)
            if account is None or account.refused is not None:
                return None
            rows = await queries.next_plays(db, user_id, account.username, account.since, now, PLAYS_AT_ONCE)
        if not rows:
            return LOOK
        try:
            rest = await _send(site, account, opened_token(site.settings, account), rows)
        except TokenRefused as refused:
            async with announced(site.engine, site.hub, user_id) as db:
                await turn_down(db, user_id, account.sealed, str(refused))
            continue
        if rest:
            return timedelta(seconds=rest)


async def _send(site: Site, account: Row[Any], token: str, rows: Sequence[Any]) -> float:
    """Return for how many seconds ListenBrainz wants to rest: what is not sent by then goes on waiting."""
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
    for part in _parted(lot):
        if rest := await _submit(site, account, token, part):
            return rest
    return 0


async def _submit(site: Site, account: Row[Any], token: str, lot: Lot) -> float:
    ids = [play_id for play_id, _ in lot]
    try:
        rest = await site.client.submit(token, [listen for _, listens in lot for listen in listens])
    except ListensRefused as refused:
        if len(lot) > 1:
            half = len(lot) // 2
            return await _submit(site, account, token, lot[:half]) or await _submit(
                site, account, token, lot[half:]
            )
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


def _parted(lot: Lot) -> Iterator[Lot]:
    """As many plays at a time as one request takes."""
    part: Lot = []
    count = 0
    for play_id, listens in lot:
        if count + len(listens) > MOST_LISTENS:
            yield part
            part, count = [], 0
        part.append((play_id, listens))
        count += len(listens)
    if part:
        yield part


def _played(row: Any) -> Played:
    return Played(
        **{
            **row,
            "formats": msgspec.json.decode(row["formats"], type=list[Format]),
            "tracklist": msgspec.json.decode(row["tracklist"], type=list[Track]),
            "corrections": msgspec.json.decode(row["corrections"], type=dict[str, int]),
        }
    )
