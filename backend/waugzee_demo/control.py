"""Steering a running simulator: `/_control`, answered on the loopback only."""

from typing import Any, TypeVar

import msgspec
from litestar import Request, Response, get, post, put

from waugzee_demo import errors
from waugzee_demo.asking import SimulationDependency
from waugzee_demo.behaviour import Behaviour
from waugzee_demo.collection import Collection
from waugzee_demo.credentials import USER
from waugzee_demo.simulation import Simulation

Answer = Response[bytes]
Decoded = TypeVar("Decoded")


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    instance_id: int
    folder_id: int


class Rate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    instance_id: int
    rating: int


class Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Done in the order of the fields: instance ids to remove, a number of new copies to add, and so on."""

    user: str = USER
    remove: tuple[int, ...] = ()
    add: int = 0
    move: tuple[Move, ...] = ()
    rate: tuple[Rate, ...] = ()
    drop_folders: tuple[int, ...] = ()


class Revoke(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    user: str = USER


@get("/_control", sync_to_thread=False)
def state(simulation: SimulationDependency) -> Answer:
    """The present switches and what was counted."""
    return _state(simulation)


@put("/_control")
async def switch(request: Request[Any, Any, Any], simulation: SimulationDependency) -> Answer:
    """Set the switches named in the body; the others stay as they are."""
    switches = _decoded(await request.body(), dict[str, msgspec.Raw])
    present = msgspec.json.decode(msgspec.json.encode(simulation.behaviour), type=dict[str, msgspec.Raw])
    simulation.edge.behave(_decoded(msgspec.json.encode(present | switches), Behaviour))
    return _state(simulation)


@post("/_control/collection", status_code=200)
async def edit(request: Request[Any, Any, Any], simulation: SimulationDependency) -> Answer:
    """Edit a collection as its owner would; answers what was removed and added, and the new count."""
    asked = _decoded(await request.body(), Edit)
    shelf = simulation.shelf(asked.user)
    if not isinstance(shelf, Collection):
        raise errors.refused(400, "Recorded pages are served as they are.")
    removed = shelf.remove(asked.remove)
    added = shelf.add(asked.add) if asked.add else []
    for move in asked.move:
        shelf.move(move.instance_id, move.folder_id)
    for rate in asked.rate:
        shelf.rate(rate.instance_id, rate.rating)
    for folder_id in asked.drop_folders:
        shelf.drop_folder(folder_id)
    return _json({"removed": removed, "added": added, "items": len(shelf)})


@post("/_control/reset", status_code=200, sync_to_thread=False)
def reset(simulation: SimulationDependency) -> Answer:
    """Counters to nothing, an empty window, script and chance from their beginning."""
    simulation.edge.reset()
    return _state(simulation)


@post("/_control/revoke", status_code=200)
async def revoke(request: Request[Any, Any, Any], simulation: SimulationDependency) -> Answer:
    """Take back every token of a user; a reset gives the personal ones back."""
    asked = _decoded(await request.body(), Revoke)
    return _json({"revoked": simulation.accounts.revoke(asked.user.lower())})


ROUTES = [state, switch, edit, reset, revoke]


def _state(simulation: Simulation) -> Answer:
    return _json({"behaviour": simulation.behaviour, "counters": simulation.edge.counters})


def _decoded(body: bytes, kind: type[Decoded]) -> Decoded:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise errors.refused(400, str(error)) from None


def _json(shown: object) -> Answer:
    return Response(msgspec.json.encode(shown), media_type="application/json")
