"""`/api/statistics`: a request for each view."""

import uuid
from datetime import UTC, date, datetime
from typing import Annotated, Any

from litestar import delete, get, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, QueryParameter

from waugzee.errors import NotFound
from waugzee.statistics import actions, care_queries, queries, review_queries, shelf_queries
from waugzee.statistics.schemas import (
    CareAndWear,
    Favourites,
    LeftOut,
    Listening,
    OnTheShelf,
    Range,
    Unit,
    YearInReview,
)
from waugzee.wire import Db, UserId
from waugzee.zones import zone_named
from waugzee_sync.discogs.responses import LARGEST_ID

Zone = Annotated[
    str,
    QueryParameter(
        pattern=r"\A[A-Za-z][A-Za-z0-9_+/-]{0,63}\Z", description="Where the user is, as `Europe/Berlin`."
    ),
]
Few = Annotated[int, QueryParameter(ge=1, le=100, description="How many of each kind.")]

Year = Annotated[int, QueryParameter(ge=1900, le=2200)]


async def provide_range(since: FromQuery[date | None] = None, until: FromQuery[date | None] = None) -> Range:
    return Range(since, until)


Days = NamedDependency[Range]
RANGED = {"days": Provide(provide_range)}


def zone_or_utc(name: str) -> str:
    """A device that names its zone as nobody does sees its figures all the same."""
    return zone_named(name) or "UTC"


@get("/statistics/listening", dependencies=RANGED, summary="What was played when")
async def listening(
    db: Db, user_id: UserId, days: Days, by: FromQuery[Unit] = "month", zone: Zone = "UTC"
) -> Listening:
    return await queries.listening(db, user_id, days, by, zone_or_utc(zone), datetime.now(UTC))


@get("/statistics/favourites", dependencies=RANGED, summary="What was played most")
async def favourites(db: Db, user_id: UserId, days: Days, limit: Few = 10) -> Favourites:
    return await queries.favourites(db, user_id, days, limit)


@get("/statistics/shelf", summary="What stands on the shelf, and how much of it is played")
async def shelf(db: Db, user_id: UserId, zone: Zone = "UTC", limit: Few = 10) -> OnTheShelf:
    return await shelf_queries.on_the_shelf(db, user_id, zone_or_utc(zone), datetime.now(UTC), limit)


@get("/statistics/care", dependencies=RANGED, summary="What was cleaned when, and what each stylus played")
async def care(
    db: Db, user_id: UserId, days: Days, by: FromQuery[Unit] = "month", zone: Zone = "UTC"
) -> CareAndWear:
    return await care_queries.care_and_wear(db, user_id, days, by, zone_or_utc(zone))


@get("/statistics/review", summary="A year in review")
async def review(db: Db, user_id: UserId, year: Year, zone: Zone = "UTC") -> YearInReview:
    return await review_queries.year_in_review(db, user_id, year, zone_or_utc(zone), datetime.now(UTC))


@get("/statistics/left-out", summary="What does not count in statistics")
async def left_out(db: Db, user_id: UserId) -> LeftOut:
    return await actions.left_out(db, user_id)


@put(
    "/statistics/left-out/{subject_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Leave a record or a play out of statistics, by its id",
)
async def leave_out(subject_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await actions.leave_out(db, user_id, subject_id, True)


@delete(
    "/statistics/left-out/{subject_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Let a record or a play count again",
)
async def count_again(subject_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await actions.leave_out(db, user_id, subject_id, False)


@put(
    "/statistics/left-out/folders/{folder_id:int}",
    opt={"scope": "log"},
    status_code=204,
    summary="Leave out all that stands in a folder",
)
async def leave_folder_out(folder_id: FromPath[int], db: Db, user_id: UserId) -> None:
    await actions.leave_folder_out(db, user_id, _within(folder_id), True)


@delete(
    "/statistics/left-out/folders/{folder_id:int}",
    opt={"scope": "log"},
    status_code=204,
    summary="Let a folder count again",
)
async def count_folder_again(folder_id: FromPath[int], db: Db, user_id: UserId) -> None:
    await actions.leave_folder_out(db, user_id, _within(folder_id), False)


def _within(folder_id: int) -> int:
    if not 0 <= folder_id <= LARGEST_ID:
        raise NotFound("There is no such folder.")
    return folder_id


ROUTES: list[Any] = [
    listening,
    favourites,
    shelf,
    care,
    review,
    left_out,
    leave_out,
    count_again,
    leave_folder_out,
    count_folder_again,
]
