"""`/database/search`: by words or by barcode, over everything the world knows.

What the real one does beyond this (relevance, misspellings) is not simulated: rows come by id.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get

from waugzee_demo import errors
from waugzee_demo.asking import CallerDependency, PageDependency, SimulationDependency, ViewDependency
from waugzee_demo.collection import PageQuery, View, urls_of
from waugzee_demo.rows import Row
from waugzee_demo.world import Shelf

MOST = 10_000
"""Beyond it Discogs shows no row, though it counts them."""


@get("/database/search", sync_to_thread=False)
def search(
    request: Request[Any, Any, Any],
    caller: CallerDependency,
    simulation: SimulationDependency,
    asked: PageDependency,
    view: ViewDependency,
) -> Response[bytes]:
    """Open to everybody, as was measured, though the documentation demands credentials: a switch says."""
    if caller.user is None and caller.kind == "nobody" and simulation.behaviour.closed_search:
        raise errors.not_signed_in()
    wanted = dict(request.query_params.items())
    rows = sorted((row for row in simulation.world.rows(view) if _holds(row, wanted)), key=_by_id)
    shown, page = _page(rows, asked, view)
    if caller.user is not None:
        shelf, wants = simulation.shelf(caller.user), simulation.wantlist(caller.user)
        for row in shown:
            wanted_too = wants.known(row["id"]) is not None
            row["user_data"] = {"in_wantlist": wanted_too, "in_collection": _owns(shelf, row["id"], view)}
    return Response(msgspec.json.encode(page), media_type="application/json")


def _by_id(row: Row) -> int:
    return int(row["id"])


def _owns(shelf: Shelf, release_id: int, view: View) -> bool:
    page: Any = shelf.of_release(release_id, PageQuery(page=1, per_page=1), view)
    return bool(page["pagination"]["items"])


def _texts(row: Row, *names: str) -> str:
    parts: Iterable[Any] = (row.get(name, "") for name in names)
    return " ".join(" ".join(part) if isinstance(part, list) else str(part) for part in parts).casefold()


def _words(*names: str) -> Callable[[Row, str], bool]:
    return lambda row, asked: all(word in _texts(row, *names) for word in asked.casefold().split())


def _code(row: Row, asked: str) -> bool:
    """Spaces and dashes do not matter, and a leading zero neither: a UPC is an EAN that begins with one."""
    code = re.sub(r"\W", "", asked).lstrip("0").casefold()
    return bool(code) and any(re.sub(r"\W", "", one).lstrip("0").casefold() == code for one in row["barcode"])


HOLDS: dict[str, Callable[[Row, str], bool]] = {
    "q": _words("title", "label", "catno", "barcode", "style"),
    "type": lambda row, asked: row["type"] == asked,
    "title": _words("title"),
    "release_title": _words("title"),
    "artist": _words("title"),
    "label": _words("label"),
    "genre": _words("genre"),
    "style": _words("style"),
    "country": _words("country"),
    "year": lambda row, asked: row.get("year") == asked,
    "format": _words("format"),
    "catno": _words("catno"),
    "barcode": _code,
}


def _holds(row: Row, wanted: Mapping[str, str]) -> bool:
    return all(HOLDS[name](row, value) for name, value in wanted.items() if name in HOLDS and value)


def _page(rows: list[Row], asked: PageQuery, view: View) -> tuple[list[Row], dict[str, object]]:
    """The rows of a page, and the page that holds them."""
    pages = max(1, MOST // asked.per_page if len(rows) > MOST else -(-len(rows) // asked.per_page))
    if asked.page > pages:
        raise errors.no_page(asked.page, pages)

    def address(page: int) -> str:
        query = [*asked.echoed, ("per_page", str(asked.per_page)), ("page", str(page))]
        return f"{view.origin}/database/search?{urlencode(query)}"

    start = (asked.page - 1) * asked.per_page
    shown = rows[start : start + asked.per_page]
    pagination = {
        "page": asked.page,
        "pages": pages,
        "per_page": asked.per_page,
        "items": len(rows),
        "urls": urls_of(asked.page, pages, address),
    }
    return shown, {"pagination": pagination, "results": shown}
