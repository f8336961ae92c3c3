"""`/api/skips`: which records not to offer, when one asks what to play."""

import uuid
from typing import Any

from litestar import delete, get, put
from litestar.params import FromPath, JSONBody

from waugzee.picks import actions
from waugzee.picks.schemas import Skip, Skips
from waugzee.wire import Db, UserId


@get("/skips", summary="The records not to offer now, and until when")
async def skips(db: Db, user_id: UserId) -> Skips:
    return Skips(await actions.skips_of(db, user_id))


@put(
    "/skips/{copy_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Pass a record over: it is not offered for some days",
)
async def skip(data: JSONBody[Skip], copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await actions.skip(db, user_id, copy_id, data.days)


@delete(
    "/skips/{copy_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Let a record be offered again"
)
async def offer_again(copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await actions.offer_again(db, user_id, copy_id)


ROUTES: list[Any] = [skips, skip, offer_again]
