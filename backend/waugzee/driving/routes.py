"""`/api/syncs/server`: let the server sync, for want of a browser at hand."""

import msgspec
from litestar import delete, get, patch, post
from litestar.params import JSONBody

from waugzee.driving import actions
from waugzee.driving.schemas import ChangeServerSync, ServerSync
from waugzee.wire import Db, UserId

PATH = "/syncs/server"


@get(PATH, summary="What the server does for one's syncs")
async def server_sync(db: Db, user_id: UserId) -> ServerSync:
    return await actions.told(db, user_id)


@post(
    PATH,
    opt={"scope": "sync"},
    status_code=202,
    summary="Let the server sync as soon as it can: slower, for all share its allowance",
)
async def ask_server(db: Db, user_id: UserId) -> ServerSync:
    return await actions.ask_server(db, user_id)


@patch(PATH, opt={"scope": "sync"}, summary="Let the server look by itself, or no more")
async def change_server_sync(data: JSONBody[ChangeServerSync], db: Db, user_id: UserId) -> ServerSync:
    if data.scheduled is not msgspec.UNSET:
        await actions.schedule(db, user_id, data.scheduled)
    return await actions.told(db, user_id)


@delete(PATH, opt={"scope": "sync"}, summary="Take one's sync back from the server; what it read is kept")
async def take_back(db: Db, user_id: UserId) -> None:
    await actions.take_back(db, user_id)


ROUTES = [server_sync, ask_server, change_server_sync, take_back]
