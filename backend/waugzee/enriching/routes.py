"""`/api/releases/{release_id}/pressings`: what else there is of a record."""

from litestar import get
from litestar.params import FromPath

from waugzee.enriching import actions
from waugzee.enriching.schemas import Pressings
from waugzee.wire import Db, UserId


@get("/releases/{release_id:int}/pressings", summary="All pressings that the catalogue has, oldest first")
async def pressings(release_id: FromPath[int], db: Db, user_id: UserId) -> Pressings:
    return await actions.pressings(db, user_id, release_id)


ROUTES = [pressings]
