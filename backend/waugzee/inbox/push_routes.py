"""`/api/push`: the devices that one is told on. For people alone: no key subscribes a browser."""

import uuid
from typing import Any

from litestar import Request, delete, get, post, put
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from waugzee.inbox import pushing
from waugzee.inbox.push_schemas import Pushing, Subscribe
from waugzee.wire import Caller, Db, UserId


@get("/push", summary="The key to subscribe with, and the devices that are pushed to")
async def read_pushing(db: Db, user_id: UserId, state: State) -> Pushing:
    return await pushing.pushing_of(db, state.settings, user_id)


@put(
    "/push/subscriptions",
    opt={"limit": "secrets"},
    summary="Push to this browser; the same one again renews what is known of it",
)
async def subscribe(
    data: JSONBody[Subscribe], db: Db, caller: Caller, state: State, request: Request[uuid.UUID, Any, State]
) -> Pushing:
    agent = request.headers.get("user-agent", "")
    return await pushing.subscribe(db, state.settings, caller, data, agent)


@delete("/push/subscriptions/{subscription_id:uuid}", summary="Push to a device no more")
async def unsubscribe(subscription_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await pushing.unsubscribe(db, user_id, subscription_id)


@post(
    "/push/subscriptions/{subscription_id:uuid}/trial",
    opt={"limit": "secrets"},
    status_code=202,
    summary="Send a device a message, to see whether it arrives",
)
async def try_out(subscription_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await pushing.try_out(db, user_id, subscription_id)


ROUTES: list[Any] = [read_pushing, subscribe, unsubscribe, try_out]
