"""`/api/releases/{release_id}`: tracks and sides of a release on the shelf, and correcting them."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from litestar import Response, get, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from waugzee.accounts.queries import is_unknown
from waugzee.collection.schemas import CorrectDurations, Titles, Tracklist, TracklistSide, WriteTracklist
from waugzee.collection.sides import Track
from waugzee.collection.tracklist_queries import titles
from waugzee.collection.tracklists import Known, correct_durations, known_of, store_tracklist
from waugzee.errors import Invalid
from waugzee.wire import Db, UserId, json_bytes

TitlesLimit = Annotated[int, QueryParameter(ge=1, le=5000)]


@get("/releases/{release_id:int}/tracklist", summary="Tracks and sides of a release, as far as known")
async def tracklist(release_id: FromPath[int], db: Db, user_id: UserId) -> Tracklist:
    return _told(release_id, await known_of(db, user_id, release_id))


@put(
    "/releases/{release_id:int}/tracklist",
    opt={"scope": "log"},
    summary="Write a tracklist by hand; an empty one gives way to what is read of Discogs",
)
async def write_tracklist(
    data: JSONBody[WriteTracklist], release_id: FromPath[int], db: Db, user_id: UserId
) -> Tracklist:
    tracks = [
        Track(one.position, one.title, one.seconds, heading=one.heading, artist=one.artist)
        for one in data.tracks
    ]
    written = (
        await store_tracklist(db, user_id, release_id, tracks, "user")
        if tracks
        else await store_tracklist(db, user_id, release_id, [], None, datetime.now(UTC), "wanted")
    )
    return _told(release_id, written)


@put(
    "/releases/{release_id:int}/durations",
    opt={"scope": "log"},
    summary="Correct how long the sides of a release play; sides left out are as they are known",
)
async def correct(
    data: JSONBody[CorrectDurations], release_id: FromPath[int], db: Db, user_id: UserId
) -> Tracklist:
    corrections = {one.side: one.seconds for one in data.sides}
    return _told(release_id, await correct_durations(db, user_id, release_id, corrections))


@get("/titles", summary="Titles of tracks on the shelf that changed since a cursor; all of them without one")
async def track_titles(
    db: Db, user_id: UserId, since: FromQuery[str | None] = None, limit: TitlesLimit = 1000
) -> Response[Titles]:
    feed, after = _place(since)
    found = await titles(db, user_id, feed, after, limit)
    if anew := is_unknown(feed, found["newest"]):
        feed, after = 0, 0
        found = await titles(db, user_id, feed, after, limit)
    cursor = f"{found['feed']}.{found['release_id']}" if found["n"] else f"{feed}.{after}"
    more = found["n"] == limit
    flags = f'"more":{str(more).lower()},"anew":{str(anew).lower()}'
    return json_bytes(f'{{"releases":{found["releases"]},"cursor":"{cursor}",{flags}}}'.encode())


def _place(since: str | None) -> tuple[int, int]:
    if since is None:
        return 0, 0
    feed, _, release_id = since.partition(".")
    try:
        place = msgspec.convert([int(feed), int(release_id)], _Place)
    except (ValueError, msgspec.ValidationError) as error:
        raise Invalid("The cursor is not one of ours; start without.") from error
    return place.feed, place.release_id


class _Place(msgspec.Struct, array_like=True):
    feed: Annotated[int, msgspec.Meta(ge=0, lt=2**62)]
    release_id: Annotated[int, msgspec.Meta(ge=0, lt=2**62)]


def _told(release_id: int, known: Known) -> Tracklist:
    return Tracklist(
        release_id,
        known.state,
        known.source,
        known.fetched_at,
        known.sides.seconds,
        known.sides.basis,
        [
            TracklistSide(side.side, side.seconds, side.basis, side.grooved, side.basis == "user")
            for side in known.sides.sides
        ],
        known.tracks,
    )


ROUTES = [tracklist, write_tracklist, correct, track_titles]
