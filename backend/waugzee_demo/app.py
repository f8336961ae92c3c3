"""The simulated Discogs as an ASGI application."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import HttpMethod, Litestar, Request, Response, get, post, route
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.types import ControllerRouterHandler

from waugzee_demo import accounts, authorizing, control, errors, searching, writing
from waugzee_demo.accounts import Accounts, user_id
from waugzee_demo.asking import (
    CallerDependency,
    Name,
    Number,
    PageDependency,
    SimulationDependency,
    ViewDependency,
    asked_page,
    asking,
    looking,
)
from waugzee_demo.behaviour import Behaviour
from waugzee_demo.edge import Edge, Sleep
from waugzee_demo.simulation import Simulation
from waugzee_demo.world import DemoWorld, World

Answer = Response[bytes]


def create_app(
    behaviour: Behaviour | None = None,
    *,
    world: World | None = None,
    clock: Callable[[], float] = time.monotonic,
    now: Callable[[], float] = time.time,
    sleep: Sleep = asyncio.sleep,
) -> Edge:
    """The whole simulator. `clock` (seconds) and `sleep` are arguments so that a test need not wait;
    `now` (Unix seconds) judges signed requests.

    Without a `world` it is the generated demo collection.
    """
    routes: list[ControllerRouterHandler] = [
        root,
        request_token,
        access_token,
        identity,
        profile,
        folders,
        folder,
        folder_releases,
        copies_of_release,
        fields,
        value,
        release,
        master,
        artist,
        image,
        searching.search,
        *authorizing.ROUTES,
        *writing.ROUTES,
        *control.ROUTES,
    ]
    simulation = Simulation(world or DemoWorld(), Accounts(now))
    inner = Litestar(
        routes,
        state=State({"simulation": simulation}),
        dependencies={
            "simulation": Provide(_simulation, sync_to_thread=False),
            "caller": Provide(asking, sync_to_thread=False),
            "view": Provide(looking, sync_to_thread=False),
            "asked": Provide(asked_page, sync_to_thread=False),
        },
        exception_handlers={
            errors.Refused: _refused,
            accounts.Refused: _step_refused,
            NotFoundException: _not_found,
            MethodNotAllowedException: _not_allowed,
        },
        openapi_config=None,
        logging_config=None,  # the framework's own would set up the whole process's logging
        debug=True,  # a mistake of the simulator's own shows its trace in the answer
    )
    simulation.edge = Edge(
        inner, behaviour or Behaviour(), accounts=simulation.accounts, clock=clock, sleep=sleep
    )
    return simulation.edge


@get("/", sync_to_thread=False)
def root(caller: CallerDependency) -> Answer:
    return _json(
        {
            "hello": "Welcome to the Discogs API.",
            "api_version": "v2",
            "documentation_url": "https://www.discogs.com/developers/",
            "statistics": {"releases": 19_501_084, "artists": 10_281_433, "labels": 2_439_933},
        }
    )


@route("/oauth/request_token", http_method=[HttpMethod.GET, HttpMethod.POST], status_code=200)
async def request_token(request: Request[Any, Any, Any], simulation: SimulationDependency) -> Answer:
    signed = request.headers.get("authorization", "")
    return _form(simulation.accounts.request_token(request.scope, signed))


@post("/oauth/access_token", status_code=200)
async def access_token(request: Request[Any, Any, Any], simulation: SimulationDependency) -> Answer:
    signed = request.headers.get("authorization", "")
    return _form(simulation.accounts.access_token(request.scope, signed))


@get("/oauth/identity", sync_to_thread=False)
def identity(caller: CallerDependency, view: ViewDependency) -> Answer:
    if caller.user is None:
        raise errors.not_signed_in()
    return _json(
        {
            "id": user_id(caller.user),
            "username": caller.user,
            "resource_url": f"{view.origin}/users/{caller.user}",
            "consumer_name": caller.application or caller.user,
        }
    )


@get("/users/{user:str}", sync_to_thread=False)
def profile(user: Name, simulation: SimulationDependency, view: ViewDependency) -> Answer:
    shelf = simulation.shelf(user)
    address = f"{view.origin}/users/{shelf.user}"
    shown: dict[str, object] = {
        "id": user_id(shelf.user),
        "username": shelf.user,
        "name": "",
        "resource_url": address,
        "uri": f"https://www.discogs.com/user/{shelf.user}",
        "collection_folders_url": f"{address}/collection/folders",
        "collection_fields_url": f"{address}/collection/fields",
        "wantlist_url": f"{address}/wants",
        "inventory_url": f"{address}/inventory",
        "registered": "2016-02-13T10:00:00-08:00",
        "num_lists": 0,
        "num_for_sale": 0,
        "curr_abbr": "EUR",
    }
    if view.owner:
        shown["email"] = f"{shelf.user}@example.com"
    if view.owner or not simulation.behaviour.private:
        shown |= {"num_collection": len(shelf), "num_wantlist": len(simulation.wantlist(user))}
    return _json(shown)


@get("/users/{user:str}/collection/folders", sync_to_thread=False)
def folders(user: Name, simulation: SimulationDependency, view: ViewDependency) -> Answer:
    shelf = simulation.open_shelf(user, view)
    return _json({"folders": shelf.folder_list(view)})


@get("/users/{user:str}/collection/folders/{folder_id:int}", sync_to_thread=False)
def folder(user: Name, folder_id: Number, simulation: SimulationDependency, view: ViewDependency) -> Answer:
    shelf = simulation.open_folder(user, folder_id, view)
    return _json(shelf.folder(folder_id, view))


@get("/users/{user:str}/collection/folders/{folder_id:int}/releases", sync_to_thread=False)
def folder_releases(
    user: Name,
    folder_id: Number,
    simulation: SimulationDependency,
    asked: PageDependency,
    view: ViewDependency,
) -> Answer:
    shelf = simulation.open_folder(user, folder_id, view)
    given = min(asked.per_page, simulation.behaviour.most_per_page)
    page = _json(shelf.page(folder_id, msgspec.structs.replace(asked, per_page=given), view))
    simulation.page_was_read(shelf)
    return page


@get("/users/{user:str}/collection/releases/{release_id:int}", sync_to_thread=False)
def copies_of_release(
    user: Name,
    release_id: Number,
    simulation: SimulationDependency,
    asked: PageDependency,
    view: ViewDependency,
) -> Answer:
    shelf = simulation.open_shelf(user, view)
    return _json(shelf.of_release(release_id, asked, view))


@get("/users/{user:str}/collection/fields", sync_to_thread=False)
def fields(user: Name, simulation: SimulationDependency, view: ViewDependency) -> Answer:
    simulation.shelf(user)
    if not view.owner:
        raise errors.not_the_owner()
    return _json({"fields": simulation.world.fields})


@get("/users/{user:str}/collection/value", sync_to_thread=False)
def value(user: Name, simulation: SimulationDependency, view: ViewDependency) -> Answer:
    """In the account's currency, as formatted text."""
    shelf = simulation.shelf(user)
    if not view.owner:
        raise errors.not_the_owner()
    amounts = {"maximum": 31.24, "median": 17.85, "minimum": 7.19}
    return _json({name: f"€{each * len(shelf):,.2f}" for name, each in amounts.items()})


@get("/releases/{release_id:int}", sync_to_thread=False)
def release(release_id: Number, simulation: SimulationDependency, view: ViewDependency) -> Answer:
    known = release_id not in simulation.behaviour.gone
    shown = simulation.world.release(release_id, view) if known else None
    if shown is None:
        raise errors.no_release()
    return _json(shown)


@get("/masters/{master_id:int}", sync_to_thread=False)
def master(master_id: Number, simulation: SimulationDependency, view: ViewDependency) -> Answer:
    shown = simulation.world.master(master_id, view)
    if shown is None:
        raise errors.no_master()
    return _json(shown)


@get("/artists/{artist_id:int}", sync_to_thread=False)
def artist(artist_id: Number, simulation: SimulationDependency, view: ViewDependency) -> Answer:
    shown = simulation.world.artist(artist_id, view)
    if shown is None:
        raise errors.no_artist()
    return _json(shown)


@get("/images/{fit:str}/{height:str}/{width:str}/{name:str}", sync_to_thread=False)
def image(name: Name, simulation: SimulationDependency) -> Response[bytes]:
    """`R-<release>.svg`; every size is the same drawing."""
    number = name.removeprefix("R-").removesuffix(".svg")
    drawing = simulation.world.sleeve(int(number)) if number.isdecimal() else None
    if drawing is None:
        return Response(b"\n", status_code=404, media_type="text/plain")
    return Response(drawing.encode(), media_type="image/svg+xml")


def _simulation(state: State) -> Simulation:
    simulation: Simulation = state.simulation
    return simulation


def _json(shown: object, status: int = 200) -> Answer:
    return Response(msgspec.json.encode(shown), status_code=status, media_type="application/json")


def _form(encoded: str) -> Answer:
    return Response(encoded.encode(), media_type="application/x-www-form-urlencoded")


def _step_refused(_: Request[Any, Any, Any], error: Exception) -> Answer:
    assert isinstance(error, accounts.Refused)
    return Response(error.text.encode(), status_code=error.status, media_type="text/plain; charset=utf-8")


def _refused(_: Request[Any, Any, Any], error: Exception) -> Answer:
    assert isinstance(error, errors.Refused)
    return _json(error.body, error.status)


def _not_found(request: Request[Any, Any, Any], _: Exception) -> Answer:
    return _refused(request, errors.no_resource())


def _not_allowed(request: Request[Any, Any, Any], _: Exception) -> Answer:
    return _refused(request, errors.no_method(request.method))
