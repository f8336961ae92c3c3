"""`/api/wear`: how far styluses, cartridges and turntables have run."""

import uuid
from datetime import UTC, datetime

from litestar import get
from litestar.params import FromPath

from waugzee.wear import actions
from waugzee.wear.schemas import StylusUse, Wear
from waugzee.wire import Db, UserId


@get("/wear", summary="How far everything has run")
async def wear(db: Db, user_id: UserId) -> Wear:
    return await actions.wear_of(db, user_id, datetime.now(UTC))


@get("/wear/styluses/{stylus_id:uuid}", summary="How far a stylus is worn, and its use by month")
async def stylus_use(stylus_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> StylusUse:
    return await actions.stylus_use(db, user_id, stylus_id, datetime.now(UTC))


ROUTES = [wear, stylus_use]
