"""`/api/releases/{release_id}`: tracks and sides of a release on the shelf, and correcting them."""

from litestar import get, put
from litestar.params import FromPath, JSONBody

from waugzee.collection.schemas import CorrectDurations, Tracklist, TracklistSide, WriteTracklist
from waugzee.collection.sides import Track
from waugzee.collection.tracklists import Known, correct_durations, known_of, store_tracklist
from waugzee.wire import Db, UserId


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
    tracks = [Track(one.position, one.title, one.seconds, heading=one.heading) for one in data.tracks]
    written = (
        await store_tracklist(db, user_id, release_id, tracks, "user")
        if tracks
        else await store_tracklist(db, user_id, release_id, [], None, state="wanted")
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


def _told(release_id: int, known: Known) -> Tracklist:
    return Tracklist(
        release_id,
        known.state,
        known.source,
        known.fetched_at,
        known.sides.seconds,
        known.sides.basis,
        [
            TracklistSide(side.side, side.seconds, side.basis, side.grooved, side.side in known.corrections)
            for side in known.sides.sides
        ],
        known.tracks,
    )


ROUTES = [tracklist, write_tracklist, correct]
