"""`/api/spinning`: the record on each turntable, from any device."""

import uuid

from litestar import Response, delete, get, patch, post, put
from litestar.params import FromPath, JSONBody

from waugzee.plays import spins, spins_told
from waugzee.plays.spin_schemas import ChangeSpin, Finished, Spin, Spinning, StartSpin, TellSpin, Told
from waugzee.wire import Db, UserId


@get("/spinning", summary="What is spinning now")
async def now_spinning(db: Db, user_id: UserId) -> Spinning:
    on = await spins.all_spinning(db, user_id)
    return Spinning(on[0] if on else None, on)


@put(
    "/spinning",
    opt={"scope": "log"},
    summary="Put a record on; what was on that deck is finished",
)
async def start_spin(data: JSONBody[StartSpin], db: Db, user_id: UserId) -> Spin:
    return await spins.start_spin(db, user_id, data)


@put(
    "/spinning/{spin_id:uuid}",
    opt={"scope": "log"},
    summary="Tell of a record that was put on, turned or taken off without a network",
)
async def tell_spin(data: JSONBody[TellSpin], spin_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Told:
    return await spins_told.tell_spin(db, user_id, spin_id, data)


@patch("/spinning/{spin_id:uuid}", opt={"scope": "log"}, summary="Pause, go on, move, or turn over")
async def change_spin(
    data: JSONBody[ChangeSpin], spin_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Spin:
    return await spins.change_spin(db, user_id, spin_id, data)


@post(
    "/spinning/{spin_id:uuid}/finish",
    opt={"scope": "log"},
    status_code=200,
    summary="Take it off, and log the sides that were played",
)
async def finish_spin(spin_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Finished:
    return Finished(await spins.finish_spin(db, user_id, spin_id))


@delete("/spinning/{spin_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Take it off unlogged")
async def drop_spin(spin_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    await spins.drop_spin(db, user_id, spin_id)
    return Response(None, status_code=204)


ROUTES = [now_spinning, start_spin, tell_spin, change_spin, finish_spin, drop_spin]
