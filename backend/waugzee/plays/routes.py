"""`/api/plays`: log, amend, duplicate, delete, list, count."""

import uuid
from datetime import date, timedelta
from typing import Annotated

from litestar import Response, delete, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from waugzee.collection import log
from waugzee.paging import Cursor, Limit, Position, Ranked, from_cursor, read_cursor, to_cursor
from waugzee.plays import actions
from waugzee.plays.queries import Filters, GroupKind, groups_of, plays_of
from waugzee.plays.schemas import (
    AmendPlay,
    DuplicatePlay,
    Group,
    GroupPage,
    LogPlay,
    Play,
    PlayPage,
    PlaySessionPage,
)
from waugzee.plays.sessions import joins, sessions
from waugzee.plays.tables import plays
from waugzee.preferences.queries import preferences_of
from waugzee.wire import Db, UserId, no_content
from waugzee_sync.discogs.responses import LARGEST_ID

ReleaseId = Annotated[int | None, QueryParameter(ge=1, le=LARGEST_ID)]
Word = Annotated[str | None, QueryParameter(max_length=200)]
Stars = Annotated[int | None, QueryParameter(ge=1, le=5, description="At least so many stars.")]

SESSION_PLAYS = 400
"""So many plays are looked at for one page of sessions."""


async def provide_filters(
    copy_id: FromQuery[uuid.UUID | None] = None,
    release_id: ReleaseId = None,
    artist: Word = None,
    since: FromQuery[date | None] = None,
    until: FromQuery[date | None] = None,
    mood: Word = None,
    rating: Stars = None,
    q: Word = None,
) -> Filters:
    words = [part.replace("\0", "") for part in (q or "").split()][:20]
    artist, mood = (text and text.replace("\0", "") for text in (artist, mood))
    return Filters(copy_id, release_id, artist, since, until, mood, rating, words or None)


Wanted = NamedDependency[Filters]
FILTERED = {"wanted": Provide(provide_filters)}


@post("/plays", opt={"scope": "log"}, summary="Log a play; the same id again answers 200 with what is stored")
async def log_play(data: JSONBody[LogPlay], db: Db, user_id: UserId) -> Response[Play]:
    play, is_new = await actions.log_play(db, user_id, data)
    return Response(play, status_code=201 if is_new else 200)


@patch("/plays/{play_id:uuid}", opt={"scope": "log"}, summary="Change a play")
async def amend_play(
    data: JSONBody[AmendPlay], play_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Play:
    return await actions.amend_play(db, user_id, play_id, data)


@post("/plays/{play_id:uuid}/duplicate", opt={"scope": "log"}, summary="Log the same once more")
async def duplicate_play(
    data: JSONBody[DuplicatePlay], play_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Response[Play]:
    play, is_new = await actions.duplicate_play(db, user_id, play_id, data)
    return Response(play, status_code=201 if is_new else 200)


@delete("/plays/{play_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Delete a play, for good")
async def delete_play(play_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    was_there = await log.remove(db, plays, user_id, play_id, "played_at")
    return no_content(was_there)


@get("/plays", dependencies=FILTERED, summary="The plays, newest first")
async def list_plays(
    db: Db, user_id: UserId, wanted: Wanted, cursor: Cursor = None, limit: Limit = 50
) -> PlayPage:
    # One more than is shown: does the last one go on where that one left off?
    rows = await plays_of(db, user_id, wanted, from_cursor(cursor), limit + 1)
    found = [Play(**row) for row in rows]
    gap = await _gap(db, user_id)
    shown = found[:limit]
    together = [play.id for play, goes_on in zip(shown, joins(found, gap), strict=False) if goes_on]
    last = shown[-1] if len(found) > limit else None
    return PlayPage(shown, to_cursor(Position(last.played_at, last.id)) if last else None, together)


@get("/plays/counts", dependencies=FILTERED, summary="Plays counted by days, records or artists")
async def count_plays(
    db: Db,
    user_id: UserId,
    wanted: Wanted,
    by: FromQuery[GroupKind] = "days",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> GroupPage:
    after = read_cursor(cursor, Ranked)
    rows = await groups_of(db, user_id, by, wanted, after, limit + 1)
    groups = [Group(**row) for row in rows[:limit]]
    last = groups[-1] if len(rows) > limit else None
    rank = Ranked(0 if by == "days" else last.plays, last.key) if last else None
    return GroupPage(groups, to_cursor(rank) if rank else None)


@get("/plays/sessions", summary="Plays less than the preferred gap apart, newest first")
async def list_sessions(db: Db, user_id: UserId, cursor: Cursor = None) -> PlaySessionPage:
    rows = await plays_of(db, user_id, Filters(), from_cursor(cursor), SESSION_PLAYS)
    found = [Play(**row) for row in rows]
    whole = list(sessions(found, await _gap(db, user_id)))
    if len(found) < SESSION_PLAYS:
        return PlaySessionPage(whole, None)
    # The last one may go on beyond what was looked at: it is told with the next page.
    told = whole[:-1] or whole
    end = told[-1]
    return PlaySessionPage(told, to_cursor(Position(end.began_at, end.plays[-1])))


async def _gap(db: Db, user_id: UserId) -> timedelta:
    return timedelta(minutes=(await preferences_of(db, user_id)).session_gap_minutes)


ROUTES = [log_play, amend_play, duplicate_play, delete_play, list_plays, count_plays, list_sessions]
