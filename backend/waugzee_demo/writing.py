"""What an owner may write: copies, folders, their own fields, the wantlist. Statuses as measured."""

from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Request, Response, delete, get, post, put

from waugzee_demo import errors
from waugzee_demo.asking import Name, Number, PageDependency, SimulationDependency, ViewDependency
from waugzee_demo.collection import ALL, Collection, View
from waugzee_demo.simulation import Simulation
from waugzee_demo.wants import Want

Answer = Response[bytes]
Decoded = TypeVar("Decoded")
LONGEST_NAME = 50


class EditCopy(msgspec.Struct):
    rating: Annotated[int, msgspec.Meta(ge=0, le=5)] | None = None
    folder_id: int | None = None


class FieldValue(msgspec.Struct):
    value: str


class FolderName(msgspec.Struct):
    name: Annotated[str, msgspec.Meta(min_length=1)]


class EditWant(msgspec.Struct):
    notes: str | None = None
    rating: Annotated[int, msgspec.Meta(ge=0, le=5)] | None = None


@post("/users/{user:str}/collection/folders", status_code=201)
async def make_folder(
    user: Name, request: Request[Any, Any, Any], simulation: SimulationDependency, view: ViewDependency
) -> Answer:
    shelf = _owned(simulation, user, view)
    folder_id = shelf.make_folder(_decoded(await request.body(), FolderName).name[:LONGEST_NAME])
    return _json(shelf.folder(folder_id, view), 201)


@post("/users/{user:str}/collection/folders/{folder_id:int}", status_code=200)
async def rename_folder(
    user: Name,
    folder_id: Number,
    request: Request[Any, Any, Any],
    simulation: SimulationDependency,
    view: ViewDependency,
) -> Answer:
    shelf = _owned(simulation, user, view)
    name = _decoded(await request.body(), FolderName).name[:LONGEST_NAME]
    shelf.rename_folder(folder_id, name)
    return _json(shelf.folder(folder_id, view), 200)


@delete("/users/{user:str}/collection/folders/{folder_id:int}", status_code=204, sync_to_thread=False)
def delete_folder(
    user: Name, folder_id: Number, simulation: SimulationDependency, view: ViewDependency
) -> None:
    shelf = _owned(simulation, user, view)
    if folder_id in shelf.folders and shelf.count(folder_id):
        raise errors.refused(403, "You don't have permission to access this resource.")
    shelf.drop_folder(folder_id)


@post(
    "/users/{user:str}/collection/folders/{folder_id:int}/releases/{release_id:int}",
    status_code=201,
    sync_to_thread=False,
)
def add_copy(
    user: Name,
    folder_id: Number,
    release_id: Number,
    simulation: SimulationDependency,
    view: ViewDependency,
) -> Answer:
    """Not idempotent: each time there is one copy more."""
    shelf = _owned(simulation, user, view)
    if folder_id == ALL or folder_id not in shelf.folders:
        raise errors.no_folder()
    if release_id in simulation.behaviour.gone:
        raise errors.no_release()
    item = shelf.add_release(release_id, folder_id)
    return _json(item.shown(view), 201)


@post(
    "/users/{user:str}/collection/folders/{folder_id:int}/releases/{release_id:int}"
    "/instances/{instance_id:int}",
    status_code=204,
)
async def edit_copy(
    user: Name,
    folder_id: Number,
    release_id: Number,
    instance_id: Number,
    request: Request[Any, Any, Any],
    simulation: SimulationDependency,
    view: ViewDependency,
) -> None:
    shelf = _copy(simulation, user, view, folder_id, release_id, instance_id)
    edit = _decoded(await request.body(), EditCopy)
    if edit.folder_id is not None:
        shelf.move(instance_id, edit.folder_id)
    if edit.rating is not None:
        shelf.rate(instance_id, edit.rating)


@delete(
    "/users/{user:str}/collection/folders/{folder_id:int}/releases/{release_id:int}"
    "/instances/{instance_id:int}",
    status_code=204,
    sync_to_thread=False,
)
def delete_copy(
    user: Name,
    folder_id: Number,
    release_id: Number,
    instance_id: Number,
    simulation: SimulationDependency,
    view: ViewDependency,
) -> None:
    _copy(simulation, user, view, folder_id, release_id, instance_id).remove([instance_id])


@post(
    "/users/{user:str}/collection/folders/{folder_id:int}/releases/{release_id:int}"
    "/instances/{instance_id:int}/fields/{field_id:int}",
    status_code=204,
)
async def fill_field(
    user: Name,
    folder_id: Number,
    release_id: Number,
    instance_id: Number,
    field_id: Number,
    request: Request[Any, Any, Any],
    simulation: SimulationDependency,
    view: ViewDependency,
) -> None:
    shelf = _copy(simulation, user, view, folder_id, release_id, instance_id)
    value = _decoded(await request.body(), FieldValue).value
    known = {field["id"]: field.get("options") for field in simulation.world.fields}
    options = known.get(field_id)
    if field_id not in known or (isinstance(options, list | tuple) and value and value not in options):
        message = "HTTP fetch failed from 'collection': 400: Bad Request"
        raise errors.invalid(("body", "value"), message, "value_error")
    shelf.fill(instance_id, field_id, value)


@get("/users/{user:str}/wants", sync_to_thread=False)
def wants(
    user: Name, simulation: SimulationDependency, asked: PageDependency, view: ViewDependency
) -> Answer:
    simulation.open_shelf(user, view)
    return _json(simulation.wantlist(user).page(asked, view), 200)


@put("/users/{user:str}/wants/{release_id:int}", status_code=201, sync_to_thread=False)
def want(user: Name, release_id: Number, simulation: SimulationDependency, view: ViewDependency) -> Answer:
    _owned(simulation, user, view)
    if simulation.world.release(release_id, view) is None or release_id in simulation.behaviour.gone:
        raise errors.refused(404, "That release does not exist in the user's wantlist.")
    return _json(simulation.wantlist(user).want(release_id).shown(view), 201)


@post("/users/{user:str}/wants/{release_id:int}", status_code=200)
async def edit_want(
    user: Name,
    release_id: Number,
    request: Request[Any, Any, Any],
    simulation: SimulationDependency,
    view: ViewDependency,
) -> Answer:
    _owned(simulation, user, view)
    wanted: Want | None = simulation.wantlist(user).known(release_id)
    if wanted is None:
        raise errors.refused(404, "That release does not exist in the user's wantlist.")
    edit = _decoded(await request.body(), EditWant)
    wanted.notes = wanted.notes if edit.notes is None else edit.notes
    wanted.rating = wanted.rating if edit.rating is None else edit.rating
    return _json(wanted.shown(view), 200)


@delete("/users/{user:str}/wants/{release_id:int}", status_code=204, sync_to_thread=False)
def unwant(user: Name, release_id: Number, simulation: SimulationDependency, view: ViewDependency) -> None:
    """Also of one that was not wanted."""
    _owned(simulation, user, view)
    simulation.wantlist(user).drop(release_id)


ROUTES = [
    make_folder,
    rename_folder,
    delete_folder,
    add_copy,
    edit_copy,
    delete_copy,
    fill_field,
    wants,
    want,
    edit_want,
    unwant,
]


def _owned(simulation: Simulation, user: str, view: View) -> Collection:
    shelf = simulation.shelf(user)
    if not view.owner:
        raise errors.not_the_owner()
    if not isinstance(shelf, Collection):
        raise errors.refused(400, "Recorded pages are served as they are.")
    return shelf


def _copy(
    simulation: Simulation, user: str, view: View, folder_id: int, release_id: int, instance_id: int
) -> Collection:
    """The shelf with that copy, where it stands in that folder and is of that release."""
    shelf = _owned(simulation, user, view)
    if folder_id not in shelf.folders:
        raise errors.no_folder()
    item = shelf.item(instance_id)
    if item.release_id != release_id or folder_id not in (ALL, item.folder_id):
        raise errors.no_item()
    return shelf


def _decoded(body: bytes, kind: type[Decoded]) -> Decoded:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise errors.invalid(("body",), str(error), "value_error") from None


def _json(shown: object, status: int) -> Answer:
    return Response(msgspec.json.encode(shown), status_code=status, media_type="application/json")
