"""`/api/crates`: lists of one's own."""

import uuid
from typing import Any

from litestar import delete, get, patch, post, put
from litestar.params import FromPath, JSONBody

from waugzee.crates import actions
from waugzee.crates.schemas import ChangeCrate, Crates, MakeCrate, PutIn
from waugzee.wire import Db, UserId


@get("/crates", summary="The user's own lists, each with its records in order")
async def crates(db: Db, user_id: UserId) -> Crates:
    return Crates(await actions.crates_of(db, user_id))


@post("/crates", opt={"scope": "log"}, status_code=204, summary="Make a crate")
async def make_crate(data: JSONBody[MakeCrate], db: Db, user_id: UserId) -> None:
    await actions.make_crate(db, user_id, data)


@patch(
    "/crates/{crate_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Rename a crate, or move it among the others",
)
async def change_crate(
    crate_id: FromPath[uuid.UUID], data: JSONBody[ChangeCrate], db: Db, user_id: UserId
) -> None:
    await actions.change_crate(db, user_id, crate_id, data)


@delete("/crates/{crate_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Forget a crate")
async def delete_crate(crate_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await actions.delete_crate(db, user_id, crate_id)


@put(
    "/crates/{crate_id:uuid}/copies/{copy_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Put a record into a crate, or elsewhere in it",
)
async def put_in(
    crate_id: FromPath[uuid.UUID],
    copy_id: FromPath[uuid.UUID],
    data: JSONBody[PutIn],
    db: Db,
    user_id: UserId,
) -> None:
    await actions.put_in(db, user_id, crate_id, copy_id, data)


@delete(
    "/crates/{crate_id:uuid}/copies/{copy_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Take a record out of a crate",
)
async def take_out(
    crate_id: FromPath[uuid.UUID], copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> None:
    await actions.take_out(db, user_id, crate_id, copy_id)


ROUTES: list[Any] = [crates, make_crate, change_crate, delete_crate, put_in, take_out]
