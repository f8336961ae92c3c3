"""`/api/statistics`: a request for each view."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from litestar import get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter

from waugzee.statistics import queries
from waugzee.statistics.schemas import Favourites, Listening, Range, Unit
from waugzee.wire import Db, UserId

Zone = Annotated[
    str,
    QueryParameter(
        pattern=r"\A[A-Za-z][A-Za-z0-9_+/-]{0,63}\Z", description="Where the user is, as `Europe/Berlin`."
    ),
]
Few = Annotated[int, QueryParameter(ge=1, le=100, description="How many of each kind.")]


async def provide_range(since: FromQuery[date | None] = None, until: FromQuery[date | None] = None) -> Range:
    return Range(since, until)


Days = NamedDependency[Range]
RANGED = {"days": Provide(provide_range)}


@get("/statistics/listening", dependencies=RANGED, summary="What was played when")
async def listening(
    db: Db, user_id: UserId, days: Days, by: FromQuery[Unit] = "month", zone: Zone = "UTC"
) -> Listening:
    return await queries.listening(db, user_id, days, by, zone, datetime.now(UTC))


@get("/statistics/favourites", dependencies=RANGED, summary="What was played most")
async def favourites(db: Db, user_id: UserId, days: Days, limit: Few = 10) -> Favourites:
    return await queries.favourites(db, user_id, days, limit)


ROUTES: list[Any] = [listening, favourites]
